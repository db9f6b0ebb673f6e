// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

class QWidget;

namespace headroom::ui {

/// So many times as large, in the unit in which the font has its size.
QFont scaledFont(const QFont& base, double factor);

/// For who sits at the back of a room and sees a part of the picture, whatever its pixels: so large that
/// labels with that share of its size can be read there.
QFont audienceFont(const QWidget& panel, double labelShare);

} // namespace headroom::ui

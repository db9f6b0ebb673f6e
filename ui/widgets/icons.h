// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace headroom::ui {

/// One of our own icons, "start", "home" …, in ink that can be read on that palette.
QIcon icon(const QString& name, const QPalette& palette);

} // namespace headroom::ui

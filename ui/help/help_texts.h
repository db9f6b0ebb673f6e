// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QAction;

namespace headroom::ui {

/// The shortcuts of these actions, then the keys and gestures of the window's parts, as HTML.
QString shortcutsText(const QList<QAction*>& actions);

} // namespace headroom::ui

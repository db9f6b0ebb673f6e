// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

class QWidget;

namespace headroom::ui {

/// As much of that size as the window's screen has room for, beside panels and with a title bar.
QSize fittingScreen(const QWidget* window, QSize wanted);

/// Takes a window that is not shown yet back onto a screen where it reaches beyond: its place was remembered
/// from screens that are gone, or larger. One that spans two screens stays.
void keepOnScreen(QWidget* window);

} // namespace headroom::ui

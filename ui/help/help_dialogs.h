// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

class QAction;
class QFont;
class QWidget;

namespace headroom::ui {

// Each opens its window, or raises the one that is open.
void showHowToRead(QWidget* parent, const QFont& type);
void showShortcuts(QWidget* parent, const QFont& type, const QList<QAction*>& actions);
/// `libraries`: what devices are measured with, as far as they were found.
void showAbout(QWidget* parent, const QStringList& libraries);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

#include <functional>

class QAction;
class QFont;
class QString;
class QWidget;

namespace headroom::ui {

// Each opens its window, or raises the one that is open.
/// The manual at a place of it: "layer.md#advice". Its type is larger or smaller by `zoom`, as the reader
/// left it; `zoomed` gets what they choose from then on.
void showManual(QWidget* parent, const QFont& type, const QString& place, int zoom,
                const std::function<void(int zoom)>& zoomed);
void showShortcuts(QWidget* parent, const QFont& type, const QList<QAction*>& actions);
/// `libraries`: what devices are measured with, as far as they were found; `missing`: why others cannot be.
void showAbout(QWidget* parent, const QStringList& libraries, const QStringList& missing);

} // namespace headroom::ui

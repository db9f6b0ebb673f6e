// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;
class QLabel;
class QMenu;
class QMessageBox;

namespace headroom::ui {

// Qt reads what looks like HTML as such, in labels, message boxes and tool tips, and then loads what it
// names. Names, notes and reasons come from files, devices and other programs: these are the ways to show
// them.

/// A label that shows its text as it is, whatever that becomes.
QLabel* plainLabel(const QString& text = {});

/// A tool tip that shows the text as it is.
QString toolTipText(const QString& text);

/// An action with that text as it is, '&' and all, and that tool tip.
QAction* addPlainAction(QMenu* menu, const QString& text, const QString& toolTip);

/// Makes a message box show its texts as they are. To be called when they are set.
void makePlain(QMessageBox* box);

/// The text without what no reader of XML accepts or what turns its order about: see printable().
QString printableText(const QString& text);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QFileDialog;
class QWidget;

namespace headroom::ui {

class Preferences;

/// A dialog for files, window-modal once it is opened. It begins in the folder last used for that purpose,
/// see Preferences::folder(), remembers the next one, and deletes itself. Both given outlive it.
QFileDialog* makeFileDialog(QWidget* window, Preferences* preferences, const QString& title,
                            const QString& folderPurpose, const QStringList& filters);

/// The name with an ending of those: as it is where it has one, else with the first. "h200.v2" and
/// "h200.json" become "h200.v2.headroom.json" and "h200.headroom.json".
QString withEnding(const QString& path, const QStringList& endings);

/// A path in the folder for a file of that name and ending, where nothing is yet: "a.csv", "a-2.csv" …
QString freePath(const QString& folder, const QString& name, const QString& ending);

/// What is to be written, for the dialog that asks where.
struct SaveRequest {
    QString title;
    QString folderPurpose;
    QStringList filters;
    QStringList endings; ///< without their points; the first is given to a name that has none
    QString name = {};   ///< suggested
    QString filter = {}; ///< chosen at first; empty: the first of them
};

/// Called with the path to write to and the filter that was chosen.
using WriteTo = std::function<void(const QString& path, const QString& filter)>;

/// Asks for a file. One that has the name already, with its ending, is replaced only if the user says so.
/// Where the user changes their mind nothing is called.
void askWhereToSave(QWidget* window, Preferences* preferences, const SaveRequest& request,
                    const WriteTo& write);

/// Asks for a folder for several files, in the same way.
void askWhereToSaveAll(QWidget* window, Preferences* preferences, const QString& title,
                       const QString& folderPurpose, const std::function<void(const QString& folder)>& write);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace headroom::ui {

class FileCommands;
class RunLibrary;
class RunStore;

/// Takes a run off the chart for good. Asks first where that would lose what was measured.
class RemovalQuestion final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it.
    RemovalQuestion(QWidget* window, RunStore* store, RunLibrary* library, FileCommands* files);

    /// With its journal. One that is not there any more needs nothing.
    void remove(int runId);

private:
    QWidget* m_window;
    RunStore* m_store;
    RunLibrary* m_library;
    FileCommands* m_files;
};

} // namespace headroom::ui

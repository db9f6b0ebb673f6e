// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace headroom::ui {

class FileCommands;
class RunLibrary;
class SweepController;

/// Whether the window may close: asks about runs that are not saved, and stops what is being measured first.
/// At the session's end there is no time for questions: journals keep what is not saved.
class ClosingQuestion final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it. What else happens at the end of a sweep is connected before.
    ClosingQuestion(QWidget* window, SweepController* controller, RunLibrary* library, FileCommands* files);

    /// True where it may close now. Otherwise it is closed once the user has answered and the sweep has
    /// ended.
    bool mayClose();

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void stopThen(std::function<void()> action);
    void close();

    QWidget* m_window;
    SweepController* m_controller;
    RunLibrary* m_library;
    FileCommands* m_files;
    bool m_decided = false;
    std::function<void()> m_whenIdle;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/closing_question.h"

#include "ui/files/file_commands.h"
#include "ui/runs/run_library.h"
#include "ui/sweep/sweep_controller.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

#include <utility>

namespace headroom::ui {

ClosingQuestion::ClosingQuestion(QWidget* window, SweepController* controller, RunLibrary* library,
                                 FileCommands* files)
    : QObject(window), m_window(window), m_controller(controller), m_library(library), m_files(files) {
    connect(m_controller, &SweepController::runFinished, this, [this] {
        if (const auto action = std::exchange(m_whenIdle, nullptr))
            action();
    });
    qApp->installEventFilter(this);
}

bool ClosingQuestion::eventFilter(QObject* watched, QEvent* event) {
    // The session's manager asks so. (Qt posts one of its own when the last window has closed.)
    if (event->type() == QEvent::Quit && event->spontaneous())
        m_decided = true;
    return QObject::eventFilter(watched, event);
}

bool ClosingQuestion::mayClose() {
    const std::vector<int> unsaved = m_library->unsavedRuns();
    if (m_decided || (unsaved.empty() && !m_controller->isActive()))
        return true;
    if (unsaved.empty()) {
        stopThen([this] { close(); });
        return false;
    }
    const auto save = [this] {
        stopThen([this] {
            m_files->saveAll(m_library->unsavedRuns(), [this] {
                if (m_library->unsavedRuns().empty())
                    close();
                else // the file of another run was replaced
                    m_window->close();
            });
        });
    };
    const auto discard = [this] {
        stopThen([this] {
            m_library->abandonUnsaved();
            close();
        });
    };
    m_files->askAboutUnsaved(unsaved, save, discard);
    return false;
}

void ClosingQuestion::stopThen(std::function<void()> action) {
    if (!m_controller->isActive()) {
        action();
        return;
    }
    m_whenIdle = std::move(action);
    m_controller->stop();
}

void ClosingQuestion::close() {
    m_decided = true;
    m_window->close();
}

} // namespace headroom::ui

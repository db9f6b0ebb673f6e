// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace headroom::ui {

class RunReplay;
class SweepController;
class SweepForm;
struct WindowActions;

/// The window's actions on what is under way, a sweep or a replay: to pause and stop it, and what can be
/// started. Starting is the window's.
class SweepActions final : public QObject {
    Q_OBJECT

public:
    /// All given outlive this.
    SweepActions(const WindowActions* actions, SweepController* controller, RunReplay* replay,
                 const SweepForm* form, QObject* parent);

    void showState();

private:
    const WindowActions* m_actions;
    const SweepController* m_controller;
    const RunReplay* m_replay;
    const SweepForm* m_form;
};

} // namespace headroom::ui

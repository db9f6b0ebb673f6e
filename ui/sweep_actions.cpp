// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep_actions.h"

#include "ui/replay/run_replay.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/plain_text.h"
#include "ui/window_actions.h"

#include <QAction>

namespace headroom::ui {

SweepActions::SweepActions(const WindowActions* actions, SweepController* controller, RunReplay* replay,
                           const SweepForm* form, QObject* parent)
    : QObject(parent), m_actions(actions), m_controller(controller), m_replay(replay), m_form(form) {
    connect(actions->pause, &QAction::triggered, this, [controller, replay](bool pause) {
        replay->setPaused(pause);
        pause ? controller->pause() : controller->resume();
    });
    connect(actions->stop, &QAction::triggered, this, [controller, replay] {
        replay->stop();
        controller->stop();
    });
}

void SweepActions::showState() {
    const SweepState state = m_controller->state();
    const bool active = m_controller->isActive();
    const bool paused = state == SweepState::Pausing || state == SweepState::Paused || m_replay->isPaused();
    m_actions->start->setEnabled(m_form->valid());
    m_actions->start->setText(active ? tr("Re&start") : tr("&Start"));
    if (m_form->valid())
        m_actions->start->setToolTip(active ? tr("Stop this sweep, keep it, and start anew (F5)")
                                     : m_replay->isActive() ? tr("Start the sweep; that ends the replay")
                                                            : tr("Start the sweep (F5)"));
    else
        m_actions->start->setToolTip(toolTipText(tr("Cannot start: %1").arg(m_form->problem())));
    m_actions->replayRun->setEnabled(!active);
    const bool canPause = active && state != SweepState::Stopping && state != SweepState::Waiting;
    m_actions->pause->setEnabled(canPause || m_replay->isActive());
    m_actions->pause->setChecked(paused);
    m_actions->pause->setText(paused ? tr("Re&sume") : tr("&Pause"));
    m_actions->pause->setToolTip(
        paused && active
            ? tr("Go on with the sweep as it was started (F6): what the form says is for the next one")
            : tr("Pause after the point being measured (F6)"));
    m_actions->stop->setEnabled((active && state != SweepState::Stopping) ||
                                m_replay->state() != ReplayState::None);
}

} // namespace headroom::ui

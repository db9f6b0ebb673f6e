// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice_desk.h"

#include "engine/sweep/advice_question.h"
#include "engine/sweep/variants.h"
#include "ui/advice/advice_panel.h"
#include "ui/advice/advice_plot.h"
#include "ui/budget/budget_panel.h"
#include "ui/chart/chart_panel.h"
#include "ui/files/file_commands.h"
#include "ui/runs/rename_dialog.h"
#include "ui/runs/run_store.h"
#include "ui/sweep/sweep_controller.h"

#include <algorithm>
#include <utility>

namespace headroom::ui {

AdviceDesk::AdviceDesk(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
    const AdvicePanel* panel = parts.panel;
    connect(panel, &AdvicePanel::askWanted, this, &AdviceDesk::measureWanted);
    connect(panel, &AdvicePanel::closed, this, &AdviceDesk::close);
    connect(panel, &AdvicePanel::configWanted, this, [this] {
        m_parts.files->askForConfig([this](const QString& path) { m_parts.panel->takeConfig(path); });
    });
    connect(panel, &AdvicePanel::valueChosen, parts.plot, &AdvicePlot::selectValue);
    connect(parts.plot, &AdvicePlot::valueActivated, parts.panel, &AdvicePanel::selectValue);
    connect(parts.plot, &AdvicePlot::renameRunRequested, this,
            [this](int runId) { askForRunName(m_parts.plot, m_parts.store, runId); });
    connect(parts.chart, &ChartPanel::adviceWanted, this, &AdviceDesk::askAtPoint);
    connect(parts.chart, &ChartPanel::adviceDismissed, this, &AdviceDesk::close);
    connect(parts.layers, &BudgetPanel::adviceWanted, this, &AdviceDesk::askAboutRow);
    connect(parts.state, &AdviceState::changed, this, &AdviceDesk::showMark);
    connect(parts.store, &RunStore::topicChanged, this, &AdviceDesk::showState);
    showState();
}

bool AdviceDesk::isOpen() const {
    return m_open || m_parts.store->topic() == RunTopic::Advice;
}

void AdviceDesk::setOpen(bool open) {
    if (std::exchange(m_open, open) == open)
        return;
    showMark();
    Q_EMIT openChanged();
}

void AdviceDesk::open() {
    setOpen(true);
    Q_EMIT revealed();
    m_parts.panel->focusQuestion();
}

void AdviceDesk::close() {
    // Before the panel goes: else the table below it would have the keyboard, and mark a row.
    if (m_parts.panel->isAncestorOf(m_parts.panel->window()->focusWidget()))
        m_parts.chart->setFocus(Qt::OtherFocusReason);
    setOpen(false);
}

void AdviceDesk::askAtPoint(int runId, int row) {
    const StoredRun* run = m_parts.store->find(runId);
    if (!run || row < 0 || row >= static_cast<int>(run->run.measurements.size()))
        return;
    const PlannedPoint& point = run->run.measurements[static_cast<std::size_t>(row)].point;
    const std::optional<SweepSpec> question = questionAt(run->run.spec, point);
    if (!question)
        return;
    setOpen(true);
    Q_EMIT revealed();
    m_parts.panel->ask(*question, run->run.context.device);
}

void AdviceDesk::askAboutRow(int runId, int row) {
    const StoredRun* run = m_parts.store->find(runId);
    if (!run || !run->run.spec.budget || row < 0 || row >= static_cast<int>(run->run.measurements.size()))
        return;
    const Length length = lengthOf(run->run.measurements[static_cast<std::size_t>(row)].point.operation);
    SweepSpec question = run->run.spec;
    if (question.algorithm == Algorithm::Both)
        question.algorithm = Algorithm::Default;
    question.budget->variants = LengthVariants{
        .length = length, .values = {valueOf(*question.budget, length)}, .within = kUsualDistance};
    setOpen(true);
    Q_EMIT revealed();
    m_parts.panel->ask(question, run->run.context.device);
}

void AdviceDesk::showMark() {
    m_parts.chart->setAdvice(m_open ? m_parts.state->mark() : std::nullopt);
    m_parts.panel->setOtherDevice(otherDevice());
}

QString AdviceDesk::otherDevice() const {
    const StoredRun* run = m_parts.state->run();
    if (!run || m_parts.store->topic() == RunTopic::Advice)
        return {};
    const std::string& device = run->run.context.device;
    const bool isShown = std::ranges::any_of(m_parts.store->shown(), [&device](const StoredRun* shown) {
        return shown->run.context.device == device;
    });
    return isShown ? QString() : QString::fromStdString(device);
}

void AdviceDesk::showState() {
    const SweepController* controller = m_parts.controller;
    const StoredRun* run = m_parts.state->run();
    const bool answers = controller->isActive() && run && controller->currentRun() == run->id;
    m_parts.panel->setMeasuring(answers, controller->isActive());
    m_parts.panel->setOtherDevice(otherDevice());
    m_parts.panel->setClosable(m_parts.store->topic() != RunTopic::Advice);
}

} // namespace headroom::ui

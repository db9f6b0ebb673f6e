// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/progress_line.h"

#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/paint/chart_theme.h"
#include "ui/replay/run_replay.h"
#include "ui/sweep/sweep_controller.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

double shareOf(std::size_t done, std::size_t total) {
    return total == 0 ? 0 : static_cast<double>(std::min(done, total)) / static_cast<double>(total);
}

} // namespace

ProgressLine::ProgressLine(const SweepController* controller, const RunReplay* replay,
                           const ChartState* shown, ChartPanel* chart, QWidget* stage)
    : QWidget(stage)
    , m_controller(controller)
    , m_replay(replay)
    , m_shown(shown)
    , m_chart(chart)
    , m_isRead(this) {
    constexpr int kReadMs = 8000;
    setObjectName(QStringLiteral("progressLine"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_OpaquePaintEvent); // else the chart below would be painted with it
    hide();
    m_isRead.setObjectName(QStringLiteral("answerIsRead"));
    m_isRead.setSingleShot(true);
    m_isRead.setInterval(kReadMs);
    connect(&m_isRead, &QTimer::timeout, this, [this] { tell({}); });
    stage->installEventFilter(this);
    connect(controller, &SweepController::stateChanged, this, &ProgressLine::follow);
    connect(controller, &SweepController::progressChanged, this, &ProgressLine::follow);
    connect(replay, &RunReplay::stateChanged, this, [this] { tell({}); });
    connect(replay, &RunReplay::progressChanged, this, &ProgressLine::follow);
}

void ProgressLine::setPresentation(bool on) {
    m_presentation = on;
    place();
    tell({});
}

void ProgressLine::tell(const QString& answer) {
    m_told = m_presentation ? answer : QString();
    m_told.isEmpty() ? m_isRead.stop() : m_isRead.start();
    follow();
}

void ProgressLine::follow() {
    const SweepProgress& sweep = m_controller->progress();
    if (m_controller->isActive())
        m_share = shareOf(sweep.stepsDone(), sweep.steps());
    else
        m_share = shareOf(m_replay->done(), m_replay->total());
    setVisible(m_presentation && (m_controller->isActive() || m_replay->isActive()));
    raise(); // above what the stage shows now
    m_chart->setStandstill(m_told.isEmpty() ? standstill() : m_told);
    update();
}

QString ProgressLine::standstill() const {
    switch (m_controller->state()) {
    case SweepState::Idle:
        if (m_replay->state() != ReplayState::None)
            return m_replay->isPaused() ? tr("Paused – Space plays") : QString();
        return disturbedNote(m_shown->curves(), m_controller->currentRun());
    case SweepState::Starting:
        return tr("Opening the device…");
    case SweepState::Waiting: // process and user, in brackets, are not for an audience
        return tr("Waiting for %1…").arg(m_controller->waitingFor().section(QStringLiteral(" ("), 0, 0));
    case SweepState::Pausing:
        return tr("Pausing after this point…");
    case SweepState::Paused:
        return tr("Paused – F6 goes on");
    case SweepState::Stopping:
        return tr("Stopping…");
    case SweepState::Running:
        break;
    }
    return {};
}

void ProgressLine::place() {
    constexpr double kThickness = 0.005; // of the chart's height
    constexpr int kLeast = 3;            // pixels
    const QRect chart = parentWidget()->rect();
    const int thickness = std::max(kLeast, qRound(kThickness * chart.height()));
    setGeometry(0, chart.height() - thickness, chart.width(), thickness);
    raise();
}

void ProgressLine::paintEvent(QPaintEvent*) {
    const ChartTheme theme = themeFor(palette()); // grey: no curve's colour
    QPainter painter(this);
    painter.fillRect(rect(), theme.grid);
    painter.fillRect(QRectF(0, 0, m_share * width(), height()), theme.quiet);
}

bool ProgressLine::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == parentWidget())
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace headroom::ui

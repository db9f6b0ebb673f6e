// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_panel.h"

#include "ui/chart/data/chart_state.h"
#include "ui/chart/figure.h"
#include "ui/chart/legend/legend_model.h"
#include "ui/chart/legend/legend_view.h"
#include "ui/chart/plot_widget.h"
#include "ui/chart/reading/readings_place.h"
#include "ui/chart/reading/readings_view.h"
#include "ui/runs/rename_dialog.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/scaled_font.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>

namespace headroom::ui {

namespace {

constexpr int kRedrawMs = 33;
constexpr double kChartZoomStep = 0.7;
constexpr int kCompactBelow = 620; ///< pixels of width

/// While it places its items none of them may come or go, and placing the plot is what has others do so.
class PanelColumn final : public QVBoxLayout {
public:
    using QVBoxLayout::QVBoxLayout;

    /// False while items are being placed: `then` is called after that.
    bool isAtRest(std::function<void()> then) {
        if (m_placing)
            m_then = std::move(then);
        return !m_placing;
    }
    void setGeometry(const QRect& room) override {
        m_placing = true;
        QVBoxLayout::setGeometry(room);
        m_placing = false;
        if (const auto then = std::exchange(m_then, nullptr))
            then();
    }

private:
    bool m_placing = false;
    std::function<void()> m_then;
};

} // namespace

struct ChartPanel::Parts {
    Parts(RunStore* runStore, ChartState* chartState)
        : store(runStore), state(chartState), legendModel(&state->curves()), drawn(&state->quantity()) {}

    RunStore* store;
    ChartState* state;
    LegendModel legendModel;
    LegendView* legend = nullptr;     // owned by the panel
    PlotWidget* plot = nullptr;       // owned by the panel
    ReadingsView* readings = nullptr; // owned by the panel
    PanelColumn* column = nullptr;    // owned by the panel
    QTimer* redraw = nullptr;         // owned by the panel
    QWidget* invitation = nullptr;    // owned by the plot
    std::optional<ReadingsPlace> readingsPlace;
    const Quantity* drawn; ///< the one that the views of the plot are for
    bool held = false;
    bool stale = false;
    bool presentation = false;
    QString standstill; ///< why there is one

    QString hint() const;
    void applyPresentation(ChartPanel* panel); ///< type, lines and markers for its size
    void refresh();                            ///< shows what has arrived
    void layOut(const QSize& size);            ///< legend and reading, in a panel of that size
    void placeInvitation();
    void schedule(); ///< soon, unless drawing is held
};

QString ChartPanel::Parts::hint() const {
    const CurveSet& curves = state->curves();
    if (curves.hasPoints() || (invitation && !invitation->isHidden()))
        return {};
    if (!standstill.isEmpty())
        return presentation ? QString() : standstill; // once
    return curves.hasMeasuredRun()
               ? tr("Waiting for the first point …")
               : tr("Nothing measured yet. Press Start to measure these curves on this machine.");
}

void ChartPanel::Parts::refresh() {
    const CurveSet& curves = state->curves();
    stale = false;
    redraw->stop();
    if (std::exchange(drawn, &curves.quantity()) != &curves.quantity())
        plot->resetViews();
    plot->showCurves(frameTexts(curves, presentation), hint());
    legendModel.refresh(plot->view());
    plot->raise(legend->pointedCurves());
    layOut(plot->parentWidget()->size());
}

void ChartPanel::Parts::layOut(const QSize& size) {
    if (!column->isAtRest([this] { layOut(plot->parentWidget()->size()); }))
        return;
    constexpr int kGap = 8;           // pixels between reading and legend
    constexpr int kLeastLegend = 110; // with less height below a reading the legend is left out
    const int top = std::max(0, static_cast<int>(plot->mapping().plot().top()) - 3);
    const bool reading = plot->readsColumns();
    const auto room = [&] {
        return ReadingsRoom{size, top, presentation ? 0 : legend->sizeHint().width(),
                            size.width() < kCompactBelow, presentation};
    };
    const bool beside = reading && readingsPlace->put(room());
    // In a presentation names stand beside the plot, or a reading in their place: a list is needed only where
    // the names are too many. And a reading names the curves itself where there is no room for both.
    const int left = size.height() - (beside ? readings->sizeHint().height() : 0);
    const bool named = presentation && (reading || plot->endLabels().sayAll());
    legend->setVisible(!named && left >= kLeastLegend);
    legend->setTopMargin(beside ? kGap : top);
    readings->setVisible(reading);
}

void ChartPanel::Parts::schedule() {
    stale = true;
    if (!held && !redraw->isActive())
        redraw->start();
}

/// In the middle of the plot; over all of the chart where it has no room there.
void ChartPanel::Parts::placeInvitation() {
    constexpr int kClearance = 8;
    if (!invitation || invitation->isHidden())
        return;
    const auto roomIn = [](const QRect& area) {
        return area.adjusted(kClearance, kClearance, -kClearance, -kClearance);
    };
    const QRect room = roomIn(plot->mapping().plot().toRect());
    const int width = std::min(room.width(), invitation->maximumWidth());
    QRect place(0, 0, width, invitation->heightForWidth(width));
    place.moveCenter(room.center());
    const bool fits = width >= invitation->minimumSizeHint().width() && place.height() <= room.height();
    invitation->setGeometry(fits ? place : roomIn(plot->rect()));
}

ChartPanel::ChartPanel(RunStore* store, ChartState* state, QWidget* parent)
    : QWidget(parent), m_parts(std::make_unique<Parts>(store, state)) {
    setObjectName(QStringLiteral("chart"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_parts->plot = new PlotWidget(&state->curves(), this);
    setFocusProxy(m_parts->plot);
    m_parts->legend = new LegendView(&m_parts->legendModel, this);
    // It has what a reading leaves of the height.
    m_parts->legend->setSizePolicy(m_parts->legend->sizePolicy().horizontalPolicy(), QSizePolicy::Ignored);
    m_parts->readings = new ReadingsView(this);
    auto* across = new QHBoxLayout;
    auto* side = new QVBoxLayout; // right of the plot
    side->addWidget(m_parts->legend, 1, Qt::AlignLeft);
    across->addWidget(m_parts->plot, 1);
    across->addLayout(side);
    auto* down = new PanelColumn(this); // all, and what lies below
    m_parts->column = down;
    down->setContentsMargins(0, 0, 0, 0);
    down->addLayout(across, 1);
    for (QBoxLayout* layout : std::initializer_list<QBoxLayout*>{across, side, down})
        layout->setSpacing(0);
    m_parts->readingsPlace.emplace(m_parts->readings, side, down);

    m_parts->redraw = new QTimer(this);
    m_parts->redraw->setObjectName(QStringLiteral("redraw"));
    m_parts->redraw->setSingleShot(true);
    m_parts->redraw->setInterval(kRedrawMs);
    connect(m_parts->redraw, &QTimer::timeout, this, [this] { m_parts->refresh(); });
    connectPlot();
    connectState();
    connectLegend();
    m_parts->refresh();
}

ChartPanel::~ChartPanel() = default;

void ChartPanel::connectPlot() {
    const PlotWidget* plot = m_parts->plot;
    const auto viewChanged = [this] { m_parts->legendModel.setView(m_parts->plot->view()); };
    connect(plot, &PlotWidget::historyChanged, this, viewChanged);
    connect(plot, &PlotWidget::plotMoved, this, viewChanged);
    connect(plot, &PlotWidget::plotMoved, this, [this] {
        m_parts->layOut(size());
        m_parts->placeInvitation();
    });
    connect(plot, &PlotWidget::readingChanged, this, [this] {
        m_parts->readings->show(m_parts->plot->reading());
        if (m_parts->readings->isHidden() == m_parts->plot->readsColumns())
            m_parts->layOut(size());
    });
    connect(m_parts->readings, &ReadingsView::resized, this, [this] { m_parts->layOut(size()); });
    connect(plot, &PlotWidget::historyChanged, this, &ChartPanel::historyChanged);
    connect(plot, &PlotWidget::readoutChanged, this, &ChartPanel::readoutChanged);
    connect(plot, &PlotWidget::pointActivated, this, &ChartPanel::pointActivated);
    connect(plot, &PlotWidget::unifiedHoverChanged, this, &ChartPanel::unifiedHoverChanged);
    connect(plot, &PlotWidget::adviceWanted, this, &ChartPanel::adviceWanted);
    connect(plot, &PlotWidget::adviceDismissed, this, &ChartPanel::adviceDismissed);
}

void ChartPanel::connectState() {
    const ChartState* state = m_parts->state;
    connect(state, &ChartState::curvesChanged, this, [this] { m_parts->refresh(); });
    connect(state, &ChartState::pointsArrived, this, [this] { m_parts->schedule(); });
    connect(state, &ChartState::comparisonLost, this, [this] {
        Q_EMIT readoutChanged(
            tr("Back to throughput: there are no longer two runs on the chart to compare."));
    });
}

void ChartPanel::resizeEvent(QResizeEvent*) {
    if (m_parts->presentation)
        m_parts->applyPresentation(this);
    m_parts->legend->setCompact(width() < kCompactBelow);
    m_parts->layOut(size());
}

void ChartPanel::setInvitation(QWidget* invitation) {
    invitation->hide();
    invitation->setParent(m_parts->plot);
    m_parts->invitation = invitation;
    invitation->installEventFilter(this);
}

void ChartPanel::invite(bool on) {
    QWidget* invitation = m_parts->invitation;
    if (invitation->isHidden() != on)
        return;
    if (!on && invitation->isAncestorOf(window()->focusWidget()))
        setFocus(Qt::OtherFocusReason);
    invitation->setVisible(on);
    m_parts->placeInvitation();
    m_parts->refresh();
}

/// Its texts may have changed.
bool ChartPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_parts->invitation && event->type() == QEvent::LayoutRequest)
        m_parts->placeInvitation();
    return QWidget::eventFilter(watched, event);
}

void ChartPanel::connectLegend() {
    const LegendModel* model = &m_parts->legendModel;
    ChartState* state = m_parts->state;
    RunStore* store = m_parts->store;
    connect(model, &LegendModel::curvesShownRequested, state,
            [state](const std::vector<CurveKey>& keys, bool shown) { state->setHidden(keys, !shown); });
    connect(model, &LegendModel::runShownRequested, store, &RunStore::setVisible);
    connect(model, &LegendModel::roofShownRequested, state, &ChartState::setRoofShown);
    connect(m_parts->legend, &LegendView::pointerMoved, m_parts->plot,
            [this] { m_parts->plot->raise(m_parts->legend->pointedCurves()); });
    connect(m_parts->legend, &LegendView::isolateRequested, state, &ChartState::isolate);
    connect(m_parts->legend, &LegendView::isolateRunRequested, store, &RunStore::isolate);
    connect(m_parts->legend, &LegendView::moveRequested, store, &RunStore::move);
    connect(m_parts->legend, &LegendView::scaleRequested, this, [this, store](int runId) {
        store->setVisible(runId, true);
        store->move(runId, static_cast<int>(store->runs().size()));
        Q_EMIT scaleToRunRequested();
    });
    connect(m_parts->legend, &LegendView::renameRequested, this,
            [this](int runId) { askForRunName(this, m_parts->store, runId); });
    connect(m_parts->legend, &LegendView::removeRequested, this, &ChartPanel::removeRunRequested);
}

void ChartPanel::setDrawingHeld(bool held) {
    m_parts->held = held;
    if (!held && m_parts->stale)
        m_parts->schedule();
}

void ChartPanel::drawNow() {
    m_parts->refresh();
    m_parts->plot->repaint();
    m_parts->legend->viewport()->repaint();
}

Figure ChartPanel::figure() const {
    m_parts->plot->ensureLayout();
    const CurveSet& curves = m_parts->state->curves();
    return {curves,
            m_parts->plot->pins(),
            m_parts->plot->views().current(),
            m_parts->plot->scales(),
            frameTexts(curves),
            {},
            {},
            false,
            m_parts->plot->advice()};
}

void ChartPanel::zoomIn() {
    m_parts->plot->zoom(kChartZoomStep);
}

void ChartPanel::zoomOut() {
    m_parts->plot->zoom(1 / kChartZoomStep);
}

void ChartPanel::goHome() {
    m_parts->plot->goHome();
}

void ChartPanel::goBack() {
    m_parts->plot->goBack();
}

void ChartPanel::goForward() {
    m_parts->plot->goForward();
}

void ChartPanel::setLogX(bool on) {
    m_parts->plot->setLogX(on);
}

void ChartPanel::setLogY(bool on) {
    m_parts->plot->setLogY(on);
}

void ChartPanel::setUnifiedHover(bool on) {
    m_parts->plot->setUnifiedHover(on);
}

void ChartPanel::askForHidden() {
    m_parts->plot->askForHidden();
}

void ChartPanel::setAdvice(const std::optional<AdviceMark>& mark) {
    m_parts->plot->setAdvice(mark);
}

void ChartPanel::selectPoint(int runId, int row) {
    m_parts->plot->selectPoint({runId, row});
}

void ChartPanel::setStandstill(const QString& why) {
    if (std::exchange(m_parts->standstill, why) == why)
        return;
    if (m_parts->presentation)
        m_parts->plot->setStageNote(why);
    if (m_parts->state->curves().hasPoints())
        return;
    m_parts->held ? m_parts->schedule() : m_parts->refresh();
}

void ChartPanel::setPresentation(bool on) {
    m_parts->presentation = on;
    m_parts->plot->setStageNote(on ? m_parts->standstill : QString());
    m_parts->applyPresentation(this);
    m_parts->refresh();
}

/// By the height: who sits at the back of a room sees a part of the picture, whatever its pixels. On a window
/// that stands upright by the width, for there must be a plot beside the names.
void ChartPanel::Parts::applyPresentation(ChartPanel* panel) {
    constexpr double kLabelShare = 0.95; // tick labels of the panel's type, see FrameFonts
    constexpr double kLineUnit = 0.002;  // of the height: a pixel's worth
    if (!presentation) {
        panel->setFont(QFont());
        plot->setPresentation(std::nullopt);
        return;
    }
    const double shorter = std::min(panel->height(), panel->width());
    const double devicePixel = 1 / panel->devicePixelRatioF(); // a small screen may have many of them
    panel->setFont(audienceFont(*panel, kLabelShare));
    plot->setPresentation(std::max(devicePixel, kLineUnit * shorter));
}

} // namespace headroom::ui

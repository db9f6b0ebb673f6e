// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_panel.h"

#include "engine/sweep/sweep_plan.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/figure.h"
#include "ui/chart/legend/legend_model.h"
#include "ui/chart/legend/legend_view.h"
#include "ui/chart/plot_widget.h"
#include "ui/runs/run_store.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QPainter>
#include <QTimer>

namespace headroom::ui {

namespace {

constexpr int kRedrawMs = 33;
constexpr double kZoomStep = 0.7;
constexpr int kCompactBelow = 620; ///< pixels of width

/// What the window is told of the comparison; told again when it changes.
struct ComparisonState {
    const Quantity* quantity = &throughput();
    RunPair compared;
    std::vector<int> bases;

    friend bool operator==(const ComparisonState&, const ComparisonState&) = default;
};

} // namespace

struct ChartPanel::Parts {
    explicit Parts(RunStore* runStore) : store(runStore), curves(runStore), legendModel(&curves) {}

    RunStore* store;
    CurveSet curves;
    LegendModel legendModel;
    LegendView* legend = nullptr; // owned by the panel
    PlotWidget* plot = nullptr;   // owned by the panel
    QTimer* redraw = nullptr;     // owned by the panel
    bool held = false;
    bool stale = false;
    bool presentation = false;
    ComparisonState told;

    FrameTexts texts() const;
    QString hint() const;
    void refresh();  ///< shows what has arrived
    void schedule(); ///< soon, unless drawing is held
};

FrameTexts ChartPanel::Parts::texts() const {
    const auto nameOf = [this](int runId) {
        const StoredRun* run = store->find(runId);
        return run ? run->name : QString();
    };
    return {QString::fromStdString(chartTitle(curves.spec())), tr("Hidden Size"),
            curves.quantity().axisTitle(nameOf(curves.compared().runId), nameOf(curves.compared().baseId))};
}

QString ChartPanel::Parts::hint() const {
    if (curves.hasPoints())
        return {};
    if (const QString own = curves.quantity().hint(); !own.isEmpty())
        return own;
    return curves.hasMeasuredRun()
               ? tr("Waiting for the first point …")
               : tr("Nothing measured yet. Press Start to measure these curves on this machine.");
}

void ChartPanel::Parts::refresh() {
    stale = false;
    redraw->stop();
    legendModel.refresh();
    // The curves' ends are labelled then: a list is needed only to tell runs apart.
    legend->setVisible(!presentation || curves.groups().size() > 1);
    plot->setHint(hint());
    plot->invalidate();
}

void ChartPanel::Parts::schedule() {
    stale = true;
    if (!held && !redraw->isActive())
        redraw->start();
}

ChartPanel::ChartPanel(RunStore* store, QWidget* parent)
    : QWidget(parent), m_parts(std::make_unique<Parts>(store)) {
    setObjectName(QStringLiteral("chart"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_parts->plot = new PlotWidget(&m_parts->curves, this);
    setFocusProxy(m_parts->plot);
    m_parts->legend = new LegendView(&m_parts->legendModel, this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_parts->plot, 1);
    layout->addWidget(m_parts->legend);

    m_parts->redraw = new QTimer(this);
    m_parts->redraw->setObjectName(QStringLiteral("redraw"));
    m_parts->redraw->setSingleShot(true);
    m_parts->redraw->setInterval(kRedrawMs);
    connect(m_parts->redraw, &QTimer::timeout, this, [this] { m_parts->refresh(); });
    const PlotWidget* plot = m_parts->plot;
    connect(plot, &PlotWidget::plotMoved, this,
            [this](const QRectF& area) { m_parts->legend->setTopMargin(static_cast<int>(area.top()) - 3); });
    connect(plot, &PlotWidget::historyChanged, this, &ChartPanel::historyChanged);
    connect(plot, &PlotWidget::readoutChanged, this, &ChartPanel::readoutChanged);
    connect(plot, &PlotWidget::pointActivated, this, &ChartPanel::pointActivated);
    connect(plot, &PlotWidget::unifiedHoverChanged, this, &ChartPanel::unifiedHoverChanged);
    connectStore();
    connectLegend();
    rebuild();
}

ChartPanel::~ChartPanel() = default;

void ChartPanel::rebuild() {
    m_parts->curves.rebuild();
    ComparisonState now{&m_parts->curves.quantity(), m_parts->curves.compared(),
                        m_parts->curves.comparisonBases()};
    const ComparisonState before = std::exchange(m_parts->told, now);
    if (before.quantity != now.quantity)
        m_parts->plot->resetViews();
    m_parts->plot->setTexts(m_parts->texts());
    m_parts->refresh();
    if (before == now)
        return;
    Q_EMIT comparisonChanged();
    if (before.quantity->comparesRuns() && !now.compared.complete())
        Q_EMIT readoutChanged(
            tr("Back to throughput: there are no longer two runs on the chart to compare."));
}

void ChartPanel::resizeEvent(QResizeEvent*) {
    m_parts->legend->setCompact(width() < kCompactBelow);
}

void ChartPanel::connectStore() {
    RunStore* store = m_parts->store;
    connect(store, &RunStore::runAdded, this, [this](int id) {
        if (!m_parts->store->find(id)->isReference())
            m_parts->curves.adoptRun(id);
        rebuild();
        Q_EMIT shownCurvesChanged();
    });
    connect(store, &RunStore::runRemoved, this, [this] {
        rebuild();
        Q_EMIT shownCurvesChanged();
    });
    connect(store, &RunStore::runChanged, this, [this] {
        rebuild();
        Q_EMIT shownCurvesChanged();
    });
    const auto take = [this](int id, int row) {
        m_parts->curves.add(id, row);
        m_parts->schedule();
    };
    connect(store, &RunStore::measurementAdded, this, take);
    connect(store, &RunStore::measurementReplaced, this, take);
}

void ChartPanel::connectLegend() {
    const LegendModel* model = &m_parts->legendModel;
    connect(model, &LegendModel::curveShownRequested, this, [this](const CurveKey& key, bool shown) {
        m_parts->curves.setHidden(key, !shown);
        m_parts->refresh();
        Q_EMIT shownCurvesChanged();
    });
    connect(model, &LegendModel::runShownRequested, this,
            [this](int runId, bool shown) { m_parts->store->setVisible(runId, shown); });
    connect(model, &LegendModel::roofShownRequested, this, [this](bool shown) {
        m_parts->curves.setRoofShown(shown);
        m_parts->refresh();
    });
    connect(m_parts->legend, &LegendView::isolateRequested, this, [this](const CurveKey& key) {
        m_parts->curves.isolate(key);
        m_parts->refresh();
        Q_EMIT shownCurvesChanged();
    });
    connect(m_parts->legend, &LegendView::renameRequested, this, &ChartPanel::renameRun);
}

void ChartPanel::renameRun(int runId) {
    const StoredRun* run = m_parts->store->find(runId);
    if (!run)
        return;
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("renameRun"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename run"));
    dialog->setLabelText(tr("Name of the run, as legend, hover text and pictures show it:"));
    dialog->setTextValue(run->name);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, runId](const QString& text) {
        if (const QString name = text.simplified(); !name.isEmpty())
            m_parts->store->setName(runId, name);
    });
    dialog->open();
}

void ChartPanel::setSpec(const SweepSpec& spec) {
    m_parts->curves.setSpec(spec);
    rebuild();
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

bool ChartPanel::showsCurveOf(int runId, int row) const {
    const StoredRun* stored = m_parts->store->find(runId);
    if (!stored || row < 0 || row >= static_cast<int>(stored->run.measurements.size()))
        return false;
    const PlannedPoint& point = stored->run.measurements[static_cast<std::size_t>(row)].point;
    const Curve* curve = m_parts->curves.find({runId, point.ratio, point.algorithm});
    return curve && curve->shown;
}

QString ChartPanel::title() const {
    return m_parts->texts().title;
}

void ChartPanel::paintFigure(QPainter& painter, const QSizeF& size, const QString& caption) const {
    m_parts->plot->ensureLayout();
    ui::paintFigure(painter, size,
                    {m_parts->curves, m_parts->plot->pins(), m_parts->plot->views().current(),
                     m_parts->plot->logX(), m_parts->texts(), caption, font().family()});
}

void ChartPanel::zoomIn() {
    m_parts->plot->zoom(kZoomStep);
}

void ChartPanel::zoomOut() {
    m_parts->plot->zoom(1 / kZoomStep);
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

void ChartPanel::setUnifiedHover(bool on) {
    m_parts->plot->setUnifiedHover(on);
}

void ChartPanel::setQuantity(const Quantity& quantity) {
    if (&m_parts->curves.quantity() == &quantity)
        return;
    m_parts->curves.setQuantity(quantity);
    rebuild();
    if (&m_parts->curves.quantity() != &quantity) // there is nothing to compare
        Q_EMIT comparisonChanged();
}

void ChartPanel::setPercentOfRoof(bool on) {
    if (on != showsPercentOfRoof())
        setQuantity(on ? shareOfRoof() : throughput());
}

void ChartPanel::setComparing(bool on) {
    if (on != comparing())
        setQuantity(on ? quotientOfRuns() : throughput());
}

void ChartPanel::setComparisonBase(int runId) {
    m_parts->curves.setComparisonBase(runId);
    rebuild();
}

std::vector<std::pair<int, QString>> ChartPanel::comparisonBases() const {
    std::vector<std::pair<int, QString>> bases;
    for (const int id : m_parts->curves.comparisonBases())
        bases.emplace_back(id, m_parts->store->find(id)->name);
    return bases;
}

int ChartPanel::comparisonBase() const {
    return m_parts->curves.compared().baseId;
}

bool ChartPanel::comparing() const {
    return m_parts->curves.quantity().comparesRuns();
}

bool ChartPanel::showsPercentOfRoof() const {
    return &m_parts->curves.quantity() == &shareOfRoof();
}

void ChartPanel::selectPoint(int runId, int row) {
    m_parts->plot->selectPoint({runId, row});
}

void ChartPanel::setPresentation(bool on) {
    constexpr double kTypeScale = 1.6;
    QFont type;
    if (on && type.pointSizeF() > 0)
        type.setPointSizeF(type.pointSizeF() * kTypeScale);
    else if (on)
        type.setPixelSize(static_cast<int>(type.pixelSize() * kTypeScale));
    setFont(on ? type : QFont());
    m_parts->presentation = on;
    m_parts->plot->setPresentation(on);
    m_parts->refresh();
}

} // namespace headroom::ui

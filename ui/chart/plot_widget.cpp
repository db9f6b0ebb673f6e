// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/plot_widget.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/reading/comparison_note.h"
#include "ui/chart/reading/hidden_entry.h"
#include "ui/chart/view/empty_view.h"
#include "ui/chart/view/home_view.h"
#include "ui/widgets/plain_text.h"

#include <QApplication>
#include <QEvent>
#include <QRubberBand>

#include <algorithm>
#include <utility>

namespace headroom::ui {

PlotWidget::PlotWidget(const CurveSet* curves, QWidget* parent)
    : QWidget(parent)
    , m_curves(curves)
    , m_hover(curves)
    , m_pins(curves)
    , m_band(new QRubberBand(QRubberBand::Rectangle, this))
    , m_entry(new HiddenEntry(this)) {
    m_view.theme = themeFor(palette());
    m_view.advises = true;
    setObjectName(QStringLiteral("plot"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMouseTracking(true);
    constexpr int kWheelPauseMs = 500;
    m_wheelPause.setSingleShot(true);
    m_wheelPause.setInterval(kWheelPauseMs);
    connect(m_entry, &HiddenEntry::entered, this, &PlotWidget::goToHidden);
    connect(m_entry, &HiddenEntry::resized, this, &PlotWidget::placeEntry);
    connect(m_entry, &HiddenEntry::closed, this, [this] { setFocus(Qt::OtherFocusReason); });
    // Whoever goes elsewhere by the keyboard means to type there.
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, const QWidget* now) {
        if (now && now != this)
            setPointerLeads(false);
    });
}

PlotWidget::~PlotWidget() = default;

void PlotWidget::showCurves(const FrameTexts& texts, const QString& hint) {
    if (texts.title != m_texts.title)
        setAccessibleName(texts.title);
    m_texts = texts;
    m_hint = hint;
    curvesChanged();
}

QString PlotWidget::hint() const {
    const QString why = whyEmpty(*m_curves, m_views.current());
    return why.isEmpty() ? m_hint : why;
}

void PlotWidget::setLogX(bool on) {
    setScales({on, m_scales.logY});
}

void PlotWidget::setLogY(bool on) {
    setScales({m_scales.logX, on});
}

void PlotWidget::setScales(AxisScales scales) {
    if (std::exchange(m_scales, scales) != scales)
        resetViews();
}

void PlotWidget::resetViews() {
    // Values that suit one quantity or scale do not suit the other; the hidden sizes looked at do.
    const ViewRange looked = m_views.current();
    const bool nearer = looked.xMin != m_views.home().xMin || looked.xMax != m_views.home().xMax;
    m_views.clear();
    if (nearer) {
        ViewRange view = homeView(*m_curves, m_scales);
        m_views.setHome(view);
        view.xMin = looked.xMin;
        view.xMax = looked.xMax;
        m_views.push(bounded(view, m_views.home(), m_scales));
    }
    viewChanged();
}

void PlotWidget::invalidate() {
    m_behindAs.reset();
    curvesChanged();
}

void PlotWidget::curvesChanged() {
    m_stale = true;
    m_coverStale = true;
    showRaised();
    ensureLayout();
    placeNote();
    placeArrow();
    pinsChanged();
    hoverChanged(m_hover.refresh(m_view.mapping));
    placeEntry();
    update();
}

/// Where the plot has no room for the words, its tool tip says them.
void PlotWidget::placeNote() {
    constexpr double kMostOfPlot = 1.0 / 3;
    const QStringList notes = m_curves->notes();
    m_note = notes.isEmpty() ? QRectF() : comparisonNotePlace(*m_curves, m_view, cover()).box;
    const QSizeF plot = m_layout.plot.size();
    if (m_note.width() * m_note.height() > kMostOfPlot * plot.width() * plot.height())
        m_note = {};
    setToolTip(notes.isEmpty() || !m_note.isEmpty() ? QString() : toolTipText(notes.join(u'\n')));
}

const CurveCover& PlotWidget::cover() {
    if (!std::exchange(m_coverStale, false))
        return m_cover;
    const Behind wanted{m_view.mapping, m_curves->behindRevision()};
    if (m_behindCoverAs != wanted)
        m_behindCover = CurveCover(*m_curves, m_view.mapping, Depth::Behind);
    m_behindCoverAs = wanted;
    m_cover = CurveCover(*m_curves, m_view.mapping, Depth::Front);
    m_cover += m_behindCover;
    return m_cover;
}

Surroundings PlotWidget::surroundings(bool withPins) {
    constexpr double kEdge = 3;
    const auto within = [](const QRectF& area) { return area.adjusted(kEdge, kEdge, -kEdge, -kEdge); };
    Surroundings around{within(m_layout.plot), cover(), {}, within(rect())};
    if (m_labels.width() > 0) // over the axes, never over names
        around.most.setRight(m_layout.plot.right());
    if (withPins) {
        around.boxes = m_pins.boxes(m_view);
        around.leaders = m_pins.leaders(m_view);
    }
    if (!m_note.isEmpty())
        around.boxes.push_back(m_note);
    if (m_arrow)
        keepClearOf(*m_arrow, m_view, around);
    return around;
}

/// Before pins are: they keep clear of it.
void PlotWidget::placeArrow() {
    m_arrow.reset();
    std::optional<AdviceArrow> arrow = m_advice ? arrowOn(*m_advice, *m_curves, m_view) : std::nullopt;
    if (arrow)
        placeLabel(*arrow, m_view, surroundings(false));
    m_arrow = arrow;
}

void PlotWidget::setAdvice(const std::optional<AdviceMark>& mark) {
    m_advice = mark; // rows may have changed that it names
    placeArrow();
    pinsChanged();
}

void PlotWidget::pinsChanged() {
    if (!m_pins.empty())
        m_pins.arrange(m_view, surroundings(false));
    update();
}

void PlotWidget::placeEntry() {
    constexpr double kEdge = 8;
    if (m_entry->isHidden())
        return;
    m_entry->fit(width());
    QRectF box(m_layout.plot.topLeft() + QPointF(kEdge, kEdge), m_entry->size());
    if (box.intersects(m_note)) { // which says what is compared: it stays readable
        box.moveTop(m_note.bottom() + kEdge);
        if (box.bottom() > height())
            box.moveBottom(m_note.top() - kEdge);
    }
    m_entry->move(movedInside(box, rect()).topLeft().toPoint());
}

void PlotWidget::ensureLayout() {
    m_views.setHome(homeView(*m_curves, m_scales));
    const QRectF before = m_layout.plot;
    m_view.font = font();
    layOutWith(0);
    m_labels = {};
    m_readsColumns = readsColumns();
    if (m_presentation && !m_readsColumns)
        layOutLabels();
    m_view.mapping = PlotMapping(m_layout.plot, m_views.current(), m_scales);
    if (m_layout.plot != before)
        Q_EMIT plotMoved(m_layout.plot);
}

FrameFonts PlotWidget::frameFonts() const {
    return FrameFonts(font(), m_presentation ? FrameFonts::For::Audience : FrameFonts::For::Reader);
}

void PlotWidget::layOutWith(double beside) {
    m_layout = layOutFrame(rect(), m_texts, frameFonts(), m_views.current(), m_scales, {.right = beside});
}

void PlotWidget::layOutLabels() {
    constexpr double kMostWidth = 0.32;
    const double margin = width() - m_layout.plot.right(); // there anyway
    m_labels = EndLabels(*m_curves, m_view, {kMostWidth * width(), m_layout.plot.height()});
    layOutWith(std::max(0.0, m_labels.width() - margin));
}

void PlotWidget::viewChanged() {
    invalidate();
    Q_EMIT historyChanged(m_views.canGoBack(), m_views.canGoForward());
}

void PlotWidget::zoom(double factor) {
    const ViewRange view = zoomed(m_view.mapping, m_view.mapping.plot().center(), factor, factor);
    m_views.push(bounded(view, m_views.home(), m_scales));
    viewChanged();
}

void PlotWidget::goHome() {
    m_views.goHome();
    viewChanged();
}

void PlotWidget::goBack() {
    m_views.goBack();
    viewChanged();
}

void PlotWidget::goForward() {
    m_views.goForward();
    viewChanged();
}

void PlotWidget::setUnifiedHover(bool on) {
    if (m_hover.unified() == on)
        return;
    if (!on)
        hoverChanged(m_hover.release(m_view.mapping));
    hoverChanged(m_hover.setUnified(m_view.mapping, on));
    Q_EMIT readingChanged();
    Q_EMIT unifiedHoverChanged(on);
}

void PlotWidget::askForHidden() {
    m_entry->ask();
    placeEntry();
}

void PlotWidget::goToHidden(std::int64_t wanted) {
    const auto asked = static_cast<double>(wanted);
    const auto hidden = readableNear(asked);
    if (!hidden) {
        m_entry->say(tr("No curve that is shown was measured near h = %1.").arg(wanted));
        return;
    }
    if (*hidden == asked)
        m_entry->hide();
    else
        m_entry->say(tr("Nothing was measured within %1 % of h = %2. The nearest is h = %3.")
                         .arg(100 * kReadWithin)
                         .arg(wanted)
                         .arg(*hidden, 0, 'f', 0));
    const PlotMapping& mapping = m_view.mapping;
    const double x = mapping.pixelX(*hidden);
    if (x < mapping.plot().left() || x > mapping.plot().right()) {
        const ViewRange view = panned(mapping, {mapping.plot().center().x() - x, 0});
        m_views.push(bounded(view, m_views.home(), m_scales));
        viewChanged();
    }
    hoverChanged(m_hover.hold(m_view.mapping, *hidden));
    Q_EMIT readingChanged();
}

/// That hidden size, where a curve has a point near it; else the nearest that was measured, unless it is of
/// another order.
std::optional<double> PlotWidget::readableNear(double hidden) const {
    constexpr double kOtherOrder = 2;
    const auto hasPoint = [&](const Curve& curve) {
        return curve.shown && pointNear(curve, hidden, m_scales.logX).has_value();
    };
    if (std::ranges::any_of(m_curves->curves(), hasPoint))
        return hidden;
    const auto nearest = nearestMeasured(*m_curves, hidden, m_scales.logX);
    const bool isNear = nearest && std::max(*nearest, hidden) <= kOtherOrder * std::min(*nearest, hidden);
    return isNear ? nearest : std::nullopt;
}

void PlotWidget::selectPoint(const PointKey& point) {
    hoverChanged(m_hover.select(m_view.mapping, point));
}

void PlotWidget::raise(const std::vector<CurveKey>& keys) {
    if (m_raised == keys)
        return;
    m_raised = keys;
    showRaised();
    update();
}

/// While nobody points at a curve those that fall out of the band stand before the others.
void PlotWidget::showRaised() {
    std::vector<CurveKey> raised =
        m_raised.empty() ? m_curves->beside().standingOut(m_curves->curves()) : m_raised;
    if (m_view.raised == raised)
        return;
    m_view.raised = std::move(raised);
    m_behindAs.reset();
    m_stale = true;
}

void PlotWidget::setPresentation(std::optional<double> scale) {
    m_presentation = scale.has_value();
    m_view.advises = !m_presentation;
    m_hover.setBrief(m_presentation);
    m_view.scale = scale.value_or(1);
    invalidate();
}

void PlotWidget::setStageNote(const QString& note) {
    if (std::exchange(m_stageNote, note) != note)
        update();
}

void PlotWidget::hoverChanged(bool changed) {
    if (m_presentation && m_readsColumns != readsColumns())
        invalidate();
    if (changed) {
        setAccessibleDescription(m_hover.text());
        Q_EMIT readoutChanged(m_hover.text());
        Q_EMIT readingChanged();
        update();
    }
}

void PlotWidget::resizeEvent(QResizeEvent*) {
    invalidate();
}

void PlotWidget::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        m_view.theme = themeFor(palette());
        invalidate();
    }
    QWidget::changeEvent(event);
}

QSize PlotWidget::sizeHint() const {
    return {900, 560};
}

QSize PlotWidget::minimumSizeHint() const {
    return {160, 120};
}

} // namespace headroom::ui

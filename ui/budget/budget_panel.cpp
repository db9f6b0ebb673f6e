// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/budget_panel.h"

#include "engine/sweep/advice_question.h"
#include "ui/budget/budget_state.h"
#include "ui/budget/budget_texts.h"
#include "ui/budget/paint_bars.h"
#include "ui/chart/reading/point_callout.h"
#include "ui/runs/copy_as_menu.h"
#include "ui/runs/rename_dialog.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/scaled_font.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace headroom::ui {

BudgetPanel::BudgetPanel(RunStore* store, const BudgetState* state, QWidget* parent)
    : QWidget(parent), m_store(store), m_state(state) {
    setObjectName(QStringLiteral("budget"));
    setAccessibleName(tr("GEMMs of a layer"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&m_redraw, &HeldRedraw::due, this, &BudgetPanel::refresh);
    connect(state, &BudgetState::barsChanged, this, [this] {
        m_firstBar = 0;
        mark(std::nullopt);
        refresh();
    });
    connect(state, &BudgetState::rowsArrived, this, [this] {
        m_stale = true; // the old layout is of rows that may have moved
        m_redraw.noteChange();
    });
}

BudgetPanel::~BudgetPanel() = default;

void BudgetPanel::refresh() {
    m_redraw.settle();
    m_stale = true;
    if (!marked())
        mark(std::nullopt);
    update();
}

void BudgetPanel::drawNow() {
    refresh();
    repaint();
}

BarsRequest BudgetPanel::request() const {
    const BudgetBars& bars = m_state->bars();
    BarsRequest request;
    request.area = rect();
    request.texts = {titleOf(bars), subtitleOf(bars), axisTitleOf(bars),
                     m_presentation ? QString() : notesOn(bars).join(u'\n')};
    request.font = font();
    request.whom = m_presentation ? FrameFonts::For::Audience : FrameFonts::For::Reader;
    request.intervals = m_state->intervalsShown();
    request.firstBar = m_firstBar;
    return request;
}

const BarsLayout& BudgetPanel::barsLayout() {
    if (std::exchange(m_stale, false))
        m_layout = layOutBars(m_state->bars(), request());
    return m_layout;
}

void BudgetPanel::paintEvent(QPaintEvent*) {
    const ChartTheme theme = themeFor(palette());
    const BarsLayout& layout = barsLayout();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintBars(painter, m_state->bars(), layout, request(), theme, marked());
    painter.setPen(theme.quiet);
    painter.setFont(font());
    painter.drawText(layout.plot, Qt::AlignCenter | Qt::TextWordWrap, hint());
    paintCallouts(painter);
}

/// What stands in place of bars.
QString BudgetPanel::hint() const {
    const BudgetBars& bars = m_state->bars();
    if (!bars.isEmpty())
        return {};
    if (!bars.runs().empty() && bars.bars().empty())
        return tr("Waiting for the first GEMM …");
    if (bars.runs().empty() && !m_offer.isEmpty())
        return tr("Nothing measured yet. Press Start to measure %1.").arg(m_offer);
    return whyEmpty(bars);
}

void BudgetPanel::setOffer(const SweepSpec& spec) {
    m_offer.clear();
    if (spec.budget)
        m_offer = (spec.isList() ? tr("each GEMM of %1") : tr("each GEMM of one layer of %1"))
                      .arg(QString::fromStdString(spec.budget->model.name));
    update();
}

void BudgetPanel::scrollTo(std::size_t firstBar) {
    const std::size_t bars = m_state->bars().bars().size();
    const std::size_t most = bars - std::min(bars, std::max<std::size_t>(1, barsLayout().shownBars));
    if (std::exchange(m_firstBar, std::min(firstBar, most)) == m_firstBar)
        return;
    m_stale = true;
    update();
}

void BudgetPanel::showBar(std::size_t bar) {
    const std::size_t shown = std::max<std::size_t>(1, barsLayout().shownBars);
    if (bar < m_firstBar)
        scrollTo(bar);
    else if (bar >= m_firstBar + shown)
        scrollTo(bar + 1 - shown);
}

void BudgetPanel::paintCallouts(QPainter& painter) const {
    constexpr double kClearance = 14; // pixels
    const auto place = marked();
    if (!place)
        return;
    Callout callout = segmentCallout(m_state->bars(), *place);
    if (m_presentation)
        callout = callout.brief();
    const CurveCover nothing;
    const QRectF bounds = QRectF(rect()).adjusted(4, 4, -4, -4);
    // Beside the bars: a reader compares the segment with its neighbours.
    Surroundings around{bounds, nothing, {}};
    // A list's bars fill all of the room: there its neighbours may be covered, but not the bar itself.
    for (const PlacedBar& bar : m_layout.bars)
        if (!m_state->bars().isList() || &bar == &m_layout.bars[place->bar])
            around.boxes.push_back(bar.box.united(bar.sum));
    const QPointF anchor(m_anchor.x(), m_layout.boxOf(*place).bottom());
    const PlacedCallout placed = placeWhole(callout, font(), anchor, kClearance, around);
    paintCallout(painter, callout, placed.box, placed.font, themeFor(palette()));
}

void BudgetPanel::resizeEvent(QResizeEvent*) {
    if (m_presentation)
        setPresentation(true);
    mark(std::nullopt);
    m_stale = true;
}

void BudgetPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_stale = true;
        update();
    }
    QWidget::changeEvent(event);
}

void BudgetPanel::mark(const std::optional<SegmentPlace>& place, const QPointF& anchor) {
    const bool changed = marked() != place;
    if (!changed && m_anchor == anchor)
        return;
    m_markedRun = place ? m_state->bars().bars()[place->bar].runId : 0;
    m_markedRow = place ? m_state->bars().at(*place).row : 0;
    m_anchor = anchor;
    update();
    if (changed)
        Q_EMIT readoutChanged(place ? oneLine(segmentCallout(m_state->bars(), *place)) : QString());
}

std::optional<SegmentPlace> BudgetPanel::marked() const {
    return m_state->bars().find(m_markedRun, m_markedRow);
}

void BudgetPanel::markMiddle(const SegmentPlace& place) {
    showBar(place.bar);
    mark(place, barsLayout().boxOf(place).center());
}

void BudgetPanel::selectRow(int runId, int row) {
    if (const auto place = m_state->bars().find(runId, static_cast<std::size_t>(row)))
        markMiddle(*place);
    else
        mark(std::nullopt);
}

void BudgetPanel::mouseMoveEvent(QMouseEvent* event) {
    mark(barsLayout().segmentAt(event->position()), event->position());
}

void BudgetPanel::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        if (const auto place = barsLayout().segmentAt(event->position()))
            Q_EMIT rowActivated(m_state->bars().bars()[place->bar].runId,
                                static_cast<int>(m_state->bars().at(*place).row));
    QWidget::mousePressEvent(event);
}

void BudgetPanel::wheelEvent(QWheelEvent* event) {
    if (!m_state->bars().isList() || barsLayout().fits) {
        QWidget::wheelEvent(event);
        return;
    }
    constexpr int kRowsOfANotch = 3;
    constexpr int kNotch = 120;
    m_wheel += kRowsOfANotch * event->angleDelta().y();
    const int rows = m_wheel / kNotch;
    m_wheel -= rows * kNotch;
    const auto first = static_cast<std::ptrdiff_t>(m_firstBar) - rows;
    scrollTo(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, first)));
    mark(barsLayout().segmentAt(event->position()), event->position());
}

void BudgetPanel::leaveEvent(QEvent*) {
    mark(std::nullopt);
}

/// The bar there, with its name and remarks; 0 beside all.
int BudgetPanel::runAt(const QPointF& position) {
    for (std::size_t i = 0; i < barsLayout().bars.size(); ++i) {
        const PlacedBar& bar = m_layout.bars[i];
        if (bar.name.united(bar.box).united(bar.sum).united(bar.remarks).contains(position))
            return m_state->bars().bars()[i].runId;
    }
    return 0;
}

void BudgetPanel::contextMenuEvent(QContextMenuEvent* event) {
    const int runId = runAt(event->pos());
    if (runId == 0)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("budgetMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, auto does) {
        connect(menu->addAction(text), &QAction::triggered, this, does);
    };
    if (const auto place = barsLayout().segmentAt(event->pos())) {
        const auto row = static_cast<int>(m_state->bars().at(*place).row);
        if (!m_state->bars().isList()) { // whose lengths are no model's
            const Length length = lengthOf(m_state->bars().at(*place).operation);
            add(tr("&Better %1 nearby…").arg(QLatin1String(infoOf(length).name)),
                [this, runId, row] { Q_EMIT adviceWanted(runId, row); });
        }
        addCopyAsMenu(menu, *m_store->find(runId), row);
        menu->addSeparator();
    }
    add(tr("&Rename…"), [this, runId] { askForRunName(this, m_store, runId); });
    add(tr("&Hide"), [this, runId] { m_store->setVisible(runId, false); });
    add(tr("Move &up"), [this, runId] { m_store->move(runId, 1); });
    add(tr("Move &down"), [this, runId] { m_store->move(runId, -1); });
    add(tr("Re&move"), [this, runId] { Q_EMIT removeRunRequested(runId); });
    menu->popup(event->globalPos());
}

/// Left and right along a bar, up and down to the segment of another bar that lies nearest.
std::optional<SegmentPlace> BudgetPanel::stepped(int key) const {
    const std::vector<BudgetBar>& bars = m_state->bars().bars();
    const auto first = std::ranges::find_if(bars, [](const BudgetBar& bar) { return !bar.segments.empty(); });
    if (first == bars.end())
        return std::nullopt;
    const auto from = marked();
    if (!from)
        return SegmentPlace{static_cast<std::size_t>(first - bars.begin()), 0};
    SegmentPlace place = *from;
    const std::size_t last = bars[place.bar].segments.size() - 1;
    switch (key) {
    case Qt::Key_Left:
        place.segment -= place.segment > 0 ? 1 : 0;
        return place;
    case Qt::Key_Right:
        place.segment += place.segment < last ? 1 : 0;
        return place;
    case Qt::Key_Home:
        return SegmentPlace{place.bar, 0};
    case Qt::Key_End:
        return SegmentPlace{place.bar, last};
    default:
        break;
    }
    const bool up = key == Qt::Key_Up;
    std::size_t other = up ? place.bar - 1 : place.bar + 1; // wraps below 0
    while (m_state->bars().isList() && other < bars.size() && bars[other].segments.empty())
        other += up ? std::size_t(-1) : 1; // failed rows have no bar
    if (other >= bars.size() || bars[other].segments.empty())
        return place;
    if (m_state->bars().isList())
        return SegmentPlace{other, 0};
    const BudgetSegment& segment = m_state->bars().at(place);
    const auto same = std::ranges::find_if(bars[other].segments, [&](const BudgetSegment& candidate) {
        return candidate.operation == segment.operation && candidate.pass == segment.pass;
    });
    if (same != bars[other].segments.end())
        return SegmentPlace{other, static_cast<std::size_t>(same - bars[other].segments.begin())};
    return SegmentPlace{other, std::min(place.segment, bars[other].segments.size() - 1)};
}

void BudgetPanel::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        if (const auto place = stepped(event->key()))
            markMiddle(*place);
        return;
    case Qt::Key_Escape:
        if (!marked())
            break;
        mark(std::nullopt);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void BudgetPanel::setPresentation(bool on) {
    constexpr double kShareOfNotes = 0.95 * 0.85; // of the panel's type: names in segments
    m_presentation = on;
    setFont(on ? audienceFont(*this, kShareOfNotes) : QFont());
    m_stale = true;
    update();
}

} // namespace headroom::ui

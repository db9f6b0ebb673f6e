// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/advice_plot.h"

#include "ui/advice/advice_state.h"
#include "ui/advice/advice_texts.h"
#include "ui/chart/reading/point_callout.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/scaled_font.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace headroom::ui {

AdvicePlot::AdvicePlot(const AdviceState* state, QWidget* parent) : QWidget(parent), m_state(state) {
    setObjectName(QStringLiteral("advicePlot"));
    setAccessibleName(tr("Advice"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&m_redraw, &HeldRedraw::due, this, &AdvicePlot::refresh);
    connect(state, &AdviceState::changed, this, [this] { m_redraw.noteChange(); });
}

void AdvicePlot::refresh() {
    m_redraw.settle();
    m_chart = adviceChart(*m_state);
    m_stale = true;
    update();
    if (m_marked) // what is said of it may be another
        tellMarked();
}

void AdvicePlot::drawNow() {
    refresh();
    repaint();
}

AdviceRequest AdvicePlot::request() const {
    constexpr double kLineUnit = 0.002; // of the height: a pixel's worth
    AdviceRequest request;
    request.area = rect();
    request.texts = m_chart.texts;
    request.font = font();
    request.whom = m_presentation ? FrameFonts::For::Audience : FrameFonts::For::Reader;
    request.theme = themeFor(palette());
    request.scale = m_presentation ? std::max(1.0, kLineUnit * std::min(width(), height())) : 1;
    request.intervals = m_state->intervalsShown();
    return request;
}

const AdviceLayout& AdvicePlot::adviceLayout() {
    if (m_redraw.isDue())
        refresh();
    if (std::exchange(m_stale, false))
        m_layout = layOutAdvice(m_chart, request());
    return m_layout;
}

/// What stands in place of points.
QString AdvicePlot::hint() const {
    const StoredRun* run = m_state->run();
    if (!run)
        return tr("No advice is shown: View → Runs shows one.");
    return run->kind == RunKind::Opened ? tr("No value was measured.") : tr("Waiting for the first value …");
}

void AdvicePlot::paintEvent(QPaintEvent*) {
    const AdviceLayout& layout = adviceLayout();
    QPainter painter(this);
    paintAdvice(painter, m_chart, layout, request());
    if (m_chart.isEmpty()) {
        painter.setPen(layout.view.theme.quiet);
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, hint());
        return;
    }
    const auto hit = marked();
    if (!hit || !m_state->run())
        return;
    constexpr double kClearance = 14;
    const Callout callout =
        valueCallout(m_state->advice(), m_state->advice().values[static_cast<std::size_t>(hit->point.row)]);
    const CurveCover nothing;
    Surroundings around{QRectF(rect()).adjusted(4, 4, -4, -4), nothing, {}};
    if (layout.arrow)
        keepClearOf(*layout.arrow, layout.view, around);
    painter.setRenderHint(QPainter::Antialiasing);
    const PlacedCallout placed = placeWhole(callout, font(), hit->pixel, kClearance, around);
    paintCallout(painter, callout, placed.box, placed.font, layout.view.theme);
}

std::optional<Hit> AdvicePlot::marked() {
    if (!m_marked)
        return std::nullopt;
    const PlotMapping mapping = adviceLayout().view.mapping; // which brings the points up to date
    for (const Curve& curve : m_chart.points) {
        const auto place = !curve.points.empty()     ? std::optional(curve.points.front().row)
                           : !curve.failures.empty() ? std::optional(curve.failures.front().row)
                                                     : std::nullopt;
        const bool isThere = place && m_state->run() &&
                             *place < static_cast<int>(m_state->advice().values.size()) &&
                             m_state->advice().values[static_cast<std::size_t>(*place)].value == *m_marked;
        if (isThere)
            return locatePoint(m_chart.points, mapping, {curve.key.runId, *place});
    }
    return std::nullopt;
}

void AdvicePlot::mark(const std::optional<std::int64_t>& value) {
    if (std::exchange(m_marked, value) == value)
        return;
    update();
    tellMarked();
}

void AdvicePlot::tellMarked() {
    const auto hit = marked();
    Q_EMIT readoutChanged(
        hit ? oneLine(valueCallout(m_state->advice(),
                                   m_state->advice().values[static_cast<std::size_t>(hit->point.row)]))
            : QString());
}

void AdvicePlot::selectValue(std::int64_t value) {
    mark(value);
}

void AdvicePlot::mouseMoveEvent(QMouseEvent* event) {
    const PlotMapping mapping = adviceLayout().view.mapping;
    const auto hit = locate(m_chart.points, mapping, event->position());
    const bool isCurrent =
        hit && m_state->run() && hit->point.row < static_cast<int>(m_state->advice().values.size());
    mark(isCurrent ? std::optional(m_state->advice().values[static_cast<std::size_t>(hit->point.row)].value)
                   : std::nullopt);
}

void AdvicePlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_marked)
        Q_EMIT valueActivated(*m_marked);
    QWidget::mousePressEvent(event);
}

void AdvicePlot::contextMenuEvent(QContextMenuEvent* event) {
    const StoredRun* run = m_state->run();
    if (!run)
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("adviceMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, auto does) {
        connect(menu->addAction(text), &QAction::triggered, this, does);
    };
    add(tr("&Rename…"), [this, id = run->id] { Q_EMIT renameRunRequested(id); });
    add(tr("Re&move"), [this, id = run->id] { Q_EMIT removeRunRequested(id); });
    menu->popup(event->globalPos());
}

void AdvicePlot::leaveEvent(QEvent*) {
    mark(std::nullopt);
}

/// The next value that was measured.
std::optional<std::int64_t> AdvicePlot::stepped(int by) const {
    std::vector<std::int64_t> values;
    if (m_state->run())
        for (const AdvisedValue& value : m_state->advice().values)
            if (value.absent == 0)
                values.push_back(value.value);
    std::ranges::sort(values);
    if (values.empty())
        return std::nullopt;
    if (!m_marked)
        return by > 0 ? values.front() : values.back();
    const auto at = std::ranges::find(values, *m_marked);
    if (at == values.end())
        return values.front();
    const auto next = std::clamp<std::ptrdiff_t>(at - values.begin() + by, 0, std::ssize(values) - 1);
    return values[static_cast<std::size_t>(next)];
}

void AdvicePlot::keyPressEvent(QKeyEvent* event) {
    const int by = (event->key() == Qt::Key_Right ? 1 : 0) - (event->key() == Qt::Key_Left ? 1 : 0);
    if (by != 0)
        mark(stepped(by));
    else if (event->key() == Qt::Key_Escape && m_marked)
        mark(std::nullopt);
    else
        QWidget::keyPressEvent(event);
}

void AdvicePlot::resizeEvent(QResizeEvent*) {
    if (m_presentation)
        setPresentation(true);
    m_stale = true;
}

void AdvicePlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) {
        m_stale = true;
        update();
    }
    QWidget::changeEvent(event);
}

void AdvicePlot::setPresentation(bool on) {
    constexpr double kLabelShare = 0.95; // tick labels of the plot's type
    m_presentation = on;
    setFont(on ? audienceFont(*this, kLabelShare) : QFont());
    m_stale = true;
    update();
}

} // namespace headroom::ui

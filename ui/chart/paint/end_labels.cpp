// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/end_labels.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/named_ends.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/paint/roof_lines.h"
#include "ui/runs/short_names.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <set>

namespace headroom::ui {

namespace {

// In heights of a row.
constexpr double kLeaderRoom = 1.5; ///< between plot and labels
constexpr double kStub = 0.2;       ///< that a leader runs straight at either end
constexpr double kReach = 1.5;      ///< that lies between a line which ends at the edge and that edge
constexpr double kKeyGap = 0.35;
constexpr double kEndMargin = 0.4;
constexpr double kLeastName = 2.5; ///< a run's name with less room says nothing

constexpr std::size_t kMostCurves = 16; ///< of several runs, that are named one by one
constexpr double kRoofKey = 15;         ///< three dashes, in widths of the roof's line

const QString& dot() {
    static const QString text = QStringLiteral(" · ");
    return text;
}

/// Those of the front run that have no point yet will have: the plot keeps its place when they come. What is
/// offered beside references is no run.
bool isNamed(const Curve& curve) {
    const bool mayCome = curve.role == CurveRole::Main && curve.key.runId != 0;
    return curve.shown && (mayCome || !curve.points.empty());
}

} // namespace

EndLabels::EndLabels(const CurveSet& curves, const PlotView& view, const QSizeF& room)
    : m_font(view.font), m_scale(view.scale), m_rowHeight(QFontMetricsF(view.font).height()) {
    if (!curves.hasPoints() && !curves.hasMeasuredRun()) {
        m_sayAll = true; // nothing is drawn
        return;
    }
    for (const Curve& curve : curves.curves())
        if (isNamed(curve))
            m_runs.try_emplace(curve.key.runId);
    m_severalRuns = m_runs.size() > 1;
    m_hasPatterns = m_severalRuns || view.theme.curves.dashes;
    m_keyWidth = keyWidth(curves, view);
    const double text = room.width() - m_keyWidth - (kLeaderRoom + kKeyGap + kEndMargin) * m_rowHeight;
    m_sayAll = nameEvery(curves, text, room.height()) || nameEachOnce(curves, text, room.height());
    if (!m_sayAll) {
        m_names = ratiosOnce(curves);
        if (height() > room.height())
            m_names.clear();
    }
    double widest = 0;
    for (const Name& name : m_names)
        widest = std::max(widest, QFontMetricsF(fontOf(name.kind)).horizontalAdvance(name.text));
    if (!m_names.empty())
        m_width = room.width() - text + std::ceil(widest);
}

double EndLabels::keyWidth(const CurveSet& curves, const PlotView& view) const {
    const CurveLook& look = view.theme.curves;
    if (m_hasPatterns)
        return markerDiameter(view) + longestPattern(look) * m_scale;
    const bool hasRoof = std::ranges::any_of(curves.roofs(), &RoofCurve::shown);
    return std::max(markerDiameter(view), hasRoof ? kRoofKey * look.roofLine * m_scale : 0);
}

/// A run's name is not to be read as one more curve's.
QFont EndLabels::fontOf(EndLabel::Kind kind) const {
    QFont font(m_font);
    if (kind == EndLabel::Kind::Run)
        font.setWeight(QFont::Bold);
    return font;
}

bool EndLabels::nameEvery(const CurveSet& curves, double room, double height) {
    const QFontMetricsF metrics(m_font);
    double widest = 0;
    m_names.clear();
    for (const Curve& curve : curves.curves()) {
        if (!isNamed(curve))
            continue;
        m_names.push_back({EndLabel::Kind::Curve, curve.key, curve.label});
        widest = std::max(widest, metrics.horizontalAdvance(curve.label + dot()));
    }
    if (m_severalRuns && m_names.size() > kMostCurves)
        return false;
    nameRest(curves);
    if (this->height() > height || (m_severalRuns && room - widest < kLeastName * m_rowHeight))
        return false;
    if (m_severalRuns) {
        callRuns(curves, metrics, room - widest);
        for (Name& name : m_names)
            if (name.kind == EndLabel::Kind::Curve)
                name.text += dot() + m_runs.at(name.key.runId);
    }
    return true;
}

bool EndLabels::nameEachOnce(const CurveSet& curves, double room, double height) {
    m_names.clear();
    if (m_severalRuns) { // first: where a curve ends at the same place, its name stands below the run's
        callRuns(curves, QFontMetricsF(fontOf(EndLabel::Kind::Run)), room);
        for (const CurveGroup& group : curves.groups())
            if (const auto run = m_runs.find(group.runId); run != m_runs.end())
                m_names.push_back({EndLabel::Kind::Run, {.runId = group.runId}, run->second});
    }
    std::ranges::move(ratiosOnce(curves), std::back_inserter(m_names));
    const auto isBest = [](const Curve& curve) { return isNamed(curve) && curve.best; };
    if (std::ranges::any_of(curves.curves(), isBest))
        m_names.push_back({EndLabel::Kind::Best, {}, words("paler: best")});
    nameRest(curves);
    return this->height() <= height;
}

std::vector<EndLabels::Name> EndLabels::ratiosOnce(const CurveSet& curves) {
    std::vector<Name> names;
    std::set<CurveKey> named;
    for (const Curve& curve : curves.curves()) // the front run's first
        if (isNamed(curve) && !curve.best && named.insert(curve.key.ofEveryAlgorithm()).second)
            names.push_back({EndLabel::Kind::Curve, curve.key.ofEveryAlgorithm(), curve.label});
    return names;
}

/// A name of run 0 stands for the default curves of every run.
bool EndLabels::means(const Name& name, const Curve& curve) {
    if (name.key.runId != 0)
        return curve.key == name.key;
    return isNamed(curve) && !curve.best && curve.key.ofEveryAlgorithm() == name.key;
}

void EndLabels::nameRest(const CurveSet& curves) {
    const std::vector<RoofLine> roofs = roofOfEachRun(curves);
    for (const RoofLine& roof : roofs)
        m_names.push_back(
            {EndLabel::Kind::Roof, {.runId = roof.runId}, roofLabel(curves, roof, roofs.size() > 1)});
    if (anyFlaggedShown(curves))
        m_names.push_back({EndLabel::Kind::Hollow, {}, hollowLabel()});
}

/// So many of the names stand there that they are short wherever that tells the runs apart.
void EndLabels::callRuns(const CurveSet& curves, const QFontMetricsF& metrics, double room) {
    QStringList names;
    for (const auto& [id, name] : m_runs)
        names << curves.nameOf(id);
    const QStringList called = shortNames(withoutSharedWords(names), metrics, room);
    auto text = called.begin();
    for (auto& [id, name] : m_runs)
        name = *text++;
}

std::optional<EndLabel> EndLabels::label(const Name& name, const CurveSet& curves,
                                         const PlotView& view) const {
    const ChartTheme& theme = view.theme;
    EndLabel label;
    label.kind = name.kind;
    label.text = name.text;
    label.ink = label.colour = theme.label;
    NamedEnd at;
    switch (name.kind) {
    case EndLabel::Kind::Hollow:
        if (!marksFlagged(curves.curves(), view))
            return std::nullopt;
        label.marker = MarkerShape::Circle;
        return label;
    case EndLabel::Kind::Roof:
        at = uppermostRoof(curves, name.key.runId, view.mapping);
        label.line = roofPen(at.roofRatio, at.roofPlace, theme, view.scale);
        label.colour = label.line->color();
        break;
    case EndLabel::Kind::Curve:
        at = farthestCurve(curves, view.mapping, kReach * m_rowHeight,
                           [&](const Curve& curve) { return means(name, curve); });
        break;
    case EndLabel::Kind::Best:
        at = uppermostCurve(curves, view.mapping, [](const Curve& curve) { return curve.best; });
        break;
    case EndLabel::Kind::Run:
        at = uppermostCurve(curves, view.mapping,
                            [&](const Curve& curve) { return curve.key.runId == name.key.runId; });
        break;
    }
    if (!at.end)
        return std::nullopt;
    if (at.curve)
        describe(label, *at.curve, view);
    if (!m_hasPatterns && label.kind != EndLabel::Kind::Roof)
        label.line.reset();
    label.leader = QPolygonF({at.end->at});
    label.beyond = edgeAt(*at.end, view.mapping.plot());
    return label;
}

void EndLabels::describe(EndLabel& label, const CurveHead& curve, const PlotView& view) {
    constexpr double kInk = 0.25; // towards the text's colour: pale colours cannot be read from afar
    const ChartTheme& theme = view.theme;
    label.key = curve.key;
    label.colour = curveColor(curve, theme);
    if (label.kind == EndLabel::Kind::Run) {
        label.line = runPen(curve.role, curve.place, theme, view.scale);
        return;
    }
    label.marker = curveMarker(curve.key.look());
    if (label.kind == EndLabel::Kind::Curve) {
        label.ink = mixed(curveColor(curve.key.look(), theme), theme.text, kInk);
        label.line = curvePen(curve, theme, view.scale);
    }
}

std::vector<EndLabel> EndLabels::placed(const CurveSet& curves, const PlotView& view) const {
    const QRectF& plot = view.mapping.plot();
    std::vector<EndLabel> labels;
    std::vector<double> wishes;
    for (const Name& name : m_names)
        if (auto label = this->label(name, curves, view)) {
            // What belongs to no line stands below all others.
            wishes.push_back(label->leader.isEmpty() ? plot.bottom() + m_rowHeight
                                                     : label->leader.front().y());
            labels.push_back(std::move(*label));
        }
    const double half = m_rowHeight / 2;
    const std::vector<double> places = spread(wishes, m_rowHeight, plot.top() + half, plot.bottom() - half);
    const double left = plot.right() + kLeaderRoom * m_rowHeight;
    const double stub = kStub * m_rowHeight;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        EndLabel& label = labels[i];
        label.box = QRectF(left, places[i] - half,
                           m_keyWidth + kKeyGap * m_rowHeight +
                               QFontMetricsF(fontOf(label.kind)).horizontalAdvance(label.text),
                           m_rowHeight);
        if (label.beyond)
            label.leader.clear();
        if (label.leader.isEmpty())
            continue;
        label.leader << QPointF(plot.right() + stub, wishes[i]) << QPointF(left - 2 * stub, places[i])
                     << QPointF(left - stub, places[i]);
    }
    std::ranges::stable_sort(labels, {}, [](const EndLabel& label) { return label.box.top(); });
    return labels;
}

void EndLabels::paint(QPainter& painter, const CurveSet& curves, const PlotView& view) const {
    const std::vector<EndLabel> labels = placed(curves, view);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const EndLabel& label : labels)
        paintLeader(painter, label, view);
    const QFontMetricsF metrics(m_font);
    for (const EndLabel& label : labels) {
        painter.setFont(m_font);
        paintArrow(painter, label);
        paintKey(painter, label, view);
        painter.setFont(fontOf(label.kind));
        painter.setPen(label.ink);
        painter.drawText(QPointF(label.box.left() + m_keyWidth + kKeyGap * m_rowHeight,
                                 label.box.center().y() + metrics.capHeight() / 2),
                         label.text);
    }
    painter.restore();
}

void EndLabels::paintLeader(QPainter& painter, const EndLabel& label, const PlotView& view) {
    constexpr double kLeader = 1.2; // pixels at scale 1
    constexpr float kFaint = 0.55F;
    if (label.leader.isEmpty())
        return;
    QPen pen(label.colour, kLeader * view.scale);
    pen.setJoinStyle(Qt::RoundJoin);
    painter.setPen(pen);
    painter.drawPolyline(label.leader.mid(1));
    // Within the plot it must not be taken for a part of the curve.
    QColor faint(label.colour);
    faint.setAlphaF(kFaint);
    pen.setColor(faint);
    pen.setDashPattern({1, 4});
    painter.setPen(pen);
    painter.drawLine(label.leader[0], label.leader[1]);
}

void EndLabels::paintArrow(QPainter& painter, const EndLabel& label) const {
    if (!label.beyond)
        return;
    const QString arrow = label.beyond == Qt::TopEdge ? QStringLiteral("↑") : QStringLiteral("↓");
    const QFontMetricsF metrics(m_font);
    painter.setPen(label.colour);
    painter.drawText(QPointF(label.box.left() - 2 * kStub * m_rowHeight - metrics.horizontalAdvance(arrow),
                             label.box.center().y() + metrics.capHeight() / 2),
                     arrow);
}

void EndLabels::paintKey(QPainter& painter, const EndLabel& label, const PlotView& view) const {
    const QRectF key(label.box.left(), label.box.top(), m_keyWidth, label.box.height());
    const double diameter = markerDiameter(view);
    QPointF marker = key.center();
    QPointF begin(key.left(), key.center().y());
    if (label.line && label.marker) { // beside each other: over the pattern, a marker would hide it
        marker.setX(key.left() + diameter / 2);
        begin.setX(key.left() + diameter);
    }
    painter.setBrush(Qt::NoBrush);
    if (label.line) {
        painter.setPen(*label.line);
        painter.drawLine(begin, QPointF(key.right(), key.center().y()));
    }
    if (!label.marker)
        return;
    const bool hollow = label.kind == EndLabel::Kind::Hollow;
    painter.setPen(QPen(hollow ? label.colour : view.theme.sheet, (hollow ? 1.5 : 0.8) * view.scale));
    painter.setBrush(hollow ? view.theme.sheet : label.colour);
    painter.drawPath(markerPath(*label.marker, diameter / 2).translated(marker));
}

} // namespace headroom::ui

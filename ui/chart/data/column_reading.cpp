// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/column_reading.h"

#include "engine/sweep/planned_curve.h"
#include "ui/chart/data/curve_set.h"
#include "ui/runs/run_store.h"
#include "ui/runs/short_names.h"
#include "ui/widgets/words.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

const QString& nothing() {
    static const QString dash = QStringLiteral("–");
    return dash;
}

NearPoint nearPointOf(const CurvePoint& point) {
    return {point.hidden, point.row, point.value, false, point.flagged, point.within};
}

NearPoint nearPointOf(const FailedPoint& point) {
    return {point.hidden, point.row, 0, true, false, false};
}

/// Two points on either side of a hidden size, or fewer where the curve ends.
template <class Point>
void addAround(std::vector<NearPoint>& near, const std::vector<Point>& points, double hidden) {
    constexpr std::ptrdiff_t kSide = 2;
    const auto at = std::ranges::lower_bound(points, hidden, {}, &Point::hidden);
    for (auto it = at - std::min(kSide, at - points.begin()); it != at + std::min(kSide, points.end() - at);
         ++it)
        near.push_back(nearPointOf(*it));
}

std::vector<NearPoint> pointsAround(const Curve& curve, double hidden) {
    std::vector<NearPoint> near;
    addAround(near, curve.points, hidden);
    addAround(near, curve.failures, hidden);
    std::ranges::sort(near, {}, &NearPoint::hidden);
    return near;
}

double distance(double a, double b, bool logX) {
    const auto scaled = [logX](double h) { return logX ? std::log2(std::max(h, 1e-3)) : h; };
    return std::abs(scaled(a) - scaled(b));
}

auto nearestOf(const std::vector<NearPoint>& near, double hidden, bool logX) {
    return std::ranges::min_element(
        near, {}, [&](const NearPoint& point) { return distance(point.hidden, hidden, logX); });
}

QString cellText(const CurveSet& curves, const ReadingCell& cell) {
    if (!cell.point)
        return nothing();
    return cell.point->failed ? words("failed") : curves.quantity().shortText(cell.point->value);
}

/// Why a cell has no value, or what its point's flags mean.
QString cellNote(const CurveSet& curves, const Curve& curve, const ReadingCell& cell, double hidden,
                 bool logX) {
    if (!cell.point) {
        const auto nearest = nearestSize(curve, hidden, logX);
        return nearest
                   ? words("The nearest point of this curve, %1 = %2, is too far away to be read at %1 = %3.")
                         .arg(QString::fromLatin1(curves.axis().symbol))
                         .arg(*nearest, 0, 'f', 0)
                         .arg(hidden, 0, 'f', 0)
                   : words("This curve has no point.");
    }
    const auto row = curves.rowAt({cell.curve.runId, cell.point->row});
    return row && cell.point->flagged ? words("Flagged: %1").arg(flagsText(row->measurement.flags))
                                      : QString();
}

/// What the best algorithm adds to the default one's throughput, where both were measured at one shape.
QString gainOf(const CurveSet& curves, const ReadingRow& row, const std::vector<ReadingColumn>& columns) {
    const Measurement* usual = nullptr;
    const Measurement* best = nullptr;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto& cell = row.cells[i];
        const auto found = cell && cell->point && !cell->point->failed
                               ? curves.rowAt({cell->curve.runId, cell->point->row})
                               : std::nullopt;
        if (found)
            (columns[i].algorithm == Algorithm::Best ? best : usual) = &found->measurement;
    }
    if (!usual || !best || usual->point.layer != best->point.layer)
        return nothing();
    const double gain = std::round(100 * (best->throughputTflops() / usual->throughputTflops() - 1));
    const QString sign = gain < 0 ? QStringLiteral("−") : gain > 0 ? QStringLiteral("+") : QString();
    return words("%1%2 %").arg(sign).arg(std::abs(gain));
}

/// The longer of the texts of a curve's lowest and highest value: digits grow towards both ends.
QString widestValue(const CurveSet& curves, const std::vector<CurvePoint>& points) {
    if (points.empty())
        return {};
    const auto [low, high] = std::ranges::minmax_element(points, {}, &CurvePoint::value);
    const QString texts[] = {curves.quantity().shortText(low->value),
                             curves.quantity().shortText(high->value)};
    return texts[0].size() > texts[1].size() ? texts[0] : texts[1];
}

void addColumn(ColumnReading& reading, const CurveSet& curves, const Curve& curve) {
    const auto isOf = [&curve](const ReadingColumn& column) {
        return column.runId == curve.key.runId && column.algorithm == curve.key.algorithm;
    };
    auto column = std::ranges::find_if(reading.columns, isOf);
    if (column == reading.columns.end())
        column =
            reading.columns.insert(column, {curve.key.runId, curve.key.algorithm, {}, {}, {}, {}, false});
    column->flagged |= std::ranges::any_of(curve.points, &CurvePoint::flagged);
    if (const QString widest = widestValue(curves, curve.points); widest.size() > column->widest.size())
        column->widest = widest;
}

/// Without its algorithm.
QString nameOf(const CurveSet& curves, const CurveKey& key) {
    const SweepSpec& spec = curves.specOf(key);
    return QString::fromStdString(headroom::nameOf(spec, plannedOf(spec, key)));
}

void addRow(ColumnReading& reading, const CurveSet& curves, const Curve& curve) {
    const auto isOf = [&curve](const ReadingRow& row) { return row.key == curve.key.ofEveryAlgorithm(); };
    if (std::ranges::none_of(reading.rows, isOf))
        reading.rows.push_back({curve.key.ofEveryAlgorithm(), nameOf(curves, curve.key), {}, {}, {}});
}

QString algorithmText(Algorithm algorithm) {
    return algorithm == Algorithm::Best ? words("best") : words("default");
}

/// As the chart calls these runs, without the words that all of them share.
QStringList namesOf(const CurveSet& curves, const std::vector<int>& runIds) {
    QStringList names;
    for (const int id : runIds)
        names << curves.nameOf(id);
    return withoutSharedWords(names);
}

/// No point can come of an algorithm that the run compared with does not have.
void dropUnpaired(ColumnReading& reading, const CurveSet& curves) {
    const StoredRun* base = curves.quantity().comparesRuns() ? curves.run(curves.compared().baseId) : nullptr;
    const Algorithm only = base ? base->run.spec.algorithm : Algorithm::Both;
    if (only == Algorithm::Both || std::ranges::none_of(reading.columns, [only](const ReadingColumn& column) {
            return column.algorithm == only;
        }))
        return;
    if (std::erase_if(reading.columns,
                      [only](const ReadingColumn& column) { return column.algorithm != only; }) > 0)
        reading.unpaired = words("%1 has no %2 algorithm")
                               .arg(namesOf(curves, {curves.compared().runId, base->id}).constLast(),
                                    only == Algorithm::Best ? words("default") : words("best"));
}

/// Runs by their names, where there are several; else the algorithms of the only one.
void nameColumns(ColumnReading& reading, const CurveSet& curves) {
    const auto isOtherRun = [&reading](const ReadingColumn& column) {
        return column.runId != reading.columns.front().runId;
    };
    const bool severalRuns = std::ranges::any_of(reading.columns, isOtherRun);
    std::vector<int> runIds;
    for (const ReadingColumn& column : reading.columns)
        if (std::ranges::find(runIds, column.runId) == runIds.end())
            runIds.push_back(column.runId);
    const QStringList names = namesOf(curves, runIds);
    for (ReadingColumn& column : reading.columns) {
        const auto place = std::ranges::find(runIds, column.runId) - runIds.begin();
        const auto ofSameRun = std::ranges::count(reading.columns, column.runId, &ReadingColumn::runId);
        const bool isRatio = curves.quantity().comparesRuns() && ofSameRun == 1;
        column.title = severalRuns ? names[place]
                       : isRatio   ? words("ratio")
                                   : algorithmText(column.algorithm);
        const StoredRun* run = curves.run(column.runId);
        column.run = severalRuns && run ? run->name() : column.title;
        if (severalRuns && ofSameRun > 1)
            column.second = algorithmText(column.algorithm);
    }
    reading.severalRuns = severalRuns;
    reading.hasGains = !severalRuns && reading.columns.size() == 2;
}

/// Whether the curves of that row lie at other hidden sizes than each other.
bool differInSizes(const ReadingRow& row, const CurveSet& curves) {
    const std::vector<CurvePoint>* first = nullptr;
    for (const auto& cell : row.cells) {
        const Curve* curve = cell ? curves.find(cell->curve) : nullptr;
        if (!curve)
            continue;
        if (first && !std::ranges::equal(*first, curve->points, {}, &CurvePoint::hidden, &CurvePoint::hidden))
            return true;
        first = &curve->points;
    }
    return false;
}

/// Nothing else is there than curves that may be measured.
bool isOfferAlone(const CurveSet& curves) {
    return curves.groups().size() == 1;
}

} // namespace

std::optional<NearPoint> pointNear(const Curve& curve, double hidden, bool logX) {
    const std::vector<NearPoint> near = pointsAround(curve, hidden);
    if (near.empty())
        return std::nullopt;
    const auto nearest = nearestOf(near, hidden, logX);
    if (std::abs(nearest->hidden - hidden) > kReadWithin * std::max(hidden, nearest->hidden))
        return std::nullopt;
    if (near.size() == 1)
        return *nearest;
    // Towards what is read, or, beyond an end of the curve, back into it.
    const bool above = hidden > nearest->hidden;
    const bool hasNext = above ? nearest + 1 != near.end() : nearest != near.begin();
    const auto next = above == hasNext ? nearest + 1 : nearest - 1;
    return 2 * distance(nearest->hidden, hidden, logX) <= distance(nearest->hidden, next->hidden, logX)
               ? std::optional(*nearest)
               : std::nullopt;
}

std::optional<double> nearestSize(const Curve& curve, double hidden, bool logX) {
    const std::vector<NearPoint> near = pointsAround(curve, hidden);
    return near.empty() ? std::nullopt : std::optional(nearestOf(near, hidden, logX)->hidden);
}

ColumnReading emptyReading(const CurveSet& curves) {
    ColumnReading reading;
    // Hidden ones keep their place among the others.
    for (const Curve& curve : curves.curves())
        if (curves.hasPointsOf(curve.key.runId) && (curve.key.runId != 0 || isOfferAlone(curves))) {
            addColumn(reading, curves, curve);
            addRow(reading, curves, curve);
        }
    const auto isShown = [&curves](const CurveKey& key) {
        const Curve* curve = curves.find(key);
        return curve && curve->shown;
    };
    const auto keyOf = [](const ReadingRow& row, const ReadingColumn& column) {
        CurveKey key(row.key);
        key.runId = column.runId;
        key.algorithm = column.algorithm;
        return key;
    };
    std::erase_if(reading.columns, [&](const ReadingColumn& column) {
        return std::ranges::none_of(reading.rows,
                                    [&](const ReadingRow& row) { return isShown(keyOf(row, column)); });
    });
    std::erase_if(reading.rows, [&](const ReadingRow& row) {
        return std::ranges::none_of(reading.columns,
                                    [&](const ReadingColumn& column) { return isShown(keyOf(row, column)); });
    });
    dropUnpaired(reading, curves);
    nameColumns(reading, curves);
    for (ReadingRow& row : reading.rows) {
        for (const ReadingColumn& column : reading.columns) {
            const CurveKey key = keyOf(row, column);
            row.cells.push_back(isShown(key) ? std::optional(ReadingCell{key, {}, nothing(), {}})
                                             : std::nullopt);
        }
        row.gain = nothing();
    }
    reading.ownSizes =
        reading.severalRuns && std::ranges::any_of(reading.rows, [&curves](const ReadingRow& row) {
            return differInSizes(row, curves);
        });
    const auto differsInRatio = [&reading](const ReadingRow& row) {
        CurveKey key(row.key);
        key.ratio = reading.rows.front().key.ratio;
        return key.variant == 0 && key == reading.rows.front().key;
    };
    if (!reading.rows.empty() && std::ranges::all_of(reading.rows, differsInRatio))
        reading.classSymbol = QString::fromStdString(classSymbolOf(
            curves.specOf({.runId = reading.columns.front().runId}), reading.rows.front().key.operation));
    reading.axisSymbol = QString::fromLatin1(curves.axis().symbol);
    const auto [runId, baseId] = curves.compared();
    const QStringList compared = namesOf(curves, {runId, baseId});
    reading.quantity = curves.quantity().tableTitle(compared.front(), compared.back());
    return reading;
}

std::optional<double> nearestMeasured(const CurveSet& curves, double hidden, bool logX) {
    std::optional<double> nearest;
    for (const Curve& curve : curves.curves())
        if (const auto size = curve.shown ? nearestSize(curve, hidden, logX) : std::nullopt;
            size && (!nearest || distance(*size, hidden, logX) < distance(*nearest, hidden, logX)))
            nearest = size;
    return nearest;
}

void readColumn(ColumnReading& reading, const CurveSet& curves, double hidden, bool logX) {
    reading.hidden = hidden;
    for (ReadingRow& row : reading.rows) {
        row.hidden.reset();
        for (auto& cell : row.cells) {
            const Curve* curve = cell ? curves.find(cell->curve) : nullptr;
            if (!curve)
                continue;
            cell->point = pointNear(*curve, hidden, logX);
            cell->text = cellText(curves, *cell);
            cell->note = cellNote(curves, *curve, *cell, hidden, logX);
            if (cell->point &&
                (!row.hidden || std::abs(cell->point->hidden - hidden) < std::abs(*row.hidden - hidden)))
                row.hidden = cell->point->hidden;
        }
        if (reading.hasGains)
            row.gain = gainOf(curves, row, reading.columns);
    }
}

QString ReadingColumn::wholeTitle() const {
    return second.isEmpty() ? title : QStringLiteral("%1, %2").arg(title, second);
}

bool ColumnReading::hasValues() const {
    return std::ranges::any_of(rows, [](const ReadingRow& row) { return row.hidden.has_value(); });
}

bool ColumnReading::hasFlagged() const {
    return std::ranges::any_of(columns, &ReadingColumn::flagged);
}

QString ColumnReading::headline() const {
    if (!hidden)
        return {};
    return (about ? words("%1 about %2") : words("%1 = %2")).arg(axisSymbol).arg(*hidden, 0, 'f', 0);
}

QString ColumnReading::oneLine() const {
    if (!hidden)
        return {};
    QStringList parts(headline());
    for (const ReadingRow& row : rows) {
        QStringList values;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto& cell = row.cells[i];
            if (!cell || !cell->point)
                continue;
            QString value = columns.size() > 1
                                ? QStringLiteral("%1 %2").arg(columns[i].wholeTitle(), cell->text)
                                : cell->text;
            if (cell->point->hidden != *hidden)
                value += words(" at %1").arg(cell->point->hidden, 0, 'f', 0);
            if (cell->point->within)
                value += words(" within the interval");
            if (cell->point->flagged)
                value += words(" (flagged)");
            values << value;
        }
        if (hasGains && row.gain != nothing())
            values << row.gain;
        parts << QStringLiteral("%1: %2").arg(
            row.label, values.isEmpty() ? nothing() : values.join(QStringLiteral(", ")));
    }
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace headroom::ui

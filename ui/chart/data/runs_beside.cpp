// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/data/runs_beside.h"

#include "engine/sweep/comparison_lines.h"
#include "ui/chart/data/readout.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::ui {

namespace {

constexpr double kPercent = 100;

QString withoutFullStop(const std::string& sentence) {
    QString text = QString::fromStdString(sentence);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

bool hasCardOf(const StoredRun& run, const StoredRun& front) {
    return cardOf(run.run.context) == cardOf(front.run.context);
}

bool hasRegimeOf(const StoredRun& run, const StoredRun& front) {
    return run.run.spec.regime == front.run.spec.regime;
}

/// In what they differ from the front one; empty where none does.
QString whyUnlike(const std::vector<const StoredRun*>& visible) {
    bool ofAnotherCard = false;
    bool ofAnotherRegime = false;
    for (const StoredRun* run : visible) {
        ofAnotherCard = ofAnotherCard || !hasCardOf(*run, *visible.front());
        ofAnotherRegime = ofAnotherRegime || !hasRegimeOf(*run, *visible.front());
    }
    if (ofAnotherCard)
        return ofAnotherRegime ? words("of another device or regime") : words("of another device");
    return ofAnotherRegime ? words("of another regime") : QString();
}

} // namespace

std::vector<const StoredRun*> RunsBeside::alike(const std::vector<const StoredRun*>& visible) {
    std::vector<const StoredRun*> runs = visible;
    std::erase_if(runs, [&visible](const StoredRun* run) {
        return !hasCardOf(*run, *visible.front()) || !hasRegimeOf(*run, *visible.front());
    });
    return runs;
}

RunsBeside::RunsBeside(const std::vector<const StoredRun*>& visible, const CurveLooks& looks, Axis axis)
    : m_visible(visible.size()), m_whyLeftOut(whyUnlike(visible)), m_looks(looks), m_axis(axis) {
    std::vector<NamedRun> runs;
    for (const StoredRun* stored : alike(visible)) {
        m_ids.push_back(stored->id);
        runs.push_back({&stored->run, stored->name().toStdString()});
    }
    m_shared.emplace(std::move(runs));
}

void RunsBeside::call(const QStringList& names) {
    if (!m_shared)
        return;
    std::vector<std::string> texts;
    for (const QString& name : names)
        texts.push_back(name.toStdString());
    m_shared->call(texts);
}

std::optional<std::size_t> RunsBeside::placeOf(int runId) const {
    const auto found = std::ranges::find(m_ids, runId);
    return found == m_ids.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - m_ids.begin()));
}

std::vector<PointKey> RunsBeside::take(const PointKey& point) {
    const auto run = placeOf(point.runId);
    if (!m_shared || !run)
        return {};
    m_isStale = true;
    std::vector<PointKey> moved;
    const SharedGemm& gemm = m_shared->gemms()[m_shared->take(*run, static_cast<std::size_t>(point.row))];
    for (const NodeFigure& figure : gemm.figures)
        moved.push_back({m_ids[m_shared->nodes()[figure.node].run], static_cast<int>(figure.row)});
    return moved;
}

std::optional<double> RunsBeside::usualTflops(const PlannedPoint& point) const {
    const auto place = m_shared ? m_shared->find(point) : std::nullopt;
    if (!place || !m_shared->isShared(m_shared->gemms()[*place]))
        return std::nullopt;
    return std::exp(m_shared->gemms()[*place].median);
}

QString RunsBeside::othersText(const PlannedPoint& point, RateUnit unit) const {
    const auto usual = usualTflops(point);
    if (!usual)
        return {};
    const std::vector<NodeFigure>& figures = m_shared->gemms()[*m_shared->find(point)].figures;
    const auto [low, high] = std::ranges::minmax(figures, {}, &NodeFigure::level);
    const auto text = [unit](double tflops) { return rateNumber(tflops, unit); };
    return words("median of %1 runs %2 %3, from %4 to %5")
        .arg(figures.size())
        .arg(text(*usual), nameOf(unit), text(std::exp(low.level)), text(std::exp(high.level)));
}

const RunsBeside::Judged& RunsBeside::judged() const {
    const auto now = std::chrono::steady_clock::now();
    if (!m_judged || (m_isStale && now - m_judgedAt >= kKept)) {
        m_isStale = false;
        m_judgedAt = now;
        m_judged.emplace();
        m_judged->comparison = compareRuns(*m_shared);
        m_judged->bands = makeBands(m_judged->comparison);
    }
    return *m_judged;
}

QStringList RunsBeside::notes() const {
    constexpr std::size_t kMost = 3; // more are told on the command line
    if (!m_shared || count() < 2)
        return {};
    const RunComparison& comparison = judged().comparison;
    if (comparison.curves.empty())
        return {};
    QStringList notes;
    const std::vector<ComparisonFinding>& findings = comparison.findings;
    for (std::size_t i = 0; i < std::min(findings.size(), kMost); ++i)
        notes << withoutFullStop(findingSentence(*m_shared, findings[i]));
    if (findings.size() > kMost)
        notes << words("And %1 more").arg(findings.size() - kMost);
    if (findings.empty())
        for (const std::string& sentence : comparisonSentences(*m_shared, comparison, count() == m_visible))
            notes << withoutFullStop(sentence);
    if (!m_whyLeftOut.isEmpty())
        notes
            << words("Left out: %1 of %2 runs, %3").arg(m_visible - count()).arg(m_visible).arg(m_whyLeftOut);
    return notes;
}

/// Of the curve's run on curves of its kind.
const ComparisonFinding* RunsBeside::findingOn(const Curve& curve) const {
    const auto run = m_shared && count() > 1 ? placeOf(curve.key.runId) : std::nullopt;
    if (!run || curve.points.empty())
        return nullptr;
    const Run& measured = *m_shared->runs()[*run].run;
    const Measurement& first = measured.measurements.at(static_cast<std::size_t>(curve.points.front().row));
    const auto gemm = m_shared->find(first.point);
    const std::vector<ComparisonFinding>& findings = judged().comparison.findings;
    const auto found = std::ranges::find_if(findings, [&](const ComparisonFinding& finding) {
        const auto isOfRun = [&](std::size_t node) { return m_shared->nodes()[node].run == *run; };
        return !finding.isSplit() && std::ranges::any_of(finding.nodes, isOfRun) && gemm &&
               std::ranges::find(finding.curves, m_shared->gemms()[*gemm].curve) != finding.curves.end();
    });
    return found == findings.end() ? nullptr : &*found;
}

QStringList RunsBeside::reasons(const Curve& curve) const {
    QStringList texts;
    if (const ComparisonFinding* finding = findingOn(curve)) {
        texts << withoutFullStop(findingSentence(*m_shared, *finding));
        for (const std::string& reason : findingReasons(*m_shared, *finding))
            texts << withoutFullStop(reason);
    }
    return texts;
}

std::vector<CurveKey> RunsBeside::standingOut(const std::vector<Curve>& curves) const {
    std::vector<CurveKey> keys;
    for (const Curve& curve : curves)
        if (curve.shown && findingOn(curve))
            keys.push_back(curve.key);
    return keys;
}

const std::vector<Curve>& RunsBeside::bands() const {
    static const std::vector<Curve> none;
    return m_shared && count() > 1 ? judged().bands : none;
}

std::vector<Curve> RunsBeside::makeBands(const RunComparison& comparison) const {
    const auto isOut = [&](std::size_t curve, std::size_t node) {
        return std::ranges::any_of(comparison.findings, [&](const ComparisonFinding& finding) {
            return !finding.isSplit() && std::ranges::find(finding.nodes, node) != finding.nodes.end() &&
                   std::ranges::find(finding.curves, curve) != finding.curves.end();
        });
    };
    // What lies between two halves is no band.
    const auto isSplit = [&comparison](std::size_t curve) {
        return std::ranges::any_of(comparison.findings, [curve](const ComparisonFinding& finding) {
            return finding.isSplit() && std::ranges::find(finding.curves, curve) != finding.curves.end();
        });
    };
    std::vector<Curve> bands(m_shared->curves().size());
    for (const SharedGemm& gemm : m_shared->gemms()) {
        if (!m_shared->isShared(gemm) || isSplit(gemm.curve))
            continue;
        double low = std::numeric_limits<double>::infinity();
        double high = -low;
        for (const NodeFigure& figure : gemm.figures)
            if (!isOut(gemm.curve, figure.node)) {
                low = std::min(low, figure.level - gemm.median);
                high = std::max(high, figure.level - gemm.median);
            }
        const NodeFigure& sample = gemm.figures.front();
        const SweepSpec& spec = m_shared->runs()[m_shared->nodes()[sample.node].run].run->spec;
        const PlannedPoint& point = m_shared->rowOf(sample).point;
        Curve& band = bands[gemm.curve];
        band.key = m_looks.dressed(spec, keyOf(0, spec, point));
        if (high > low)
            band.points.push_back({.hidden = static_cast<double>(valueOf(point.layer, m_axis)),
                                   .value = kPercent,
                                   .low = kPercent * std::exp(low),
                                   .high = kPercent * std::exp(high)});
    }
    for (Curve& band : bands)
        std::ranges::sort(band.points, {}, &CurvePoint::hidden);
    return bands;
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/others_figures.h"
#include "engine/io/others_results.h"

#include "engine/files/exact_number.h"
#include "engine/files/json_reader.h"
#include "engine/files/limits.h"
#include "engine/files/printable.h"
#include "engine/io/run_file.h"
#include "engine/sweep/curve_sizes.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace headroom {

namespace {

/// What the cookbook calls a GEMM, now and before.
struct Label {
    std::string_view text;
    Operation operation;
    Pass pass = Pass::Forward;
};

constexpr std::array kLabels{
    Label{"attention_score", Operation::KeyQueryScore},
    Label{"attention_key_query_prob", Operation::KeyQueryScore},
    Label{"attention_over_value", Operation::AttentionOverValue},
    Label{"attention_prob_times_values", Operation::AttentionOverValue},
    Label{"qkv_transform", Operation::Qkv},
    Label{"attention_key_value_query_transform", Operation::Qkv},
    Label{"attention_linear_projection", Operation::OutputProjection},
    Label{"mlp_h_to_4h", Operation::MlpUp},
    Label{"mlp_4h_to_h", Operation::MlpDown},
    Label{"logit_block", Operation::Logits, Pass::Dgrad}, // (1; b·s, h, v), not divided by t
};

/// One line of figures.
struct Figure {
    std::string label;
    GemmExtents extents;
    bool isLinear = false; ///< F.linear, whose weights lie transposed
    double tflops = 0;
};

constexpr std::string_view kFigure = "Throughput (in TFLOP/s) for ";

/// "4x4096x12288" as numbers; nothing for anything else.
std::vector<std::int64_t> numbersOf(std::string_view text) {
    std::vector<std::int64_t> lengths;
    while (true) {
        const std::size_t end = std::min(text.find('x'), text.size());
        const std::optional<std::int64_t> length = wholeNumber(text.substr(0, end));
        if (!length || *length < 1)
            return {};
        lengths.push_back(*length);
        if (end == text.size())
            return lengths;
        text.remove_prefix(end + 1);
    }
}

/// The middle length is the one that is summed over. Nothing where these are no GEMM's lengths.
std::optional<GemmExtents> extentsOf(std::string_view text, bool& isLinear) {
    std::string_view of = text;
    std::int64_t batch = 1;
    const std::size_t comma = text.find(", b=");
    isLinear = comma != std::string_view::npos;
    if (isLinear) {
        of = text.substr(0, comma);
        const std::optional<std::int64_t> given = wholeNumber(text.substr(comma + 4));
        if (!given || *given < 1)
            return std::nullopt;
        batch = *given;
    }
    const std::vector<std::int64_t> l = numbersOf(of);
    if (batch > kMaxExtent || std::ranges::any_of(l, [](std::int64_t length) { return length > kMaxExtent; }))
        return std::nullopt;
    if (l.size() == 3)
        return GemmExtents{1, batch * l[0], l[2], l[1]};
    if (l.size() == 4 && !isLinear)
        return GemmExtents{l[0], l[1], l[3], l[2]};
    return std::nullopt;
}

/// Of a line that begins as figures do; the error is a phrase.
Result<Figure> figureOf(std::string_view line) {
    line.remove_prefix(kFigure.size());
    const std::size_t colon = line.rfind(": ");
    const std::optional<double> tflops =
        colon == std::string_view::npos ? std::nullopt : decimalNumber(trimmed(line.substr(colon + 2)));
    if (!tflops || !(*tflops > 0) || *tflops > kMaxAmount)
        return unread("there is no throughput after \": \"");
    Figure figure;
    figure.tflops = *tflops;
    const std::string_view what = trimmed(line.substr(0, colon));
    const std::size_t open = what.find('(');
    const bool hasLabel = open != std::string_view::npos && what.ends_with(')');
    figure.label = printable(trimmed(hasLabel ? what.substr(0, open) : std::string_view()));
    const std::string_view lengths = hasLabel ? what.substr(open + 1, what.size() - open - 2) : what;
    const std::optional<GemmExtents> extents = extentsOf(lengths, figure.isLinear);
    if (!extents)
        return unread(inQuotes(printable(lengths)) +
                      " are no lengths of a GEMM, such as 64x2048x256x2048 or " + "4x4096x12288, b=2048");
    if (elements(*extents) >= kMaxElements)
        return unread("A, B and C have more than 10^16 elements");
    if (!isCallTime(secondsAt(flop(*extents), *tflops)))
        return unread("a call of that GEMM cannot take as long as its throughput says");
    figure.extents = *extents;
    return figure;
}

/// The model that figures are of, from a line "num_attention_heads: 16, hidden_size: 4096, …".
struct Model {
    std::int64_t heads = 0;
    std::int64_t hidden = 0;
    std::int64_t batch = 0;
    std::int64_t tensorParallel = 1;
};

std::optional<Model> modelOf(std::string_view line) {
    const auto number = [line](std::string_view name) {
        const std::size_t at = line.find(name);
        if (at == std::string_view::npos)
            return std::int64_t{0};
        const std::string_view rest = line.substr(at + name.size());
        return wholeNumber(trimmed(rest.substr(0, rest.find(',')))).value_or(0);
    };
    Model model{number("num_attention_heads:"), number("hidden_size:"),
                number("train_micro_batch_size_per_gpu:"), number("tensor_mp_size:")};
    const auto isSound = [](std::int64_t value, std::int64_t most) { return value >= 1 && value <= most; };
    if (model.tensorParallel == 0)
        model.tensorParallel = 1;
    if (!isSound(model.heads, kMaxHeads) || !isSound(model.hidden, kMaxLength) ||
        !isSound(model.batch, kMaxBatch) || !isSound(model.tensorParallel, kMaxSharing))
        return std::nullopt;
    return model;
}

/// The figure as a point of a layer, where its lengths are those that the operation has there.
std::optional<PlannedPoint> placed(const Figure& figure, const std::optional<Model>& model) {
    const auto label = std::ranges::find(kLabels, figure.label, &Label::text);
    if (label == kLabels.end() || !model)
        return std::nullopt;
    const bool isOfHeads = !figure.isLinear;
    const std::int64_t tokens = isOfHeads ? model->batch * figure.extents.m : figure.extents.m;
    if (tokens % model->batch != 0 || tokens / model->batch > kMaxSeq)
        return std::nullopt;
    PlannedPoint point;
    point.operation = label->operation;
    point.pass = label->pass;
    point.layer = layerOf(model->hidden, model->heads, tokens / model->batch, model->batch);
    point.layer.tensorParallel = model->tensorParallel;
    if (label->operation == Operation::Logits) {
        point.layer.vocab = figure.extents.k;
        point.layer.tensorParallel = 1;
    }
    const OperationInfo& info = infoOf(point.operation);
    if (!info.brokenConditions(point.layer).empty() ||
        info.extents(point.layer, point.pass) != figure.extents)
        return std::nullopt;
    point.layout = isOfHeads ? Layout::NN : Layout::NT;
    point.gemm = info.lay(figure.extents, DataType::F16, point.layout);
    return point;
}

/// What runs of curves are told apart by.
struct CurvesKey {
    std::size_t order; ///< as operations are offered
    Pass pass;
    std::int64_t batch;
    std::int64_t seq;
    std::int64_t tensorParallel;
    std::int64_t vocab;

    friend auto operator<=>(const CurvesKey&, const CurvesKey&) = default;
};

std::int64_t classOf(const SweepSpec& spec, const PlannedPoint& point) {
    constexpr std::int64_t kLast = 64;
    const std::int64_t length =
        dividesByHeads(spec, point.operation) ? point.layer.hidden / point.layer.heads : point.layer.hidden;
    return std::min(kLast, powerOfTwoDivisor(length));
}

/// Points of one operation on layers that differ in h and a.
Run curvesRun(std::vector<Measurement> rows, const RunContext& context) {
    Run run;
    run.context = context;
    SweepSpec& spec = run.spec;
    const PlannedPoint& first = rows.front().point;
    spec.operation = first.operation;
    spec.pass = first.pass;
    spec.layout = first.layout;
    spec.seq = first.layer.seq;
    spec.batch = first.layer.batch;
    spec.heads = first.layer.heads;
    spec.hiddenMin = spec.hiddenMax = first.layer.hidden;
    spec.fixed.tensorParallel = first.layer.tensorParallel;
    spec.fixed.vocab = first.layer.vocab;
    for (Measurement& row : rows) {
        PlannedPoint& point = row.point;
        point.index = run.measurements.size();
        point.ratio = classOf(spec, point);
        spec.hiddenMin = std::min(spec.hiddenMin, point.layer.hidden);
        spec.hiddenMax = std::max(spec.hiddenMax, point.layer.hidden);
        const std::int64_t heads = point.layer.heads;
        if (heads != spec.heads && std::ranges::find(spec.further.heads, heads) == spec.further.heads.end())
            spec.further.heads.push_back(heads);
        run.measurements.push_back(std::move(row));
    }
    return run;
}

} // namespace

Result<OthersResults> resultsOfCookbook(std::string_view text, const std::string& name) {
    std::map<CurvesKey, std::vector<Measurement>> curves;
    std::vector<std::pair<ListedGemm, double>> others;
    std::optional<Model> model;
    std::size_t figures = 0;
    std::size_t leftOut = 0;
    for (TextLines lines(text); lines.next();) {
        const std::string_view line = trimmed(lines.line());
        if (line.find("num_attention_heads:") != std::string_view::npos)
            model = modelOf(line);
        if (!line.starts_with(kFigure))
            continue;
        const Result<Figure> figure = figureOf(line);
        if (!figure)
            return unread(atLine(lines.number()) + figure.error().reason);
        ++figures;
        if (std::optional<PlannedPoint> point = placed(*figure, model)) {
            const LayerShape& layer = point->layer;
            const CurvesKey key{static_cast<std::size_t>(point->operation),
                                point->pass,
                                layer.batch,
                                layer.seq,
                                layer.tensorParallel,
                                layer.vocab};
            curves[key].push_back(othersMeasurement(std::move(*point), figure->tflops));
            continue;
        }
        ListedGemm gemm{figure->extents, DataType::F16, figure->isLinear ? Layout::NT : Layout::NN,
                        std::string(beginningOf(figure->label, kLongestLabel))};
        if (others.size() < kMostListed && faultOf(gemm).empty())
            others.emplace_back(std::move(gemm), figure->tflops);
        else
            ++leftOut;
    }
    if (figures == 0)
        return unread("no line of it begins with \"" + std::string(trimmed(kFigure)) +
                      "\", as the cookbook prints figures");
    if (figures > kMaxMeasurements)
        return unread("it has " + std::to_string(figures) + " figures; at most " +
                      std::to_string(kMaxMeasurements) + " are read");
    const RunContext context = contextOfSource(
        name, "Source: " + name +
                  ", printed by the benchmarks of EleutherAI's cookbook (benchmarks/sizing) in f16; "
                  "the file does not say on which GPU. Intervals are not known.");
    OthersResults results;
    for (auto& [key, rows] : curves) {
        Run run = curvesRun(std::move(rows), context);
        if (checkRun(run))
            results.runs.push_back(std::move(run));
        else // of more head counts than a sweep has, for one
            leftOut += run.measurements.size();
    }
    if (!others.empty()) {
        results.note = counted(others.size(), "figure", "figures") + " of " + name +
                       (others.size() == 1 ? " is" : " are") +
                       " of no layer that the file names, and no point of a curve: a list of GEMMs has " +
                       (others.size() == 1 ? "it." : "them.");
        results.runs.push_back(listRun(name, std::move(others), context));
    }
    if (results.runs.empty())
        return unread("none of its figures can be placed");
    if (leftOut > 0)
        results.note += (results.note.empty() ? "" : " ") + counted(leftOut, "figure", "figures") +
                        " could not be placed at all.";
    return results;
}

} // namespace headroom

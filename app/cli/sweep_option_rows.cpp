// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/sweep_options.h"

#include "app/cli/typed_number.h"
#include "engine/files/exact_number.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

namespace headroom {

namespace {

template <class Typed>
Typed typedAs(const std::string& option, const std::string& text) {
    if constexpr (std::is_same_v<Typed, std::string>)
        return text;
    else
        return *typedNumber<Typed>(option, text);
}

/// Keeps what is typed as a change of the spec. `read` returns why it cannot be read, or nothing.
template <class Typed, class Read>
Binding change(SweepOptions& into, Read read) {
    return
        [&into, read = std::move(read)](CLI::App& command, const std::string& name, const std::string& help) {
            const auto keep = [&into, read, name](const std::string& text) {
                if (text.empty())
                    return; // which is refused
                into.named.insert(name);
                into.changes.push_back([read, name, typed = typedAs<Typed>(name, text)](SweepSpec& spec) {
                    const std::string fault = read(typed, spec);
                    return fault.empty() ? fault : name + ": " + fault;
                });
            };
            return command.add_option_function<std::string>(name, keep, help)->take_last();
        };
}

template <class T>
Binding number(SweepOptions& into, T SweepSpec::*field) {
    return change<T>(into, [field](T typed, SweepSpec& spec) {
        spec.*field = typed;
        return std::string();
    });
}

std::string refusal(const std::string& typed, const std::vector<std::string>& words, const char* of = "") {
    return "there is no \"" + typed + '"' + of + ". Use " + listed(words, "or") + ".";
}

/// One of these words of the vocabulary; where not, a message says that there is none `of` what is meant.
template <class T>
Binding word(SweepOptions& into, T SweepSpec::*field, const std::vector<std::string>& words = textsOf<T>(),
             const char* of = "") {
    return change<std::string>(into, [=](const std::string& typed, SweepSpec& spec) {
        const bool known = std::ranges::find(words, typed) != words.end() && parse(typed, spec.*field);
        return known ? std::string() : refusal(typed, words, of);
    });
}

/// "0:32768", or one number for both ends.
std::optional<std::pair<std::int64_t, std::int64_t>> readEnds(std::string_view typed) {
    const std::size_t colon = typed.find(':');
    const auto low = wholeNumber(typed.substr(0, colon));
    const auto high = colon == std::string_view::npos ? low : wholeNumber(typed.substr(colon + 1));
    if (!low || !high)
        return std::nullopt;
    return std::pair(*low, *high);
}

std::string readRatios(const std::string& typed, SweepSpec& spec) {
    std::optional<std::vector<std::int64_t>> ratios = wholeNumbers(typed);
    if (!ratios)
        return '"' + typed + "\" is not a list of whole numbers. Write it as 1,2,4,8.";
    spec.ratios = std::move(*ratios);
    return {};
}

std::vector<std::string> operationWords() {
    return textsOf<Operation>();
}

/// The first goes to `first`, those after it to `further`.
template <class T>
void spreadOver(const std::vector<T>& all, T& first, std::vector<T>& further) {
    first = all.front();
    further.assign(all.begin() + 1, all.end());
}

std::vector<std::string> splitAtCommas(const std::string& typed) {
    std::vector<std::string> parts;
    std::string_view rest = typed;
    while (true) {
        const std::size_t comma = rest.find(',');
        parts.emplace_back(rest.substr(0, comma));
        if (comma == std::string_view::npos)
            return parts;
        rest.remove_prefix(comma + 1);
    }
}

/// Words of the vocabulary, with commas between them; returns why they cannot be read.
template <class T>
std::string readWords(const std::string& typed, std::vector<T>& values) {
    for (const std::string& part : splitAtCommas(typed)) {
        T value{};
        if (!parse(part, value))
            return refusal(part, textsOf<T>());
        values.push_back(value);
    }
    return {};
}

template <class T>
Binding wordList(SweepOptions& into, T SweepSpec::*first, std::vector<T> FurtherCurves::*further) {
    return change<std::string>(into, [=](const std::string& typed, SweepSpec& spec) -> std::string {
        std::vector<T> values;
        const std::string fault = readWords(typed, values);
        if (fault.empty())
            spreadOver(values, spec.*first, spec.further.*further);
        return fault;
    });
}

std::string readHeads(const std::string& typed, SweepSpec& spec) {
    const std::optional<std::vector<std::int64_t>> heads = wholeNumbers(typed);
    if (!heads)
        return '"' + typed + "\" is not a list of whole numbers. Write it as 12 or 12,16,20.";
    spreadOver(*heads, spec.heads, spec.further.heads);
    return {};
}

std::string readAxis(const std::string& typed, SweepSpec& spec) {
    Axis axis = Axis::Hidden;
    if (!parse(typed, axis))
        return "there is no \"" + typed + "\". Use " + listed(textsOf<Axis>(), "or") + ".";
    if (axis == Axis::Hidden)
        spec.axis.reset();
    else
        spec.axis = AxisRange{axis, spec.axis ? spec.axis->least : 0, spec.axis ? spec.axis->most : 0};
    return {};
}

/// Named before the axis, too: which one it is of is known at the end.
std::string readRange(const std::string& typed, SweepSpec& spec) {
    const std::optional<std::pair<std::int64_t, std::int64_t>> range = readEnds(typed);
    if (!range)
        return '"' + typed + "\" is not a range. Write it as 10240:12288.";
    spec.axis = AxisRange{spec.axis ? spec.axis->axis : Axis::Hidden, range->first, range->second};
    return {};
}

Binding fixedLength(SweepOptions& into, std::int64_t LayerShape::*field) {
    return change<std::int64_t>(into, [field](std::int64_t typed, SweepSpec& spec) -> std::string {
        if (typed < 1)
            return "it is " + std::to_string(typed) + "; it must be at least 1.";
        spec.fixed.*field = typed;
        return {};
    });
}

/// Read before the layout, which stands after it in the table: one that is named is kept.
std::string readTypes(const std::string& typed, SweepSpec& spec) {
    std::vector<DataType> types;
    const std::string fault = readWords(typed, types);
    if (fault.empty())
        chooseTypes(spec, types);
    return fault;
}

/// What any of these operations can be measured in.
std::vector<std::string> sweptLayouts() {
    std::vector<std::string> words;
    for (const Word<Layout>& word : wordsOf<Layout>())
        if (std::ranges::any_of(allOperations(), [&word](const OperationInfo& info) {
                return info.offers(word.value, Pass::Forward);
            }))
            words.emplace_back(word.text);
    return words;
}

std::string readHidden(const std::string& typed, SweepSpec& spec) {
    const std::optional<std::pair<std::int64_t, std::int64_t>> range = readEnds(typed);
    if (!range)
        return '"' + typed + "\" is not a range. Write it as 0:32768.";
    spec.hiddenMin = range->first;
    spec.hiddenMax = range->second;
    return {};
}

std::string readPoints(const std::string& typed, SweepSpec& spec) {
    const std::optional<std::int64_t> points = wholeNumber(typed);
    if (!points && typed != "all")
        return '"' + typed + "\" is neither a whole number nor the word all.";
    spec.pointsPerCurve = points;
    return {};
}

Binding layoutWord(SweepOptions& into) {
    return [&into, inner = word(into, &SweepSpec::layout, sweptLayouts())](
               CLI::App& command, const std::string& name, const std::string& help) {
        return inner(command, name, help)->each([&into](const std::string&) { into.namesLayout = true; });
    };
}

/// A row whose value is a word of the vocabulary.
template <class T>
OptionRow wordRow(const char* name, const char* meaning, bool defaultInHelp, SweepOptions& into,
                  T SweepSpec::*field, const char* more) {
    return {{name, choiceOf(textsOf<T>()), meaning, {toString(SweepSpec{}.*field), defaultInHelp}, more, {}},
            word(into, field)};
}

constexpr const char* kSeveral = "Several, with commas, have curves of their own.";
constexpr const char* kDevicesOwn =
    "Without it the device's own applies: that of the published chart on a GPU, a smaller one on a CPU.";

} // namespace

std::vector<OptionRow> sweepOptionRows(SweepOptions& into) {
    return {
        {{"--device",
          "auto|cpu|cuda:N|cuda:all|reference|PLACE/cuda:all,…",
          "Device to measure on",
          {"auto: the first GPU, else the CPU"},
          "`cuda:all` shares the points among all GPUs of a machine, with one process for each, and a list "
          "among all that it names, in places elsewhere, too. `reference` is plain loops on one core, which "
          "other results are checked against.",
          {Offer::Of::Devices, {}, true}},
         value(into.device)},
        {{"--operation",
          choiceOf(operationWords()),
          "GEMM to measure",
          {toString(SweepSpec{}.operation), false},
          std::string(kSeveral) + " `key-query-score` is the score matrix of one attention layer.",
          listOfWords()},
         wordList(into, &SweepSpec::operation, &FurtherCurves::operations)},
        {{"--pass",
          choiceOf(textsOf<Pass>()),
          "Which of its GEMMs",
          {toString(SweepSpec{}.pass), false},
          kSeveral,
          listOfWords()},
         wordList(into, &SweepSpec::pass, &FurtherCurves::passes)},
        {{"--axis",
          choiceOf(textsOf<Axis>()),
          "Length along the x axis",
          {"hidden"},
          "Curves are the classes of that length. What is not named follows from h and a, or is that of "
          "`--model`; "
          "the options of a layer name single lengths."},
         change<std::string>(into, readAxis)},
        {{"--range", "LOW:HIGH", "Range of that length; of h, --hidden says it", {}},
         change<std::string>(into, readRange)},
        wordRow(
            "--mode", "What stays fixed along a curve", false, into, &SweepSpec::mode,
            "With `fixed-heads`, a is fixed and the curve \"h/a = r\" collects the hidden sizes whose h/a "
            "has r as "
            "its largest power-of-two divisor (the last ratio chosen, from 64 up: is divisible by r). With "
            "`fixed-head-dim`, h/a is r itself and a = h/r grows along the curve."),
        {{"--heads", "N,N,…", "Number of attention heads a", {"12"}, kSeveral},
         change<std::string>(into, readHeads)},
        {{"--ratios",
          "R,R,…",
          "h/a ratios, one curve each",
          {"1,2,4,8,16,32,64"},
          "With `fixed-heads` they are powers of two."},
         change<std::string>(into, readRatios)},
        {{"--hidden",
          "LOW:HIGH",
          "Range of hidden sizes h",
          {"0:32768"},
          "Along another axis it is one size."},
         change<std::string>(into, readHidden)},
        {{"--points",
          "N|all",
          "Points per curve, spread over the range",
          {"16"},
          "With `all`, every admissible hidden size. Where the largest sizes do not fit into the device's "
          "free memory, "
          "the points are spread over those that do, and a line before the first point names the others."},
         change<std::string>(into, readPoints)},
        {modelText("Its lengths take the place of those that are not named."), value(into.model)},
        {lengthText(Length::KvHeads), fixedLength(into, &LayerShape::kvHeads)},
        {lengthText(Length::HeadDim), fixedLength(into, &LayerShape::headDim)},
        {lengthText(Length::Ffn), fixedLength(into, &LayerShape::ffn)},
        {lengthText(Length::ExpertFfn), fixedLength(into, &LayerShape::expertFfn)},
        {lengthText(Length::Vocab), fixedLength(into, &LayerShape::vocab)},
        {lengthText(Length::TensorParallel), fixedLength(into, &LayerShape::tensorParallel)},
        {kvSeqText(), fixedLength(into, &LayerShape::kvSeq)},
        {{"--seq", "N", "Sequence length s", {"2048 on a GPU"}, kDevicesOwn}, number(into, &SweepSpec::seq)},
        {{"--batch", "N", "Microbatch b", {"4 on a GPU"}, kDevicesOwn}, number(into, &SweepSpec::batch)},
        {{"--dtype",
          choiceOf(textsOf<DataType>()),
          "Type of the operands",
          {"f16 on a GPU, f32 on a CPU"},
          std::string(kSeveral) + " They have one layout; points in a type that the device does not compute "
                                  "in fail, each with the reason. "
                                  "`e4m3` is fp8: 8-bit operands, results in bf16, fast accumulation; it "
                                  "needs a GPU of compute capability "
                                  "8.9 or later, n and k multiples of 16 and m of 8. With `e4m3-quantised` "
                                  "each call first rounds bf16 operands to "
                                  "e4m3. Types that the device does not compute in, which `mxfp8` and "
                                  "`nvfp4` still are everywhere, are refused "
                                  "with the reason.",
          listOfWords()},
         change<std::string>(into, readTypes)},
        {{"--layout",
          choiceOf(sweptLayouts()),
          "How the operands lie in memory",
          {"nn, in e4m3 nt", true},
          "Those of other operations lie as these are issued. In `nn` both lie contiguous as they are "
          "multiplied, in `nt` B "
          "lies transposed, as K for the scores of contiguous heads, in `tn` A; `strided` has heads "
          "interleaved in memory, "
          "as Megatron does."},
         layoutWord(into)},
        wordRow("--algorithm", "Library's choice, its best candidate, or a row of each", false, into,
                &SweepSpec::algorithm, "A CPU offers only the first."),
        wordRow("--regime", "Short windows at full clock, or continuous load", false, into,
                &SweepSpec::regime,
                "Continuous load lasts until clock and power have settled. A CPU offers only the first."),
        {{"--precision",
          "X",
          "Half width of the interval, relative",
          {"0.01, on a CPU 0.03"},
          "A point whose interval, which another run falls into 95 times in 100, is wider than this share of "
          "its figure on "
          "either side is flagged."},
         number(into, &SweepSpec::precision)},
        {{"--time-limit",
          "SECONDS",
          "Longest time one point is timed for",
          {"0.4"},
          "The visits to a point share it: two on a GPU, four on a CPU, and more where the fastest of them "
          "do not agree, as "
          "long as all points together take no more than twice that."},
         number(into, &SweepSpec::timeLimitS)},
        {{"--order-seed", "N", "Seed of the measuring order", {"1"}}, number(into, &SweepSpec::orderSeed)},
        {{"--threads", "N", "CPU threads that compute", {"0: one a core"}},
         number(into, &SweepSpec::threads)},
        {{"--wait",
          "",
          "Where another program measures on the device, measure after it",
          {},
          "Without it the program says which one it is and ends with status 3; the window waits in any case. "
          "A paused run "
          "counts as measuring."},
         flag(into.wait)},
    };
}

} // namespace headroom

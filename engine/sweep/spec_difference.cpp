// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/sweep/spec_difference.h"

#include "engine/files/exact_number.h"

#include <type_traits>
#include <vector>

namespace headroom {

namespace {

std::string valueText(std::int64_t value) {
    return std::to_string(value);
}

std::string valueText(int value) {
    return std::to_string(value);
}

std::string valueText(std::uint64_t value) {
    return std::to_string(value);
}

std::string valueText(double value) {
    return exactNumber(value);
}

std::string valueText(const std::optional<std::int64_t>& value) {
    return value ? std::to_string(*value) : "all";
}

template <class T>
requires std::is_enum_v<T> std::string valueText(T value) {
    return toString(value);
}

std::string valueText(const std::vector<std::int64_t>& values) {
    std::string text;
    for (const std::int64_t value : values)
        text += (text.empty() ? "" : ",") + std::to_string(value);
    return text;
}

class Differences {
public:
    template <class T>
    void compare(const char* name, const T& there, const T& here) {
        if (there != here)
            m_texts.push_back(name + (' ' + valueText(there)) + " (here " + valueText(here) + ')');
    }
    template <class T>
    void compareWhole(const char* name, const T& there, const T& here) {
        if (there != here)
            m_texts.emplace_back(name);
    }
    std::string text() const {
        std::string text;
        for (const std::string& each : m_texts)
            text += (text.empty() ? "" : ", ") + each;
        return text;
    }

private:
    std::vector<std::string> m_texts;
};

} // namespace

std::string specDifference(const SweepSpec& there, const SweepSpec& here) {
    if (there.budget.has_value() != here.budget.has_value())
        return there.budget ? "a model's layer or a list of GEMMs, and no curves"
                            : "curves, and no model's layer or list of GEMMs";
    Differences all;
    all.compare("operation", there.operation, here.operation);
    all.compare("pass", there.pass, here.pass);
    all.compare("mode", there.mode, here.mode);
    all.compare("heads", there.heads, here.heads);
    all.compare("ratios", there.ratios, here.ratios);
    all.compare("hidden sizes from", there.hiddenMin, here.hiddenMin);
    all.compare("hidden sizes to", there.hiddenMax, here.hiddenMax);
    all.compare("points a curve", there.pointsPerCurve, here.pointsPerCurve);
    all.compare("sequence length", there.seq, here.seq);
    all.compare("microbatch", there.batch, here.batch);
    all.compare("type", there.type, here.type);
    all.compare("layout", there.layout, here.layout);
    all.compare("algorithm", there.algorithm, here.algorithm);
    all.compare("regime", there.regime, here.regime);
    all.compare("precision", there.precision, here.precision);
    all.compare("time limit", there.timeLimitS, here.timeLimitS);
    all.compare("order seed", there.orderSeed, here.orderSeed);
    all.compare("threads", there.threads, here.threads);
    all.compareWhole("another axis", there.axis, here.axis);
    all.compareWhole("other lengths of the layer", there.fixed, here.fixed);
    all.compareWhole("other further curves", there.further, here.further);
    all.compareWhole("another model or list of GEMMs", there.budget, here.budget);
    return all.text();
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/model_shape.h"

#include <algorithm>

namespace headroom {

namespace {

constexpr std::int64_t kMaxLength = std::int64_t{1} << 24;
constexpr std::int64_t kMaxLayers = 100'000;

/// What a dense model's card says of it.
struct Card {
    const char* name;
    std::int64_t hidden;
    std::int64_t layers;
    std::int64_t heads;
    std::int64_t kvHeads;
    std::int64_t headDim;
    std::int64_t ffn;
    bool gated;
    std::int64_t vocab;
};

ModelShape modelOf(const Card& card) {
    ModelShape model;
    model.name = card.name;
    model.layers = card.layers;
    model.gated = card.gated;
    model.layer.hidden = card.hidden;
    model.layer.heads = card.heads;
    model.layer.kvHeads = card.kvHeads;
    model.layer.headDim = card.headDim;
    model.layer.valueDim = card.headDim;
    model.layer.ffn = card.ffn;
    model.layer.vocab = card.vocab;
    return model;
}

/// Whose MLPs are all experts.
ModelShape mixtureOf(const Card& card, std::int64_t experts, std::int64_t chosen) {
    ModelShape model = modelOf(card);
    model.layer.experts = experts;
    model.layer.chosenExperts = chosen;
    model.layer.expertFfn = card.ffn;
    return model;
}

ModelShape deepSeekV3() {
    ModelShape model = mixtureOf({"deepseek-v3", 7168, 61, 128, 128, 192, 2048, true, 129280}, 256, 8);
    model.layer.ffn = 18432;
    model.layer.valueDim = 128;
    model.layer.queryRank = 1536;
    model.layer.keyValueRank = 512;
    model.layer.ropeDim = 64;
    model.denseLayers = 3;
    model.sharedExperts = 1;
    return model;
}

/// Each as in its published config.json (GPT-3: table 2.1 of Brown et al. 2020, arXiv 2005.14165; its
/// vocabulary is GPT-2's).
std::vector<ModelShape> makePresets() {
    return {
        modelOf({"gpt-3-2.7b", 2560, 32, 32, 32, 80, 10240, false, 50257}),
        modelOf({"gpt-3-175b", 12288, 96, 96, 96, 128, 49152, false, 50257}),
        modelOf({"pythia-2.8b", 2560, 32, 32, 32, 80, 10240, false, 50304}),
        modelOf({"llama-2-7b", 4096, 32, 32, 32, 128, 11008, true, 32000}),
        modelOf({"llama-3.1-8b", 4096, 32, 32, 8, 128, 14336, true, 128256}),
        modelOf({"llama-3.1-70b", 8192, 80, 64, 8, 128, 28672, true, 128256}),
        modelOf({"llama-3.1-405b", 16384, 126, 128, 8, 128, 53248, true, 128256}),
        modelOf({"mistral-7b", 4096, 32, 32, 8, 128, 14336, true, 32000}),
        modelOf({"qwen3-8b", 4096, 36, 32, 8, 128, 12288, true, 151936}),
        modelOf({"qwen3-32b", 5120, 64, 64, 8, 128, 25600, true, 151936}),
        mixtureOf({"mixtral-8x7b", 4096, 32, 32, 8, 128, 14336, true, 32000}, 8, 2),
        mixtureOf({"gpt-oss-120b", 2880, 36, 64, 8, 64, 2880, true, 201088}, 128, 4),
        deepSeekV3(),
    };
}

const std::vector<ModelShape>& presets() {
    static const std::vector<ModelShape> all = makePresets();
    return all;
}

} // namespace

std::span<const ModelShape> modelPresets() {
    return presets();
}

const ModelShape* findPreset(std::string_view name) {
    const auto found = std::ranges::find(presets(), name, &ModelShape::name);
    return found == presets().end() ? nullptr : &*found;
}

ModelShape modelOfLayer(const LayerShape& layer) {
    ModelShape model;
    model.name = "h = " + std::to_string(layer.hidden) + ", a = " + std::to_string(layer.heads);
    model.layer = layer;
    model.layers = 1;
    return model;
}

std::vector<std::string> faultsOf(const ModelShape& model) {
    std::vector<std::string> faults;
    const auto within = [&](const char* what, std::int64_t value, std::int64_t low, std::int64_t high) {
        if (value < low || value > high)
            faults.push_back(std::string("The ") + what + " is " + std::to_string(value) +
                             "; it must be from " + std::to_string(low) + " to " + std::to_string(high) +
                             ".");
    };
    const LayerShape& layer = model.layer;
    within("number of layers", model.layers, 1, kMaxLayers);
    within("hidden size h", layer.hidden, 1, kMaxLength);
    within("number of heads a", layer.heads, 1, kMaxLength);
    within("number of key/value heads g", layer.kvHeads, 1, std::max<std::int64_t>(1, layer.heads));
    within("head dimension d", layer.headDim, 1, kMaxLength);
    within("head dimension d_v of the values", layer.valueDim, 1, kMaxLength);
    within("feed-forward size f", layer.ffn, model.hasExperts() ? 0 : 1, kMaxLength);
    within("vocabulary v", layer.vocab, 0, kMaxLength);
    within("number of experts E", layer.experts, 0, kMaxLength);
    if (model.hasExperts()) {
        within("number of chosen experts k", layer.chosenExperts, 1, layer.experts);
        within("feed-forward size f_e of an expert", layer.expertFfn, 1, kMaxLength);
        within("number of shared experts", model.sharedExperts, 0, layer.experts);
        within("number of layers without experts", model.denseLayers, 0, model.layers);
    }
    if (model.hasLatentAttention()) {
        within("rank r_kv of keys and values", layer.keyValueRank, 1, kMaxLength);
        within("rank r_q of queries", layer.queryRank, 0, kMaxLength);
        within("part d_r of the head dimension that carries the position", layer.ropeDim, 0, layer.headDim);
    }
    return faults;
}

} // namespace headroom

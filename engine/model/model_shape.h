// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/layer_shape.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// A model as its published configuration describes it: one of its layers, without tokens or devices, and how
/// many there are.
struct ModelShape {
    std::string name;               ///< "llama-3.1-8b", or what a configuration calls itself
    LayerShape layer;               ///< seq, kvSeq and batch 0, tensorParallel 1
    std::int64_t layers = 0;        ///< of the model, those without experts included
    bool gated = false;             ///< the MLP has a gate beside its first linear layer
    std::int64_t denseLayers = 0;   ///< of a mixture of experts: layers with an MLP of size f instead
    std::int64_t sharedExperts = 0; ///< of a mixture of experts: in each layer, for every token

    bool hasExperts() const { return layer.experts > 0; }
    bool hasLatentAttention() const { return layer.keyValueRank > 0; }

    friend bool operator==(const ModelShape&, const ModelShape&) = default;
};

/// Models known by name, in the order in which they are offered.
std::span<const ModelShape> modelPresets();
/// None where no preset is called so.
const ModelShape* findPreset(std::string_view name);

/// That layer alone, called by its h and a; other lengths as they are.
ModelShape modelOfLayer(const LayerShape& layer);

/// What no layer can be made of: a sentence each; empty where the model can be planned.
std::vector<std::string> faultsOf(const ModelShape& model);

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A config.json as it is published with models.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/sound_run.h"

#include "engine/io/model_config.h"

namespace headroom::fuzzing {

namespace {

FUZZ_TARGET(model_config) {
    const Result<ModelConfig> config = modelFromConfig(bytes, "model");
    if (!config)
        return requireSentence(config.error().reason);
    require(faultsOf(config->model).empty(), "a model that is read can be measured");
    for (const std::string& assumption : config->assumptions)
        requireSentence(assumption);
    SweepSpec spec;
    spec.budget.emplace().model = config->model;
    requirePlannable(spec);
}

} // namespace

} // namespace headroom::fuzzing

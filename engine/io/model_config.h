// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/lengths.h"
#include "engine/model/model_shape.h"
#include "engine/model/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// A model read from a Hugging Face config.json, and what the file did not say.
struct ModelConfig {
    ModelShape model;
    bool headDimFollows = false;          ///< it states none: d is h/a
    bool ffnFollows = false;              ///< it states none: f is 4h
    std::vector<std::string> assumptions; ///< sentences: "It has no num_key_value_heads: g = a = 32."
};

/// Reads a config.json by the names of Llama, GPT-2, GPT-NeoX, Mixtral, DeepSeek and their likes; the text
/// model of a multimodal one lies in its text_config. Refuses, with the name of the field, what has no hidden
/// size, heads or layers, and numbers that no model has. `name` calls the model where the file does not.
/// Named lengths take the place of the file's, and what it does not say follows from them.
Result<ModelConfig> modelFromConfig(std::string_view text, const std::string& name,
                                    const NamedLengths& named = {});

/// The same, of a file; it is called by its folder where the file is a plain config.json.
Result<ModelConfig> readModelConfig(const std::filesystem::path& path, const NamedLengths& named = {});

} // namespace headroom

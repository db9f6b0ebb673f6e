// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/model_config.h"

#include "engine/files/json_reader.h"
#include "engine/files/limits.h"
#include "engine/files/parse_json.h"
#include "engine/files/printable.h"
#include "engine/files/read_file.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

namespace headroom {

namespace {

using Json = nlohmann::json;

/// Architectures whose MLP has no gate; nearly all others have one.
constexpr auto kUngated =
    std::to_array<std::string_view>({"gpt2", "gpt_neo", "gpt_neox", "gptj", "opt", "bloom", "falcon", "phi",
                                     "mpt", "codegen", "gpt_bigcode", "starcoder2"});
constexpr auto kGated = std::to_array<std::string_view>(
    {"llama",       "mistral", "mixtral",  "qwen2",       "qwen3",       "qwen2_moe",
     "qwen3_moe",   "gemma",   "gemma2",   "gemma3_text", "phi3",        "gpt_oss",
     "olmo",        "olmo2",   "cohere",   "deepseek_v2", "deepseek_v3", "granite",
     "llama4_text", "glm4",    "glm4_moe", "smollm3",     "internlm2",   "nemotron_h"});

bool isIn(std::span<const std::string_view> names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

class ConfigReader {
public:
    ConfigReader(const Json& document, const NamedLengths& named, std::string& fault)
        : m_document(document), m_named(named), m_fault(fault) {}

    ModelConfig read(const std::string& name) {
        ModelShape& model = m_config.model;
        LayerShape& layer = model.layer;
        model.name = name;
        layer.hidden = namedOrRequired(Length::Hidden, {"hidden_size", "n_embd", "d_model"});
        model.layers = required({"num_hidden_layers", "n_layer", "n_layers", "num_layers"});
        layer.heads = namedOrRequired(Length::Heads, {"num_attention_heads", "n_head", "n_heads"});
        layer.vocab = namedOr(Length::Vocab, {"vocab_size"}).value_or(0);
        if (layer.vocab == 0)
            assume("It has no vocab_size: the logits are left out.");
        if (!m_fault.empty())
            return m_config;
        readAttention(layer);
        readMlp(model);
        readExperts(model);
        return m_config;
    }

private:
    void readAttention(LayerShape& layer) {
        readKvHeads(layer);
        if (const auto rank = optional({"kv_lora_rank"}); rank && *rank > 0)
            return readLatentAttention(layer, *rank);
        const auto headDim = namedOr(Length::HeadDim, {"head_dim"});
        layer.headDim = headDim.value_or(layer.heads > 0 ? layer.hidden / layer.heads : 0);
        layer.valueDim = layer.headDim;
        if (headDim || layer.heads <= 0)
            return;
        assume("It has no head_dim: d = h/a = " + std::to_string(layer.headDim) + ".");
        m_config.headDimFollows = true;
        if (layer.hidden % layer.heads == 0 || !m_fault.empty())
            return;
        const bool isOwn = !m_named[Length::Hidden] && !m_named[Length::Heads];
        const std::string whose = isOwn ? "its " : "the ";
        m_fault = whose + "hidden size " + std::to_string(layer.hidden) + " is not a multiple of " + whose +
                  std::to_string(layer.heads) + " heads, and it has no head_dim" +
                  (isOwn ? "" : "; name others, or the head dimension, too");
    }

    void readKvHeads(LayerShape& layer) {
        if (!m_named[Length::KvHeads] && hasOneKey()) {
            layer.kvHeads = 1;
            return;
        }
        const auto kvHeads = namedOr(Length::KvHeads, {"num_key_value_heads", "num_kv_heads", "n_head_kv"});
        layer.kvHeads = kvHeads.value_or(layer.heads);
        if (!kvHeads)
            assume("It has no num_key_value_heads: g = a = " + std::to_string(layer.heads) + ".");
    }

    /// Multi-query attention, whatever number stands beside it; Falcon's newer architecture has that number.
    bool hasOneKey() {
        if (flag("new_decoder_architecture").value_or(false))
            return false;
        if (const auto stated = flag("multi_query"))
            return *stated;
        const std::string type = text("model_type");
        const bool isUsual = type == "falcon" || type == "gpt_bigcode";
        if (isUsual)
            assume("It has no multi_query, which its model_type then has: g = 1.");
        return isUsual;
    }

    void readLatentAttention(LayerShape& layer, std::int64_t rank) {
        layer.keyValueRank = rank;
        layer.queryRank = optional({"q_lora_rank"}).value_or(0);
        layer.ropeDim = required({"qk_rope_head_dim"});
        layer.headDim = required({"qk_nope_head_dim"}) + layer.ropeDim;
        layer.valueDim = required({"v_head_dim"});
        layer.kvHeads = layer.heads; // each query head has a key and a value of its own, made from the latent
        if (layer.queryRank == 0)
            assume("It has no q_lora_rank: queries come from h at once.");
    }

    void readMlp(ModelShape& model) {
        LayerShape& layer = model.layer;
        const auto ffn = namedOr(Length::Ffn, {"intermediate_size", "n_inner", "ffn_dim", "d_ff"});
        layer.ffn = ffn.value_or(4 * layer.hidden);
        m_config.ffnFollows = !ffn;
        if (!ffn)
            assume("It has no intermediate_size: f = 4h = " + std::to_string(layer.ffn) + ".");
        const std::string type = text("model_type");
        model.gated = !isIn(kUngated, type);
        if (!isIn(kUngated, type) && !isIn(kGated, type))
            assume((type.empty() ? std::string("It names no model_type")
                                 : "Its model_type " + inQuotes(printable(type)) + " is not known here") +
                   ": the MLP is taken to have a gate (SwiGLU).");
    }

    void readExperts(ModelShape& model) {
        LayerShape& layer = model.layer;
        layer.experts = optional({"n_routed_experts", "num_experts", "num_local_experts"}).value_or(0);
        if (layer.experts <= 1) {
            layer.experts = 0;
            return;
        }
        layer.chosenExperts = required({"num_experts_per_tok", "num_experts_per_token", "moe_topk"});
        const auto size = namedOr(Length::ExpertFfn, {"moe_intermediate_size"});
        layer.expertFfn = size.value_or(layer.ffn);
        if (!size)
            assume("It has no moe_intermediate_size: f_e = f = " + std::to_string(layer.ffn) + ".");
        model.sharedExperts = optional({"n_shared_experts", "num_shared_experts"}).value_or(0);
        model.denseLayers = optional({"first_k_dense_replace"}).value_or(0);
    }

    void assume(std::string sentence) { m_config.assumptions.push_back(std::move(sentence)); }

    std::string text(const char* key) const {
        const auto found = m_document.find(key);
        return found != m_document.end() && found->is_string() ? found->get<std::string>() : std::string();
    }

    std::optional<bool> flag(const char* key) const {
        const auto found = m_document.find(key);
        return found != m_document.end() && found->is_boolean() ? std::optional(found->get<bool>())
                                                                : std::nullopt;
    }

    /// What somebody named, or else of the first of these names that the file has.
    std::optional<std::int64_t> namedOr(Length length, std::initializer_list<const char*> names) {
        return m_named[length] ? m_named[length] : optional(names);
    }

    std::int64_t namedOrRequired(Length length, std::initializer_list<const char*> names) {
        return m_named[length] ? *m_named[length] : required(names);
    }

    /// Of the first of these names that the file has with a value; null stands for none.
    std::optional<std::int64_t> optional(std::initializer_list<const char*> names) {
        for (const char* name : names) {
            const auto found = m_document.find(name);
            if (found == m_document.end() || found->is_null())
                continue;
            std::string fault;
            const std::int64_t value = JsonReader(m_document, {}, fault).integer(name, 0, kMaxCount);
            if (!fault.empty() && m_fault.empty())
                m_fault = fault;
            return value;
        }
        return std::nullopt;
    }

    std::int64_t required(std::initializer_list<const char*> names) {
        if (const auto value = optional(names))
            return *value;
        if (m_fault.empty())
            m_fault =
                std::string("it has no ") + *names.begin() + ", which a transformer's configuration has";
        return 0;
    }

    const Json& m_document;
    const NamedLengths& m_named;
    std::string& m_fault;
    ModelConfig m_config;
};

Error unreadable(const std::string& reason) {
    return {Status::Error, "The model's configuration cannot be read: " + reason + "."};
}

/// The text model of a multimodal one.
const Json* textModelOf(const Json* document) {
    for (const char* key : {"text_config", "llm_config", "language_config"})
        if (const auto nested = document->find(key); nested != document->end() && nested->is_object())
            return &*nested;
    return document;
}

} // namespace

Result<ModelConfig> modelFromConfig(std::string_view text, const std::string& name,
                                    const NamedLengths& named) {
    const Result<Json> document = parseJson(text);
    if (!document)
        return unreadable(document.error().reason);
    if (!document->is_object())
        return unreadable("it is not a JSON object");
    std::string fault;
    const Json& model = *textModelOf(&*document);
    ModelConfig config = ConfigReader(model, named, fault).read(name);
    if (!fault.empty())
        return unreadable(fault);
    if (&model != &*document)
        config.assumptions.insert(config.assumptions.begin(),
                                  "It is a model of several kinds of input: its text model is measured.");
    if (const std::vector<std::string> faults = faultsOf(config.model); !faults.empty())
        return Error{Status::Error, "The model's configuration cannot be planned. " + faults.front()};
    return config;
}

Result<ModelConfig> readModelConfig(const std::filesystem::path& path, const NamedLengths& named) {
    const Result<std::string> text = readFile(path, kMaxConfigBytes);
    if (!text)
        return Error{Status::Error, "Cannot read " + path.string() + ": " + text.error().reason};
    const bool plain = path.filename() == "config.json";
    const std::string folder = std::filesystem::absolute(path).parent_path().filename().string();
    Result<ModelConfig> config =
        modelFromConfig(*text, plain && !folder.empty() ? folder : path.stem().string(), named);
    if (!config)
        return Error{Status::Error, path.string() + ": " + config.error().reason};
    return config;
}

} // namespace headroom

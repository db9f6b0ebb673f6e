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
#include <set>
#include <span>
#include <string_view>

namespace headroom {

namespace {

using Json = nlohmann::json;

/// Architectures whose MLP has no gate; nearly all others have one.
constexpr auto kUngated =
    std::to_array<std::string_view>({"gpt2", "gpt_neo", "gpt_neox", "gptj", "opt", "bloom", "falcon", "phi",
                                     "mpt", "codegen", "gpt_bigcode", "starcoder2", "nemotron_h"});
constexpr auto kGated = std::to_array<std::string_view>(
    {"llama",       "mistral", "mixtral",  "qwen2",       "qwen3",       "qwen2_moe",
     "qwen3_moe",   "gemma",   "gemma2",   "gemma3_text", "phi3",        "gpt_oss",
     "olmo",        "olmo2",   "cohere",   "deepseek_v2", "deepseek_v3", "granite",
     "llama4_text", "glm4",    "glm4_moe", "smollm3",     "internlm2"});
/// What has a score matrix, be it of a part of the tokens.
constexpr auto kAttention = std::to_array<std::string_view>(
    {"attention", "full_attention", "sliding_attention", "chunked_attention"});
/// Fields of models with other layers beside those of attention; those of Mamba begin with its name.
constexpr auto kOfHybrids = std::to_array<std::string_view>(
    {"hybrid_override_pattern", "layers_block_type", "block_types", "attn_layer_period", "attn_layer_indices",
     "attn_type_list", "full_attention_interval", "linear_attn_config"});

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
        tellOfHybrid();
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
        const auto ffn = namedOr(
            Length::Ffn, {"intermediate_size_mlp", "intermediate_size", "n_inner", "ffn_dim", "d_ff"});
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

    /// They cannot be planned as what they are.
    void tellOfHybrid() {
        constexpr const char* kCounted = ": every layer is counted as one with attention and an MLP.";
        const auto types = m_document.find("layer_types");
        if (types != m_document.end() && types->is_array()) {
            std::size_t others = 0;
            for (const Json& type : *types)
                others += type.is_string() && isIn(kAttention, type.get_ref<const std::string&>()) ? 0 : 1;
            if (others > 0)
                assume("Of its layer_types " + std::to_string(others) + " of " +
                       std::to_string(types->size()) + " are no attention" + kCounted);
            return; // it has the last word: fields of Mamba stand in models without any, too
        }
        for (const auto& [key, value] : m_document.items())
            if (!value.is_null() && (isIn(kOfHybrids, key) || key.starts_with("mamba")))
                return assume("It has " + printable(key) +
                              ", as models have whose layers are not all attention" + kCounted);
    }

    void readExperts(ModelShape& model) {
        LayerShape& layer = model.layer;
        layer.experts = optional({"n_routed_experts", "num_experts", "num_local_experts"}).value_or(0);
        model.denseLayers = layer.experts > 1 ? denseLayersOf(model.layers) : model.layers;
        if (model.denseLayers == model.layers) {
            layer.experts = 0;
            model.denseLayers = 0;
            return;
        }
        layer.chosenExperts = required({"num_experts_per_tok", "num_experts_per_token", "moe_topk"});
        const auto own = ownExpertSize();
        const auto size = m_named[Length::ExpertFfn] ? m_named[Length::ExpertFfn] : own;
        layer.expertFfn = size.value_or(layer.ffn);
        if (!size)
            assume("It has no moe_intermediate_size: f_e = f = " + std::to_string(layer.ffn) + ".");
        model.sharedExperts = sharedExpertsOf(own.value_or(layer.ffn));
    }

    bool isLlama4() const { return text("model_type") == "llama4_text"; }

    /// Llama 4 has that of its layers without experts as intermediate_size_mlp.
    std::optional<std::int64_t> ownExpertSize() {
        return isLlama4() ? optional({"intermediate_size"}) : optional({"moe_intermediate_size"});
    }

    /// As many as an MLP of their own size is wide, where that is stated instead of a number.
    std::int64_t sharedExpertsOf(std::int64_t expertSize) {
        if (isLlama4())
            return 1; // of all its layers with experts
        if (const auto number = optional({"n_shared_experts", "num_shared_experts"}))
            return *number;
        for (const char* name : {"shared_expert_intermediate_size", "moe_shared_expert_intermediate_size",
                                 "shared_intermediate_size"}) {
            const std::int64_t size = optional({name}).value_or(0);
            if (size == 0)
                continue;
            if (expertSize > 0 && size % expertSize == 0)
                return size / expertSize;
            refuse(std::string(name) + " is " + std::to_string(size) + ", no multiple of an expert's " +
                   std::to_string(expertSize) + ", and no such layer can be planned");
        }
        return 0;
    }

    /// Of a mixture of experts: layers with an MLP instead.
    std::int64_t denseLayersOf(std::int64_t layers) {
        if (const auto mixed = layersIn("moe_layers", layers))
            return layers - std::ssize(*mixed);
        const auto without = layersIn("mlp_only_layers", layers);
        const auto step = optional({"decoder_sparse_step", "interleave_moe_layer_step"});
        if (without || step) {
            // The last of every so many has experts.
            const std::int64_t every = std::max<std::int64_t>(1, step.value_or(1));
            std::int64_t mixed = layers / every;
            for (const std::int64_t layer : without.value_or(std::set<std::int64_t>()))
                mixed -= (layer + 1) % every == 0 ? 1 : 0;
            return layers - mixed;
        }
        // One entry a layer: 0 for an MLP.
        if (const auto freq = m_document.find("moe_layer_freq"); freq != m_document.end() && freq->is_array())
            return std::ranges::count(*freq, Json(0));
        const std::int64_t leading = optional({"first_k_dense_replace"}).value_or(0);
        const std::int64_t every = std::max<std::int64_t>(1, optional({"moe_layer_freq"}).value_or(1));
        // The first of every so many has experts.
        const auto before = [every](std::int64_t end) { return (end + every - 1) / every; };
        return leading > layers ? leading : layers - (before(layers) - before(leading));
    }

    /// Layers that a list of the file names, counted from zero.
    std::optional<std::set<std::int64_t>> layersIn(const char* key, std::int64_t layers) {
        const auto found = m_document.find(key);
        if (found == m_document.end() || found->is_null())
            return std::nullopt;
        std::set<std::int64_t> named;
        if (!found->is_array())
            refuse(std::string(key) + " is no list of layers");
        for (const Json& layer : *found) {
            const std::int64_t index = layer.is_number_integer() ? layer.get<std::int64_t>() : -1;
            if (!layer.is_number_integer())
                refuse(std::string(key) + " is no list of layers");
            else if (index >= 0 && index < layers)
                named.insert(index);
        }
        return named;
    }

    void refuse(std::string fault) {
        if (m_fault.empty())
            m_fault = std::move(fault);
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
        refuse(std::string("it has no ") + *names.begin() + ", which a transformer's configuration has");
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

/// Python writes what is no finite number as a word, which JSON does not have: null takes its place.
std::string withoutPythonsNumbers(std::string_view text) {
    static constexpr std::array<std::string_view, 3> kWords{"-Infinity", "Infinity", "NaN"};
    std::string read;
    read.reserve(text.size());
    bool isInText = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto isNext = [rest = text.substr(i)](std::string_view word) { return rest.starts_with(word); };
        if (const auto word = std::ranges::find_if(kWords, isNext); !isInText && word != kWords.end()) {
            read += "null";
            i += word->size() - 1;
            continue;
        }
        if (isInText && text[i] == '\\' && i + 1 < text.size())
            read += text[i++];
        else if (text[i] == '"')
            isInText = !isInText;
        read += text[i];
    }
    return read;
}

/// The name of the folder, also where the path calls it "." or "..".
std::string folderNameOf(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::absolute(path, error).parent_path();
    if (folder.filename() != "." && folder.filename() != "..")
        return folder.filename().string(); // a link keeps its name
    return std::filesystem::weakly_canonical(folder, error).filename().string();
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
    const Result<Json> document = parseJson(withoutPythonsNumbers(text));
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
    const std::string folder = folderNameOf(path);
    Result<ModelConfig> config =
        modelFromConfig(*text, plain && !folder.empty() ? folder : path.stem().string(), named);
    if (!config)
        return Error{Status::Error, path.string() + ": " + config.error().reason};
    return config;
}

} // namespace headroom

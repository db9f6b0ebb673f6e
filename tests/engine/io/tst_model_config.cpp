// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/io/model_config.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace headroom::testing::tst_model_config {

namespace {

/// A configuration with the fields that this program reads, as the published one has them.
const char* const kLlama8 = R"({"architectures": ["LlamaForCausalLM"], "model_type": "llama",
  "hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32, "num_hidden_layers": 32,
  "num_key_value_heads": 8, "vocab_size": 128256, "rope_scaling": {"factor": 8.0}, "torch_dtype": "bfloat16"})";
const char* const kLlama70 = R"({"model_type": "llama", "hidden_size": 8192, "intermediate_size": 28672,
  "num_attention_heads": 64, "num_hidden_layers": 80, "num_key_value_heads": 8, "vocab_size": 128256})";
const char* const kQwen32 = R"({"model_type": "qwen3", "head_dim": 128, "hidden_size": 5120,
  "intermediate_size": 25600, "num_attention_heads": 64, "num_hidden_layers": 64, "num_key_value_heads": 8,
  "sliding_window": null, "vocab_size": 151936})";
const char* const kGptOss = R"({"model_type": "gpt_oss", "head_dim": 64, "hidden_size": 2880,
  "intermediate_size": 2880, "num_attention_heads": 64, "num_hidden_layers": 36, "num_key_value_heads": 8,
  "num_local_experts": 128, "num_experts_per_tok": 4, "vocab_size": 201088})";
const char* const kDeepSeek =
    R"({"model_type": "deepseek_v3", "first_k_dense_replace": 3, "hidden_size": 7168,
  "intermediate_size": 18432, "kv_lora_rank": 512, "moe_intermediate_size": 2048, "n_routed_experts": 256,
  "n_shared_experts": 1, "num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61,
  "num_key_value_heads": 128, "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
  "v_head_dim": 128, "vocab_size": 129280})";
const char* const kGpt2 =
    R"({"model_type": "gpt2", "n_embd": 768, "n_head": 12, "n_layer": 12, "n_inner": null,
  "vocab_size": 50257})";
const char* const kPythia = R"({"model_type": "gpt_neox", "hidden_size": 2560, "intermediate_size": 10240,
  "num_attention_heads": 32, "num_hidden_layers": 32, "vocab_size": 50304})";

QString reasonOfConfig(const QByteArray& text) {
    const Result<ModelConfig> config = modelFromConfig(text.constData(), "model");
    return config ? QString() : QString::fromStdString(config.error().reason);
}

} // namespace

class TestModelConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedOnesAreTheirPresets_data();
    void publishedOnesAreTheirPresets();
    void whatIsAbsentIsSaid();
    void oneKeyForAllHeads_data();
    void oneKeyForAllHeads();
    void namedLengthsComeFirst();
    void theTextModelOfAMultimodalOne();
    void layersWithoutExpertsAreCounted_data();
    void layersWithoutExpertsAreCounted();
    void layersWithoutAttentionAreTold();
    void pythonsNumbersAreNone();
    void whatIsNoTransformerIsRefused_data();
    void whatIsNoTransformerIsRefused();
    void filesAreCalledByTheirFolder();
};

void TestModelConfig::publishedOnesAreTheirPresets_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("llama-3.1-8b") << QByteArray(kLlama8);
    QTest::newRow("llama-3.1-70b") << QByteArray(kLlama70);
    QTest::newRow("qwen3-32b") << QByteArray(kQwen32);
    QTest::newRow("gpt-oss-120b") << QByteArray(kGptOss);
    QTest::newRow("deepseek-v3") << QByteArray(kDeepSeek);
    QTest::newRow("pythia-2.8b") << QByteArray(kPythia);
}

void TestModelConfig::publishedOnesAreTheirPresets() {
    QFETCH(QByteArray, text);
    const char* name = QTest::currentDataTag();
    const Result<ModelConfig> config = modelFromConfig(text.constData(), name);
    QVERIFY2(config, config ? "" : config.error().reason.c_str());
    const ModelShape* preset = findPreset(name);
    QVERIFY(preset);
    // A mixture whose layers all are experts has no use for the size of an MLP, which files may still name.
    ModelShape read = config->model;
    if (preset->hasExperts() && preset->denseLayers == 0)
        read.layer.ffn = preset->layer.ffn;
    QVERIFY(read == *preset);
}

void TestModelConfig::whatIsAbsentIsSaid() {
    const Result<ModelConfig> config = modelFromConfig(kGpt2, "gpt2");
    QVERIFY(config);
    QCOMPARE(config->model.layer.ffn, 3072);
    QCOMPARE(config->model.layer.headDim, 64);
    QCOMPARE(config->model.layer.kvHeads, 12);
    QVERIFY(!config->model.gated);
    QCOMPARE(config->assumptions, (std::vector<std::string>{"It has no num_key_value_heads: g = a = 12.",
                                                            "It has no head_dim: d = h/a = 64.",
                                                            "It has no intermediate_size: f = 4h = 3072."}));
    const Result<ModelConfig> unknown = modelFromConfig(
        R"({"model_type": "brandnew", "hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2,
            "num_key_value_heads": 2, "head_dim": 16, "intermediate_size": 128})",
        "brandnew");
    QVERIFY(unknown);
    QVERIFY(unknown->model.gated);
    QCOMPARE(unknown->assumptions.size(), std::size_t{2});
    QVERIFY(QString::fromStdString(unknown->assumptions[0]).contains(QStringLiteral("logits are left out")));
    QVERIFY(QString::fromStdString(unknown->assumptions[1]).contains(QStringLiteral("\"brandnew\"")));
}

void TestModelConfig::oneKeyForAllHeads_data() {
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("kvHeads");
    const auto row = [](const char* name, const char* fields, int kvHeads) {
        QTest::newRow(name) << QByteArray(fields) << kvHeads;
    };
    row("stated", R"("model_type": "gpt_bigcode", "multi_query": true)", 1);
    row("usual", R"("model_type": "gpt_bigcode")", 1);
    row("stated not", R"("model_type": "gpt_bigcode", "multi_query": false)", 8);
    row("beside a number", R"("model_type": "falcon", "multi_query": true, "num_kv_heads": 8)", 1);
    row("newer Falcon",
        R"("model_type": "falcon", "multi_query": true, "new_decoder_architecture": true, "num_kv_heads": 2)",
        2);
    row("older Falcon", R"("model_type": "falcon", "new_decoder_architecture": false)", 1);
    row("others", R"("model_type": "gpt2")", 8);
}

void TestModelConfig::oneKeyForAllHeads() {
    QFETCH(const QByteArray, fields);
    QFETCH(const int, kvHeads);
    const Result<ModelConfig> config = modelFromConfig(
        (R"({"hidden_size": 64, "num_attention_heads": 8, "num_hidden_layers": 2, )" + fields + '}')
            .constData(),
        "model");
    QVERIFY2(config, config ? "" : config.error().reason.c_str());
    QCOMPARE(config->model.layer.kvHeads, kvHeads);
}

/// What the file does not say follows from them.
void TestModelConfig::namedLengthsComeFirst() {
    NamedLengths named;
    named[Length::Heads] = 16;
    named[Length::Ffn] = 1024;
    const Result<ModelConfig> config = modelFromConfig(kGpt2, "gpt2", named);
    QVERIFY(config);
    QCOMPARE(config->assumptions, (std::vector<std::string>{"It has no num_key_value_heads: g = a = 16.",
                                                            "It has no head_dim: d = h/a = 48."}));
    QCOMPARE(config->model.layer.headDim, 48);
    QVERIFY(config->headDimFollows && !config->ffnFollows);
    named[Length::Heads] = 7;
    const Result<ModelConfig> unfit = modelFromConfig(kGpt2, "gpt2", named);
    QVERIFY(!unfit);
    QVERIFY2(QString::fromStdString(unfit.error().reason)
                 .contains(QStringLiteral("the hidden size 768 is not a multiple of the 7 heads")),
             unfit.error().reason.c_str());
    named[Length::HeadDim] = 64;
    const Result<ModelConfig> wider = modelFromConfig(kGpt2, "gpt2", named);
    QVERIFY(wider && !wider->headDimFollows && wider->model.layer.headDim == 64);
}

void TestModelConfig::theTextModelOfAMultimodalOne() {
    const std::string nested = std::string(R"({"model_type": "gemma3", "vision_config": {"hidden_size": 1152},
        "text_config": )") + kQwen32 +
                               "}";
    const Result<ModelConfig> config = modelFromConfig(nested, "qwen3-32b");
    QVERIFY(config);
    QVERIFY(config->model == *findPreset("qwen3-32b"));
    QVERIFY(QString::fromStdString(config->assumptions.at(0)).contains(QStringLiteral("text model")));
}

/// Of eight layers.
void TestModelConfig::layersWithoutExpertsAreCounted_data() {
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("experts");
    QTest::addColumn<int>("denseLayers");
    QTest::addColumn<int>("sharedExperts");
    QTest::addColumn<int>("ffn");
    QTest::addColumn<int>("expertFfn");
    const QByteArray qwen = R"("model_type": "qwen2_moe", "num_experts": 16, "intermediate_size": 5632,
        "moe_intermediate_size": 1408, "shared_expert_intermediate_size": 5632, )";
    const QByteArray llama = R"("model_type": "llama4_text", "num_local_experts": 16,
        "intermediate_size": 8192, "intermediate_size_mlp": 16384, )";
    QTest::newRow("Qwen, all of experts")
        << qwen + R"("decoder_sparse_step": 1, "mlp_only_layers": [])" << 16 << 0 << 4 << 5632 << 1408;
    QTest::newRow("Qwen, every second")
        << qwen + R"("decoder_sparse_step": 2, "mlp_only_layers": [1, 2])" << 16 << 5 << 4 << 5632 << 1408;
    QTest::newRow("Qwen, none") << qwen + R"("decoder_sparse_step": 9)" << 0 << 0 << 0 << 5632 << 0;
    QTest::newRow("Llama 4, all") << llama + R"("interleave_moe_layer_step": 1)" << 16 << 0 << 1 << 16384
                                  << 8192;
    QTest::newRow("Llama 4, every second")
        << llama + R"("interleave_moe_layer_step": 2)" << 16 << 4 << 1 << 16384 << 8192;
    QTest::newRow("Llama 4, by a list")
        << llama + R"("interleave_moe_layer_step": 2, "moe_layers": [0, 3])" << 16 << 6 << 1 << 16384 << 8192;
    QTest::newRow("a number for each layer")
        << qwen + R"("moe_layer_freq": [0, 1, 1, 1, 0, 1, 1, 1])" << 16 << 2 << 4 << 5632 << 1408;
    QTest::newRow("DeepSeek, every second after three")
        << QByteArray(R"("model_type": "deepseek_v2", "n_routed_experts": 16, "intermediate_size": 512,
            "moe_intermediate_size": 128, "n_shared_experts": 2, "first_k_dense_replace": 3,
            "moe_layer_freq": 2)")
        << 16 << 6 << 2 << 512 << 128;
}

void TestModelConfig::layersWithoutExpertsAreCounted() {
    QFETCH(const QByteArray, fields);
    QFETCH(const int, experts);
    QFETCH(const int, denseLayers);
    QFETCH(const int, sharedExperts);
    QFETCH(const int, ffn);
    QFETCH(const int, expertFfn);
    const QByteArray text = R"({"hidden_size": 64, "num_attention_heads": 8, "num_hidden_layers": 8,
        "num_experts_per_tok": 2, )" +
                            fields + '}';
    const Result<ModelConfig> config = modelFromConfig(text.constData(), "model");
    QVERIFY2(config, config ? "" : config.error().reason.c_str());
    QCOMPARE(config->model.layer.experts, experts);
    QCOMPARE(config->model.denseLayers, denseLayers);
    QCOMPARE(config->model.sharedExperts, sharedExperts);
    QCOMPARE(config->model.layer.ffn, ffn);
    QCOMPARE(config->model.layer.expertFfn, expertFfn);
}

void TestModelConfig::layersWithoutAttentionAreTold() {
    const auto told = [](const QByteArray& fields) {
        const QByteArray text =
            R"({"hidden_size": 64, "num_attention_heads": 8, "num_hidden_layers": 3, )" + fields + '}';
        const Result<ModelConfig> config = modelFromConfig(text.constData(), "model");
        QString sentences;
        if (config)
            for (const std::string& sentence : config->assumptions)
                sentences += QString::fromStdString(sentence) + QLatin1Char('\n');
        return sentences;
    };
    const QString counted = QStringLiteral("every layer is counted as one with attention and an MLP.");
    QVERIFY(told(R"("model_type": "nemotron_h", "hybrid_override_pattern": "M-*", "mamba_num_heads": 4)")
                .contains(QStringLiteral("It has hybrid_override_pattern, ")));
    QVERIFY(told(R"("model_type": "bamba", "mamba_expand": 2)").contains(counted));
    QVERIFY(told(R"("layer_types": ["linear_attention", "full_attention", "sliding_attention"])")
                .contains(QStringLiteral("Of its layer_types 1 of 3 are no attention: ") + counted));
    QVERIFY(!told(R"("layer_types": ["attention", "full_attention", "chunked_attention"], "mamba_expand": 2)")
                 .contains(counted));
    QVERIFY(!told(R"("attn_layer_period": null)").contains(counted));
    const Result<ModelConfig> nemotron = modelFromConfig(
        R"({"model_type": "nemotron_h", "hidden_size": 64, "num_attention_heads": 8, "num_hidden_layers": 3})",
        "nemotron");
    QVERIFY(nemotron && !nemotron->model.gated);
}

/// Outside of texts.
void TestModelConfig::pythonsNumbersAreNone() {
    const Result<ModelConfig> config = modelFromConfig(
        R"({"limits": [NaN, -Infinity,Infinity], "note": "NaN, \"Infinity", "vocab_size": NaN,
            "hidden_size": 64, "num_attention_heads": 8, "num_hidden_layers": 3})",
        "model");
    QVERIFY2(config, config ? "" : config.error().reason.c_str());
    QCOMPARE(config->model.layer.vocab, 0);
    const char* const noLength =
        R"({"hidden_size": Infinity, "num_attention_heads": 8, "num_hidden_layers": 3})";
    QVERIFY(reasonOfConfig(noLength).contains(QStringLiteral("it has no hidden_size")));
    QVERIFY(reasonOfConfig(R"({"hidden_size": 1NaN})").contains(QStringLiteral("is not valid JSON")));
}

void TestModelConfig::whatIsNoTransformerIsRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const char* text, const char* part) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(part);
    };
    row("no JSON", "hidden_size: 12", "cannot be read");
    row("list", "[1, 2]", "is not a JSON object");
    row("vision model", R"({"model_type": "resnet", "depths": [3, 4, 6, 3], "embedding_size": 64})",
        "it has no hidden_size");
    row("no layers", R"({"hidden_size": 64, "num_attention_heads": 4})", "it has no num_hidden_layers");
    row("text for a number", R"({"hidden_size": "4096", "num_attention_heads": 4, "num_hidden_layers": 2})",
        "hidden_size is not a whole number");
    row("fraction", R"({"hidden_size": 4096.5, "num_attention_heads": 4, "num_hidden_layers": 2})",
        "hidden_size is not a whole number");
    row("negative", R"({"hidden_size": -64, "num_attention_heads": 4, "num_hidden_layers": 2})",
        "hidden_size is not a whole number");
    row("no heads", R"({"hidden_size": 64, "num_attention_heads": 0, "num_hidden_layers": 2})",
        "The number of heads a is 0");
    row("a billion layers",
        R"({"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 1000000000})",
        "The number of layers is 1000000000");
    row("heads that do not divide",
        R"({"hidden_size": 65, "num_attention_heads": 4, "num_hidden_layers": 2})",
        "is not a multiple of its 4 heads");
    row("more key/value heads than heads",
        R"({"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "num_key_value_heads": 8})",
        "key/value heads g is 8");
    row("experts without a choice",
        R"({"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "num_experts": 8})",
        "it has no num_experts_per_tok");
    row("shared expert of a size of its own",
        R"({"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "num_experts": 8,
            "num_experts_per_tok": 2, "moe_intermediate_size": 64, "shared_expert_intermediate_size": 100})",
        "shared_expert_intermediate_size is 100, no multiple of an expert's 64");
    row("no list of layers",
        R"({"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "num_experts": 8,
            "num_experts_per_tok": 2, "mlp_only_layers": 3})",
        "mlp_only_layers is no list of layers");
}

void TestModelConfig::whatIsNoTransformerIsRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QString, part);
    const QString reason = reasonOfConfig(text);
    QVERIFY2(reason.contains(part), qPrintable(reason));
    QVERIFY2(reason.endsWith(QLatin1Char('.')), qPrintable(reason));
}

void TestModelConfig::filesAreCalledByTheirFolder() {
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("Llama-3.1-8B")));
    const QString path = folder.filePath(QStringLiteral("Llama-3.1-8B/config.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(kLlama8) > 0);
    file.close();
    const Result<ModelConfig> config = readModelConfig(path.toStdString());
    QVERIFY2(config, config ? "" : config.error().reason.c_str());
    QCOMPARE(config->model.name, std::string("Llama-3.1-8B"));
    // Nor by a folder that the path calls "." or "..".
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("Llama-3.1-8B/original")));
    for (const char* way : {"Llama-3.1-8B/./config.json", "Llama-3.1-8B/original/../config.json"}) {
        const Result<ModelConfig> same =
            readModelConfig(folder.filePath(QString::fromLatin1(way)).toStdString());
        QVERIFY(same);
        QCOMPARE(same->model.name, std::string("Llama-3.1-8B"));
    }
    const Result<ModelConfig> absent =
        readModelConfig(folder.filePath(QStringLiteral("none.json")).toStdString());
    QVERIFY(!absent);
    QVERIFY(QString::fromStdString(absent.error().reason).contains(QStringLiteral("none.json")));
    QVERIFY(!readModelConfig(folder.path().toStdString()));
}

HEADROOM_TEST(TestModelConfig, Nothing)

} // namespace headroom::testing::tst_model_config

#include "tst_model_config.moc"

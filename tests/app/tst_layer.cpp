// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/program.h"
#include "tests/support/test_program.h"

#include "engine/io/run_file.h"
#include "engine/sweep/layer_budget.h"
#include "engine/sweep/sweep_plan.h"

#include <QRegularExpression>

#include <algorithm>

namespace headroom::testing::tst_layer {

namespace {

/// A model so small that plain loops measure its layer at once: 16 tokens, forward.
const QByteArray kSmallModel = R"({"model_type": "llama", "hidden_size": 32, "num_attention_heads": 4,
  "num_key_value_heads": 2, "head_dim": 8, "num_hidden_layers": 3, "intermediate_size": 48, "vocab_size": 126})";

} // namespace

/// `headroom-engine layer`, as a shell runs it.
class TestLayer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void printsATable();
    void sumsOfAPartAreToldAsSuch();
    void sumsSayWhatTheyLack();
    void flaggedRowsAreMarked();
    void rowsAreThoseOfASweep();
    void lengthsTakeThePlaceOfTheModels();
    void runFilesReadBack();
    void journalsAreWrittenOut();
    void anUnfitModelIsRefused_data();
    void anUnfitModelIsRefused();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    /// The options of a quick budget of the small model.
    QStringList small(const QString& more = {}) const {
        const QString options = QStringLiteral("layer --device reference --seq 16 --batch 1 --dtype f32 "
                                               "--time-limit 0.02 --config ");
        return (options + path("config.json") + QLatin1Char(' ') + more)
            .split(QLatin1Char(' '), Qt::SkipEmptyParts);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLayer::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QFile config(path("config.json"));
    QVERIFY(config.open(QIODevice::WriteOnly) && config.write(kSmallModel) == kSmallModel.size());
}

void TestLayer::printsATable() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(small(QStringLiteral("--pass all")));
    QVERIFY2(engine.status() == 0, engine.err.constData());
    const QStringList lines = QString::fromUtf8(engine.out).trimmed().split(QLatin1Char('\n'));
    QVERIFY(lines.size() >= 1 + 7 * 3 + 2); // and what a mark says
    QVERIFY(lines[0].startsWith(QStringLiteral("GEMM")));
    QVERIFY2(lines[1].contains(QStringLiteral("16×64×32")), qPrintable(lines[1])); // (4 + 2·2)·8
    QVERIFY(lines[2].startsWith(QStringLiteral("QKV Transform, dgrad")));
    QVERIFY(lines[22].startsWith(QStringLiteral("One layer")));
    QVERIFY(lines[23].startsWith(QStringLiteral("The model, 3 layers")));
    QVERIFY(engine.err.contains("Logits: v/t = 126 = 2·63: on curve 2."));
    QVERIFY(engine.err.contains("Not in the sums: softmax"));
    // The shares of the forward and backward rows of the layer make a whole.
    static const QRegularExpression share(QStringLiteral("±[\\d.]+ %\\s+([\\d.]+) %"));
    double shares = 0;
    for (const QString& line : lines.mid(1, 21))
        if (const auto match = share.match(line); match.hasMatch())
            shares += match.captured(1).toDouble();
    QVERIFY2(std::abs(shares - 100) < 1.5, qPrintable(QString::number(shares)));
}

void TestLayer::sumsOfAPartAreToldAsSuch() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(small(QStringLiteral("--pass all --shard 1/3 --quiet --json ") + path("1.headroom.json")));
    QVERIFY2(engine.status() == 0, engine.err.constData());
    const QStringList lines = QString::fromUtf8(engine.out).trimmed().split(QLatin1Char('\n'));
    QVERIFY(lines.size() >= 1 + 7 + 2);
    for (const QString& sum : lines.mid(8, 2))
        QVERIFY2(sum.endsWith(QStringLiteral("of 7 of 21 GEMMs alone")), qPrintable(sum));
    // The table of all is printed once they are put together.
    QStringList merge{QStringLiteral("merge"), path("1.headroom.json")};
    for (const QString& part : {QStringLiteral("2"), QStringLiteral("3")}) {
        merge << path("") + part + QStringLiteral(".headroom.json");
        Program other(QStringLiteral(HEADROOM_ENGINE));
        other.start(
            small(QStringLiteral("--pass all --shard %1/3 --quiet --json %2").arg(part, merge.last())));
        QVERIFY2(other.status() == 0, other.err.constData());
    }
    Program merged(QStringLiteral(HEADROOM_ENGINE));
    merged.start(merge + QStringList{QStringLiteral("--json"), path("all.headroom.json")});
    QVERIFY2(merged.status() == 0, merged.err.constData());
    QVERIFY2(merged.out.contains("\nOne layer ") && !merged.out.contains("alone"), merged.out.constData());
    QVERIFY2(!merged.err.contains("in several"), merged.err.constData());
}

/// By the sums themselves and among what is told, however quiet the program is.
void TestLayer::sumsSayWhatTheyLack() {
    const auto sums = [this](const QString& more) {
        Program engine(QStringLiteral(HEADROOM_ENGINE));
        engine.start(small(QStringLiteral("--pass forward --quiet ") + more));
        QStringList found{QString::number(engine.status()), QString::fromUtf8(engine.err)};
        for (const QString& line : QString::fromUtf8(engine.out).split(QLatin1Char('\n')))
            if (line.startsWith(QLatin1String("One layer")) || line.startsWith(QLatin1String("The model")))
                found << line.simplified();
        return found;
    };
    // Three key/value heads over two devices: neither one each, nor all for each.
    const QStringList lacking = sums(QStringLiteral("--heads 6 --kv-heads 4 --tp 3 --vocab 63"));
    QCOMPARE(lacking.value(0), QStringLiteral("0"));
    QVERIFY2(lacking.value(1).contains(QStringLiteral("QKV Transform is left out: ")),
             qPrintable(lacking[1]));
    QVERIFY2(lacking.value(1).contains(QStringLiteral("Not in the sums: softmax")), qPrintable(lacking[1]));
    for (const QString& sum : lacking.mid(2))
        QVERIFY2(sum.endsWith(QStringLiteral(" without QKV Transform, which devices cannot share")),
                 qPrintable(sum));
    QCOMPARE(lacking.size(), 4);
    // Of a layer that has none of its GEMMs there is no time at all.
    const QStringList logitsAlone = sums(QStringLiteral("--tp 3 --ffn 50"));
    QCOMPARE(logitsAlone.size(), 4);
    QVERIFY2(logitsAlone[2].startsWith(QStringLiteral("One layer - without QKV Transform, ")),
             qPrintable(logitsAlone[2]));
    QVERIFY2(logitsAlone[3].contains(QStringLiteral("MLP Down, which devices cannot share")),
             qPrintable(logitsAlone[3]));
}

void TestLayer::flaggedRowsAreMarked() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(small(QStringLiteral("--pass forward --precision 0.0001 --time-limit 0.001 --json ") +
                       path("flagged.headroom.json")));
    QVERIFY2(engine.status() == 0, engine.err.constData());
    const Result<Run> run = readRunFile(path("flagged.headroom.json").toStdString());
    QVERIFY(run);
    const auto flagged =
        std::ranges::count_if(run->measurements, [](const Measurement& row) { return !row.flags.empty(); });
    QVERIFY(flagged > 0);
    const QStringList lines = QString::fromUtf8(engine.out).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.filter(QStringLiteral(" ○ ")).size(), flagged);
    QVERIFY2(lines.last().startsWith(QStringLiteral("○ flagged: ")), qPrintable(lines.last()));
    QVERIFY2(lines.last().contains(QStringLiteral("interval wider than asked for (")),
             qPrintable(lines.last()));
}

void TestLayer::rowsAreThoseOfASweep() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    QStringList arguments = small(QStringLiteral("--pass forward --tokens 32 --tp 2 --quiet --csv -"));
    const qsizetype batch = arguments.indexOf(QStringLiteral("--batch"));
    arguments.remove(batch, 2); // which the tokens set
    engine.start(arguments);
    QVERIFY2(engine.status() == 0, engine.err.constData());
    const QStringList lines = QString::fromUtf8(engine.out).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 8);
    const QStringList names = lines[0].split(QLatin1Char(','));
    QVERIFY(names.startsWith(QStringLiteral("run_id")));
    const auto cell = [&](int row, const char* name) {
        const QStringList cells = lines[row].split(QLatin1Char(','));
        const qsizetype column = names.indexOf(QLatin1String(name));
        // The device's name, in between, may hold commas.
        return column < names.indexOf(QStringLiteral("device"))
                   ? cells.value(column)
                   : cells.value(cells.size() - names.size() + column);
    };
    QCOMPARE(cell(1, "operation"), QStringLiteral("qkv"));
    QCOMPARE(cell(1, "mode"), QStringLiteral("layer"));
    QCOMPARE(cell(1, "m"), QStringLiteral("32"));
    QCOMPARE(cell(1, "n"), QStringLiteral("32")); // half of the heads
    QCOMPARE(cell(1, "layout"), QStringLiteral("nt"));
    QCOMPARE(cell(1, "tensor_parallel"), QStringLiteral("2"));
    QCOMPARE(cell(1, "per_layer"), QStringLiteral("1"));
    QCOMPARE(cell(1, "per_model"), QStringLiteral("3"));
    QCOMPARE(cell(7, "operation"), QStringLiteral("logits"));
    QCOMPARE(cell(7, "per_layer"), QStringLiteral("0"));
    QCOMPARE(cell(7, "kv_seq"), QStringLiteral("16"));
    QVERIFY(!engine.err.contains("visit"));
}

void TestLayer::lengthsTakeThePlaceOfTheModels() {
    const auto shapes = [](const QString& options) {
        Program engine(QStringLiteral(HEADROOM_ENGINE));
        engine.start(options);
        QStringList found;
        if (engine.status() != 0)
            return QStringList{QString::fromUtf8(engine.err)};
        static const QRegularExpression shape(QStringLiteral("(?:\\d+ · )?\\d+×\\d+×\\d+"));
        for (const QString& line : QString::fromUtf8(engine.out).split(QLatin1Char('\n')))
            if (const auto match = shape.match(line); match.hasMatch())
                found << match.captured();
        return found;
    };
    const auto shapeList = [](const char* text) {
        return QString::fromUtf8(text).split(QStringLiteral("; "));
    };
    const QString quick = QStringLiteral("layer --device reference --seq 16 --batch 1 --dtype f32 "
                                         "--time-limit 0.02 --pass forward ");
    // g = a, d = h/a, f = 4h, no logits
    QCOMPARE(shapes(quick + QStringLiteral("--hidden 32 --heads 4")),
             shapeList("16×96×32; 4 · 16×16×8; 4 · 16×8×16; 16×32×32; 16×128×32; 16×32×128"));
    QCOMPARE(
        shapes(quick + QStringLiteral("--hidden 32 --heads 4 --kv-heads 1 --head-dim 16 --ffn 40 --gated "
                                      "--vocab 50")),
        shapeList("16×96×32; 4 · 16×16×16; 4 · 16×16×16; 16×32×64; 16×80×32; 16×32×40; 16×50×32"));
    QCOMPARE(shapes(quick + QStringLiteral("--ffn 56 --config ") + path("config.json")).value(4),
             QStringLiteral("16×112×32"));
    // What a configuration does not state follows from what is named, and is told so.
    QFile silent(path("neox.json"));
    QVERIFY(silent.open(QIODevice::WriteOnly));
    QVERIFY(silent.write(R"({"model_type": "gpt_neox", "hidden_size": 40, "num_attention_heads": 10,
        "num_hidden_layers": 2, "vocab_size": 50})") > 0);
    silent.close();
    const QString ofSilent = quick + QStringLiteral("--config ") + path("neox.json");
    QCOMPARE(shapes(ofSilent + QStringLiteral(" --heads 8")),
             shapeList("16×120×40; 8 · 16×16×5; 8 · 16×5×16; 16×40×40; 16×160×40; 16×40×160; 16×50×40"));
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(ofSilent + QStringLiteral(" --heads 8"));
    QCOMPARE(engine.status(), 0);
    QVERIFY2(engine.err.contains("g = a = 8.") && engine.err.contains("d = h/a = 5."),
             engine.err.constData());
    QVERIFY2(shapes(ofSilent + QStringLiteral(" --heads 12"))
                 .value(0)
                 .contains(QStringLiteral("the hidden size 40 is not a multiple of the 12 heads")),
             "not refused");
}

void TestLayer::runFilesReadBack() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(
        small(QStringLiteral("--seq 1 --batch 4 --kv-seq 16 --json ") + path("layer.headroom.json")));
    QVERIFY2(engine.status() == 0, engine.err.constData());
    QVERIFY(engine.out.startsWith("GEMM")); // the table is printed beside the file
    const Result<Run> run = readRunFile(path("layer.headroom.json").toStdString());
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    QVERIFY(run->spec.budget && run->measurements.size() == 7); // forward alone: text is being generated
    QVERIFY(isDecoding(run->spec));
}

void TestLayer::journalsAreWrittenOut() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    // A layer that takes so long that it is killed in the middle.
    engine.start(small(QStringLiteral("--seq 256 --batch 8 --time-limit 2 --precision 0.0001")));
    QTRY_VERIFY_WITH_TIMEOUT(engine.rowsKept() >= 2, 60'000);
    engine.send(SIGKILL);
    QCOMPARE(engine.status(), -2);
    Program recover(QStringLiteral(HEADROOM_ENGINE));
    recover.start(QStringList{QStringLiteral("recover"), engine.journal(), QStringLiteral("--csv"),
                              path("recovered.csv")});
    QVERIFY2(recover.status() == 0, recover.err.constData());
    QVERIFY(contentOf(path("recovered.csv")).contains(",qkv,layer,"));
    QVERIFY2(!recover.err.contains("left out"), recover.err.constData());
}

void TestLayer::anUnfitModelIsRefused_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* options, const char* sentence) {
        QTest::newRow(name) << QString::fromUtf8(options) << QString::fromUtf8(sentence);
    };
    row("no model", "", "Name a model with --model");
    row("unknown model", "--model gpt-9", "there is no \"gpt-9\". Use gpt-3-2.7b, ");
    row("mistyped model", "--model Mistral-7B", "there is no \"Mistral-7B\". Did you mean mistral-7b?");
    row("two models", "--model llama-3.1-8b --config CONFIG", "with --model or with --config, not with both");
    row("half described", "--hidden 64", "or at least --hidden and --heads");
    row("more key/value heads than heads", "--model mistral-7b --heads 4",
        "The number of key/value heads g is 8; it must be from 1 to 4.");
    row("negative length", "--config CONFIG --ffn -1", "--ffn: the feed-forward size is -1");
    row("gate of a named model", "--config CONFIG --gated", "says itself whether it has a gate");
    row("expert of a dense model", "--config CONFIG --expert-ffn 8", "has no experts");
    row("no file", "--config /nowhere/config.json", "Cannot read /nowhere/config.json");
    row("heads over devices", "--config CONFIG --tp 5", "a = 4 is not a multiple of t = 5");
    row("no devices", "--config CONFIG --tp 0",
        "--tp: the tensor-parallel degree is 0; it must be at least 1");
    row("part of a table", "--config CONFIG --shard 1/2", "Name a run file for the part with --json");
    row("tokens and microbatch", "--config CONFIG --tokens 32 --seq 16 --batch 2",
        "--tokens: it sets the microbatch to T/s. Leave out --batch, or --tokens.");
    row("tokens for few experts", "--model deepseek-v3 --tokens 31 --seq 31",
        "31 tokens, each for 8 of 256 experts, are fewer than one an expert. Use at least 32 tokens.");
    row("unknown pass", "--config CONFIG --pass backward",
        "there is no \"backward\". Use forward, dgrad or wgrad or all.");
    row("tokens of half a sequence", "--config CONFIG --tokens 24 --seq 16",
        "not a multiple of the sequence");
    row("nothing attended to", "--config CONFIG --kv-seq 0", "--kv-seq: 0 is no number of tokens.");
}

void TestLayer::anUnfitModelIsRefused() {
    QFETCH(QString, options);
    QFETCH(QString, sentence);
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(QStringLiteral("layer --device reference ") +
                 options.replace(QStringLiteral("CONFIG"), path("config.json")));
    QCOMPARE(engine.status(), 2);
    QVERIFY2(QString::fromUtf8(engine.err).contains(sentence), engine.err.constData());
    QVERIFY(engine.out.isEmpty());
}

HEADROOM_TEST(TestLayer, Nothing)

} // namespace headroom::testing::tst_layer

#include "tst_layer.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/program.h"
#include "tests/support/test_program.h"

#include "engine/io/run_file.h"
#include "engine/sweep/advice.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>

namespace headroom::testing::tst_advise {

namespace {

/// Plain loops over a small layer, forward.
const QString kQuick = QStringLiteral("advise --device reference --seq 16 --batch 1 --dtype f32 "
                                      "--time-limit 0.02 --pass forward --hidden 32 --heads 4 ");

} // namespace

/// `headroom-engine advise`, as a shell runs it.
class TestAdvise : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printsTheRankedNeighbours();
    void rowsAreThoseOfASweep();
    void othersCanBeNamed();
    void aloneItSaysWhy();
    void whatAModelDoesNotStateFollows();
    void unfitQuestionsAreRefused_data();
    void unfitQuestionsAreRefused();
};

void TestAdvise::printsTheRankedNeighbours() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(kQuick + QStringLiteral("--length ffn --value 49 --within 0.1"));
    QVERIFY2(engine.status() == 0, engine.err.constData());
    const QStringList lines = QString::fromUtf8(engine.out).trimmed().split(QLatin1Char('\n'));
    QVERIFY(lines[0].startsWith(QStringLiteral("f ")));
    QStringList values;
    for (const QString& line : lines.mid(1, lines.size() - 3))
        if (line.startsWith(QLatin1String("f = ")))
            values << line.section(QStringLiteral("  "), 0, 0).remove(QStringLiteral(" ○"));
    values.sort();
    // 49 ± 4.9: the multiples of 2, 4, 8 and 16 next to it
    QCOMPARE(values, QStringLiteral("f = 48,f = 49,f = 50,f = 52").split(QLatin1Char(',')));
    QCOMPARE(lines.filter(QStringLiteral("asked about")).size(), 1);
    QVERIFY2(lines.last().contains(QStringLiteral("f = 49")) ||
                 lines.last().startsWith(QStringLiteral("No f within 10.0 % was shown to be better")),
             qPrintable(lines.last()));
}

void TestAdvise::rowsAreThoseOfASweep() {
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("advice.headroom.json"));
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(kQuick + QStringLiteral("--within 0.2 --quiet --json ") + file);
    QVERIFY2(engine.status() == 0, engine.err.constData());
    QVERIFY(engine.out.startsWith("h ")); // the table is printed beside the file
    const Result<Run> run = readRunFile(file.toStdString());
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    const Advice advice = adviceOf(*run, RankBy::Throughput);
    QCOMPARE(advice.asked.value, 32);
    QVERIFY(QString::fromUtf8(engine.out).contains(QString::fromStdString(advice.sentence)));
    // d = h/a and f = 4h follow
    for (const Measurement& row : run->measurements) {
        QCOMPARE(row.point.layer.headDim, row.point.layer.hidden / 4);
        QCOMPARE(row.point.layer.ffn, 4 * row.point.layer.hidden);
    }
}

void TestAdvise::othersCanBeNamed() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(kQuick + QStringLiteral("--length head-dim --values 16,24 --csv -"));
    QVERIFY2(engine.status() == 0, engine.err.constData());
    const QByteArrayList lines = engine.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 3 * 4); // QKV, score, over value and projection depend on d
    QCOMPARE(engine.out.count(",output-projection,layer,"), 3);
}

void TestAdvise::aloneItSaysWhy() {
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(kQuick + QStringLiteral("--length head-dim --precision 0.0001 --time-limit 0.001"));
    QVERIFY2(engine.status() == 0, engine.err.constData());
    QVERIFY2(
        engine.out.endsWith("There is no better d within 2.0 %: no other can be planned that near. Ask for "
                            "those within a larger distance, or name some.\n"),
        engine.out.constData());
    // A part alone is no answer, and no fault either.
    const QTemporaryDir folder;
    Program part(QStringLiteral(HEADROOM_ENGINE));
    part.start(kQuick + QStringLiteral("--length ffn --values 60,64 --shard 1/2 --json ") +
               folder.filePath(QStringLiteral("1.headroom.json")));
    QVERIFY2(part.status() == 0, part.err.constData());
    QVERIFY2(part.out.contains("\nThis is one part: headroom-engine merge"), part.out.constData());
    // Nor is it before the others are merged with it.
    Program merged(QStringLiteral(HEADROOM_ENGINE));
    merged.start(QStringList{QStringLiteral("merge"), folder.filePath(QStringLiteral("1.headroom.json")),
                             QStringLiteral("--json"), folder.filePath(QStringLiteral("m.headroom.json"))});
    QCOMPARE(merged.status(), 1);
    QVERIFY2(merged.out.endsWith("\nThis is not all of the sweep: there is no verdict before all of it is "
                                 "merged.\n"),
             merged.out.constData());
    for (const QByteArray& table : {part.out, merged.out})
        QVERIFY2(table.startsWith("f ") && !table.contains("fastest of") && !table.contains(" gives ") &&
                     !table.contains("best\n") && !table.contains("can be compared"),
                 table.constData());
}

/// Hidden sizes that a model without a head dimension of its own can have: those that its heads share
/// equally.
void TestAdvise::whatAModelDoesNotStateFollows() {
    const QTemporaryDir folder;
    const QString config = folder.filePath(QStringLiteral("neox.json"));
    const QString file = folder.filePath(QStringLiteral("advice.headroom.json"));
    QFile json(config);
    QVERIFY(json.open(QIODevice::WriteOnly));
    QVERIFY(json.write(R"({"model_type": "gpt_neox", "hidden_size": 40, "num_attention_heads": 10,
        "num_hidden_layers": 2, "intermediate_size": 64, "vocab_size": 50})") > 0);
    json.close();
    const auto sizes = [&](const QString& more) {
        Program engine(QStringLiteral(HEADROOM_ENGINE));
        engine.start(
            QStringLiteral("advise --device reference --seq 16 --batch 1 --dtype f32 --time-limit 0.01 "
                           "--pass forward --within 0.3 --config %1 --json %2 %3")
                .arg(config, file, more));
        std::vector<std::int64_t> found;
        if (engine.status() == 0)
            found = readRunFile(file.toStdString())->spec.budget->variants->values;
        std::ranges::sort(found);
        return found;
    };
    QCOMPARE(sizes({}), (std::vector<std::int64_t>{30, 40, 50}));
    const std::vector<std::int64_t> withItsOwn = sizes(QStringLiteral("--head-dim 4"));
    QVERIFY(std::ranges::find(withItsOwn, 42) != withItsOwn.end());
    // As many key/value heads as heads, where a model has that.
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(
        QStringLiteral("advise --device reference --seq 4 --batch 1 --dtype f32 --time-limit 0.001 "
                       "--pass forward --model pythia-2.8b --hidden 64 --heads 8 --head-dim 8 --ffn 64 "
                       "--vocab 64 --length ffn"));
    QVERIFY2(engine.status() == 0, engine.err.constData());
}

void TestAdvise::unfitQuestionsAreRefused_data() {
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* options, const char* sentence) {
        QTest::newRow(name) << QString::fromUtf8(options) << QString::fromUtf8(sentence);
    };
    row("unknown length", "--length width", "there is no \"width\". Use hidden, heads, ");
    row("unknown rank", "--rank beauty", "there is no \"beauty\". Use throughput or time.");
    row("no vocabulary", "--length vocab", "has no vocabulary; name one with --vocab");
    row("heads that share no key", "--length kv-heads --values 1,2,3",
        "a = 4 is not a multiple of g = 3: there is no such layer.");
    row("no experts", "--length expert-ffn --value 8", "depends on f_e alone");
    row("others and a distance", "--length ffn --values 60 --within 0.1",
        "--within: --values names the others, however far they are.");
    row("part of a table", "--shard 1/2", "Name a run file for the part with --json");
    row("no distance", "--within 0", "--within: the distance must be above 0");
    row("broken list", "--values 8,x", "\"8,x\" is not a list of whole numbers");
    row("twice", "--length ffn --value 64 --values 64", "headroom-engine: f = 64 is named twice");
    row("not to be shared", "--tp 3", "a = 4 is not a multiple of t = 3");
    row("unshared", "--length heads --hidden 70 --heads 4",
        "There is no h = 70 with 4 heads that share it equally: 68 is the nearest below that they do.");
    row("negative", "--length ffn --value -64",
        "--value: the feed-forward size is -64; it must be at least 1.");
    row("nothing", "--value 0", "--value: the hidden size is 0; it must be at least 1.");
    row("heads that do not divide", "--length heads --value 3",
        "--value: a = 3 heads cannot share a·d = 32 equally");
    row("others that do not divide", "--length heads --values 2,5",
        "--values: a = 5 heads cannot share a·d = 32 equally");
    row("distance of divisors", "--length heads --within 0.1",
        "--within: all values of the number of heads that divide are compared");
}

void TestAdvise::unfitQuestionsAreRefused() {
    QFETCH(const QString, options);
    QFETCH(const QString, sentence);
    Program engine(QStringLiteral(HEADROOM_ENGINE));
    engine.start(kQuick + options);
    QCOMPARE(engine.status(), 2);
    QVERIFY2(QString::fromUtf8(engine.err).contains(sentence), engine.err.constData());
    QVERIFY(engine.out.isEmpty());
    QCOMPARE(engine.err.contains("h = 70 is no multiple of a = 4: heads are d = 17 wide, together 68."),
             options.contains(QLatin1String("--hidden 70")));
}

HEADROOM_TEST(TestAdvise, Nothing)

} // namespace headroom::testing::tst_advise

#include "tst_advise.moc"

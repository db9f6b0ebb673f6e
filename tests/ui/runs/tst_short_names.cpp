// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "ui/runs/short_names.h"

#include <QApplication>
#include <QTest>

namespace headroom::testing::tst_short_names {

using namespace headroom::ui;

namespace {

QStringList listOf(std::initializer_list<const char*> texts) {
    QStringList list;
    for (const char* text : texts)
        list << QString::fromUtf8(text);
    return list;
}

} // namespace

class TestShortNames final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sharedWordsGo_data();
    void sharedWordsGo();
    void namesAreShort();
    void whatTellsApartIsNeverCut();
};

void TestShortNames::sharedWordsGo_data() {
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("brief");
    using Texts = std::initializer_list<const char*>;
    const auto row = [](const char* what, Texts names, Texts brief) {
        QTest::newRow(what) << listOf(names) << listOf(brief);
    };
    row("files", {"h200-key-query-score-a12-best", "h200-key-query-score-a16-best"}, {"a12", "a16"});
    row("ends", {"h200-a12-sustained", "h200-a12-best", "h200-a12-all"},
        {"a12-sustained", "a12-best", "a12-all"});
    row("no run is called as an algorithm", {"a12-best", "a12-sustained"}, {"a12-best", "a12-sustained"});
    row("but in a name of more words", {"h200-a12-best-cold", "h200-a12-default-cold-2"},
        {"best-cold", "default-cold-2"});
    row("a number says little", {"driver 550.54 cold", "driver 560.28 cold"},
        {"driver 550.54", "driver 560.28"});
    row("facts stay whole", {"NVIDIA H200 · s = 1024", "NVIDIA H200 · s = 2048"}, {"s = 1024", "s = 2048"});
    row("dates stay whole", {"H200 · 2026-01-02 03:04 UTC", "H200 · 2026-01-03 03:04 UTC"},
        {"2026-01-02", "2026-01-03"});
    row("brackets", {"H200 (all points)", "H200 (sustained)"}, {"all points", "sustained"});
    row("one is the beginning of another", {"run", "run-2"}, {"run", "run-2"});
    row("nothing shared", {"before", "after"}, {"before", "after"});
    row("other separators", {"h200 a12", "h200-a12"}, {"h200 a12", "h200-a12"});
    row("one", {"h200-key-query-score"}, {"h200-key-query-score"});
    row("none", {}, {});
    row("no words", {"", "…"}, {"", "…"});
}

void TestShortNames::sharedWordsGo() {
    QFETCH(QStringList, names);
    QTEST(withoutSharedWords(names), "brief");
}

void TestShortNames::namesAreShort() {
    const QFontMetricsF metrics(QApplication::font());
    const auto width = [&metrics](const char* text) {
        return metrics.horizontalAdvance(QString::fromUtf8(text)) + 1;
    };
    const QStringList sizes = {QStringLiteral("s = 1024"), QStringLiteral("s = 2048")};
    QCOMPARE(shortNames(sizes, metrics, width("s = 2048")), sizes);
    const QStringList devices = {QStringLiteral("NVIDIA H200"), QStringLiteral("NVIDIA H100 80GB HBM3")};
    const QStringList called = shortNames(devices, metrics, width("H100 80GB…"));
    QCOMPARE(called[0], QStringLiteral("H200"));
    QVERIFY2(called[1].startsWith(QStringLiteral("H100")), qPrintable(called[1]));
    const QStringList drivers = {QStringLiteral("h200-driver-550.54"), QStringLiteral("h200-driver-560.28")};
    const QStringList apart = shortNames(drivers, metrics, width("h200-driver"));
    QVERIFY(apart[0] != apart[1]);
    QVERIFY2(apart[0].endsWith(QStringLiteral("54")), qPrintable(apart[0]));
    for (const QString& name : apart)
        QVERIFY(metrics.horizontalAdvance(name) <= width("h200-driver"));
    QCOMPARE(shortNames({QStringLiteral("AMD EPYC, 2 threads")}, metrics, width("AMD EPYC, 2")),
             QStringList(QStringLiteral("AMD EPYC…")));
    QCOMPARE(shortNames({}, metrics, 10), QStringList());
}

void TestShortNames::whatTellsApartIsNeverCut() {
    const QFontMetricsF metrics(QApplication::font());
    const double room = metrics.horizontalAdvance(QStringLiteral("eighteen character"));
    const auto shortened = [&](std::initializer_list<const char*> names) {
        QStringList texts = shortNames(listOf(names), metrics, room);
        for (const QString& text : texts)
            if (metrics.horizontalAdvance(text) > room)
                texts << QStringLiteral("too long: ") + text;
        return texts;
    };
    QCOMPARE(shortened({"NVIDIA H200 · a = 12 · cuBLAS 13.1.0", "NVIDIA H200 · a = 16 · cuBLAS 13.1.0"}),
             listOf({"a = 12", "a = 16"}));
    // Some share what others do not: each keeps its beginning, and what tells it from those of that
    // beginning.
    const QStringList mixed = shortened(
        {"before-the-update-of-the-driver-a12", "before-the-update-of-the-driver-a16", "afterwards"});
    QCOMPARE(mixed.size(), qsizetype{3});
    QVERIFY2(mixed[0].startsWith(QStringLiteral("before")) && mixed[0].endsWith(QStringLiteral("…a12")),
             qPrintable(mixed[0]));
    QVERIFY2(mixed[1].endsWith(QStringLiteral("…a16")), qPrintable(mixed[1]));
    QCOMPARE(mixed[2], QStringLiteral("afterwards"));
    // Facts were added to a name to tell it apart: they stand whole, beside whatever others there are.
    const QStringList facts = shortened({"AMD EPYC, 2 threads · s = 256", "cpu-a12"});
    QCOMPARE(facts.size(), qsizetype{2});
    QVERIFY2(facts[0].startsWith(QStringLiteral("AMD E")) && facts[0].endsWith(QStringLiteral("… · s = 256")),
             qPrintable(facts[0]));
    // Nor does a cut take an end that tells, where names share their middle.
    const QString best = QStringLiteral("h200-key-query-score-a12-best");
    const QString paper = QStringLiteral("a100-key-query-score-a12");
    const QFontMetricsF type{QFont()};
    QCOMPARE(shortNames({best, paper}, type, type.horizontalAdvance(paper) + 1),
             QStringList({QStringLiteral("h200…best"), paper}));
}

HEADROOM_TEST(TestShortNames, Windows)

} // namespace headroom::testing::tst_short_names

#include "tst_short_names.moc"

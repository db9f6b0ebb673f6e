// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/run_file.h"
#include "tests/app/headroom_test.h"
#include "tests/support/budget_runs.h"
#include "tests/support/test_program.h"

#include <QTest>

namespace headroom::testing::tst_budget_pictures {

/// Pictures of layers that the command line asks for.
class TestBudgetPictures : public HeadroomTest {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void drawsEveryFormat();
    void choosesTheScope();
    void curvesAndLayersStandApart();
    void namesWhatBarsDoNotHave();
    void refusesComparedModels();

private:
    Ended exported(const QString& arguments) {
        return run(QStringLiteral("%1 --export %2").arg(arguments, path("layer.svg")));
    }
    QString layer() const { return path("layer.headroom.json"); }
    QString curves() const { return path("curves.headroom.json"); }
};

void TestBudgetPictures::init() {
    takeNewFolder();
    QVERIFY(writeRunFile(layer().toStdString(), budgetRun("llama-3.1-8b")));
    QVERIFY(writeRunFile(curves().toStdString(), sampleRun(sampleSpec(2))));
}

void TestBudgetPictures::drawsEveryFormat() {
    for (const char* name : {"layer.png", "layer.svg", "layer.pdf", "layer.csv"}) {
        const Ended outcome = run(QStringLiteral("%1 --export %2").arg(layer(), path(name)));
        QVERIFY2(outcome.status == 0 && outcome.err.isEmpty(), outcome.err);
        QVERIFY(content(name).size() > 1000);
    }
    QVERIFY(content("layer.svg").contains("One layer of llama-3.1-8b"));
    QCOMPARE(content("layer.csv").count('\n'), 22);
    // A picture opens as the layer that it is.
    const Ended again = exported(path("layer.png"));
    QVERIFY2(again.status == 0 && content("layer.svg").contains("One layer of llama-3.1-8b"), again.err);
}

void TestBudgetPictures::choosesTheScope() {
    QCOMPARE(exported(layer() + QStringLiteral(" --export-scope model")).status, 0);
    QVERIFY(content("layer.svg").contains("32 layers and logits"));
    const Ended wrong = exported(layer() + QStringLiteral(" --export-scope all"));
    QVERIFY2(wrong.status == 2 && wrong.err.contains("Use layer or model."), wrong.err);
    const Ended ofCurves = exported(curves() + QStringLiteral(" --export-scope model"));
    QVERIFY2(ofCurves.status == 0 && ofCurves.err.contains("--export-scope"), ofCurves.err);
}

void TestBudgetPictures::curvesAndLayersStandApart() {
    const Ended bars = exported(layer() + u' ' + curves());
    QVERIFY2(bars.err.contains("curves holds curves, and is left out of a picture of a layer's GEMMs."),
             bars.err);
    QVERIFY(content("layer.svg").contains("One layer of llama-3.1-8b"));
    QVERIFY(!content("layer.svg").contains("h/a"));
    const Ended chart = exported(curves() + u' ' + layer());
    QVERIFY2(chart.err.contains("layer holds the GEMMs of a layer, and is left out"), chart.err);
    QVERIFY(!content("layer.svg").contains("llama"));
}

void TestBudgetPictures::namesWhatBarsDoNotHave() {
    for (const char* option :
         {"--export-view ratio", "--export-view time", "--export-log y", "--export-hidden 0:4096",
          "--export-dashes", "--export-legend right", "--export-palette ordinal"}) {
        const Ended outcome = exported(layer() + u' ' + QLatin1String(option));
        const QByteArray name = QByteArray(option).split(' ').front();
        QVERIFY2(outcome.status == 0 && outcome.err.contains(name + ": the picture is of a layer's GEMMs"),
                 outcome.err);
    }
}

void TestBudgetPictures::refusesComparedModels() {
    Run run = budgetRun("llama-3.1-8b");
    run.spec.budget->variants = LengthVariants{Length::Ffn, {14336, 14400}};
    run.measurements.clear();
    QVERIFY(writeRunFile(path("advice.headroom.json").toStdString(), run));
    const Ended outcome = exported(path("advice.headroom.json"));
    QVERIFY2(outcome.status == 2 && outcome.err.contains("differ in one length"), outcome.err);
}

HEADROOM_TEST(TestBudgetPictures, EventLoop)

} // namespace headroom::testing::tst_budget_pictures

#include "tst_budget_pictures.moc"

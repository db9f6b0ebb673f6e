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
    void drawsAdvice();

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
    QVERIFY2(chart.err.contains("layer holds a layer's GEMMs, and is left out"), chart.err);
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

void TestBudgetPictures::drawsAdvice() {
    SweepSpec spec = budgetRun("llama-3.1-8b").spec;
    spec.budget->variants = LengthVariants{Length::Ffn, {14336, 14400}};
    Run run = sampleRun(spec);
    for (Measurement& row : run.measurements) // 14400 is twice as fast
        row = sampleMeasurement(row.point, row.point.layer.ffn == 14400 ? 200 : 100);
    QVERIFY(writeRunFile(path("advice.headroom.json").toStdString(), run));
    for (const char* name : {"advice.png", "advice.svg", "advice.pdf", "advice.csv"}) {
        const Ended outcome =
            this->run(QStringLiteral("%1 --export %2").arg(path("advice.headroom.json"), path(name)));
        QVERIFY2(outcome.status == 0 && outcome.err.isEmpty(), outcome.err);
        QVERIFY(content(name).size() > 1000);
    }
    const QByteArray drawing = content("advice.svg");
    QVERIFY(drawing.contains("Feed-forward size: llama-3.1-8b, f = 14336"));
    QVERIFY(drawing.contains("+100 %"));
    QVERIFY(drawing.contains("f = 14336 gives 100.0 TFLOP/s; f = 14400 gives 100.0 % more"));
    QCOMPARE(content("advice.csv").count('\n'), 1 + 2 * 6); // two GEMMs, three passes
    // A picture opens as the advice that it is; beside others it stands alone.
    const Ended again = exported(path("advice.png"));
    QVERIFY2(again.status == 0 && content("layer.svg").contains("+100 %"), again.err);
    const Ended chart = exported(curves() + u' ' + path("advice.headroom.json"));
    QVERIFY2(chart.err.contains("advice holds advice, and is left out of a picture of curves."), chart.err);
    const Ended wish = exported(path("advice.headroom.json") + QStringLiteral(" --export-log x"));
    QVERIFY2(wish.err.contains("--export-log: the picture is of advice"), wish.err);
}

HEADROOM_TEST(TestBudgetPictures, EventLoop)

} // namespace headroom::testing::tst_budget_pictures

#include "tst_budget_pictures.moc"

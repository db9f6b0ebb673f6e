// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/advice/advice_runs.h"
#include "tests/ui/budget/budget_window.h"
#include "ui/advice/advice_panel.h"
#include "ui/advice/advice_plot.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/plot_widget.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace headroom::testing::tst_window_advice {

using namespace headroom::ui;

namespace {

/// A window whose device is twice as fast where the head dimension is a multiple of 64.
struct AdviceWindow : BudgetWindow {
    AdviceWindow() {
        script->secondsPerCall = [](const GemmShape& shape) {
            return flop(shape) / 1e12 * (shape.k % 64 == 0 ? 1 : 2);
        };
    }

    AdvicePanel* panel() const { return find<AdvicePanel>("advicePanel"); }
    AdvicePlot* plot() const { return find<AdvicePlot>("advicePlot"); }
    PlotWidget* chart() const { return find<PlotWidget>("plot"); }
    QPushButton* askButton() const { return find<QPushButton>("adviceAsk"); }
    QString verdict() const { return find<QLabel>("adviceVerdict")->text(); }
    QTableView* values() const { return find<QTableView>("adviceTable"); }
    QString value(int row, int column) const {
        return values()->model()->index(row, column).data().toString();
    }
    void type(const QString& question) const {
        auto* edit = find<QLineEdit>("adviceQuestion");
        edit->setText(question);
        Q_EMIT edit->textEdited(question);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void ask(const QString& question) const {
        QTRY_VERIFY(ready());
        action("advice")->trigger();
        type(question);
        TRY_DONE(*this);
    }
    /// The row of the chart's run that has the smallest hidden size of h/a = 1 but one.
    static int slowRow(const StoredRun& run) {
        int found = -1;
        std::int64_t least = std::numeric_limits<std::int64_t>::max();
        for (std::size_t i = 0; i < run.run.measurements.size(); ++i) {
            const PlannedPoint& point = run.run.measurements[i].point;
            if (point.ratio == 1 && point.layer.hidden > 4096 && point.layer.hidden < least) {
                least = point.layer.hidden;
                found = static_cast<int>(i);
            }
        }
        return found;
    }
};

} // namespace

/// Advice asked for, and read, in the window.
class TestWindowAdvice final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void theActionOpensThePanel();
    void aQuestionIsMeasuredAndAnswered();
    void aPointAsksAndOnlyWhatLacksIsMeasured();
    void anotherDevicesChartIsNamed();
    void theAnswerIsDismissed();
    void failedValuesSayWhy();
    void nothingIsStoppedForAQuestion();
    void whatCannotBeAskedIsSaid_data();
    void whatCannotBeAskedIsSaid();
    void aModelIsChosen();
    void aLayersGemmAsksAboutItsLength();
    void opensARunOfTheCommandLine();
    void plotAndTableFollowEachOther();
    void theTableIsCopied();
    void showsItToAnAudience();
    void aReplayOfAnAnswer();
};

void TestWindowAdvice::theActionOpensThePanel() {
    AdviceWindow setup;
    QVERIFY(!setup.panel()->isVisible());
    setup.action("showTable")->setChecked(false);
    setup.action("advice")->trigger();
    QVERIFY(setup.panel()->isVisible() && !setup.find<QTableView>("table")->isVisible());
    QVERIFY(setup.find<QLineEdit>("adviceQuestion")->hasFocus());
    QVERIFY(setup.verdict().contains(QStringLiteral("Is another value nearby faster?")));
    QTest::keyClick(setup.find<QLineEdit>("adviceQuestion"), Qt::Key_Escape);
    QVERIFY(!setup.panel()->isVisible() && setup.find<QTableView>("table")->isVisible());
}

void TestWindowAdvice::aQuestionIsMeasuredAndAnswered() {
    AdviceWindow setup;
    setup.ask(QStringLiteral("h ≈ 4092, a = 12"));
    QVERIFY(setup.plot()->isVisible() && setup.panel()->isVisible());
    QVERIFY2(setup.verdict().startsWith(QStringLiteral("No h within 2.0\u00a0% was shown to be better: ")),
             qPrintable(setup.verdict()));          // no multiple of 12 · 64 lies so near
    setup.type(QStringLiteral("h ≈ 4600, a = 12")); // 4608 = 12 · 384
    TRY_DONE(setup);
    QVERIFY2(setup.verdict().contains(QStringLiteral("h = 4608 gives 100.0\u00a0% more")),
             qPrintable(setup.verdict()));
    QCOMPARE(setup.value(0, 0), QStringLiteral("h = 4608"));
    QCOMPARE(setup.value(0, 9), QStringLiteral("best"));
    QCOMPARE(setup.runsMenu().size(), 2);
    QVERIFY(setup.action("saveRun")->isEnabled() && setup.action("exportPicture")->isEnabled());
    QVERIFY(setup.window->isWindowModified()); // its rows are in the journal, and in no file
    QVERIFY(!setup.find<QToolButton>("adviceClose")->isVisible()); // it is all that is shown
}

void TestWindowAdvice::aPointAsksAndOnlyWhatLacksIsMeasured() {
    AdviceWindow setup;
    setup.measure();
    const int before = setup.script->prepared();
    const Run run = sampleRun(smallSpec()); // the same points in the same places
    StoredRun stored;
    stored.run = run;
    const int row = AdviceWindow::slowRow(stored);
    QVERIFY(row >= 0);
    Q_EMIT setup.chart()->adviceWanted(1, row);
    QVERIFY(setup.panel()->isVisible());
    TRY_DONE(setup);
    QVERIFY(setup.find<ChartPanel>("chart")->isVisible()); // the curves stay
    const int values = setup.values()->model()->rowCount();
    QVERIFY(values > 2);
    QCOMPARE(setup.script->prepared() - before, values - 1); // the one asked about was known
    QVERIFY(setup.chart()->arrow() && setup.chart()->arrow()->to);
    QVERIFY(setup.chart()->arrow()->leaves); // the curves reach half as high
    QCOMPARE(setup.find<QLineEdit>("adviceQuestion")->text(),
             QStringLiteral("h ≈ %1, a = 12")
                 .arg(run.measurements[static_cast<std::size_t>(row)].point.layer.hidden));
    // Asked once more, nothing is lacking.
    const int then = setup.script->prepared();
    setup.askButton()->click();
    TRY_DONE(setup);
    QCOMPARE(setup.script->prepared(), then);
    QCOMPARE(setup.values()->model()->rowCount(), values);
}

void TestWindowAdvice::anotherDevicesChartIsNamed() {
    AdviceWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.openCurves(); // of another device, in f16, which this one does not have
    Q_EMIT setup.chart()->adviceWanted(1, 0);
    QCOMPARE(setup.verdict(),
             QStringLiteral("This was measured on Sample device, and Scripted CPU is chosen as "
                            "device: Measure asks that one."));
    setup.askButton()->click();
    QVERIFY2(setup.verdict().contains(QStringLiteral("no f16 arithmetic")), qPrintable(setup.verdict()));
    setup.type(QStringLiteral("4600 12"));
    TRY_DONE(setup);
    QVERIFY(setup.find<ChartPanel>("chart")->isVisible());
    QVERIFY2(setup.verdict().startsWith(QStringLiteral("On Scripted CPU, 1 thread: h = 4596 gives")) ||
                 setup.verdict().startsWith(QStringLiteral("There is no h = 4600")),
             qPrintable(setup.verdict()));
    QVERIFY(setup.verdict().contains(QStringLiteral("On Scripted CPU")));
    QVERIFY(!setup.chart()->arrow());
}

void TestWindowAdvice::theAnswerIsDismissed() {
    AdviceWindow setup;
    setup.measure();
    StoredRun stored;
    stored.run = sampleRun(smallSpec());
    Q_EMIT setup.chart()->adviceWanted(1, AdviceWindow::slowRow(stored));
    TRY_DONE(setup);
    QVERIFY(setup.chart()->arrow());
    QTest::keyClick(setup.chart(), Qt::Key_Escape);
    QVERIFY(!setup.chart()->arrow() && !setup.panel()->isVisible());
    setup.action("advice")->trigger(); // and is there again
    QVERIFY(setup.chart()->arrow() && setup.panel()->isVisible());
    QTest::keyClick(setup.find<QLineEdit>("adviceQuestion"), Qt::Key_Escape);
    QVERIFY(setup.chart()->hasFocus() && setup.find<QLabel>("readout")->text().isEmpty());
    setup.action("advice")->trigger();
    setup.find<QToolButton>("adviceClose")->click();
    QVERIFY(!setup.chart()->arrow() && setup.find<QTableView>("table")->isVisible());
}

void TestWindowAdvice::failedValuesSayWhy() {
    AdviceWindow setup;
    setup.script->failAt(2, {Status::OutOfMemory, "There is no room for <b>it</b>."});
    setup.ask(QStringLiteral("h ≈ 4600, a = 12"));
    const int last = setup.values()->model()->rowCount() - 1;
    QCOMPARE(setup.value(last, 9), QStringLiteral("not measured: 1 GEMM. There is no room for <b>it</b>."));
    QVERIFY2(setup.verdict().contains(QStringLiteral("Not measured: 1 of ")), qPrintable(setup.verdict()));
    // Without a device nothing is left of the question but a sentence.
    setup.script->failOpen({Status::DeviceLost, "The device is gone."});
    setup.type(QStringLiteral("8192 64"));
    TRY_DONE(setup);
    QVERIFY(setup.notices().contains(QStringLiteral("The device is gone.")));
    QCOMPARE(setup.runsMenu().size(), 1);
}

void TestWindowAdvice::nothingIsStoppedForAQuestion() {
    AdviceWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(3);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 2);
    setup.action("advice")->trigger();
    QVERIFY(!setup.askButton()->isEnabled());
    setup.type(QStringLiteral("4096 32"));
    Q_EMIT setup.chart()->adviceWanted(1, 0); // filled in, and not asked
    QCOMPARE(setup.runsMenu().size(), 1);
    setup.script->release();
    TRY_DONE(setup);
    QVERIFY(setup.askButton()->isEnabled());
    // And a question can be stopped: what was measured of it stays.
    setup.script->holdAt(setup.script->prepared() + 2);
    setup.type(QStringLiteral("4096 32"));
    QVERIFY(setup.script->waitUntilHeld());
    QTRY_VERIFY2(setup.verdict().startsWith(QStringLiteral("Measuring: 1 of 5 values")),
                 qPrintable(setup.verdict()));
    setup.action("stop")->trigger();
    TRY_DONE(setup);
    QVERIFY2(setup.verdict().contains(QStringLiteral("Not measured: 4 of 5 values.")),
             qPrintable(setup.verdict()));
}

void TestWindowAdvice::whatCannotBeAskedIsSaid_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("nothing") << QString() << QStringLiteral("Name a hidden size and a number of heads");
    QTest::newRow("markup") << QStringLiteral("<img src='x'>")
                            << QStringLiteral("“<img src='x'” cannot be read here");
    QTest::newRow("huge") << QStringLiteral("h = 999999999999 a = 1")
                          << QStringLiteral("hidden size h is 999999999999");
    QTest::newRow("unknown") << QStringLiteral("width 4096") << QStringLiteral("“width” is no length");
    QTest::newRow("share") << QStringLiteral("h = 4096 a = 32 t = 3") << QStringLiteral("multiple of t = 3");
}

void TestWindowAdvice::whatCannotBeAskedIsSaid() {
    QFETCH(const QString, text);
    QFETCH(const QString, sentence);
    AdviceWindow setup;
    setup.ask(text);
    QVERIFY2(setup.verdict().contains(sentence), qPrintable(setup.verdict()));
    QCOMPARE(setup.find<QLabel>("adviceVerdict")->textFormat(), Qt::PlainText);
    QCOMPARE(setup.script->prepared(), 0);
}

void TestWindowAdvice::aModelIsChosen() {
    AdviceWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.action("advice")->trigger();
    auto* models = setup.find<QComboBox>("adviceModel");
    const auto choose = [](QComboBox* box, int row) {
        box->setCurrentIndex(row);
        Q_EMIT box->activated(row);
    };
    choose(models, models->findText(QStringLiteral("gpt-3-2.7b")));
    choose(setup.find<QComboBox>("adviceLength"), static_cast<int>(Length::Vocab));
    setup.find<QComboBox>("adviceGemms")->setCurrentIndex(1); // forward
    setup.askButton()->click();
    TRY_DONE(setup);
    QVERIFY2(setup.verdict().contains(QStringLiteral("v = 50257")), qPrintable(setup.verdict()));
    QCOMPARE(setup.values()->model()->headerData(2, Qt::Horizontal).toString(), QStringLiteral("ms a model"));
    choose(setup.find<QComboBox>("adviceRank"), 1); // nothing is measured for another rank
    QVERIFY2(setup.verdict().startsWith(QStringLiteral("v = 50257 takes ")) ||
                 setup.verdict().startsWith(QStringLiteral("No v within ")),
             qPrintable(setup.verdict()));
    // A config.json, and one that is none.
    QFile config(setup.at("config.json"));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(
        R"({"model_type": "llama", "hidden_size": 1024, "num_attention_heads": 8, "num_hidden_layers": 2,
                     "intermediate_size": 2730, "vocab_size": 32000})");
    config.close();
    choose(models, models->count() - 1);
    setup.choose(config.fileName());
    QVERIFY(models->currentText() != QStringLiteral("gpt-3-2.7b"));
    setup.type(QStringLiteral("f"));
    TRY_DONE(setup);
    QVERIFY2(setup.verdict().contains(QStringLiteral("f = 2730")), qPrintable(setup.verdict()));
    QSignalSpy asked(setup.panel(), &AdvicePanel::askWanted);
    setup.type(QStringLiteral("h")); // the file states f, and no d
    TRY_DONE(setup);
    QCOMPARE(asked.size(), 1);
    const auto variants = *asked.front().front().value<SweepSpec>().budget->variants;
    QVERIFY(variants.headDimFollows && !variants.ffnFollows);
    setup.panel()->takeConfig(setup.at("missing.json"));
    QVERIFY(setup.verdict().contains(QStringLiteral("missing.json")));
}

void TestWindowAdvice::aLayersGemmAsksAboutItsLength() {
    AdviceWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.openLayer("gpt-3-2.7b");
    const Run run = budgetRun("gpt-3-2.7b");
    Q_EMIT setup.BudgetWindow::panel()->adviceWanted(
        1, static_cast<int>(rowOf(run, Operation::MlpUp, Pass::Forward)));
    QVERIFY(setup.panel()->isVisible());
    setup.askButton()->click(); // the run is of another device
    QTRY_VERIFY2(setup.verdict().contains(QStringLiteral("f = 10240")) ||
                     setup.verdict().contains(QStringLiteral("f16")), // which this device does not have
                 qPrintable(setup.verdict()));
    TRY_DONE(setup);
    QCOMPARE(setup.find<QComboBox>("adviceLength")->currentIndex(), static_cast<int>(Length::Ffn));
    QCOMPARE(setup.find<QComboBox>("adviceModel")->currentText(), QStringLiteral("gpt-3-2.7b"));
}

void TestWindowAdvice::opensARunOfTheCommandLine() {
    AdviceWindow setup;
    setup.openCurves();
    setup.window->openRuns({setup.write("advice.headroom.json", adviceRun())});
    QVERIFY(setup.plot()->isVisible() && setup.panel()->isVisible());
    QVERIFY2(setup.verdict().startsWith(QStringLiteral("f = 10922 gives 100.0 TFLOP/s; f = ")),
             qPrintable(setup.verdict()));
    QVERIFY(setup.plot()->adviceLayout().arrow->to);
    QCOMPARE(setup.find<QLineEdit>("adviceQuestion")->text(), QStringLiteral("f ≈ 10922"));
    QCOMPARE(setup.find<QComboBox>("adviceModel")->currentText(), QStringLiteral("llama-2-7b"));
    QCOMPARE(setup.runsMenu(),
             (QStringList{QStringLiteral("Advice: advice"), QStringLiteral("Curves: curves")}));
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("advice")));
    QVERIFY(!setup.action("home")->isEnabled() && !setup.action("wholeModel")->isEnabled());
    setup.exportPicture(setup.at("advice.png"));
    QVERIFY(QFile::exists(setup.at("advice.png")));
    // Back to the curves, and to the answer.
    setup.find<QMenu>("runsMenu")->actions().at(1)->trigger();
    QVERIFY(setup.find<ChartPanel>("chart")->isVisible() && !setup.panel()->isVisible());
    setup.drop({setup.at("advice.png")});
    QVERIFY(setup.plot()->isVisible());
}

void TestWindowAdvice::plotAndTableFollowEachOther() {
    AdviceWindow setup;
    setup.window->openRuns({setup.write("advice.headroom.json", adviceRun())});
    setup.values()->setFocus();
    setup.values()->selectRow(0);
    const auto* readout = setup.find<QLabel>("readout");
    QVERIFY2(readout->text().contains(QStringLiteral("+50.0 % against f = 10922")),
             qPrintable(readout->text()));
    setup.plot()->setFocus();
    const QString first = readout->text();
    QTest::keyClick(setup.plot(), Qt::Key_Right);
    QVERIFY(readout->text() != first && !readout->text().isEmpty());
    QTest::keyClick(setup.plot(), Qt::Key_Escape);
    QCOMPARE(readout->text(), QString());
    const AdviceLayout& layout = setup.plot()->adviceLayout();
    const QPointF best = *layout.arrow->to;
    QMouseEvent move(QEvent::MouseMove, best, setup.plot()->mapToGlobal(best), Qt::NoButton, Qt::NoButton,
                     {});
    QCoreApplication::sendEvent(setup.plot(), &move);
    QVERIFY(readout->text().contains(QStringLiteral("+50.0 %")));
    QTest::mouseClick(setup.plot(), Qt::LeftButton, {}, best.toPoint());
    QCOMPARE(setup.values()->selectionModel()->selectedRows().size(), 1);
}

void TestWindowAdvice::theTableIsCopied() {
    AdviceWindow setup;
    setup.window->openRuns({setup.write("advice.headroom.json", adviceRun())});
    setup.action("copyTable")->trigger();
    const QString all = QGuiApplication::clipboard()->text();
    QVERIFY(all.startsWith(QStringLiteral("f\tcurve\t")));
    QCOMPARE(all.count(u'\n'), 1 + setup.values()->model()->rowCount());
    setup.values()->selectRow(1);
    QTest::keyClick(setup.values(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 2);
    setup.action("copyChart")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), all);
}

void TestWindowAdvice::showsItToAnAudience() {
    AdviceWindow setup;
    setup.window->openRuns({setup.write("advice.headroom.json", adviceRun())});
    const int usual = QFontInfo(setup.plot()->font()).pixelSize();
    setup.action("presentation")->trigger();
    setup.window->setWindowState(Qt::WindowNoState);
    setup.window->resize(1920, 1080);
    QCoreApplication::processEvents();
    QVERIFY(!setup.panel()->isVisible());
    QVERIFY(QFontInfo(setup.plot()->font()).pixelSize() > usual);
    QVERIFY(setup.plot()->adviceLayout().frame.plot.contains(setup.plot()->adviceLayout().arrow->box));
    setup.action("advice")->trigger(); // which is asked before a window
    QVERIFY(setup.panel()->isVisible() && !setup.action("presentation")->isChecked());
    QCOMPARE(QFontInfo(setup.plot()->font()).pixelSize(), usual);
}

void TestWindowAdvice::aReplayOfAnAnswer() {
    AdviceWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.window->replay(QStringLiteral("answer"), adviceRun());
    QVERIFY(setup.plot()->isVisible());
    QTest::keyClick(setup.plot(), Qt::Key_End);
    QTRY_VERIFY2(setup.verdict().startsWith(QStringLiteral("f = 10922 gives")), qPrintable(setup.verdict()));
}

HEADROOM_TEST(TestWindowAdvice, Windows)

} // namespace headroom::testing::tst_window_advice

#include "tst_window_advice.moc"

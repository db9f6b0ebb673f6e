// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/advice/advice_runs.h"
#include "tests/ui/budget/budget_window.h"
#include "tests/ui/chart/legend/legend_rows.h"
#include "ui/advice/advice_panel.h"
#include "ui/advice/advice_plot.h"

#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QStyle>
#include <QStyleOptionComboBox>

namespace headroom::testing::tst_advice_panel {

using namespace headroom::ui;

namespace {

struct PanelWindow : BudgetWindow {
    AdvicePanel* advice() const { return find<AdvicePanel>("advicePanel"); }
    QString verdict() const { return find<QLabel>("adviceVerdict")->text(); }
    /// As a user does, without the Enter key.
    void edit(const QString& question) const {
        auto* line = find<QLineEdit>("adviceQuestion");
        line->setText(question);
        Q_EMIT line->textEdited(question);
    }
};

} // namespace

/// The panel beside what else the window shows, and what can be done with its run.
class TestAdvicePanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void withoutAnAnswerTheTableBelowIsCopied();
    void theFilterBringsTheTableBack();
    void aConfigsNoteGoesWithItsModel();
    void aQuestionsNoteGoesWithTheQuestion();
    void itsRunIsRenamedAndRemoved();
    void theQuestionStandsAtTheTop();
    void boxesShowTheirTextsWhole();
    void wideIntervalsAreNotCut();
};

void TestAdvicePanel::withoutAnAnswerTheTableBelowIsCopied() {
    PanelWindow setup;
    setup.openCurves();
    setup.action("advice")->trigger();
    QVERIFY(setup.advice()->isVisible());
    QClipboard* clipboard = QGuiApplication::clipboard();
    clipboard->setText(QStringLiteral("kept"));
    setup.advice()->copySelection();
    QCOMPARE(clipboard->text(), QStringLiteral("kept"));
    setup.action("copyTable")->trigger();
    QVERIFY2(clipboard->text().startsWith(QStringLiteral("h\t")), qPrintable(clipboard->text()));
    QCOMPARE(clipboard->text().count(u'\n'), 1 + setup.tableRows());
}

void TestAdvicePanel::theFilterBringsTheTableBack() {
    PanelWindow setup;
    setup.openCurves();
    setup.action("advice")->trigger();
    QVERIFY(setup.advice()->isVisible());
    setup.action("filterTable")->trigger();
    const auto* filter = setup.find<QLineEdit>("tableFilter");
    QVERIFY(filter->isVisible() && filter->hasFocus());
    QVERIFY(!setup.advice()->isVisible());
}

void TestAdvicePanel::aConfigsNoteGoesWithItsModel() {
    PanelWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.action("advice")->trigger();
    QFile config(setup.at("config.json"));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write(R"({"model_type": "llama", "hidden_size": 1024, "num_attention_heads": 8,
                     "num_hidden_layers": 2, "intermediate_size": 2730})");
    config.close();
    setup.advice()->takeConfig(config.fileName());
    QVERIFY2(setup.verdict().contains(QStringLiteral("It has no vocab_size")), qPrintable(setup.verdict()));
    setup.edit(QStringLiteral("f")); // of that model
    QVERIFY2(setup.verdict().contains(QStringLiteral("It has no vocab_size")), qPrintable(setup.verdict()));
    auto* models = setup.find<QComboBox>("adviceModel");
    const int preset = models->findText(QStringLiteral("gpt-3-2.7b"));
    models->setCurrentIndex(preset);
    Q_EMIT models->activated(preset);
    QVERIFY2(!setup.verdict().contains(QStringLiteral("It has no")), qPrintable(setup.verdict()));
}

void TestAdvicePanel::aQuestionsNoteGoesWithTheQuestion() {
    PanelWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.action("advice")->trigger();
    setup.edit(QStringLiteral("h=300 a=7"));
    QTest::keyClick(setup.find<QLineEdit>("adviceQuestion"), Qt::Key_Return);
    TRY_DONE(setup);
    QVERIFY2(setup.verdict().startsWith(QStringLiteral("There is no h = 300")), qPrintable(setup.verdict()));
    setup.edit(QString());
    QVERIFY2(!setup.verdict().contains(QStringLiteral("There is no h = 300")), qPrintable(setup.verdict()));
}

void TestAdvicePanel::itsRunIsRenamedAndRemoved() {
    PanelWindow setup;
    setup.window->openRuns({setup.write("advice.headroom.json", adviceRun())});
    auto* plot = setup.find<AdvicePlot>("advicePlot");
    const auto choose = [&](const QString& text) {
        const QPoint at = plot->rect().center();
        QContextMenuEvent asks(QContextMenuEvent::Mouse, at, plot->mapToGlobal(at));
        expectPopup();
        QCoreApplication::sendEvent(plot, &asks);
        auto* menu = setup.find<QMenu>("adviceMenu");
        for (QAction* action : menu->actions())
            if (action->text().remove(u'&') == text)
                action->trigger();
        menu->close();
        delete menu;
    };
    choose(QStringLiteral("Rename…"));
    auto* dialog = setup.find<QInputDialog>("renameRun");
    QVERIFY(dialog);
    dialog->setTextValue(QStringLiteral("mine"));
    dialog->accept();
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("mine")));
    choose(QStringLiteral("Remove"));
    QVERIFY(setup.find<QMessageBox>("removalBox")); // the new name is in no file
    setup.find<QPushButton>("discardButton")->click();
    QTRY_VERIFY(!setup.action("saveRun")->isEnabled());
}

void TestAdvicePanel::theQuestionStandsAtTheTop() {
    PanelWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.action("advice")->trigger();
    const auto* question = setup.find<QLineEdit>("adviceQuestion");
    const auto* verdict = setup.find<QLabel>("adviceVerdict");
    constexpr int kMargins = 16;
    QTRY_VERIFY(question->mapTo(setup.advice(), QPoint()).y() < kMargins);
    QTRY_VERIFY(verdict->height() <= verdict->heightForWidth(verdict->width()) + 2);
}

void TestAdvicePanel::boxesShowTheirTextsWhole() {
    PanelWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.window->resize(1380, 860);
    setup.action("advice")->trigger();
    for (const char* name : {"adviceModel", "adviceLength", "adviceRank", "adviceGemms"}) {
        const auto* box = setup.find<QComboBox>(name);
        const auto room = [box] {
            QStyleOptionComboBox option;
            option.initFrom(box);
            return box->style()
                ->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box)
                .width();
        };
        QTRY_VERIFY2(room() >= box->fontMetrics().horizontalAdvance(box->currentText()), name);
    }
}

void TestAdvicePanel::wideIntervalsAreNotCut() {
    Run run = adviceRun();
    for (Measurement& row : run.measurements)
        row.time.highS = 3.6 * row.time.medianS;
    PanelWindow setup;
    setup.window->openRuns({setup.write("advice.headroom.json", run)});
    constexpr int kInterval = 3;
    constexpr int kPadding = 10; // of the delegate
    const auto* table = setup.find<QTableView>("adviceTable");
    const QString cell = table->model()->index(0, kInterval).data().toString();
    QVERIFY2(cell.startsWith(QStringLiteral("±130.")), qPrintable(cell));
    QVERIFY(table->columnWidth(kInterval) > table->fontMetrics().horizontalAdvance(cell) + kPadding);
}

HEADROOM_TEST(TestAdvicePanel, Windows)

} // namespace headroom::testing::tst_advice_panel

#include "tst_advice_panel.moc"

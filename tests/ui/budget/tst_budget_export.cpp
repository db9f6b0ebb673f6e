// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/csv.h"
#include "tests/support/test_program.h"
#include "tests/ui/budget/budget_window.h"
#include "tests/ui/export/figure_fixture.h"
#include "ui/export/chosen_budget.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figure_export.h"
#include "ui/export/figure_presets.h"
#include "ui/runs/picture_runs.h"
#include "ui/runs/run_store.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

namespace headroom::testing::tst_budget_export {

using namespace headroom::ui;

namespace {

struct TwoLayers {
    TwoLayers() {
        store.add(RunKind::Opened, QStringLiteral("curves"), sampleRun(sampleSpec(2)));
        store.add(RunKind::Opened, QStringLiteral("two"), budgetRun("gpt-3-2.7b", 2));
        store.add(RunKind::Opened, QStringLiteral("one"), budgetRun("gpt-3-2.7b", 1));
    }
    ChosenBudget figure(const FigureOptions& options = {}) const {
        return {BudgetBars(store, BudgetScope::Layer), true, options};
    }
    QString at(const char* name) const { return folder.filePath(QLatin1String(name)); }
    QByteArray written(const char* name, const FigureOptions& options = {}) const {
        const Outcome outcome = exportFigure(figure(options), store, at(name));
        [&] { QVERIFY2(outcome, outcome ? "" : outcome.error().reason.c_str()); }();
        QFile file(at(name));
        static_cast<void>(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }

    RunStore store;
    QTemporaryDir folder;
};

} // namespace

/// Pictures and tables of layers.
class TestBudgetExport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void aPictureCarriesItsLayers();
    void aDrawingSaysWhatItIs();
    void aDocumentIsWritten();
    void presetsHaveRoom_data();
    void presetsHaveRoom();
    void choicesShow();
    void theDialogShowsIt();
    void aPictureOpensAgain();
    void whatIsVisibleAsCsv();
};

void TestBudgetExport::aPictureCarriesItsLayers() {
    const TwoLayers setup;
    static_cast<void>(setup.written("layers.png"));
    const auto runs = runsInPicture(setup.at("layers.png"));
    QVERIFY(runs);
    QCOMPARE(runs->size(), std::size_t{2}); // no curves
    QCOMPARE(runs->back().name, std::string("one"));
    QVERIFY(runs->back().spec.budget);
}

void TestBudgetExport::aDrawingSaysWhatItIs() {
    const TwoLayers setup;
    const QString texts = textsOf(setup.written("layers.svg"));
    for (const char* text :
         {"One layer of gpt-3-2.7b", "one · t = 1", "two · t = 2", "softmax", "wgrad", "(ms)"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
    QVERIFY(!texts.contains(QStringLiteral("h/a")));
}

void TestBudgetExport::aDocumentIsWritten() {
    const TwoLayers setup;
    QVERIFY(setup.written("layers.pdf").startsWith("%PDF"));
    const std::string csv = setup.figure().csv(setup.store);
    QCOMPARE(std::ranges::count(csv, '\n'),
             1 + std::ptrdiff_t(budgetRun("gpt-3-2.7b", 1).measurements.size() +
                                budgetRun("gpt-3-2.7b", 2).measurements.size()));
    QVERIFY(csv.find(",layer,") != std::string::npos);
}

void TestBudgetExport::presetsHaveRoom_data() {
    QTest::addColumn<QString>("word");
    for (const FigurePreset& preset : figurePresets())
        QTest::newRow(preset.word) << QString::fromLatin1(preset.word);
}

void TestBudgetExport::presetsHaveRoom() {
    QFETCH(const QString, word);
    const TwoLayers setup;
    FigureOptions options;
    apply(*presetOf(word), options);
    const ChosenBudget figure = setup.figure(options);
    const BarsLayout layout = figure.layout();
    QVERIFY(layout.fits);
    const QRectF page({}, figure.options().layoutSize() / figure.unit());
    QVERIFY(page.contains(layout.title) && page.contains(layout.notes));
    for (const PlacedBar& bar : layout.bars)
        QVERIFY(page.contains(bar.sum) && page.contains(bar.box));
    QVERIFY(layout.notesType.pixelSize() * figure.unit() * 72 / 96 >= 5);
}

void TestBudgetExport::choicesShow() {
    const TwoLayers setup;
    FigureOptions options;
    options.title = QStringLiteral("Mine");
    options.caption = QString();
    options.intervals = false;
    const QString texts = textsOf(figureSvg(setup.figure(options)));
    QVERIFY(texts.contains(QStringLiteral("Mine")));
    QVERIFY(!texts.contains(QStringLiteral("±")));
    options.style.dark = true;
    const auto dark = figureImage(setup.figure(options));
    QVERIFY(dark && qGray(dark->pixel(2, 2)) < 60);
}

void TestBudgetExport::theDialogShowsIt() {
    BudgetWindow setup;
    setup.window->openRuns({setup.write("layer.headroom.json", budgetRun("llama-3.1-8b"))});
    setup.action("exportPicture")->trigger();
    QCOMPARE(setup.find<QLineEdit>("exportTitle")->text(), QStringLiteral("One layer of llama-3.1-8b"));
    for (const char* name : {"exportDashes", "exportReferences", "exportFlags"}) {
        QVERIFY2(!setup.find<QCheckBox>(name)->isEnabled(), name);
        QVERIFY2(setup.find<QCheckBox>(name)->toolTip().endsWith(u'.'), name);
    }
    QVERIFY(!setup.find<QComboBox>("exportLegend")->isEnabled());
    QVERIFY(setup.find<QCheckBox>("exportIntervals")->isEnabled());
}

void TestBudgetExport::aPictureOpensAgain() {
    BudgetWindow setup;
    setup.window->openRuns({setup.write("layer.headroom.json", budgetRun("llama-3.1-8b"))});
    setup.exportPicture(setup.at("layer.png"));
    QTRY_VERIFY(QFile::exists(setup.at("layer.png")));
    setup.drop({setup.at("layer.png")});
    QCOMPARE(setup.find<BudgetPanel>("budget")->barsLayout().bars.size(), std::size_t{2});
}

void TestBudgetExport::whatIsVisibleAsCsv() {
    BudgetWindow setup;
    setup.window->openRuns({setup.write("curves.headroom.json", sampleRun(sampleSpec(2))),
                            setup.write("layer.headroom.json", budgetRun("llama-3.1-8b"))});
    const auto rows = [&](const char* action, const char* name) {
        setup.action(action)->trigger();
        setup.choose(setup.at(name));
        QFile file(setup.at(name));
        static_cast<void>(file.open(QIODevice::ReadOnly));
        return file.readAll().count('\n') - 1;
    };
    QCOMPARE(rows("exportVisibleCsv", "visible.csv"), 21);
    QCOMPARE(rows("exportCsv", "all.csv"), 21 + int(sampleRun(sampleSpec(2)).measurements.size()));
}

HEADROOM_TEST(TestBudgetExport, Windows)

} // namespace headroom::testing::tst_budget_export

#include "tst_budget_export.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/budget/budget_window.h"
#include "tests/ui/sweep/form_fixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace headroom::testing::tst_budget_form {

using namespace headroom::ui;

namespace {

constexpr const char* kTiny = R"({"model_type": "llama", "hidden_size": 64, "num_attention_heads": 4,
  "num_hidden_layers": 3, "intermediate_size": 176, "vocab_size": 126})";

struct LayerForm : FormFixture {
    LayerForm() { find<QComboBox>("topic")->setCurrentIndex(1); }

    void choose(const char* model) {
        auto* box = find<QComboBox>("model");
        box->setCurrentText(QLatin1String(model));
    }
    QString config(const char* name, const char* text) const {
        QFile file(folder.filePath(QLatin1String(name)));
        [&] { QVERIFY(file.open(QIODevice::WriteOnly)); }();
        file.write(text);
        return file.fileName();
    }
    const BudgetSpec& budget() { return *form.spec().budget; }

    QTemporaryDir folder;
};

} // namespace

/// The form while a model's layer is to be measured.
class TestBudgetForm final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void curvesComeFirst();
    void showsWhatALayerNeeds();
    void readsItsFields();
    void whatWasChosenStays();
    void faultsStandAtTheirFields();
    void takesAConfig();
    void saysWhyAConfigCannotBeRead();
    void aConfigsFaultGoesWithItsTopic();
    void asksForAConfig();
    void aDroppedConfigIsChosen();
    void measuresALayer();
    void remembersTheLayer();
};

void TestBudgetForm::curvesComeFirst() {
    FormFixture setup;
    QVERIFY(!setup.form.spec().budget);
    QVERIFY(!setup.find<QWidget>("model")->isVisible() && setup.find<QWidget>("heads")->isVisible());
    QVERIFY(!setup.find<QWidget>("modelNote")->isVisible());
}

void TestBudgetForm::showsWhatALayerNeeds() {
    LayerForm setup;
    for (const char* name : {"model", "tp", "pass", "kv-seq", "seq", "batch", "dtype", "device"})
        QVERIFY2(setup.find<QWidget>(name)->isVisible() && setup.find<QWidget>(name)->height() > 10, name);
    for (const char* name : {"operation", "mode", "heads", "ratios", "hidden", "points", "layout"})
        QVERIFY2(!setup.find<QWidget>(name)->isVisible(), name);
    QVERIFY(setup.form.valid());
    QVERIFY(setup.find<QLabel>("estimate")->text().startsWith(QStringLiteral("21 GEMMs; ")));
    // What a device does not offer stays away when curves come back.
    setup.find<QComboBox>("topic")->setCurrentIndex(0);
    QVERIFY(setup.find<QWidget>("heads")->isVisible() && !setup.find<QWidget>("model")->isVisible());
    QVERIFY(!setup.find<QWidget>("regime")->isVisible() && !setup.find<QWidget>("precision")->isVisible());
    QVERIFY(!setup.form.spec().budget);
}

void TestBudgetForm::readsItsFields() {
    LayerForm setup;
    setup.choose("llama-3.1-8b");
    setup.write("tp", "4");
    setup.write("kv-seq", "8k");
    setup.find<QCheckBox>("pass-dgrad")->setChecked(false);
    setup.write("seq", "1024");
    QCOMPARE(setup.budget().model, *findPreset("llama-3.1-8b"));
    QCOMPARE(setup.budget().tensorParallel, std::int64_t{4});
    QCOMPARE(setup.budget().kvSeq, std::int64_t{8192});
    QCOMPARE(setup.budget().passes, (std::vector{Pass::Forward, Pass::Wgrad}));
    QCOMPARE(setup.form.spec().seq, std::int64_t{1024});
    setup.write("kv-seq", "");
    QCOMPARE(setup.budget().kvSeq, std::int64_t{0});
    // And shows what another spec says.
    SweepSpec spec = setup.form.spec();
    spec.budget->model = *findPreset("llama-2-7b");
    spec.budget->tensorParallel = 2;
    spec.budget->passes = {Pass::Dgrad};
    setup.form.setSpec(spec);
    QCOMPARE(setup.form.spec(), spec);
    QCOMPARE(setup.find<QComboBox>("model")->currentText(), QStringLiteral("llama-2-7b"));
}

void TestBudgetForm::whatWasChosenStays() {
    LayerForm setup;
    setup.choose("llama-3.1-8b");
    setup.write("tp", "4");
    setup.find<QComboBox>("topic")->setCurrentIndex(0);
    setup.find<QComboBox>("topic")->setCurrentIndex(1);
    QCOMPARE(setup.budget().model.name, std::string("llama-3.1-8b"));
    QCOMPARE(setup.budget().tensorParallel, std::int64_t{4});
}

void TestBudgetForm::faultsStandAtTheirFields() {
    LayerForm setup;
    setup.choose("llama-3.1-8b");
    setup.write("tp", "three");
    QVERIFY(!setup.form.errorAt(SpecField::TensorParallel).isEmpty());
    setup.write("tp", "70000");
    QVERIFY(setup.form.errorAt(SpecField::TensorParallel).contains(QStringLiteral("t is 70000")));
    setup.write("tp", "1");
    QVERIFY(setup.form.valid());
    for (const char* pass : {"pass-forward", "pass-dgrad", "pass-wgrad"})
        setup.find<QCheckBox>(pass)->setChecked(false);
    QCOMPARE(setup.form.errorAt(SpecField::Passes), QStringLiteral("Choose at least one pass."));
    setup.find<QCheckBox>("pass-forward")->setChecked(true);
    setup.write("kv-seq", "100000000");
    QVERIFY(setup.form.errorAt(SpecField::KvSeq).contains(QStringLiteral("s_kv")));
    // None of which matters to curves.
    setup.find<QComboBox>("topic")->setCurrentIndex(0);
    QVERIFY(setup.form.valid());
}

void TestBudgetForm::takesAConfig() {
    LayerForm setup;
    setup.form.takeConfig(setup.config("tiny-config.json", kTiny));
    QVERIFY(setup.form.valid());
    QCOMPARE(setup.budget().model.layer.hidden, std::int64_t{64});
    QCOMPARE(setup.budget().passes.size(), std::size_t{3});
    QVERIFY(setup.find<QLabel>("modelNote")->isVisible());
    QVERIFY(setup.find<QLabel>("modelNote")->text().contains(QStringLiteral("num_key_value_heads")));
    // The note is that model's; it is kept in the list.
    const QString name = setup.find<QComboBox>("model")->currentText();
    setup.choose("llama-2-7b");
    QVERIFY(!setup.find<QLabel>("modelNote")->isVisible());
    setup.find<QComboBox>("model")->setCurrentText(name);
    QCOMPARE(setup.budget().model.layer.hidden, std::int64_t{64});
}

void TestBudgetForm::saysWhyAConfigCannotBeRead() {
    LayerForm setup;
    setup.choose("llama-3.1-8b");
    setup.form.takeConfig(setup.config("bad-config.json", R"({"hidden_size": -3})"));
    QVERIFY(setup.form.errorAt(SpecField::Budget).contains(QStringLiteral("hidden_size")));
    QVERIFY(!setup.form.valid());
    QCOMPARE(setup.budget().model.name, std::string("llama-3.1-8b")); // nothing is lost
    setup.choose("llama-2-7b");
    QVERIFY(setup.form.valid());
    setup.form.takeConfig(setup.folder.filePath(QStringLiteral("none-config.json")));
    auto* box = setup.find<QComboBox>("model");
    Q_EMIT box->activated(box->currentIndex()); // the same one, chosen again
    QVERIFY(setup.form.valid());
    setup.form.takeConfig(setup.folder.filePath(QStringLiteral("none-config.json")));
    QVERIFY(!setup.form.errorAt(SpecField::Budget).isEmpty());
    setup.form.takeConfig(setup.config("tiny-config.json", kTiny));
    QVERIFY(setup.form.valid());
}

void TestBudgetForm::aConfigsFaultGoesWithItsTopic() {
    LayerForm setup;
    const auto takeFaulty = [&setup] {
        setup.form.takeConfig(setup.config("bad-config.json", R"({"hidden_size": -3})"));
        QVERIFY(setup.form.errorAt(SpecField::Budget).contains(QStringLiteral("hidden_size")));
    };
    const auto isSound = [&setup] {
        return setup.form.valid() && setup.form.errorAt(SpecField::Budget).isEmpty() &&
               setup.form.errorAt(SpecField::Lengths).isEmpty();
    };
    const Result<ShapeList> list = shapesFromText("m,n,k\n512,512,64\n", "one.csv");
    QVERIFY(list);
    takeFaulty();
    setup.form.takeList(*list);
    QVERIFY2(isSound(), qPrintable(setup.form.problem()));
    setup.find<QComboBox>("topic")->setCurrentIndex(0);
    QVERIFY2(isSound(), qPrintable(setup.form.problem()));
    takeFaulty(); // which is a layer's
    setup.find<QComboBox>("topic")->setCurrentIndex(0);
    QVERIFY2(isSound(), qPrintable(setup.form.problem()));
    takeFaulty();
    setup.form.reset();
    QCOMPARE(setup.form.spec(), defaultSpec(scriptedCpu()));
    QVERIFY2(isSound(), qPrintable(setup.form.problem()));
}

void TestBudgetForm::asksForAConfig() {
    LayerForm setup;
    const QSignalSpy wanted(&setup.form, &SweepForm::configWanted);
    auto* box = setup.find<QComboBox>("model");
    setup.choose("llama-3.1-8b");
    const int last = box->count() - 1;
    box->setCurrentIndex(last);
    Q_EMIT box->activated(last);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(box->currentText(), QStringLiteral("llama-3.1-8b")); // until one is named
    QCOMPARE(setup.budget().model.name, std::string("llama-3.1-8b"));
}

void TestBudgetForm::aDroppedConfigIsChosen() {
    BudgetWindow setup;
    QTRY_VERIFY(setup.ready());
    QFile file(setup.at("tiny-config.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kTiny);
    file.close();
    setup.drop({file.fileName()});
    QCOMPARE(setup.find<QComboBox>("topic")->currentIndex(), 1);
    QCOMPARE(setup.find<SweepForm>("sweepForm")->spec().budget->model.layer.hidden, std::int64_t{64});
    QVERIFY(setup.panel()->isVisible()); // where its bar will stand
}

void TestBudgetForm::measuresALayer() {
    BudgetWindow setup;
    QTRY_VERIFY(setup.ready());
    QFile file(setup.at("tiny-config.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kTiny);
    file.close();
    setup.drop({file.fileName()});
    setup.action("start")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(setup.idle(), 20000);
    QCOMPARE(setup.panel()->barsLayout().bars.size(), std::size_t{1});
    QCOMPARE(setup.panel()->barsLayout().bars.front().segments.size(), std::size_t{18});
    QVERIFY(setup.find<QLabel>("progressText")->text().contains(QStringLiteral("21")));
    QVERIFY(setup.action("saveRun")->isEnabled() && setup.action("exportPicture")->isEnabled());
}

void TestBudgetForm::remembersTheLayer() {
    BudgetWindow setup;
    QTRY_VERIFY(setup.ready());
    setup.find<QComboBox>("topic")->setCurrentIndex(1);
    setup.find<QComboBox>("model")->setCurrentText(QStringLiteral("llama-2-7b"));
    SweepSpec spec = setup.find<SweepForm>("sweepForm")->spec();
    setup.preferences->setSpec(setup.script->device.id, spec);
    QCOMPARE(*setup.preferences->spec(setup.script->device.id), spec);
}

HEADROOM_TEST(TestBudgetForm, Windows)

} // namespace headroom::testing::tst_budget_form

#include "tst_budget_form.moc"

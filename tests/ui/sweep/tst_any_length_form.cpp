// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "tests/ui/sweep/form_fixture.h"
#include "ui/settings/preferences.h"
#include "ui/sweep/further_picker.h"
#include "ui/widgets/number_edit.h"

#include "engine/io/run_file.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>

#include <algorithm>

namespace headroom::testing::tst_any_length_form {

using namespace headroom::ui;

namespace {

struct OpenForm : FormFixture {
    OpenForm() { find<QAbstractButton>("anyLength")->click(); }

    bool shows(const char* name) { return find<QWidget>(name)->isVisible(); }
    void choose(const char* box, const char* text) {
        auto* combo = find<QComboBox>(box);
        const int row = combo->findText(QString::fromUtf8(text));
        QVERIFY2(row >= 0, text);
        combo->setCurrentIndex(row);
        Q_EMIT combo->activated(row);
    }
    void choose(const char* box, int value) {
        auto* combo = find<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(value));
    }
    void operation(Operation operation) { choose("operation", static_cast<int>(operation)); }
    void axis(Axis axis) { choose("axis", static_cast<int>(axis)); }
    QAction* further(const char* picker, const char* text) {
        for (QAction* action : find<FurtherPicker>(picker)->menu()->actions())
            if (action->text() == QLatin1String(text))
                return action;
        return nullptr;
    }
    QString caption(const char* name) {
        for (QLabel* label : form.findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly))
            if (label->buddy() == find<QWidget>(name))
                return label->text();
        return {};
    }
    QString error(SpecField field) { return form.errorAt(field); }
};

/// The paper's other figure and those beside it: every field of the form is in one of them.
std::vector<std::pair<const char*, SweepSpec>> asked() {
    SweepSpec ffn = defaultSpec(scriptedGpu());
    ffn.operation = Operation::MlpDown;
    takeLengths(ffn, *findPreset("llama-2-7b"));
    ffn.hiddenMin = ffn.hiddenMax = 4096;
    ffn.axis = AxisRange{Axis::Ffn, 10240, 12288};
    ffn.layout = Layout::NT;
    SweepSpec heads = defaultSpec(scriptedGpu());
    heads.ratios = {64};
    heads.further.heads = {16, 24, 96};
    SweepSpec types = defaultSpec(scriptedGpu());
    chooseTypes(types, {DataType::Bf16, DataType::F32, DataType::F16});
    SweepSpec several = defaultSpec(scriptedGpu());
    several.operation = Operation::MlpDown;
    several.further.operations = {Operation::MlpUp};
    several.pass = Pass::Wgrad;
    several.further.passes = {Pass::Forward};
    several.ratios = {8, 64};
    several.layout = Layout::TN;
    SweepSpec groups = defaultSpec(scriptedGpu());
    groups.operation = Operation::Qkv;
    groups.heads = 32;
    groups.hiddenMin = groups.hiddenMax = 4096;
    groups.axis = AxisRange{Axis::KvHeads, 1, 32};
    groups.fixed.tensorParallel = 2;
    groups.fixed.headDim = 96;
    groups.layout = Layout::NT;
    SweepSpec decode = defaultSpec(scriptedGpu());
    decode.heads = 32;
    decode.hiddenMin = decode.hiddenMax = 4096;
    decode.axis = AxisRange{Axis::Tokens, 1, 4096};
    decode.fixed.kvSeq = 8192;
    return {{"ffn of a model", ffn}, {"heads", heads},   {"types", types},
            {"operations", several}, {"groups", groups}, {"tokens", decode}};
}

} // namespace

/// The form's fields for sweeps over any length.
class TestAnyLengthForm final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void isAwayUntilAskedFor();
    void everySpecIsShownAndReadBack_data();
    void everySpecIsShownAndReadBack();
    void savedSettingsComeBack_data();
    void savedSettingsComeBack();
    void anotherAxisHasARangeAndOneHiddenSize();
    void axesThatDoNotMatterAreDisabled();
    void lengthsThatMatterAreShown();
    void modelsGiveTheirLengths();
    void aConfigGivesItsLengths();
    void severalHeads();
    void severalTypesAndTheirLayout();
    void severalOperationsAndPasses();
    void faultsStandAtTheirFields_data();
    void faultsStandAtTheirFields();
    void faultsAreSeenWhereverTheyAre();
    void nothingIsCutOff();
    void aLayerHasNoneOfIt();
};

void TestAnyLengthForm::isAwayUntilAskedFor() {
    OpenForm setup;
    const std::vector<const char*> fields{"curvePass",         "axis",         "lengths",
                                          "furtherOperations", "furtherHeads", "furtherTypes"};
    for (const char* name : fields)
        QVERIFY2(setup.shows(name), name);
    QVERIFY(!setup.shows("range")); // of h, the field of h says it
    QCOMPARE(setup.find<QComboBox>("operation")->count(), int(allOperations().size()));
    setup.find<QAbstractButton>("anyLength")->click();
    for (const char* name : fields)
        QVERIFY2(!setup.shows(name), name);
    QCOMPARE(setup.find<QComboBox>("operation")->count(), int(sweptOperations().size()));
    QCOMPARE(setup.form.spec(), defaultSpec(scriptedCpu()));
}

void TestAnyLengthForm::everySpecIsShownAndReadBack_data() {
    QTest::addColumn<int>("which");
    int which = 0;
    for (const auto& [name, spec] : asked())
        QTest::newRow(name) << which++;
}

void TestAnyLengthForm::everySpecIsShownAndReadBack() {
    QFETCH(const int, which);
    const SweepSpec spec = asked()[static_cast<std::size_t>(which)].second;
    FormFixture setup; // what is said is seen without asking for more
    setup.form.selectDevice("cuda:0");
    setup.form.setSpec(spec);
    QCOMPARE(setup.form.spec(), spec);
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    const auto shows = [&setup](const char* name) { return setup.find<QWidget>(name)->isVisible(); };
    QCOMPARE(shows("axis"), spec.axis.has_value());
    QCOMPARE(shows("range"), spec.axis.has_value());
    QCOMPARE(shows("hiddenMin"), !spec.axis);
    QCOMPARE(shows("lengths"), spec.fixed != LayerShape());
    QCOMPARE(shows("furtherHeads"), !spec.further.heads.empty());
    QCOMPARE(shows("furtherTypes"), !spec.further.types.empty());
    QCOMPARE(shows("furtherOperations"), !spec.further.operations.empty());
    QCOMPARE(shows("curvePass"), spec.pass != Pass::Forward || !spec.further.passes.empty());
    // An edit elsewhere, and opening and closing, leave it as it is.
    setup.write("pointCount", "9");
    for (int i = 0; i < 2; ++i)
        setup.find<QAbstractButton>("anyLength")->click();
    SweepSpec expected = spec;
    expected.pointsPerCurve = 9;
    QCOMPARE(setup.form.spec(), expected);
    setup.form.setSpec(defaultSpec(scriptedGpu()));
    QCOMPARE(setup.form.spec(), defaultSpec(scriptedGpu()));
    QVERIFY(!shows("axis") && !shows("lengths") && !shows("furtherTypes"));
}

void TestAnyLengthForm::savedSettingsComeBack_data() {
    everySpecIsShownAndReadBack_data();
}

void TestAnyLengthForm::savedSettingsComeBack() {
    QFETCH(const int, which);
    const SweepSpec spec = asked()[static_cast<std::size_t>(which)].second;
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("headroom.ini"));
    Preferences(path).setSpec("cuda:0", spec);
    const std::optional<SweepSpec> saved = Preferences(path).spec("cuda:0");
    QVERIFY(saved);
    QCOMPARE(*saved, spec);
    const Result<SweepSpec> ofRun = specFromJson(specToJson(spec));
    QVERIFY(ofRun);
    QCOMPARE(*ofRun, spec);
}

void TestAnyLengthForm::anotherAxisHasARangeAndOneHiddenSize() {
    OpenForm setup;
    setup.write("hiddenMin", "1024");
    setup.operation(Operation::MlpDown);
    QCOMPARE(setup.form.spec().layout, Layout::NT); // as it is issued
    setup.axis(Axis::Ffn);
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    QVERIFY(setup.shows("range") && !setup.shows("hiddenMin") && !setup.shows("mode"));
    QVERIFY(!setup.shows("heads")); // no length of this GEMM depends on them
    QCOMPARE(setup.caption("ratios"), QStringLiteral("Classes f"));
    QCOMPARE(setup.caption("range"), QStringLiteral("Range of f"));
    QCOMPARE(setup.find<QComboBox>("topic")->currentText(), QStringLiteral("Curves over feed-forward size"));
    setup.write("hiddenMax", "4096");
    setup.write("rangeMin", "8k");
    setup.write("rangeMax", "16384");
    SweepSpec expected = defaultSpec(scriptedCpu());
    expected.operation = Operation::MlpDown;
    expected.layout = Layout::NT;
    expected.axis = AxisRange{Axis::Ffn, 8192, 16384};
    expected.hiddenMin = expected.hiddenMax = 4096;
    QCOMPARE(setup.form.spec(), expected);
    // Back at h, its own range is there again.
    setup.axis(Axis::Hidden);
    QCOMPARE(setup.form.spec().hiddenMin, 1024);
    QCOMPARE(setup.form.spec().hiddenMax, 32768);
    QVERIFY(!setup.form.spec().axis && setup.shows("mode") && !setup.shows("range"));
    // An axis of divisors has no classes, one of tokens no s and b.
    setup.axis(Axis::TensorParallel);
    QVERIFY(!setup.shows("ratios"));
    setup.axis(Axis::Tokens);
    QVERIFY(!setup.shows("seq") && !setup.shows("batch") && setup.shows("ratios"));
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
}

void TestAnyLengthForm::axesThatDoNotMatterAreDisabled() {
    OpenForm setup;
    auto* box = setup.find<QComboBox>("axis");
    auto* model = qobject_cast<QStandardItemModel*>(box->model());
    const auto enabled = [&](Axis axis) {
        return model->item(box->findData(static_cast<int>(axis)))->isEnabled();
    };
    QVERIFY(enabled(Axis::HeadDim) && enabled(Axis::KvSeq) && enabled(Axis::Hidden));
    QVERIFY(!enabled(Axis::Ffn) && !enabled(Axis::Vocab) && !enabled(Axis::KvHeads));
    setup.operation(Operation::Logits);
    QVERIFY(enabled(Axis::Vocab) && !enabled(Axis::HeadDim));
    setup.axis(Axis::Vocab);
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    // What no longer depends on it says so.
    setup.operation(Operation::MlpUp);
    QCOMPARE(
        setup.error(SpecField::Axis),
        QStringLiteral("MLP Up does not depend on v here, but on b·s, f/t and h. Choose another operation, "
                       "or a length of these as the x axis."));
}

void TestAnyLengthForm::lengthsThatMatterAreShown() {
    OpenForm setup;
    const auto shown = [&setup] {
        QStringList names;
        for (const char* name : {"head-dim", "kv-heads", "ffn", "expert-ffn", "vocab", "kv-seq", "tp"})
            if (setup.shows((std::string("length-") + name).c_str()))
                names << QLatin1String(name);
        return names.join(QLatin1Char(' '));
    };
    QCOMPARE(shown(), QStringLiteral("head-dim kv-seq tp"));
    setup.operation(Operation::Qkv);
    QCOMPARE(shown(), QStringLiteral("head-dim kv-heads tp"));
    setup.operation(Operation::MlpUp);
    QCOMPARE(shown(), QStringLiteral("ffn tp"));
    setup.axis(Axis::Ffn); // which grows
    QCOMPARE(shown(), QStringLiteral("tp"));
    setup.axis(Axis::Hidden);
    setup.write("length-ffn", "11008");
    setup.write("length-tp", "2");
    QCOMPARE(setup.form.spec().fixed.ffn, 11008);
    QCOMPARE(setup.form.spec().fixed.tensorParallel, 2);
    QCOMPARE(setup.find<QComboBox>("lengthsFrom")->currentText(), QStringLiteral("named one by one"));
    setup.write("length-ffn", "");
    setup.write("length-tp", "");
    QCOMPARE(setup.form.spec().fixed, LayerShape());
    QCOMPARE(setup.find<QComboBox>("lengthsFrom")->currentIndex(), 0);
}

void TestAnyLengthForm::modelsGiveTheirLengths() {
    OpenForm setup;
    setup.operation(Operation::MlpDown);
    setup.axis(Axis::Ffn);
    setup.choose("lengthsFrom", "llama-3.1-8b");
    SweepSpec expected = setup.form.spec();
    takeLengths(expected, *findPreset("llama-3.1-8b"));
    QCOMPARE(setup.form.spec(), expected);
    QCOMPARE(setup.form.spec().hiddenMax, 4096);
    QCOMPARE(setup.form.spec().fixed.kvHeads, 8);
    QCOMPARE(setup.find<QComboBox>("lengthsFrom")->currentText(), QStringLiteral("llama-3.1-8b"));
    setup.write("length-tp", "4"); // how it is run
    QCOMPARE(setup.find<QComboBox>("lengthsFrom")->currentText(), QStringLiteral("llama-3.1-8b"));
    setup.choose("lengthsFrom", "that follow from h and a");
    QCOMPARE(setup.form.spec().fixed, LayerShape());
}

void TestAnyLengthForm::aConfigGivesItsLengths() {
    OpenForm setup;
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("tiny-config.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"model_type": "llama", "hidden_size": 64, "num_attention_heads": 4,
                   "num_hidden_layers": 3, "intermediate_size": 176, "vocab_size": 126})");
    file.close();
    setup.operation(Operation::MlpDown);
    const QSignalSpy wanted(&setup.form, &SweepForm::configWanted);
    setup.choose("lengthsFrom", "config.json …");
    QCOMPARE(wanted.count(), 1);
    setup.form.takeConfig(file.fileName());
    QVERIFY(!setup.form.spec().budget);
    QCOMPARE(setup.form.spec().fixed.ffn, 176);
    QCOMPARE(setup.form.spec().heads, 4);
    auto* note = setup.find<QLabel>("modelNote");
    QVERIFY(note->isVisible() && note->text().contains(QStringLiteral("num_key_value_heads")));
    setup.choose("lengthsFrom", "llama-2-7b");
    QVERIFY(!note->isVisible());
    setup.choose("lengthsFrom", "config.json …");
    setup.form.takeConfig(folder.filePath(QStringLiteral("none-config.json")));
    QVERIFY(!setup.error(SpecField::Lengths).isEmpty());
    QCOMPARE(setup.form.spec().fixed.ffn, 11008); // nothing is lost
    // Without being asked for, a config.json is a layer's.
    setup.form.takeConfig(file.fileName());
    QVERIFY(setup.form.spec().budget);
}

void TestAnyLengthForm::severalHeads() {
    OpenForm setup;
    setup.write("furtherHeads", "16, 24 96");
    QCOMPARE(allHeads(setup.form.spec()), (std::vector<std::int64_t>{12, 16, 24, 96}));
    setup.write("furtherHeads", "16, many");
    QVERIFY2(setup.error(SpecField::Heads).contains(QStringLiteral("many")), "");
    setup.write("furtherHeads", "12");
    QCOMPARE(setup.error(SpecField::Heads), QStringLiteral("The head count 12 is named twice."));
    setup.write("furtherHeads", "");
    QCOMPARE(setup.form.spec(), defaultSpec(scriptedCpu()));
}

void TestAnyLengthForm::severalTypesAndTheirLayout() {
    DeviceInfo gpu = scriptedGpu();
    gpu.types.push_back({DataType::E4m3, true, {}});
    gpu.types.push_back({DataType::Mxfp8, false, "This chip has no such arithmetic."});
    OpenForm setup;
    setup.devices.setDevices({{gpu}, {}});
    setup.form.selectDevice("cuda:0");
    auto* picker = setup.find<FurtherPicker>("furtherTypes");
    QCOMPARE(picker->shownText(), QStringLiteral("and no other"));
    QVERIFY(!setup.further("furtherTypes", "f16 (half)")->isVisible()); // which is the first
    QVERIFY(!setup.further("furtherTypes", "mxfp8")->isEnabled());
    setup.further("furtherTypes", "bf16 (bfloat16)")->trigger();
    QCOMPARE(allTypes(setup.form.spec()), (std::vector{DataType::F16, DataType::Bf16}));
    QVERIFY(setup.form.valid());
    setup.further("furtherTypes", "fp8 (e4m3)")->trigger();
    QCOMPARE(picker->shownText(), QStringLiteral("and bf16, e4m3"));
    // What fp8 wants is said in red beside the layout, which is all types'.
    QVERIFY(setup.error(SpecField::Layout).endsWith(QStringLiteral("choose the layout nt, for all types.")));
    setup.choose("layout", static_cast<int>(Layout::NT));
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    setup.choose("dtype", static_cast<int>(DataType::Bf16)); // was one of the others
    QCOMPARE(allTypes(setup.form.spec()), (std::vector{DataType::Bf16, DataType::E4m3}));
}

void TestAnyLengthForm::severalOperationsAndPasses() {
    OpenForm setup;
    setup.operation(Operation::MlpUp);
    QVERIFY(setup.shows("layout"));
    setup.further("furtherOperations", "MLP Down")->trigger();
    setup.find<QCheckBox>("curvePass-wgrad")->click();
    QCOMPARE(allOperations(setup.form.spec()), (std::vector{Operation::MlpUp, Operation::MlpDown}));
    QCOMPARE(allPasses(setup.form.spec()), (std::vector{Pass::Forward, Pass::Wgrad}));
    QVERIFY(!setup.shows("layout")); // each as it is issued
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    for (const char* box : {"curvePass-forward", "curvePass-wgrad"})
        setup.find<QCheckBox>(box)->click();
    QCOMPARE(setup.error(SpecField::Pass), QStringLiteral("Choose at least one pass."));
    setup.find<QCheckBox>("curvePass-dgrad")->click();
    QCOMPARE(allPasses(setup.form.spec()), std::vector{Pass::Dgrad});
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
}

void TestAnyLengthForm::faultsStandAtTheirFields_data() {
    QTest::addColumn<QByteArray>("widget");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("field");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* widget, const char* text, SpecField field,
                        const char* words) {
        QTest::newRow(name) << QByteArray(widget) << QByteArray(text) << static_cast<int>(field)
                            << QString::fromUtf8(words);
    };
    row("no range", "rangeMin", "few", SpecField::Range, "whole number");
    row("backwards", "rangeMin", "1000000", SpecField::Range, "run backwards");
    row("nothing", "rangeMin", "0", SpecField::Range, "must be at least 1");
    row("no hidden size", "hiddenMax", "wide", SpecField::Hidden, "whole number");
    row("no length", "length-tp", "two", SpecField::Lengths, "t: ");
    row("no devices", "length-tp", "0", SpecField::Lengths, "it must be at least 1");
    row("not shared", "length-tp", "100000000000", SpecField::Lengths, "");
}

void TestAnyLengthForm::faultsStandAtTheirFields() {
    QFETCH(QByteArray, widget);
    QFETCH(QByteArray, text);
    QFETCH(const int, field);
    QFETCH(QString, words);
    OpenForm setup;
    setup.operation(Operation::MlpDown);
    setup.axis(Axis::Ffn);
    QVERIFY(setup.form.valid());
    setup.write(widget, text);
    QVERIFY(!setup.form.valid());
    const QString error = setup.error(static_cast<SpecField>(field));
    QVERIFY2(!error.isEmpty() && error.contains(words), qPrintable(error));
}

void TestAnyLengthForm::faultsAreSeenWhereverTheyAre() {
    FormFixture setup;
    SweepSpec spec = defaultSpec(scriptedCpu());
    spec.operation = Operation::Logits; // of a layer without a vocabulary
    spec.layout = Layout::NT;
    setup.form.setSpec(spec);
    QVERIFY(setup.form.errorAt(SpecField::Operation).contains(QStringLiteral("needs v/t")));
    spec.fixed.tensorParallel = 0;
    setup.form.setSpec(spec);
    QVERIFY(setup.find<QWidget>("lengths")->isVisible());
}

/// Whatever rows come and go, beside the scroll bar too.
void TestAnyLengthForm::nothingIsCutOff() {
    OpenForm setup;
    setup.find<QAbstractButton>("anyLength")->click();
    const int closed = setup.form.minimumSizeHint().width();
    setup.find<QAbstractButton>("anyLength")->click();
    QCOMPARE(setup.form.minimumSizeHint().width(), closed);
    setup.devices.setDevices({{scriptedCpu()},
                              {{"cuBLAS", "cuda",
                                "its module is not there (lib/headroom_cuda.so). Build "
                                "Headroom where a CUDA Toolkit 12 "
                                "or later is found, or name the module in HEADROOM_CUDA_MODULE."}}});
    setup.form.selectDevice("cpu");
    QScrollArea area;
    area.setWidgetResizable(true);
    area.setWidget(&setup.form);
    setup.find<QAbstractButton>("anyLength")->click();
    area.resize(closed + 40, setup.form.heightForWidth(closed + 40) + 20);
    area.show();
    const auto check = [&setup, &area] {
        QCoreApplication::processEvents();
        QVERIFY2(setup.form.width() <= area.viewport()->width(), "wider than it is seen");
        for (QLabel* label : setup.form.findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        for (QWidget* field : setup.form.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
            QVERIFY2(!field->isVisible() || field->height() > 10, qPrintable(field->objectName()));
    };
    check();
    setup.find<QAbstractButton>("anyLength")->click(); // from now on there is a bar
    check();
    setup.further("furtherOperations", "MLP Gate and Up")->trigger();
    check();
    setup.further("furtherOperations", "MLP Gate and Up")->trigger();
    setup.operation(Operation::Qkv);
    check();
    setup.axis(Axis::KvHeads);
    check();
    setup.write("length-tp", "0");
    check();
    // Nothing comes or goes, and the estimate becomes long.
    setup.write("length-tp", "1");
    setup.axis(Axis::Hidden);
    setup.operation(Operation::MlpUp);
    check();
    setup.write("seq", "65536");
    QVERIFY(setup.find<QLabel>("estimate")->text().contains(QLatin1Char('\n')));
    check();
    setup.find<QAbstractButton>("anyLength")->click();
    check();
    area.takeWidget();
}

void TestAnyLengthForm::aLayerHasNoneOfIt() {
    OpenForm setup;
    setup.further("furtherTypes", "bf16 (bfloat16)")->trigger();
    setup.find<QComboBox>("topic")->setCurrentIndex(1);
    for (const char* name :
         {"anyLength", "axis", "lengths", "curvePass", "furtherTypes", "furtherOperations"})
        QVERIFY2(!setup.shows(name), name);
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    setup.find<QComboBox>("topic")->setCurrentIndex(0);
    QCOMPARE(allTypes(setup.form.spec()), (std::vector{DataType::F32, DataType::Bf16}));
}

HEADROOM_TEST(TestAnyLengthForm, Windows)

} // namespace headroom::testing::tst_any_length_form

#include "tst_any_length_form.moc"

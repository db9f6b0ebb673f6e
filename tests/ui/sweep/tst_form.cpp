// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/form_words.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/number_edit.h"
#include "ui/widgets/wheel_guard.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSet>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QWheelEvent>

#include <type_traits>

namespace headroom::testing::tst_form {

using namespace headroom::ui;

namespace {

struct Setup {
    explicit Setup(std::vector<DeviceInfo> found = {scriptedCpu(), scriptedGpu()}) {
        devices.setDevices({std::move(found), {{"cuBLAS", "cuda", "no NVIDIA driver was found."}}});
        form.selectDevice("cpu");
        form.resize(form.sizeHint());
        form.show();
    }

    template <class T>
    T* find(const char* name) {
        return form.findChild<T*>(QLatin1String(name));
    }
    void write(const char* field, const char* text) {
        QWidget* widget = find<QWidget>(field);
        auto* edit = qobject_cast<QLineEdit*>(widget);
        (edit ? edit : widget->findChild<QLineEdit*>())->setText(QLatin1String(text));
    }

    DeviceModel devices;
    CostModel costs;
    WheelGuard guard; // as a window has
    SweepForm form{&devices, &costs};
};

} // namespace

class TestForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void beginsWithTheDevicesDefaults();
    void marksWhatIsWrong_data();
    void marksWhatIsWrong();
    void saysWhatNumbersMean();
    void collectsRatios();
    void measuresAllPoints();
    void headDimensionFixed();
    void unsupportedTypesAreDisabledWithTheReason();
    void offersChoicesWhereThereAreAny();
    void anotherDeviceBringsItsOwnValues();
    void everyFieldKeepsItsHeight();
    void saysWhyADeviceIsMissing();
    void withoutADevice();
    void tellsPointsAndTimeBeforehand();
    void tellsBeforehandWhatDoesNotFit();
    void refusesBeforehandWhatCannotFit();
    void warnsOfWhatDoesNotFitNow();
    void explainsEachRatio();
    void passingWheelChangesNothing();
    void pointAndCommaAreDecimalSigns();
    void keyboardReachesEveryField();
    void takesOverASpecWhole();
    void namesEveryField();
    void namesEveryChoice();
    void saysLayoutsAsTheOperationDoes();
};

void TestForm::beginsWithTheDevicesDefaults() {
    Setup setup;
    QCOMPARE(setup.form.spec(), defaultSpec(scriptedCpu()));
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
}

void TestForm::marksWhatIsWrong_data() {
    QTest::addColumn<QByteArray>("widget");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("field");
    const auto row = [](const char* name, const char* widget, const char* text, SpecField field) {
        QTest::newRow(name) << QByteArray(widget) << QByteArray(text) << static_cast<int>(field);
    };
    row("heads 0", "heads", "0", SpecField::Heads);
    row("heads negative", "heads", "-3", SpecField::Heads);
    row("heads enormous", "heads", "1000000000", SpecField::Heads);
    row("heads no number", "heads", "twelve", SpecField::Heads);
    row("heads empty", "heads", "", SpecField::Heads);
    row("heads beyond 64 bits", "heads", "99999999999999999999", SpecField::Heads);
    row("hidden reversed", "hiddenMin", "40000", SpecField::Hidden);
    row("hidden negative", "hiddenMin", "-1", SpecField::Hidden);
    row("hidden empty range", "hiddenMax", "0", SpecField::Hidden);
    row("hidden without an admissible size", "hiddenMax", "11", SpecField::Hidden);
    row("hidden no number", "hiddenMax", "32q", SpecField::Hidden);
    row("ratio not a power of two", "otherRatios", "3", SpecField::Ratios);
    row("ratio negative", "otherRatios", "-8", SpecField::Ratios);
    row("ratio no number", "otherRatios", "128, many", SpecField::Ratios);
    row("points 0", "pointCount", "0", SpecField::Points);
    row("seq 0", "seq", "0", SpecField::Seq);
    row("seq no number", "seq", "x", SpecField::Seq);
    row("batch 0", "batch", "0", SpecField::Batch);
    row("threads beyond the machine", "threads", "3", SpecField::Threads);
    row("threads negative", "threads", "-1", SpecField::Threads);
}

void TestForm::marksWhatIsWrong() {
    QFETCH(QByteArray, widget);
    QFETCH(QByteArray, text);
    QFETCH(int, field);
    Setup setup;
    const auto place = static_cast<SpecField>(field);
    setup.write(widget, text);
    QVERIFY(!setup.form.errorAt(place).isEmpty());
    QVERIFY(!setup.form.valid());
    bool shown = false;
    for (const QLabel* label : setup.form.findChildren<QLabel*>(QStringLiteral("fieldError")))
        shown = shown || (label->isVisible() && label->text() == setup.form.errorAt(place));
    QVERIFY(shown);
    // Nothing else is blamed.
    for (int other = 0; other <= static_cast<int>(SpecField::Threads); ++other)
        if (other != field)
            QCOMPARE(setup.form.errorAt(static_cast<SpecField>(other)), QString());

    setup.form.setSpec(defaultSpec(scriptedCpu()));
    QVERIFY(setup.form.valid());
    QCOMPARE(setup.form.errorAt(place), QString());
}

void TestForm::saysWhatNumbersMean() {
    Setup setup;
    setup.write("threads", "");
    QCOMPARE(setup.form.spec().threads, 0);
    QVERIFY(setup.form.valid());
    setup.write("seq", " 4 096 ");
    QCOMPARE(setup.form.spec().seq, std::int64_t(4096));
    auto* seq = setup.find<NumberEdit>("seq");
    seq->stepBy(1);
    QCOMPARE(setup.form.spec().seq, std::int64_t(8192));
    seq->stepBy(-2);
    QCOMPARE(setup.form.spec().seq, std::int64_t(2048));
    auto* heads = setup.find<NumberEdit>("heads");
    heads->stepBy(-100);
    QCOMPARE(setup.form.spec().heads, std::int64_t(1));
}

void TestForm::collectsRatios() {
    Setup setup;
    setup.find<QAbstractButton>("ratio2")->click();
    setup.write("otherRatios", "256,128 64");
    QCOMPARE(setup.form.spec().ratios, (std::vector<std::int64_t>{1, 4, 8, 16, 32, 64, 128, 256}));
    setup.write("otherRatios", "");
    for (const char* chip : {"ratio1", "ratio4", "ratio8", "ratio16", "ratio32", "ratio64"})
        setup.find<QAbstractButton>(chip)->click();
    QVERIFY(!setup.form.errorAt(SpecField::Ratios).isEmpty());
}

void TestForm::measuresAllPoints() {
    Setup setup;
    setup.write("pointCount", "nonsense");
    QVERIFY(!setup.form.valid());
    setup.find<QCheckBox>("allPoints")->setChecked(true);
    QVERIFY(setup.form.valid());
    QVERIFY(!setup.form.spec().pointsPerCurve);
    QVERIFY(!setup.find<QWidget>("pointCount")->isEnabled());
}

void TestForm::headDimensionFixed() {
    Setup setup;
    setup.write("heads", "0");
    setup.find<QComboBox>("mode")->setCurrentIndex(1);
    QCOMPARE(setup.form.spec().mode, SweepMode::FixedHeadDim);
    QVERIFY(!setup.find<QWidget>("heads")->isEnabled());
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    setup.write("otherRatios", "96"); // any head dimension
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
}

void TestForm::unsupportedTypesAreDisabledWithTheReason() {
    Setup setup;
    auto* types = setup.find<QComboBox>("dtype");
    const int f16 = types->findData(static_cast<int>(DataType::F16));
    QVERIFY(f16 >= 0);
    auto* model = qobject_cast<QStandardItemModel*>(types->model());
    QVERIFY(!model->item(f16)->isEnabled());
    QVERIFY(types->itemData(f16, Qt::ToolTipRole).toString().contains(QStringLiteral("f16")));
    QVERIFY(model->item(types->findData(static_cast<int>(DataType::Bf16)))->isEnabled());
    SweepSpec spec = setup.form.spec();
    spec.type = DataType::F16;
    setup.form.setSpec(spec);
    QVERIFY(!setup.form.errorAt(SpecField::Type).isEmpty());
}

void TestForm::offersChoicesWhereThereAreAny() {
    Setup setup;
    QVERIFY(!setup.find<QWidget>("algorithm")->isVisible());
    QVERIFY(!setup.find<QWidget>("regime")->isVisible());
    QVERIFY(setup.find<QWidget>("threads")->isVisible());
    setup.form.selectDevice("cuda:0");
    QVERIFY(setup.find<QWidget>("algorithm")->isVisible());
    QVERIFY(setup.find<QWidget>("regime")->isVisible());
    QVERIFY(!setup.find<QWidget>("threads")->isVisible());
    QVERIFY(!setup.find<QWidget>("precision")->isVisible());
    setup.find<QAbstractButton>("advanced")->click();
    QVERIFY(setup.find<QWidget>("precision")->isVisible());
}

void TestForm::anotherDeviceBringsItsOwnValues() {
    Setup setup;
    setup.write("heads", "16");
    setup.write("seq", "512");
    QSignalSpy changed(&setup.form, &SweepForm::deviceChanged);
    setup.form.selectDevice("cuda:0");
    QCOMPARE(changed.count(), 1);
    QCOMPARE(setup.form.spec().heads, std::int64_t(16));
    QCOMPARE(setup.form.spec().seq, std::int64_t(2048));
    QCOMPARE(setup.form.spec().batch, std::int64_t(4));
    QCOMPARE(setup.form.spec().type, DataType::F16);
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    setup.form.selectDevice("cpu");
    QCOMPARE(setup.form.spec().seq, std::int64_t(512));
    QCOMPARE(setup.form.spec().type, DataType::F32);
}

void TestForm::everyFieldKeepsItsHeight() {
    Setup setup;
    auto* advanced = setup.find<QAbstractButton>("advanced");
    for (const bool opened : {false, true}) {
        if (opened) {
            advanced->click();
            QCoreApplication::processEvents();
            advanced->click();
        }
        for (const char* device : {"cuda:0", "cpu", "cuda:0"}) {
            setup.form.selectDevice(device);
            QCoreApplication::processEvents();
            for (QWidget* field : setup.form.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
                QVERIFY2(!field->isVisible() || field->height() > 10, qPrintable(field->objectName()));
        }
    }
}

void TestForm::saysWhyADeviceIsMissing() {
    Setup setup;
    auto* note = setup.find<QLabel>("deviceNote");
    QVERIFY(note->isVisible());
    QCOMPARE(note->text(), QStringLiteral("cuBLAS: no NVIDIA driver was found."));
    const int last = setup.devices.rowCount() - 1;
    QVERIFY(!setup.devices.item(last)->isEnabled());
    QVERIFY(setup.devices.item(last)->toolTip().contains(QStringLiteral("driver")));
    // Of an id that is gone, the preferred one is taken.
    setup.form.selectDevice("cuda:7");
    QCOMPARE(setup.form.device()->id, std::string("cuda:0"));
}

void TestForm::withoutADevice() {
    Setup setup(std::vector<DeviceInfo>{});
    QVERIFY(!setup.form.device());
    QVERIFY(!setup.form.valid());
    QVERIFY(!setup.form.problem().isEmpty());
}

void TestForm::tellsPointsAndTimeBeforehand() {
    Setup setup;
    auto* estimate = setup.find<QLabel>("estimate");
    QVERIFY2(estimate->text().contains(QStringLiteral("112 points")), qPrintable(estimate->text()));
    const QString before = estimate->text();
    setup.costs.learn(scriptedCpu(), 1, 100);
    setup.form.updateEstimate();
    QVERIFY(estimate->text() != before);
    // A curve that stays empty is named.
    setup.write("hiddenMax", "100");
    QVERIFY(setup.form.valid());
    QVERIFY2(estimate->text().contains(QStringLiteral("64")), qPrintable(estimate->text()));
}

void TestForm::tellsBeforehandWhatDoesNotFit() {
    Setup setup;
    auto* mode = setup.find<QComboBox>("mode");
    mode->setCurrentIndex(mode->findData(static_cast<int>(SweepMode::FixedHeadDim)));
    setup.write("seq", "1024");
    QVERIFY(setup.form.valid());
    const QString text = setup.find<QLabel>("estimate")->text();
    QVERIFY2(text.contains(QStringLiteral("112 points")), qPrintable(text)); // over what fits
    QVERIFY2(text.contains(QStringLiteral("The curves h/a = 1, 2")), qPrintable(text));
    QCOMPARE(text.count(QStringLiteral(" at h = ")), 1); // said once
    QVERIFY2(text.contains(QStringLiteral("15 GiB of memory can be had")), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral(" 64 "))); // which fits
}

void TestForm::refusesBeforehandWhatCannotFit() {
    Setup setup;
    const auto* estimate = setup.find<QLabel>("estimate");
    const auto ink = [estimate] { return estimate->palette().color(QPalette::WindowText); };
    const QColor usual = ink();
    setup.write("seq", "131072"); // 12 heads of 64 GiB each
    QVERIFY(!setup.form.valid());
    QCOMPARE(setup.form.problem(),
             QStringLiteral("The smallest shape of this plan needs 768.0 GiB, the device has 16.0 GiB. Use a "
                            "smaller s, b, a or h, or a smaller type."));
    QCOMPARE(estimate->text(), setup.form.problem());
    QCOMPARE(ink(), errorColour(setup.form.palette()));
    // A wrong field comes first.
    setup.write("heads", "0");
    QVERIFY(setup.form.problem().contains(QStringLiteral("head count")));
    QCOMPARE(ink(), usual);
    setup.write("heads", "12");
    QCOMPARE(ink(), errorColour(setup.form.palette()));
    QPalette dark = setup.form.palette();
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::WindowText, Qt::white);
    setup.form.setPalette(dark);
    QCOMPARE(ink(), errorColour(dark));
    setup.write("seq", "256");
    QVERIFY(setup.form.valid());
    QCOMPARE(ink(), QColor(Qt::white));
}

void TestForm::warnsOfWhatDoesNotFitNow() {
    DeviceInfo busy = scriptedCpu();
    busy.freeMemoryBytes = std::uint64_t(1) << 30;
    Setup setup({busy});
    const auto* estimate = setup.find<QLabel>("estimate");
    setup.write("seq", "16384"); // 12 GiB
    // There may be more by the time it starts: opening the device looks again.
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    QVERIFY2(estimate->text().contains(QStringLiteral("needs 12.0 GiB, the device can give 0.9 GiB now")),
             qPrintable(estimate->text()));
    QCOMPARE(estimate->palette().color(QPalette::WindowText), errorColour(setup.form.palette()));
}

void TestForm::explainsEachRatio() {
    Setup setup;
    const QString divisor = setup.find<QAbstractButton>("ratio8")->toolTip();
    QVERIFY(!divisor.isEmpty());
    setup.find<QComboBox>("mode")->setCurrentIndex(1);
    QVERIFY(setup.find<QAbstractButton>("ratio8")->toolTip() != divisor);
    for (const char* field : {"heads", "ratios", "seq", "batch", "dtype", "layout", "threads", "mode"})
        QVERIFY2(!setup.find<QWidget>(field)->toolTip().isEmpty(), field);
}

void TestForm::passingWheelChangesNothing() {
    Setup setup;
    const SweepSpec before = setup.form.spec();
    for (const char* field : {"heads", "seq", "dtype", "mode", "device"}) {
        auto* widget = setup.find<QWidget>(field);
        widget->clearFocus();
        QWheelEvent wheel(QPointF(5, 5), widget->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(widget, &wheel);
    }
    QCOMPARE(setup.form.spec(), before);
}

/// Where the locale parts thousands by points too.
void TestForm::pointAndCommaAreDecimalSigns() {
    for (const QLocale& locale : {QLocale::c(), QLocale(QLocale::German)}) {
        QLocale::setDefault(locale);
        Setup setup;
        for (const char* half : {"0.5", "0,5"}) {
            setup.write("precision", half);
            setup.write("time-limit", half);
            QCOMPARE(setup.form.spec().precision, 0.005);
            QCOMPARE(setup.form.spec().timeLimitS, 0.5);
            QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
        }
        setup.write("time-limit", "1.500"); // seconds, or half an hour?
        QVERIFY(!setup.form.valid());
        QVERIFY2(setup.form.errorAt(SpecField::TimeLimit).contains(QStringLiteral("may mean")),
                 qPrintable(setup.form.errorAt(SpecField::TimeLimit)));
        setup.write("time-limit", "1,5");
        setup.write("precision", "60");
        QVERIFY(setup.form.errorAt(SpecField::Precision).startsWith(QStringLiteral("Use a number from 0")));
        setup.write("precision", "1");
        setup.write("seq", "2.048");
        QVERIFY(setup.form.errorAt(SpecField::Seq).contains(QStringLiteral("2048")));
        setup.write("seq", "2048");
        setup.write("otherRatios", "1,064");
        QVERIFY(!setup.form.valid());
        setup.write("otherRatios", "128");
        QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    }
    QLocale::setDefault(QLocale::c());
}

void TestForm::keyboardReachesEveryField() {
    Setup setup;
    setup.form.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&setup.form));
    setup.find<QWidget>("mode")->setFocus();
    QStringList order;
    for (int i = 0; i < 30; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (QApplication::focusWidget()->objectName() == order.front())
            break;
    }
    QCOMPARE(
        order.join(QLatin1Char(' ')),
        QStringLiteral("mode heads ratio1 ratio2 ratio4 ratio8 ratio16 ratio32 ratio64 otherRatios hiddenMin "
                       "hiddenMax pointCount allPoints seq batch device dtype layout threads advanced"));
    // A chip is pressed by the space bar, a number steps by the arrow keys.
    auto* chip = setup.find<QAbstractButton>("ratio1");
    QTest::keyClick(chip, Qt::Key_Space);
    QVERIFY(!chip->isChecked());
    auto* heads = setup.find<QWidget>("heads");
    heads->setFocus();
    QTest::keyClick(heads, Qt::Key_Up);
    QCOMPARE(setup.form.spec().heads, std::int64_t(13));
}

void TestForm::takesOverASpecWhole() {
    Setup setup;
    setup.form.selectDevice("cuda:0");
    SweepSpec spec = defaultSpec(scriptedGpu());
    spec.mode = SweepMode::FixedHeadDim;
    spec.ratios = {64, 96, 128};
    spec.hiddenMin = 1024;
    spec.hiddenMax = 16384;
    spec.pointsPerCurve.reset();
    spec.seq = 4096;
    spec.batch = 2;
    spec.type = DataType::Bf16;
    spec.layout = Layout::Strided;
    spec.algorithm = Algorithm::Both;
    spec.regime = Regime::Sustained;
    spec.precision = 0.005;
    spec.timeLimitS = 1.5;
    spec.orderSeed = 7;
    setup.form.setSpec(spec);
    QCOMPARE(setup.form.spec(), spec);
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
}

/// Each has an editor that is named as the option is.
void TestForm::namesEveryField() {
    Setup setup;
    // Of one operation there is nothing to choose.
    const SpecField first = allOperations().size() > 1 ? SpecField::Operation : SpecField::Mode;
    for (int field = static_cast<int>(first); field <= static_cast<int>(SpecField::Threads); ++field) {
        const char* name = toString(static_cast<SpecField>(field));
        auto* editor = setup.find<QWidget>(name);
        QVERIFY2(editor, name);
        QVERIFY2(!editor->toolTip().isEmpty() && !editor->accessibleName().isEmpty(), name);
    }
}

void TestForm::saysLayoutsAsTheOperationDoes() {
    Setup setup;
    const OperationInfo& operation = infoOf(setup.form.spec().operation);
    const auto* box = setup.find<QComboBox>("layout");
    QVERIFY(box->count() > 1);
    for (int row = 0; row < box->count(); ++row) {
        const OperationLayout text = operation.layoutText(static_cast<Layout>(box->itemData(row).toInt()));
        QCOMPARE(box->itemText(row), QString::fromUtf8(text.label));
        QCOMPARE(box->itemData(row, Qt::ToolTipRole).toString(), QString::fromUtf8(text.explanation));
    }
}

void TestForm::namesEveryChoice() {
    const auto isNamed = [](const auto& words) {
        bool explained = true;
        QSet<QString> labels;
        for (const auto& word : words) {
            labels << label(word.value);
            if constexpr (!std::is_same_v<std::decay_t<decltype(word.value)>, SweepMode>)
                explained = explained && !explanation(word.value).isEmpty();
        }
        return explained && labels.size() == qsizetype(words.size()) && !labels.contains(QString());
    };
    QVERIFY(isNamed(wordsOf<SweepMode>()));
    QVERIFY(isNamed(wordsOf<DataType>()));
    QVERIFY(isNamed(wordsOf<Algorithm>()));
    QVERIFY(isNamed(wordsOf<Regime>()));
}

HEADROOM_TEST(TestForm, Windows)

} // namespace headroom::testing::tst_form

#include "tst_form.moc"

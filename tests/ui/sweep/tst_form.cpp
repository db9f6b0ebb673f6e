// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "tests/ui/sweep/form_fixture.h"
#include "ui/widgets/number_edit.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QWheelEvent>

namespace headroom::testing::tst_form {

using namespace headroom::ui;

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
    void devicesThatAreStillThereChangeNothing();
    void ofHardwareThatIsNotThereNothingIsSaid();
    void severalHeadsInOneField();
    void withoutADevice();
    void passingWheelChangesNothing();
    void pointAndCommaAreDecimalSigns();
    void keyboardReachesEveryField();
    void takesOverASpecWhole();
};

void TestForm::beginsWithTheDevicesDefaults() {
    FormFixture setup;
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
    FormFixture setup;
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
    FormFixture setup;
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
    FormFixture setup;
    setup.find<QAbstractButton>("ratio2")->click();
    setup.write("otherRatios", "256,128 64");
    QCOMPARE(setup.form.spec().ratios, (std::vector<std::int64_t>{1, 4, 8, 16, 32, 64, 128, 256}));
    setup.write("otherRatios", "");
    for (const char* chip : {"ratio1", "ratio4", "ratio8", "ratio16", "ratio32", "ratio64"})
        setup.find<QAbstractButton>(chip)->click();
    QVERIFY(!setup.form.errorAt(SpecField::Ratios).isEmpty());
}

void TestForm::measuresAllPoints() {
    FormFixture setup;
    setup.write("pointCount", "nonsense");
    QVERIFY(!setup.form.valid());
    setup.find<QCheckBox>("allPoints")->setChecked(true);
    QVERIFY(setup.form.valid());
    QVERIFY(!setup.form.spec().pointsPerCurve);
    QVERIFY(!setup.find<QWidget>("pointCount")->isEnabled());
}

void TestForm::headDimensionFixed() {
    FormFixture setup;
    setup.write("heads", "0");
    setup.find<QComboBox>("mode")->setCurrentIndex(1);
    QCOMPARE(setup.form.spec().mode, SweepMode::FixedHeadDim);
    QVERIFY(!setup.find<QWidget>("heads")->isEnabled());
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    setup.write("otherRatios", "96"); // any head dimension
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
}

void TestForm::unsupportedTypesAreDisabledWithTheReason() {
    FormFixture setup;
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
    FormFixture setup;
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
    FormFixture setup;
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
    FormFixture setup;
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
    FormFixture setup;
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

void TestForm::devicesThatAreStillThereChangeNothing() {
    FormFixture setup;
    setup.form.selectDevice("cuda:0");
    QSignalSpy changed(&setup.form, &SweepForm::deviceChanged);
    setup.form.showDevices({{scriptedCpu(), scriptedGpu()}, {}});
    QCOMPARE(changed.count(), 0); // not even to the one that stands first
    setup.form.selectDevice("cuda:0");
    QCOMPARE(setup.form.device()->id, std::string("cuda:0"));
}

void TestForm::ofHardwareThatIsNotThereNothingIsSaid() {
    FormFixture setup;
    auto* note = setup.find<QLabel>("deviceNote");
    UnavailableBackend missing{"cuBLAS", "cuda", "cuBLAS was not found (libcublas.so.13). Install it."};
    setup.devices.setDevices({{scriptedCpu()}, {missing}});
    setup.form.selectDevice("cpu");
    QVERIFY(note->isVisible());
    QCOMPARE(note->text(), QStringLiteral("cuBLAS was not found (libcublas.so.13). Install it."));
    missing.noHardware = true;
    setup.devices.setDevices({{scriptedCpu()}, {missing}});
    setup.form.selectDevice("cpu");
    QVERIFY2(!note->isVisible(), qPrintable(note->text()));
    QCOMPARE(setup.devices.rowCount(), 1);
    // Who asks is told.
    const QString tip = setup.find<QComboBox>("device")->toolTip();
    QVERIFY2(tip.endsWith(QStringLiteral("\ncuBLAS was not found (libcublas.so.13). Install it.")),
             qPrintable(tip));
    QCOMPARE(setup.devices.missingHere().size(), 1);
}

/// Where one number is asked for first, and the field for others may be away.
void TestForm::severalHeadsInOneField() {
    FormFixture setup;
    auto* heads = setup.find<QWidget>("heads");
    const auto given = [&setup] { return allHeads(setup.form.spec()); };
    using Heads = std::vector<std::int64_t>;
    QVERIFY(!setup.find<QWidget>("furtherHeads")->isVisible());
    for (const char* list : {"32,40,64", "32, 40, 64", "32;40;64", " 32 ,40 , 64"}) {
        setup.write("heads", list);
        QCOMPARE(given(), (Heads{32, 40, 64}));
        QVERIFY(setup.form.valid());
        QTest::keyClick(heads, Qt::Key_Return); // each has its place then, and says the same
        QCOMPARE(given(), (Heads{32, 40, 64}));
        QCOMPARE(heads->findChild<QLineEdit*>()->text(), QStringLiteral("32"));
        QCOMPARE(setup.find<QLineEdit>("furtherHeads")->text(), QStringLiteral("40, 64"));
        QVERIFY(setup.find<QWidget>("furtherHeads")->isVisible());
    }
    setup.write("heads", "8, 40"); // beside the others
    QCOMPARE(given(), (Heads{8, 40, 64}));
    setup.write("furtherHeads", "");
    // Nothing is guessed, but what to write is told.
    setup.write("heads", "12,128");
    QVERIFY2(setup.form.errorAt(SpecField::Heads).contains(QStringLiteral("Several are written so: 32, 40")),
             qPrintable(setup.form.errorAt(SpecField::Heads)));
    setup.write("heads", "12, 128");
    QCOMPARE(given(), (Heads{12, 128}));
    setup.write("heads", "12, many");
    QVERIFY(!setup.form.valid());
}

void TestForm::withoutADevice() {
    FormFixture setup(std::vector<DeviceInfo>{});
    QVERIFY(!setup.form.device());
    QVERIFY(!setup.form.valid());
    QVERIFY(!setup.form.problem().isEmpty());
}

void TestForm::passingWheelChangesNothing() {
    FormFixture setup;
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
        FormFixture setup;
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
    FormFixture setup;
    setup.form.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&setup.form));
    setup.find<QWidget>("topic")->setFocus();
    QStringList order;
    for (int i = 0; i < 30; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (QApplication::focusWidget()->objectName() == order.front())
            break;
    }
    QCOMPARE(order.join(QLatin1Char(' ')),
             QStringLiteral(
                 "topic operation anyLength mode heads ratio1 ratio2 ratio4 ratio8 ratio16 ratio32 ratio64 "
                 "otherRatios hiddenMin "
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
    FormFixture setup;
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

HEADROOM_TEST(TestForm, Windows)

} // namespace headroom::testing::tst_form

#include "tst_form.moc"

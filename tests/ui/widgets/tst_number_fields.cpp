// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/number_edit.h"
#include "ui/widgets/typed_number.h"

#include <QLineEdit>
#include <QLocale>
#include <QTest>

namespace headroom::testing::tst_number_fields {

using namespace headroom::ui;

namespace {

QString shown(const QAbstractSpinBox& edit) {
    return edit.text();
}

void type(QAbstractSpinBox& edit, const QString& text) {
    edit.findChild<QLineEdit*>()->setText(text);
}

} // namespace

/// Numbers as people of all countries type them.
class TestNumberFields : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }
    void readsDecimals_data();
    void readsDecimals();
    void readsWholeNumbers_data();
    void readsWholeNumbers();
    void whatIsShownReadsBack_data();
    void whatIsShownReadsBack();
    void decimalFieldInTwoLocales();
    void stepsWithinItsRange();
    void wholeNumberFieldSaysWhatIsWrong();
};

void TestNumberFields::readsDecimals_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value"); // NaN: none
    QTest::addColumn<QString>("told");
    const auto reads = [](const char* text, double value) {
        QTest::newRow(text) << QString::fromUtf8(text) << value << QString();
    };
    const auto asks = [](const char* text, const char* told) {
        QTest::newRow(text) << QString::fromUtf8(text) << qQNaN() << QString::fromUtf8(told);
    };
    reads("0.5", 0.5);
    reads("0,5", 0.5);
    reads(",5", 0.5);
    reads(".5", 0.5);
    reads("12", 12);
    reads("7.", 7);
    reads(" 1 234,5 ", 1234.5);
    reads("1’234.5", 1234.5);
    reads("1,234.5", 1234.5);
    reads("1.234,5", 1234.5);
    reads("1.234.567", 1234567);
    reads("1,234,567.25", 1234567.25);
    reads("0.125", 0.125); // no group begins with a zero
    reads("0,125", 0.125);
    reads("1.2345", 1.2345); // no group has four digits
    reads("1234.567", 1234.567);
    reads("−3,5", -3.5);
    reads("2e-3", 0.002);
    reads("٠٫٥", 0.5);
    asks("1.500", "“1.500” may mean 1.5 or 1500. Write one of these.");
    asks("12,000", "“12,000” may mean 12 or 12000. Write one of these.");
    asks("", "Write a number.");
    asks("half", "Write a number.");
    asks("1.2.3", "Write a number.");
    asks("1,2,3", "Write a number.");
    asks("1.23,4.5", "Write a number.");
    asks("0x10", "Write a number.");
    asks("nan", "Write a number.");
    asks("1e", "Write a number.");
}

void TestNumberFields::readsDecimals() {
    QFETCH(QString, text);
    QFETCH(double, value);
    QFETCH(QString, told);
    for (const QLocale& locale : {QLocale::c(), QLocale(QLocale::German)}) {
        QLocale::setDefault(locale);
        const Typed<double> typed = typedNumber(text);
        QCOMPARE(typed.value.has_value(), !qIsNaN(value));
        if (typed.value)
            QCOMPARE(*typed.value, value);
        if (locale == QLocale::c())
            QCOMPARE(typed.problem, told);
    }
}

void TestNumberFields::readsWholeNumbers_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("value"); // -1: none
    QTest::addColumn<QString>("told");
    const auto row = [](const char* text, qint64 value, const char* told = "") {
        QTest::newRow(text) << QString::fromUtf8(text) << value << QString::fromUtf8(told);
    };
    row("32k", 32768);
    row(" 1,5 K", 1536);
    row("k", -1, "Write a whole number: 32k is 32768.");
    row("0.3k", -1, "Write a whole number: 32k is 32768.");
    row("1.500k", -1, "Write a whole number: 32k is 32768.");
    row("4096", 4096);
    row("32 768", 32768);
    row("32_768", 32768);
    row("1.234.567", 1234567);
    row("1,234,567", 1234567);
    row("32,768", -1, "Write a whole number: 32768, if “32,768” is meant so.");
    row("32.768", -1, "Write a whole number: 32768, if “32.768” is meant so.");
    row("0.5", -1, "Write a whole number.");
    row("4096.0", -1, "Write a whole number.");
    row("1,234.5", -1, "Write a whole number.");
    row("99999999999999999999", -1, "Write a whole number.");
    row("many", -1, "Write a whole number.");
}

void TestNumberFields::readsWholeNumbers() {
    QFETCH(QString, text);
    QFETCH(qint64, value);
    QFETCH(QString, told);
    const Typed<qint64> typed = typedWholeNumber(text);
    QCOMPARE(typed.value.value_or(-1), value);
    QCOMPARE(typed.problem, told);
}

void TestNumberFields::whatIsShownReadsBack_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("half") << 0.5 << "0,5";
    QTest::newRow("whole") << 30.0 << "30";
    QTest::newRow("three decimals") << 1.125 << "1,1250"; // 1,125 could be a thousand
    QTest::newRow("rounded") << 0.007 * 100 << "0,7";
    QTest::newRow("thousands") << 3600.0 << "3600";
    QTest::newRow("small") << 0.0125 << "0,0125";
}

void TestNumberFields::whatIsShownReadsBack() {
    QFETCH(double, value);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(fieldText(value), text);
    QCOMPARE(typedNumber(text).value.value_or(-1), value);
}

void TestNumberFields::decimalFieldInTwoLocales() {
    for (const QLocale& locale : {QLocale::c(), QLocale(QLocale::German)}) {
        QLocale::setDefault(locale);
        DecimalEdit edit(0.01, 50, 0.5);
        for (const char* half : {"0.5", "0,5"}) {
            type(edit, QString::fromLatin1(half));
            QCOMPARE(edit.value(), std::optional(0.5)); // and not 5
            QVERIFY(edit.problem().isEmpty());
        }
        type(edit, QStringLiteral("60"));
        QCOMPARE(edit.value(), std::optional<double>());
        QVERIFY(edit.problem().startsWith(QStringLiteral("Use a number from 0")));
        type(edit, QStringLiteral("1.500"));
        QVERIFY(!edit.value() && edit.problem().contains(QStringLiteral("1500")));
        edit.setValue(2.5);
        QCOMPARE(shown(edit), locale == QLocale::c() ? QStringLiteral("2.5") : QStringLiteral("2,5"));
    }
}

void TestNumberFields::stepsWithinItsRange() {
    DecimalEdit edit(0.01, 50, 0.5);
    edit.setValue(1);
    QTest::keyClick(&edit, Qt::Key_Up);
    QCOMPARE(edit.value(), std::optional(1.5));
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(&edit, Qt::Key_Down);
    QCOMPARE(edit.value(), std::optional(0.01));
    edit.setValue(50);
    QTest::keyClick(&edit, Qt::Key_Up);
    QCOMPARE(edit.value(), std::optional(50.0));
}

void TestNumberFields::wholeNumberFieldSaysWhatIsWrong() {
    NumberEdit edit(NumberEdit::Step::Adding, 1024, 0);
    edit.setValue(4096);
    QVERIFY(edit.problem().isEmpty());
    type(edit, QStringLiteral("4,096"));
    QCOMPARE(edit.value(), std::optional<qint64>());
    QVERIFY(edit.problem().contains(QStringLiteral("4096")));
    type(edit, QString());
    QVERIFY(!edit.problem().isEmpty());
    edit.setMeaningOfEmpty(0, QStringLiteral("all 8"));
    QCOMPARE(edit.value(), std::optional<qint64>(0));
    QVERIFY(edit.problem().isEmpty());
}

HEADROOM_TEST(TestNumberFields, Windows)

} // namespace headroom::testing::tst_number_fields

#include "tst_number_fields.moc"

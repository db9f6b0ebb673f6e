// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/files/printable.h"

#include <QStringDecoder>

#include <random>

namespace headroom::testing::tst_printable {

class TestPrintable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textStaysAsItIs();
    void whatATerminalObeysIsReplaced_data();
    void whatATerminalObeysIsReplaced();
    void anyBytesBecomeTextWithoutControls();
};

void TestPrintable::textStaysAsItIs() {
    for (const char* text :
         {"", "plain", "größer, 大, 🙂", "two\nlines\tand a tab", "S = Q·Kᵀ", "\u05D0 \u0627"})
        QCOMPARE(printable(text), std::string(text));
}

void TestPrintable::whatATerminalObeysIsReplaced_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("replaced");
    QTest::newRow("colour") << QByteArray("\x1b[31m") << 1;
    QTest::newRow("title") << QByteArray("\x1b]0;x\x07") << 2;
    QTest::newRow("return") << QByteArray("a\rb") << 1;
    QTest::newRow("backspace") << QByteArray("a\bb") << 1;
    QTest::newRow("zero") << QByteArray("a\0b", 3) << 1;
    QTest::newRow("delete") << QByteArray("\x7f") << 1;
    QTest::newRow("one-byte CSI") << QByteArray("\xc2\x9b"
                                                "31m")
                                  << 1;
    QTest::newRow("bare CSI") << QByteArray("\x9b"
                                            "31m")
                              << 1;
    QTest::newRow("override") << QByteArray("\xe2\x80\xae"
                                            "gnp.exe")
                              << 1;
    QTest::newRow("isolate") << QByteArray("\xe2\x81\xa6x\xe2\x81\xa9") << 2;
    QTest::newRow("line separator") << QByteArray("\xe2\x80\xa8") << 1;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << 3;
    QTest::newRow("overlong escape") << QByteArray("\xc0\x9b") << 2;
    QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80") << 4;
    QTest::newRow("cut") << QByteArray("caf\xc3") << 1;
    QTest::newRow("no character") << QByteArray("\xef\xbf\xbe") << 1;
}

void TestPrintable::whatATerminalObeysIsReplaced() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, replaced);
    const QByteArray shown = QByteArray::fromStdString(printable(bytes.toStdString()));
    QCOMPARE(shown.count("\xef\xbf\xbd"), replaced);
    QCOMPARE(QByteArray::fromStdString(printable(shown.toStdString())), shown);
}

void TestPrintable::anyBytesBecomeTextWithoutControls() {
    std::mt19937_64 random(1);
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(random() % 40, '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(random());
        const QByteArray shown = QByteArray::fromStdString(printable(bytes));
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decoder(shown);
        QVERIFY(!decoder.hasError());
        for (const QChar c : text)
            QVERIFY(c == QLatin1Char('\n') || c == QLatin1Char('\t') || c.category() != QChar::Other_Control);
    }
}

HEADROOM_TEST(TestPrintable, Nothing)

} // namespace headroom::testing::tst_printable

#include "tst_printable.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "ui/chart/paint/wrapped_text.h"

#include <QFont>
#include <QRegularExpression>
#include <QStringList>
#include <QTest>

namespace headroom::testing::tst_wrapped_text {

using namespace headroom::ui;

namespace {

QFontMetricsF metrics() {
    return QFontMetricsF(QFont());
}

double advance(const QString& text) {
    return metrics().horizontalAdvance(text);
}

QStringList linesOf(const QString& text, double width) {
    return wrapped(text, width, metrics()).split(u'\n');
}

} // namespace

class TestWrappedText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatFits();
    void breaksNamesAtTheirHyphens();
    void neverBeginsALineWithADot();
    void cutsOnlyWordsWiderThanALine();
    void keepsEveryCharacterAtEveryWidth();
    void heightIsThatOfTheLines();
};

void TestWrappedText::keepsWhatFits() {
    const QString text = QStringLiteral("h200-key-query · a = 12\nsecond line");
    QCOMPARE(wrapped(text, advance(text), metrics()), text);
    QCOMPARE(wrapped({}, 100, metrics()), QString());
}

void TestWrappedText::breaksNamesAtTheirHyphens() {
    QCOMPARE(linesOf(QStringLiteral("h200-key-query-score"), advance(QStringLiteral("h200-key-query-sco"))),
             (QStringList{QStringLiteral("h200-key-query-"), QStringLiteral("score")}));
    QCOMPARE(linesOf(QStringLiteral("driver_550 burst"), advance(QStringLiteral("driver_5"))),
             (QStringList{QStringLiteral("driver_"), QStringLiteral("550"), QStringLiteral("burst")}));
    // A name that a line has room for stays whole.
    QCOMPARE(linesOf(QStringLiteral("Throughput, here over cpu-a12"),
                     advance(QStringLiteral("Throughput, here over cpu-a"))),
             (QStringList{QStringLiteral("Throughput, here over"), QStringLiteral("cpu-a12")}));
    // A sign belongs to its number.
    QCOMPARE(linesOf(QStringLiteral("a -3 %"), advance(QStringLiteral("a -"))).constFirst(),
             QStringLiteral("a"));
}

void TestWrappedText::neverBeginsALineWithADot() {
    const QString text = QStringLiteral("f16 · b = 4 · s = 2048 · layout nn · burst");
    for (double width = advance(QStringLiteral("layout nn ·")); width < advance(text); width += 3)
        for (const QString& line : linesOf(text, width)) {
            QVERIFY2(!line.startsWith(u'·'), qPrintable(line));
            QVERIFY2(advance(line) <= width, qPrintable(line));
        }
}

void TestWrappedText::cutsOnlyWordsWiderThanALine() {
    const QStringList lines =
        linesOf(QStringLiteral("at night NVIDIAH200SXM141GB"), advance(QStringLiteral("at night")));
    QVERIFY(lines.size() > 2);
    QCOMPARE(lines.front(), QStringLiteral("at night"));
    QCOMPARE(lines.mid(1).join(QString()), QStringLiteral("NVIDIAH200SXM141GB"));
    // A space at which a line should not end comes before the middle of a word.
    QCOMPARE(linesOf(QStringLiteral("driver\u00a0550 of\u00a0May"), advance(QStringLiteral("driver 5"))),
             (QStringList{QStringLiteral("driver"), QStringLiteral("550"), QStringLiteral("of\u00a0May")}));
}

void TestWrappedText::keepsEveryCharacterAtEveryWidth() {
    const QString text =
        QString::fromUtf8("h200-ga\u0308nzlich · 4\u202f096\nzweite_Zeile mit\U0001F600Zeichen");
    static const QRegularExpression spaces(QStringLiteral("[ \n]"));
    for (double width = 1; width < 2 * advance(text); width *= 1.3)
        QCOMPARE(wrapped(text, width, metrics()).remove(spaces), QString(text).remove(spaces));
}

void TestWrappedText::heightIsThatOfTheLines() {
    QCOMPARE(wrappedHeight({}, 100, metrics()), 0.0);
    const QString two = QStringLiteral("h200-key-query-score");
    const double one = wrappedHeight(two, advance(two), metrics());
    QVERIFY(wrappedHeight(two, advance(two) * 0.7, metrics()) > 1.8 * one);
}

HEADROOM_TEST(TestWrappedText, Windows)

} // namespace headroom::testing::tst_wrapped_text

#include "tst_wrapped_text.moc"

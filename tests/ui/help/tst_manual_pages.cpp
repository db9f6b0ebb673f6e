// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/flags.h"
#include "engine/model/operations.h"
#include "tests/support/test_program.h"
#include "ui/chart/data/quantity.h"
#include "ui/help/manual_pages.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace headroom::testing::tst_manual_pages {

/// The pages of the manual against the tables of the program, and against each other.
class TestManualPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsAPage();
    void anchorsAreThoseOfMarkdown_data();
    void anchorsAreThoseOfMarkdown();
    void linksLeadSomewhere_data();
    void linksLeadSomewhere();
    void everyOperationIsExplained();
    void everyFlagIsExplained();
    void everyQuantityIsExplained();
};

namespace {

QString pageText(const char* name) {
    const auto found = std::ranges::find(ui::manualPages(), QLatin1String(name), &ui::ManualPage::name);
    return found == ui::manualPages().end() ? QString() : found->text;
}

QStringList anchorsOf(const QString& page) {
    QStringList anchors;
    static const QRegularExpression heading(QStringLiteral("^#+ (.+)$"), QRegularExpression::MultilineOption);
    for (auto match = heading.globalMatch(page); match.hasNext();)
        anchors << ui::anchorOf(match.next().captured(1));
    return anchors;
}

/// Cells of the rows of the table whose first line begins with that, without it and the line below.
QList<QStringList> rowsOf(const QString& page, const char* head) {
    QList<QStringList> rows;
    bool inside = false;
    for (const QString& line : page.split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String(head)))
            inside = true;
        else if (!line.startsWith(QLatin1Char('|')))
            inside = false;
        else if (inside && !line.startsWith(QStringLiteral("|-"))) {
            QStringList cells = line.mid(1, line.size() - 2).split(QLatin1Char('|'));
            for (QString& cell : cells)
                cell = cell.remove(QLatin1Char('`')).trimmed();
            rows << cells;
        }
    }
    return rows;
}

} // namespace

void TestManualPages::everyFileIsAPage() {
    QStringList names;
    for (const ui::ManualPage& page : ui::manualPages()) {
        names << page.name;
        QVERIFY2(page.text.startsWith(QStringLiteral("# ")) && !page.title.isEmpty(), qPrintable(page.name));
        QStringList anchors = anchorsOf(page.text);
        QCOMPARE(anchors.removeDuplicates(), 0);
        // Nothing is fetched, and nothing stands for a picture that is not there.
        QVERIFY2(!page.text.contains(QStringLiteral("![")), qPrintable(page.name));
    }
    names.sort();
    QCOMPARE(names, QDir(QStringLiteral(HEADROOM_MANUAL)).entryList({QStringLiteral("*.md")}, QDir::Files));
}

void TestManualPages::anchorsAreThoseOfMarkdown_data() {
    QTest::addColumn<QString>("heading");
    QTest::addColumn<QString>("anchor");
    QTest::newRow("words") << QStringLiteral("The whole layer") << QStringLiteral("the-whole-layer");
    QTest::newRow("signs") << QStringLiteral("h/a = r is a class") << QStringLiteral("ha--r-is-a-class");
    QTest::newRow("quote") << QStringLiteral("Others' results") << QStringLiteral("others-results");
}

void TestManualPages::anchorsAreThoseOfMarkdown() {
    QFETCH(QString, heading);
    QTEST(ui::anchorOf(heading), "anchor");
}

void TestManualPages::linksLeadSomewhere_data() {
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("link");
    static const QRegularExpression link(QStringLiteral("\\]\\(([^)]+)\\)"));
    for (const ui::ManualPage& page : ui::manualPages())
        for (auto match = link.globalMatch(page.text); match.hasNext();) {
            const QString to = match.next().captured(1);
            QTest::addRow("%s to %s", qPrintable(page.name), qPrintable(to)) << page.name << to;
        }
}

void TestManualPages::linksLeadSomewhere() {
    QFETCH(QString, page);
    QFETCH(QString, link);
    if (link.startsWith(QStringLiteral("https://")))
        return;
    const QString name = link.section(QLatin1Char('#'), 0, 0);
    const QString anchor = link.section(QLatin1Char('#'), 1);
    const QString text = pageText(qPrintable(name.isEmpty() ? page : name));
    QVERIFY2(!text.isEmpty(), "There is no such page.");
    QVERIFY2(anchor.isEmpty() || anchorsOf(text).contains(anchor), "There is no such heading.");
}

void TestManualPages::everyOperationIsExplained() {
    QList<QStringList> rows;
    for (const OperationInfo& info : allOperations())
        rows << QStringList{QString::fromUtf8(info.word), QString::fromUtf8(info.formula.front()),
                            QString::fromUtf8(info.meaning), QString::fromUtf8(info.lengths),
                            QString::fromUtf8(info.classSymbol)};
    QCOMPARE(rowsOf(pageText("layer.md"), "| operation |"), rows);
}

void TestManualPages::everyFlagIsExplained() {
    QList<QStringList> rows;
    for (const FlagInfo& info : allFlags())
        rows << QStringList{QString::fromUtf8(info.word.data(), qsizetype(info.word.size())),
                            QString::fromUtf8(info.meaning),
                            info.isDisturbance ? QStringLiteral("yes") : QString()};
    QCOMPARE(rowsOf(pageText("files.md"), "| flag |"), rows);
}

void TestManualPages::everyQuantityIsExplained() {
    QMap<QString, QString> keys;
    for (const QStringList& row : rowsOf(pageText("window.md"), "| in the menu View |"))
        keys.insert(row.value(0), row.value(1));
    QMap<QString, QString> offered;
    for (const ui::Quantity* quantity : ui::allQuantities())
        if (const ui::QuantityOffer offer = quantity->offer(); !offer.text.isEmpty())
            offered.insert(QString(offer.text).remove(QLatin1Char('&')), offer.shortcut);
    QCOMPARE(keys, offered);
}

HEADROOM_TEST(TestManualPages, EventLoop)

} // namespace headroom::testing::tst_manual_pages

#include "tst_manual_pages.moc"

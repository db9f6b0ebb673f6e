// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/help/manual_pages.h"
#include "ui/help/manual_view.h"
#include "ui/help/manual_window.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QFontInfo>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

namespace headroom::testing::tst_manual_window {

/// The manual as it is read in the window, and what it says of the window.
class TestManualWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void opensAtWhatIsShown();
    void pagesAreListedAndRead();
    void linksAreFollowedAndTakenBack();
    void wordsAreFoundOnAllPages();
    void typeGrows();
    void typeStaysAsItWasLeft();
    void optionNamesStayOnOneLine();
    void linesAreShortOnWideScreens();
    void coloursFollowThePalette();
    void controlsHaveToolTips();
    void escapeClosesAtLast();
    void keysExist();
    void menuEntriesExist();
};

namespace {

struct OpenManual : WindowFixture {
    OpenManual() { action("openManual")->trigger(); }

    ui::ManualWindow* dialog() const { return find<ui::ManualWindow>("manual"); }
    ui::ManualView* view() const { return find<ui::ManualView>("manualView"); }
    QListWidget* list() const { return find<QListWidget>("manualList"); }
    QLineEdit* words() const { return find<QLineEdit>("manualWords"); }
    QString found() const { return find<QLabel>("manualFound")->text(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        QTest::keyClick(dialog(), key, modifiers);
    }
    /// Its title, or the words of the block at the top.
    QString page() const { return list()->currentItem()->text(); }
    QString atTheTop() const {
        const QFontMetrics metrics(view()->font());
        return view()->cursorForPosition(QPoint(metrics.averageCharWidth(), metrics.height())).block().text();
    }
};

/// As a tool tip or a page names an action.
QString plain(const QString& text) {
    return QString(text).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

void TestManualWindow::opensAtWhatIsShown() {
    OpenManual setup;
    QCOMPARE(setup.page(), QStringLiteral("How to read the chart"));
    setup.dialog()->close();
    QTRY_VERIFY(!setup.dialog());
    setup.action("advice")->trigger();
    setup.action("openManual")->trigger();
    QCOMPARE(setup.page(), QStringLiteral("Layers, lists and advice"));
    QCOMPARE(setup.atTheTop(), QStringLiteral("Advice"));
    setup.action("howToRead")->trigger(); // the same window
    QCOMPARE(setup.page(), QStringLiteral("How to read the chart"));
    QCOMPARE(setup.window->findChildren<ui::ManualWindow*>().size(), 1);
}

void TestManualWindow::pagesAreListedAndRead() {
    const OpenManual setup;
    QCOMPARE(setup.list()->count(), ui::manualPages().size());
    for (int i = 0; i < setup.list()->count(); ++i) {
        setup.list()->setCurrentRow(i);
        const QString text = setup.view()->toPlainText();
        QVERIFY2(text.startsWith(setup.page()), qPrintable(text.left(60)));
        // No sign of Markdown is left.
        for (const char* sign : {"**", "](", "|---", "\n#", "\\|", "<!--"})
            QVERIFY2(!text.contains(QLatin1String(sign)), sign);
        int tables = 0;
        for (QTextFrame* frame : setup.view()->document()->rootFrame()->childFrames())
            tables += qobject_cast<QTextTable*>(frame) ? 1 : 0;
        QCOMPARE(tables, int(ui::manualPages()[i].text.count(QStringLiteral("\n|---"))));
    }
}

void TestManualWindow::linksAreFollowedAndTakenBack() {
    const OpenManual setup;
    Q_EMIT setup.view()->anchorClicked(QUrl(QStringLiteral("files.md#flags")));
    QCOMPARE(setup.page(), QStringLiteral("Files"));
    QCOMPARE(setup.atTheTop(), QStringLiteral("Flags"));
    Q_EMIT setup.view()->anchorClicked(QUrl(QStringLiteral("#csv")));
    QCOMPARE(setup.atTheTop(), QStringLiteral("CSV"));
    setup.action("manualBack")->trigger();
    QCOMPARE(setup.atTheTop(), QStringLiteral("Flags"));
    setup.action("manualBack")->trigger();
    QCOMPARE(setup.page(), QStringLiteral("How to read the chart"));
    QVERIFY(!setup.action("manualBack")->isEnabled());
    setup.action("manualForward")->trigger();
    QCOMPARE(setup.page(), QStringLiteral("Files"));
    QVERIFY(setup.action("manualForward")->isEnabled());
}

void TestManualWindow::wordsAreFoundOnAllPages() {
    const OpenManual setup;
    QVERIFY(!setup.action("manualNext")->isEnabled());
    setup.action("manualFind")->trigger();
    QTest::keyClicks(setup.words(), QStringLiteral("pandas"));
    QCOMPARE(setup.found(), QStringLiteral("Not here, but on one more page"));
    QTest::keyClick(setup.words(), Qt::Key_Return);
    QCOMPARE(setup.page(), QStringLiteral("Files"));
    QCOMPARE(setup.view()->textCursor().selectedText(), QStringLiteral("pandas"));
    QCOMPARE(setup.found(), QStringLiteral("1 here, on no other page"));
    QCOMPARE(setup.view()->extraSelections().size(), 1);
    setup.action("manualBack")->trigger();
    setup.action("manualPrevious")->trigger();
    QCOMPARE(setup.page(), QStringLiteral("Files"));
    setup.words()->setText(QStringLiteral("gnu hurd"));
    QCOMPARE(setup.found(), QStringLiteral("Nowhere in the manual"));
    QVERIFY(!setup.action("manualNext")->isEnabled());
}

void TestManualWindow::typeGrows() {
    const OpenManual setup;
    const auto size = [&] { return QFontInfo(setup.view()->document()->defaultFont()).pointSizeF(); };
    const double usual = size();
    setup.action("manualLarger")->trigger();
    const double larger = size();
    QVERIFY(larger > usual);
    QWheelEvent wheel(QPointF(50, 50), setup.view()->mapToGlobal(QPointF(50, 50)), {}, {0, -120},
                      Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(setup.view()->viewport(), &wheel);
    QCOMPARE(size(), usual);
    setup.action("manualSmaller")->trigger();
    QVERIFY(size() < usual);
    setup.action("manualUsual")->trigger();
    QCOMPARE(size(), usual);
}

void TestManualWindow::typeStaysAsItWasLeft() {
    const OpenManual setup;
    const auto size = [&] { return QFontInfo(setup.view()->document()->defaultFont()).pointSizeF(); };
    const auto openAgain = [&] {
        setup.dialog()->close();
        QTRY_VERIFY(!setup.dialog());
        setup.action("openManual")->trigger();
    };
    const QString key = QStringLiteral("view/manualZoom");
    const double usual = size();
    setup.action("manualLarger")->trigger();
    setup.action("manualLarger")->trigger();
    const double larger = size();
    openAgain();
    QCOMPARE(size(), larger);
    QCOMPARE(setup.preferences->number(key, 0), 2);
    setup.action("manualUsual")->trigger();
    QCOMPARE(setup.preferences->number(key, 9), 0);
    // Whatever somebody wrote there, the manual can be read.
    setup.preferences->setNumber(key, 1'000'000'000);
    openAgain();
    QVERIFY(!setup.action("manualLarger")->isEnabled());
    QVERIFY(size() < 4 * usual);
    setup.action("manualUsual")->trigger();
    QCOMPARE(size(), usual);
}

void TestManualWindow::optionNamesStayOnOneLine() {
    const OpenManual setup;
    QTextDocument* page = setup.view()->document();
    const QString option = QStringLiteral("--kv-heads");
    for (int i = 0; i < setup.list()->count(); ++i) {
        setup.list()->setCurrentRow(i);
        for (QTextBlock block = page->begin(); block.isValid(); block = block.next())
            for (auto piece = block.begin(); !piece.atEnd(); ++piece) {
                const bool isInText = block.blockFormat().headingLevel() == 0 &&
                                      !block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
                if (isInText && piece.fragment().charFormat().fontFixedPitch())
                    QVERIFY2(!piece.fragment().text().contains(u'-'), qPrintable(piece.fragment().text()));
            }
        // As typed it is found, and as found it is copied.
        const auto there = ui::manualPages()[i].text.count(option, Qt::CaseInsensitive);
        QCOMPARE(setup.view()->mark(option), int(there));
        if (there == 0)
            continue;
        setup.view()->moveCursor(QTextCursor::Start);
        QVERIFY(setup.view()->goToNext(option, false));
        setup.view()->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), option);
        QVERIFY(QGuiApplication::clipboard()->mimeData()->html().contains(option));
    }
}

void TestManualWindow::linesAreShortOnWideScreens() {
    const OpenManual setup;
    setup.dialog()->resize(2400, 900);
    QCoreApplication::processEvents();
    const double letter = QFontMetricsF(setup.view()->font()).averageCharWidth();
    QVERIFY(setup.view()->viewport()->width() < 110 * letter);
    setup.dialog()->resize(560, 400);
    QCoreApplication::processEvents();
    setup.list()->setCurrentRow(setup.list()->count() - 1);
    QCOMPARE(setup.view()->horizontalScrollBar()->maximum(), 0);
}

void TestManualWindow::coloursFollowThePalette() {
    const OpenManual setup;
    const auto linkColour = [&] {
        for (QTextBlock block = setup.view()->document()->begin(); block.isValid(); block = block.next())
            for (auto it = block.begin(); !it.atEnd(); ++it)
                if (it.fragment().charFormat().isAnchor())
                    return it.fragment().charFormat().foreground().color();
        return QColor();
    };
    setup.action("themeLight")->trigger();
    const QColor light = linkColour();
    setup.view()->verticalScrollBar()->setValue(100);
    setup.action("themeDark")->trigger();
    QCoreApplication::processEvents();
    QVERIFY(linkColour().isValid() && light.isValid());
    QVERIFY(linkColour().lightness() > light.lightness());
    QCOMPARE(setup.view()->verticalScrollBar()->value(), 100);
    setup.action("themeSystem")->trigger();
}

void TestManualWindow::controlsHaveToolTips() {
    const OpenManual setup;
    for (const QAbstractButton* button : setup.dialog()->findChildren<QAbstractButton*>())
        if (!qobject_cast<QLineEdit*>(button->parentWidget()))
            QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->text()));
    for (const QAction* action :
         setup.dialog()->findChildren<QAction*>(QRegularExpression(QStringLiteral("^manual"))))
        QVERIFY2(action->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)),
                 qPrintable(action->text()));
    QVERIFY(!setup.words()->toolTip().isEmpty() && !setup.list()->toolTip().isEmpty());
}

void TestManualWindow::escapeClosesAtLast() {
    const OpenManual setup;
    setup.words()->setText(QStringLiteral("roof"));
    setup.key(Qt::Key_Escape);
    QVERIFY(setup.words()->text().isEmpty() && setup.dialog()->isVisible());
    setup.key(Qt::Key_Escape);
    QTRY_VERIFY(!setup.dialog());
}

void TestManualWindow::keysExist() {
    const WindowFixture setup;
    QStringList known;
    for (const QAction* action : setup.window->findChildren<QAction*>())
        known << action->shortcut().toString(QKeySequence::PortableText);
    setup.action("shortcuts")->trigger();
    const QString listed = setup.find<QDialog>("shortcuts")
                               ->findChild<QTextBrowser*>()
                               ->toPlainText()
                               .replace(QChar(0xa0), u' ');
    static const QRegularExpression key(
        QStringLiteral("(?:(?:Ctrl|Shift|Alt)\\+)+(?:F[0-9]+|[A-Za-z]+|[0-9])|\\bF(?:[1-9]|1[0-2])\\b"));
    int named = 0;
    for (const ui::ManualPage& page : ui::manualPages())
        for (auto match = key.globalMatch(page.text); match.hasNext(); ++named) {
            const QString word = match.next().captured();
            const bool isListed =
                listed.contains(QRegularExpression(QRegularExpression::escape(word) + QStringLiteral("\\b")));
            QVERIFY2(known.contains(word) || isListed, qPrintable(page.name + u' ' + word));
        }
    QVERIFY(named > 30);
}

void TestManualWindow::menuEntriesExist() {
    const WindowFixture setup;
    static const QRegularExpression entry(QStringLiteral("\\b(File|Edit|View|Run|Help) → \\*?(.{1,40})"));
    int named = 0;
    for (const ui::ManualPage& page : ui::manualPages()) {
        const QString text = QString(page.text).replace(u'\n', u' ');
        for (auto match = entry.globalMatch(text); match.hasNext(); ++named) {
            const auto found = match.next();
            bool exists = false;
            for (const QAction* menu : setup.window->menuBar()->actions())
                if (plain(menu->text()) == found.captured(1))
                    for (const QAction* action : menu->menu()->actions())
                        exists = exists || (!action->isSeparator() &&
                                            found.captured(2).startsWith(plain(action->text())));
            QVERIFY2(exists, qPrintable(page.name + u' ' + found.captured()));
        }
    }
    QVERIFY(named > 20);
}

HEADROOM_TEST(TestManualWindow, Windows)

} // namespace headroom::testing::tst_manual_window

#include "tst_manual_window.moc"

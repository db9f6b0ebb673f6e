// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/version.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDialog>
#include <QFontInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTextBrowser>
#include <QToolBar>

namespace headroom::testing::tst_help {

/// The pages of the Help menu, and the help at the controls themselves.
class TestHelp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void everyControlHasAToolTip_data();
    void everyControlHasAToolTip();
    void toolTipsAreShownInMenus();
    void noticesExplainTheirButtons();
    void everyShortcutIsListed();
    void keysOfThePartsAreListed_data();
    void keysOfThePartsAreListed();
    void pageExplainsTheChart_data();
    void pageExplainsTheChart();
    void pagesAreReadByAnAudience_data();
    void pagesAreReadByAnAudience();
    void pagesOpenDuringASweep();
    void aboutTellsWhatRuns();
};

namespace {

/// What shows the page that the action opens.
QDialog* dialogOf(const WindowFixture& setup, const QString& action) {
    const bool isInManual = action == QStringLiteral("howToRead");
    return setup.find<QDialog>(isInManual ? "manual" : qPrintable(action));
}

QString page(const WindowFixture& setup, const char* name) {
    setup.action(name)->trigger();
    const auto* dialog = dialogOf(setup, QLatin1String(name));
    return dialog ? dialog->findChild<QTextBrowser*>()->toPlainText().simplified() : QString();
}

QString plain(const QAction* action) {
    return action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

/// Qt's own parts of a control: its tooltip is theirs.
bool isInnerPart(const QWidget* widget) {
    const QWidget* owner = widget->parentWidget();
    return widget->objectName().startsWith(QStringLiteral("qt_")) ||
           qobject_cast<const QAbstractSpinBox*>(owner) || qobject_cast<const QLineEdit*>(owner) ||
           qobject_cast<const QAbstractItemView*>(owner);
}

/// Separators, entries that open a menu, and what Qt's own parts make for themselves.
bool isNoCommand(const QAction* action) {
    return action->isSeparator() || action->menu() || qobject_cast<QLineEdit*>(action->parent()) ||
           qobject_cast<QToolBar*>(action->parent());
}

bool needsToolTip(const QWidget* widget) {
    return (qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
            qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget)) &&
           !isInnerPart(widget);
}

} // namespace

void TestHelp::everyControlHasAToolTip_data() {
    QTest::addColumn<bool>("onGpu");
    QTest::newRow("on the processor") << false;
    QTest::newRow("on a GPU") << true;
}

void TestHelp::everyControlHasAToolTip() {
    QFETCH(bool, onGpu);
    WindowFixture setup(onGpu ? scriptedGpu() : scriptedCpu());
    QTRY_VERIFY(setup.ready());
    QStringList without;
    for (const QWidget* widget : setup.window->findChildren<QWidget*>())
        if (needsToolTip(widget) && widget->toolTip().isEmpty())
            without << QStringLiteral("%1 “%2” in %3")
                           .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                widget->parentWidget()->objectName());
    for (const QAction* action : setup.window->findChildren<QAction*>()) {
        if (isNoCommand(action))
            continue;
        // Without one of its own, an action's text stands in for it.
        if (action->toolTip().isEmpty() || action->toolTip() == plain(action))
            without << QStringLiteral("action “%1” %2").arg(action->objectName(), action->text());
    }
    QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
}

void TestHelp::toolTipsAreShownInMenus() {
    const WindowFixture setup;
    for (const QMenu* menu : setup.window->findChildren<QMenu*>())
        QVERIFY2(menu->toolTipsVisible() || menu->title().isEmpty(), qPrintable(menu->title()));
}

void TestHelp::noticesExplainTheirButtons() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.action("start")->trigger();
    TRY_DONE(setup);
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.find<QPushButton>("recoverButton"));
    QVERIFY(!setup.find<QPushButton>("recoverButton")->toolTip().isEmpty());
    QVERIFY(!setup.find<QPushButton>("throwAwayButton")->toolTip().isEmpty());
}

void TestHelp::everyShortcutIsListed() {
    const WindowFixture setup;
    const QString text = page(setup, "shortcuts");
    int listed = 0;
    for (const QAction* action : setup.window->findChildren<QAction*>()) {
        if (action->shortcut().isEmpty())
            continue;
        const QString line =
            action->shortcut().toString(QKeySequence::NativeText) + QLatin1Char(' ') + plain(action);
        QVERIFY2(text.contains(QString(line).replace(QChar(0xa0), QLatin1Char(' '))), qPrintable(line));
        ++listed;
    }
    QVERIFY(listed > 20);
}

void TestHelp::keysOfThePartsAreListed_data() {
    QTest::addColumn<QString>("part");
    for (const char* part : {"In the chart",
                             "In the legend",
                             "In the table",
                             "In a replay",
                             "In the manual",
                             "again from the start",
                             "Arrow keys",
                             "P, Ctrl+click",
                             "A, B",
                             "X",
                             "Wheel",
                             "with Shift",
                             "with Ctrl",
                             "Drag",
                             "Space or middle drag",
                             "Home",
                             "Backspace",
                             "Esc",
                             "double click",
                             "Double click",
                             "Click, Space",
                             "Ctrl+C",
                             "Ctrl+A",
                             "clear the filter",
                             "Click a title"})
        QTest::newRow(part) << QString::fromLatin1(part);
}

void TestHelp::keysOfThePartsAreListed() {
    QFETCH(QString, part);
    const WindowFixture setup;
    QVERIFY(page(setup, "shortcuts").contains(part));
}

void TestHelp::pageExplainsTheChart_data() {
    QTest::addColumn<QString>("words");
    for (const char* words :
         {"largest power-of-two divisor", "4092", "4128", "roof", "headroom", "best", "95 times in 100",
          "Hollow points", "Failed points", "ratio of two runs", "combines both intervals", "grey",
          "Reference data", "H200", "head dimension fixed"})
        QTest::newRow(words) << QString::fromLatin1(words);
}

void TestHelp::pageExplainsTheChart() {
    QFETCH(QString, words);
    const WindowFixture setup;
    QVERIFY(page(setup, "howToRead").contains(words));
}

void TestHelp::pagesAreReadByAnAudience_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("how to read") << QStringLiteral("howToRead");
    QTest::newRow("shortcuts") << QStringLiteral("shortcuts");
}

void TestHelp::pagesAreReadByAnAudience() {
    QFETCH(QString, name);
    const WindowFixture setup;
    const auto type = [&] {
        const auto* shown = dialogOf(setup, name)->findChild<QTextBrowser*>();
        return QFontInfo(shown->document()->defaultFont()).pixelSize();
    };
    page(setup, qPrintable(name));
    const int usual = type();
    setup.window->resize(2560, 1440);
    setup.action("presentation")->trigger();
    setup.window->setWindowState(Qt::WindowNoState);
    setup.window->resize(2560, 1440);
    QCoreApplication::processEvents();
    page(setup, qPrintable(name)); // also where it is open
    QVERIFY2(type() >= 0.026 * 1440, qPrintable(QString::number(type())));
    setup.action("presentation")->trigger();
    page(setup, qPrintable(name));
    QCOMPARE(type(), usual);
}

void TestHelp::pagesOpenDuringASweep() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    setup.script->holdAt(3);
    setup.action("start")->trigger();
    QTRY_COMPARE(setup.tableRows(), 2);
    QVERIFY(!page(setup, "howToRead").isEmpty());
    setup.script->release();
    TRY_DONE(setup); // the page holds nothing up
    auto* dialog = setup.find<QDialog>("manual");
    QVERIFY(dialog && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!setup.find<QDialog>("manual"));
}

void TestHelp::aboutTellsWhatRuns() {
    WindowFixture setup;
    QTRY_VERIFY(setup.ready());
    const QString text = page(setup, "about");
    const DeviceInfo device = scriptedCpu();
    for (const QString& part :
         {QStringLiteral("Headroom ") + QLatin1String(programVersion()),
          QLatin1String(programCommit()) + QString(), QStringLiteral("Qt ") + QLatin1String(qVersion()),
          QString::fromStdString(device.backend + ' ' + device.libraryVersion),
          QString::fromStdString(cLibrary())})
        QVERIFY2(text.contains(part), qPrintable(part + QStringLiteral(" in: ") + text));
}

HEADROOM_TEST(TestHelp, Windows)

} // namespace headroom::testing::tst_help

#include "tst_help.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/widgets/shortcut_guard.h"

#include <QAbstractSpinBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>

namespace headroom::testing::tst_shortcut_guard {

using namespace headroom::ui;

namespace {

QString typedIn(const QWidget* field) {
    if (const auto* line = qobject_cast<const QLineEdit*>(field))
        return line->text();
    return qobject_cast<const QAbstractSpinBox*>(field)->text();
}

void press(QWidget* widget, const QKeySequence& keys) {
    QTest::keyClick(widget, keys[0].key(), keys[0].keyboardModifiers());
}

/// Every field that can be typed into now.
QList<QWidget*> fieldsOf(const WindowFixture& setup) {
    QList<QWidget*> fields;
    for (auto* widget : setup.window->findChildren<QWidget*>()) {
        const bool takesText = qobject_cast<QLineEdit*>(widget) || qobject_cast<QAbstractSpinBox*>(widget);
        const bool inAnother =
            qobject_cast<QLineEdit*>(widget) && qobject_cast<QAbstractSpinBox*>(widget->parent());
        if (takesText && !inAnother && widget->isVisible() && widget->isEnabled())
            fields << widget;
    }
    return fields;
}

} // namespace

/// Shortcuts of the window's actions act whatever field has the keyboard, and never change it.
class TestShortcutGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void whatAFieldClaimsIsTheActions_data();
    void whatAFieldClaimsIsTheActions();
    void everyShortcutActsFromEveryField();
    void ofWhatCannotBeUsedChangesNothing();
    void editingKeysStayTheFields();
    void dialogsKeepTheirs();
};

void TestShortcutGuard::whatAFieldClaimsIsTheActions_data() {
    QTest::addColumn<QString>("keys");
    for (const char* keys : {"Ctrl+Left", "Ctrl+Right", "Ctrl+Shift+Left", "Ctrl+Shift+Right"})
        QTest::newRow(keys) << QString::fromLatin1(keys);
}

/// With keys that a field edits with on every platform, as it does with Ctrl+U on X11.
void TestShortcutGuard::whatAFieldClaimsIsTheActions() {
    QFETCH(QString, keys);
    QWidget window;
    QLineEdit line(QStringLiteral("some words"), &window);
    QAction action;
    action.setShortcut(QKeySequence(keys));
    window.addAction(&action);
    int triggered = 0;
    connect(&action, &QAction::triggered, this, [&triggered] { ++triggered; });
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    line.setFocus();
    line.setCursorPosition(4);
    const auto isUntouched = [&line] {
        return line.text() == QStringLiteral("some words") && line.cursorPosition() == 4;
    };
    press(&line, action.shortcut());
    QVERIFY(triggered == 0 && (!isUntouched() || line.hasSelectedText())); // as it is without a guard
    line.setText(QStringLiteral("some words"));
    line.setCursorPosition(4);
    new ShortcutGuard(&window, {&action});
    press(&line, action.shortcut());
    QVERIFY(triggered == 1 && isUntouched());
    action.setEnabled(false);
    press(&line, action.shortcut());
    QVERIFY(triggered == 1 && isUntouched());
}

void TestShortcutGuard::everyShortcutActsFromEveryField() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    const QList<QWidget*> fields = fieldsOf(setup);
    QVERIFY(fields.size() > 5);
    int shortcuts = 0;
    for (QAction* action : setup.window->actions()) {
        if (action->shortcut().isEmpty())
            continue;
        action->disconnect(); // what it does is not what is asked here
        action->setEnabled(true);
        int triggered = 0;
        connect(action, &QAction::triggered, this, [&triggered] { ++triggered; });
        for (QWidget* field : fields) {
            const int before = triggered;
            field->setFocus();
            const QString text = typedIn(field);
            press(field, action->shortcut());
            const QString what = action->objectName() + QLatin1Char(' ') + field->objectName();
            QVERIFY2(triggered == before + 1, qPrintable(what));
            QVERIFY2(typedIn(field) == text, qPrintable(what));
        }
        disconnect(action, &QAction::triggered, this, nullptr);
        ++shortcuts;
    }
    QVERIFY(shortcuts > 25);
}

void TestShortcutGuard::ofWhatCannotBeUsedChangesNothing() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    for (const char* name : {"unifiedHover", "compare", "exportPicture"}) {
        setup.action(name)->setEnabled(false);
        for (QWidget* field : fieldsOf(setup)) {
            field->setFocus();
            const QString text = typedIn(field);
            press(field, QKeySequence(Qt::Key_Home)); // where Ctrl+D would take a letter off
            press(field, setup.action(name)->shortcut());
            QVERIFY2(typedIn(field) == text, qPrintable(field->objectName()));
        }
    }
}

void TestShortcutGuard::editingKeysStayTheFields() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    auto* heads = setup.find<QWidget>("heads");
    heads->setFocus();
    press(heads, QKeySequence(QKeySequence::SelectAll));
    press(heads, QKeySequence(QKeySequence::Copy));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("12"));
    QTest::keyClicks(heads, QStringLiteral("16"));
    QCOMPARE(typedIn(heads), QStringLiteral("16"));
    press(heads, QKeySequence(QKeySequence::Undo));
    QVERIFY(typedIn(heads) != QStringLiteral("16"));
}

void TestShortcutGuard::dialogsKeepTheirs() {
    WindowFixture setup;
    QDialog dialog(setup.window.get());
    QLineEdit line(QStringLiteral("typed"), &dialog);
    dialog.show();
    dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    line.setFocus();
    line.setCursorPosition(0);
    const bool readAll = setup.action("unifiedHover")->isChecked();
    press(&line, QKeySequence(QStringLiteral("Ctrl+E")));
    press(&line, QKeySequence(QStringLiteral("Ctrl+U")));
    QCOMPARE(setup.action("unifiedHover")->isChecked(), readAll);
}

HEADROOM_TEST(TestShortcutGuard, Windows)

} // namespace headroom::testing::tst_shortcut_guard

#include "tst_shortcut_guard.moc"

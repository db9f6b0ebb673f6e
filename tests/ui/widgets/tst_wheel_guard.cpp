// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QWheelEvent>
#include <QtTest/qtestspontaneevent.h>

namespace headroom::testing::tst_wheel_guard {

using namespace headroom::ui;

namespace {

/// As the platform delivers it: to what lies in the middle of the widget, and from there to what is around,
/// and it may bring the keyboard along.
void wheelOver(QWidget* widget, int notches) {
    QWidget* window = widget->window();
    const QPointF at = widget->mapTo(window, widget->rect().center());
    QWheelEvent wheel(at, window->mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&wheel);
    qApp->notify(window->windowHandle(), &wheel);
}

QString valueOf(const QWidget* widget) {
    if (const auto* box = qobject_cast<const QComboBox*>(widget))
        return box->currentText();
    if (const auto* slider = qobject_cast<const QSlider*>(widget))
        return QString::number(slider->value());
    return qobject_cast<const QAbstractSpinBox*>(widget)->text();
}

} // namespace

/// Boxes of the whole window, and those of its dialogs.
class TestWheelGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void noBoxOfTheWindowIsChangedInPassing();
    void theFormScrollsInstead();
    void noBoxOfADialogIsChangedInPassing();
    void whatWasClickedIntoTakesIt();
    void sliders();
};

void TestWheelGuard::noBoxOfTheWindowIsChangedInPassing() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    setup.find<QWidget>("table")->setFocus();
    int boxes = 0;
    for (auto* widget : setup.window->findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty() ||
            (!qobject_cast<QComboBox*>(widget) && !qobject_cast<QAbstractSpinBox*>(widget)))
            continue;
        const QString before = valueOf(widget);
        for (const int notches : {3, -3}) {
            wheelOver(widget, notches);
            QVERIFY2(!widget->hasFocus(), qPrintable(widget->objectName()));
            QCOMPARE(valueOf(widget), before);
        }
        ++boxes;
    }
    QVERIFY(boxes > 6);
}

void TestWheelGuard::theFormScrollsInstead() {
    WindowFixture setup;
    setup.window->resize(900, 420);
    QTRY_VERIFY(setup.ready());
    auto* bar = setup.find<QScrollArea>("formArea")->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    wheelOver(setup.find<QWidget>("heads"), -1);
    QVERIFY(bar->value() > 0);
}

void TestWheelGuard::noBoxOfADialogIsChangedInPassing() {
    WindowFixture setup;
    setup.measure();
    setup.action("exportPicture")->trigger();
    auto* dialog = setup.find<QDialog>("exportDialog");
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto* first = dialog->findChild<QComboBox*>();
    first->setFocus(); // as the dialog does by itself
    for (auto* box : dialog->findChildren<QComboBox*>()) {
        const int before = box->currentIndex();
        wheelOver(box, -1);
        QCOMPARE(box->currentIndex(), before);
    }
}

void TestWheelGuard::whatWasClickedIntoTakesIt() {
    WindowFixture setup;
    setup.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(setup.window.get()));
    QTRY_VERIFY(setup.ready());
    auto* heads = qobject_cast<QAbstractSpinBox*>(setup.find<QWidget>("heads"));
    QTest::mouseClick(heads->findChild<QLineEdit*>(), Qt::LeftButton);
    QVERIFY(heads->hasFocus());
    wheelOver(heads, 1);
    QCOMPARE(heads->text(), QStringLiteral("13"));
    // Left by a click elsewhere and entered by no one.
    auto* seq = setup.find<QWidget>("seq");
    QTest::mouseClick(seq->findChild<QLineEdit*>(), Qt::LeftButton);
    heads->setFocus(Qt::OtherFocusReason);
    wheelOver(heads, 1);
    QCOMPARE(heads->text(), QStringLiteral("13"));
    // A key is as good as a click.
    QTest::keyClick(heads, Qt::Key_Up);
    wheelOver(heads, 1);
    QCOMPARE(heads->text(), QStringLiteral("15"));
}

void TestWheelGuard::sliders() {
    const WindowFixture setup; // whose guard is the program's
    QSlider slider(Qt::Horizontal);
    slider.show();
    QVERIFY(QTest::qWaitForWindowExposed(&slider));
    wheelOver(&slider, 2);
    QCOMPARE(slider.value(), 0);
    slider.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&slider));
    QTest::mouseClick(&slider, Qt::LeftButton);
    const int before = slider.value();
    wheelOver(&slider, 1);
    QVERIFY(slider.value() > before);
}

HEADROOM_TEST(TestWheelGuard, Windows)

} // namespace headroom::testing::tst_wheel_guard

#include "tst_wheel_guard.moc"

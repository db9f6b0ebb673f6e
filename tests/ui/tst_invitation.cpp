// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/data/chart_state.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QMenu>

namespace headroom::testing::tst_invitation {

using namespace headroom::ui;

namespace {

/// A window, and what stands on its empty chart.
struct Invited : WindowFixture {
    using WindowFixture::WindowFixture;

    QWidget* card() const { return find<QWidget>("invitation"); }
    QPushButton* start() const { return find<QPushButton>("invitationStart"); }
    QLabel* problem() const { return find<QLabel>("invitationProblem"); }
    void beActive() const {
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QTRY_VERIFY(ready());
    }
};

} // namespace

/// What the chart says and offers before anything was measured.
class TestInvitation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void saysWhatACurveIs();
    void startSaysHowLongItTakes();
    void thePaceIsRemembered();
    void followsTheForm();
    void startsBesideThePaper();
    void keyboardReachesItsButtons();
    void goesWithTheFirstPoint();
    void goesWithAnOpenedRun();
    void goesWithAReplay();
    void showsAnH200();
    void opensTheHelp();
    void fits_data();
    void fits();
};

void TestInvitation::saysWhatACurveIs() {
    Invited setup;
    QVERIFY(setup.card()->isVisible()); // from the first paint on
    QVERIFY(!setup.start()->isEnabled());
    QTRY_VERIFY(setup.ready());
    const auto* curve = setup.find<QLabel>("invitationCurve");
    setup.window->presetSweep(defaultSpec(scriptedCpu()), "cpu");
    auto* form = setup.find<SweepForm>("sweepForm");
    form->setSpec(defaultSpec(scriptedCpu()));
    QVERIFY2(curve->text().contains(QStringLiteral("h/a = 8")), qPrintable(curve->text()));
    QVERIFY(curve->text().contains(QStringLiteral("largest power-of-two divisor")));
    QCOMPARE(curve->text().count(QLatin1Char('.')), 1); // a sentence
    SweepSpec spec = form->spec();
    spec.mode = SweepMode::FixedHeadDim;
    form->setSpec(spec);
    QVERIFY2(curve->text().contains(QStringLiteral("h/a is 8")), qPrintable(curve->text()));
    spec.mode = SweepMode::FixedHeads;
    spec.ratios = {64};
    form->setSpec(spec);
    QVERIFY2(curve->text().contains(QStringLiteral("divided by 64")), qPrintable(curve->text()));
}

void TestInvitation::startSaysHowLongItTakes() {
    Invited setup;
    QTRY_VERIFY(setup.ready());
    QCOMPARE(setup.start()->text(), QStringLiteral("Start")); // of a processor nobody knows before
    setup.preferences->setPace("cpu", scriptedCpu().name, 2);
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.ready());
    const QString before = setup.start()->text();
    const QString estimate = setup.find<QLabel>("estimate")->text();
    QVERIFY2(before.startsWith(QStringLiteral("Start (about ")), qPrintable(before));
    const QString time = before.mid(13).chopped(1);
    QVERIFY2(estimate.contains(time), qPrintable(estimate));
    setup.find<QWidget>("pointCount")->findChild<QLineEdit*>()->setText(QStringLiteral("500"));
    QVERIFY(setup.start()->text() != before);
}

/// What was learnt of a device's pace is known at the next start.
void TestInvitation::thePaceIsRemembered() {
    Invited setup;
    setup.measure();
    QVERIFY(setup.preferences->pace("cpu", scriptedCpu().name));
    setup.crash();
    setup.open();
    QTRY_VERIFY(setup.ready());
    const QString estimate = setup.find<QLabel>("estimate")->text();
    QVERIFY2(estimate.contains(QStringLiteral(", about ")), qPrintable(estimate));
}

void TestInvitation::followsTheForm() {
    Invited setup;
    QTRY_VERIFY(setup.ready());
    QVERIFY(setup.start()->isEnabled());
    QVERIFY(!setup.problem()->isVisible());
    auto* heads = setup.find<QWidget>("heads")->findChild<QLineEdit*>();
    heads->setText(QStringLiteral("0"));
    QVERIFY(!setup.start()->isEnabled());
    QVERIFY(setup.problem()->isVisible());
    const QString problem = setup.find<SweepForm>("sweepForm")->problem();
    QCOMPARE(setup.problem()->text(), problem);
    QCOMPARE(setup.start()->accessibleDescription(), problem);
    QVERIFY(setup.start()->toolTip().contains(problem));
    heads->setText(QStringLiteral("12"));
    QVERIFY(setup.start()->isEnabled() && !setup.problem()->isVisible());
    // What no device of this size holds.
    setup.find<QWidget>("seq")->findChild<QLineEdit*>()->setText(QStringLiteral("131072"));
    QVERIFY(!setup.start()->isEnabled());
    QVERIFY2(setup.problem()->text().contains(QStringLiteral("the device has 16.0 GiB")),
             qPrintable(setup.problem()->text()));
}

void TestInvitation::startsBesideThePaper() {
    Invited setup(scriptedGpu());
    QTRY_VERIFY(setup.ready());
    QVERIFY(setup.action("reference")->isChecked());
    QVERIFY(setup.card()->isVisible());
}

void TestInvitation::keyboardReachesItsButtons() {
    Invited setup;
    setup.beActive();
    auto* plot = setup.find<QWidget>("plot");
    plot->setFocus();
    QStringList order;
    for (int i = 0; i < 3; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        order << QApplication::focusWidget()->objectName();
    }
    QCOMPARE(order.join(QLatin1Char(' ')),
             QStringLiteral("invitationStart invitationExample invitationHelp"));
    setup.start()->setFocus();
    QTest::keyClick(setup.start(), Qt::Key_Return);
    QVERIFY(!setup.card()->isVisible());
    QCOMPARE(QApplication::focusWidget(), plot); // the keys of the chart work at once
    TRY_DONE(setup);
    QCOMPARE(setup.tableRows(), kPoints);
}

void TestInvitation::goesWithTheFirstPoint() {
    Invited setup;
    QTRY_VERIFY(setup.ready());
    setup.script->failOpen({Status::OutOfMemory, "Nothing is free."});
    setup.start()->click();
    QVERIFY(!setup.card()->isVisible());
    QTRY_VERIFY(setup.notices().contains(QStringLiteral("Nothing is free.")));
    QTRY_VERIFY(setup.card()->isVisible()); // still nothing measured
    setup.script->openNormally();
    setup.start()->click();
    TRY_DONE(setup);
    QVERIFY(!setup.card()->isVisible());
}

void TestInvitation::goesWithAnOpenedRun() {
    Invited setup;
    QVERIFY(writeRunFile(setup.at("saved.headroom.json").toStdString(), sampleRun(sampleSpec(2))));
    setup.drop({setup.at("saved.headroom.json")});
    QVERIFY(!setup.card()->isVisible());
    auto* runs = setup.find<QMenu>("runsMenu");
    Q_EMIT runs->aboutToShow();
    runs->actions().constFirst()->trigger(); // hidden is not gone
    QVERIFY(!setup.card()->isVisible());
}

void TestInvitation::goesWithAReplay() {
    Invited setup;
    setup.window->replay(QStringLiteral("sample"), sampleRun(sampleSpec(2)));
    setup.window->pauseReplay(); // before its first point
    QVERIFY(!setup.card()->isVisible());
    setup.action("stop")->trigger();
    QVERIFY(setup.card()->isVisible());
}

void TestInvitation::showsAnH200() {
    Invited setup;
    QTRY_VERIFY(setup.ready());
    setup.find<QPushButton>("invitationExample")->click();
    QVERIFY(!setup.card()->isVisible());
    const CurveSet& curves = setup.window->findChild<ChartState*>()->curves();
    QVERIFY(curves.hasPoints());
    QVERIFY(curves.nameOf(curves.groups().back().runId).startsWith(QStringLiteral("H200")));
    QCOMPARE(setup.tableRows(), 0); // it is no measurement of this machine
    QVERIFY(!setup.action("exportCsv")->isEnabled());
    QVERIFY(setup.action("exportPicture")->isEnabled()); // but makes a figure, with its own roof
    QVERIFY(!curves.roofs().empty());
    setup.exportPicture(setup.at("h200.png"));
    QVERIFY(!QImage(setup.at("h200.png")).isNull());
    auto* menu = setup.find<QMenu>("referenceMenu");
    QCOMPARE(menu->actions().size(), 4);
    QAction* shown = menu->actions().at(1);
    QVERIFY(shown->isChecked());
    shown->trigger();
    QVERIFY(setup.card()->isVisible());
    menu->actions().at(0)->trigger(); // the paper's few points leave room for it
    QVERIFY(setup.card()->isVisible());
}

void TestInvitation::opensTheHelp() {
    Invited setup;
    setup.find<QPushButton>("invitationHelp")->click();
    auto* dialog = setup.find<QDialog>("manual");
    QVERIFY(dialog && dialog->isVisible());
}

void TestInvitation::fits_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("wrong");
    for (const QSize size : {QSize(1280, 800), QSize(800, 500)})
        for (const bool wrong : {false, true})
            QTest::addRow("%d×%d%s", size.width(), size.height(), wrong ? ", with a problem" : "")
                << size << wrong;
}

void TestInvitation::fits() {
    QFETCH(QSize, size);
    QFETCH(bool, wrong);
    Invited setup;
    setup.window->resize(size);
    QTRY_VERIFY(setup.ready());
    if (wrong)
        setup.find<QWidget>("heads")->findChild<QLineEdit*>()->setText(QStringLiteral("0"));
    QTRY_COMPARE(setup.problem()->isVisible(), wrong);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QWidget* card = setup.card();
    const auto* plot = setup.find<QWidget>("plot");
    QVERIFY(plot->rect().contains(card->geometry()));
    for (const QWidget* part : card->findChildren<QWidget*>()) {
        if (!part->isVisible())
            continue;
        const QByteArray name = part->metaObject()->className() + part->objectName().toLatin1();
        QVERIFY2(card->rect().contains(part->geometry()), name);
        const auto* label = qobject_cast<const QLabel*>(part);
        const int needed =
            label ? (label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height())
                  : part->sizeHint().height();
        QVERIFY2(part->height() >= needed, name);
        QVERIFY2(label || part->width() >= part->sizeHint().width(), name);
    }
}

HEADROOM_TEST(TestInvitation, Windows)

} // namespace headroom::testing::tst_invitation

#include "tst_invitation.moc"

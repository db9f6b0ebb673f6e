// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "tests/ui/sweep/form_fixture.h"
#include "ui/widgets/form_field.h"

#include <QComboBox>
#include <QLabel>
#include <QPalette>

namespace headroom::testing::tst_form_estimate {

using namespace headroom::ui;

/// What the form says of points, time and memory before a sweep is started.
class TestFormEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void tellsPointsAndTimeBeforehand();
    void tellsBeforehandWhatDoesNotFit();
    void refusesBeforehandWhatCannotFit();
    void warnsOfWhatDoesNotFitNow();
};

void TestFormEstimate::tellsPointsAndTimeBeforehand() {
    FormFixture setup;
    auto* estimate = setup.find<QLabel>("estimate");
    QVERIFY2(estimate->text().contains(QStringLiteral("112 points")), qPrintable(estimate->text()));
    QVERIFY2(!estimate->text().contains(QStringLiteral("about")), qPrintable(estimate->text()));
    setup.costs.learn(scriptedCpu(), 1, 100);
    setup.form.updateEstimate();
    const QString learnt = estimate->text();
    QVERIFY2(learnt.startsWith(QStringLiteral("112 points, about ")), qPrintable(learnt));
    setup.costs.recall(scriptedCpu(), 1); // of an earlier start
    setup.form.updateEstimate();
    QCOMPARE(estimate->text(), learnt);
    setup.form.selectDevice("cuda:0"); // whose speed is its own
    QVERIFY2(estimate->text().contains(QStringLiteral(" points, about ")), qPrintable(estimate->text()));
    setup.form.selectDevice("cpu");
    // A curve that stays empty is named.
    setup.write("hiddenMax", "100");
    QVERIFY(setup.form.valid());
    QVERIFY2(estimate->text().contains(QStringLiteral("64")), qPrintable(estimate->text()));
}

void TestFormEstimate::tellsBeforehandWhatDoesNotFit() {
    FormFixture setup;
    auto* mode = setup.find<QComboBox>("mode");
    mode->setCurrentIndex(mode->findData(static_cast<int>(SweepMode::FixedHeadDim)));
    setup.write("seq", "1024");
    QVERIFY(setup.form.valid());
    const QString text = setup.find<QLabel>("estimate")->text();
    QVERIFY2(text.contains(QStringLiteral("112 points")), qPrintable(text)); // over what fits
    QVERIFY2(text.contains(QStringLiteral("The curves h/a = 1, 2")), qPrintable(text));
    QCOMPARE(text.count(QStringLiteral(" at h = ")), 1); // said once
    QVERIFY2(text.contains(QStringLiteral("15 GiB of memory can be had")), qPrintable(text));
    QVERIFY(!text.contains(QStringLiteral(" 64 "))); // which fits
}

void TestFormEstimate::refusesBeforehandWhatCannotFit() {
    FormFixture setup;
    const auto* estimate = setup.find<QLabel>("estimate");
    const auto ink = [estimate] { return estimate->palette().color(QPalette::WindowText); };
    const QColor usual = ink();
    setup.write("seq", "131072"); // 12 heads of 64 GiB each
    QVERIFY(!setup.form.valid());
    QCOMPARE(setup.form.problem(),
             QStringLiteral("The smallest shape of this plan needs 768.0 GiB, the device has 16.0 GiB. Use a "
                            "smaller s, b, a or h, or a smaller type."));
    QCOMPARE(estimate->text(), setup.form.problem());
    QCOMPARE(ink(), errorColour(setup.form.palette()));
    // A wrong field comes first.
    setup.write("heads", "0");
    QVERIFY(setup.form.problem().contains(QStringLiteral("head count")));
    QCOMPARE(ink(), usual);
    setup.write("heads", "12");
    QCOMPARE(ink(), errorColour(setup.form.palette()));
    QPalette dark = setup.form.palette();
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::WindowText, Qt::white);
    setup.form.setPalette(dark);
    QCOMPARE(ink(), errorColour(dark));
    setup.write("seq", "256");
    QVERIFY(setup.form.valid());
    QCOMPARE(ink(), QColor(Qt::white));
}

void TestFormEstimate::warnsOfWhatDoesNotFitNow() {
    DeviceInfo busy = scriptedCpu();
    busy.freeMemoryBytes = std::uint64_t(1) << 30;
    FormFixture setup({busy});
    const auto* estimate = setup.find<QLabel>("estimate");
    setup.write("seq", "16384"); // 12 GiB
    // There may be more by the time it starts: opening the device looks again.
    QVERIFY2(setup.form.valid(), qPrintable(setup.form.problem()));
    QVERIFY2(estimate->text().contains(QStringLiteral("needs 12.0 GiB, the device can give 0.9 GiB now")),
             qPrintable(estimate->text()));
    QCOMPARE(estimate->palette().color(QPalette::WindowText), errorColour(setup.form.palette()));
}

HEADROOM_TEST(TestFormEstimate, Windows)

} // namespace headroom::testing::tst_form_estimate

#include "tst_form_estimate.moc"

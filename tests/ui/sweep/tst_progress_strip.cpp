// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_run.h"
#include "tests/support/scripted_backend.h"
#include "tests/support/test_program.h"
#include "ui/sweep/progress_strip.h"

#include <QLabel>
#include <QRegularExpression>

namespace headroom::testing::tst_progress_strip {

using namespace headroom::ui;

class TestProgressStrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsARangeUntilATenthIsIn();
    void saysWhatStartDoesAfterAStop();
};

void TestProgressStrip::tellsARangeUntilATenthIsIn() {
    const SweepPlan plan = makePlan(sampleSpec(10)); // 70 points
    const DeviceInfo device = scriptedGpu();
    SweepProgress progress(plan, device, 1);
    ProgressStrip strip;
    const auto* text = strip.findChild<QLabel*>(QStringLiteral("progressText"));
    const QRegularExpression range(QStringLiteral(" · \\d+:\\d\\d – \\d+:\\d\\d left"));
    const QRegularExpression figure(QStringLiteral(" · \\d+:\\d\\d left"));
    for (std::size_t i = 0; i < 20; ++i) {
        Measurement row = sampleMeasurement(plan.points[plan.order[i]], 100);
        row.cost.wallS = 100 * guessSeconds(row.point, plan.spec, device);
        progress.add(row);
        strip.show(SweepState::Running, progress, {});
        const bool few = i + 1 < 7;
        QVERIFY2(text->text().contains(few ? range : figure), qPrintable(text->text()));
        QCOMPARE(text->text().contains(range), few);
    }
}

void TestProgressStrip::saysWhatStartDoesAfterAStop() {
    const SweepProgress progress(makePlan(sampleSpec(10)), scriptedGpu(), 1);
    ProgressStrip strip;
    const auto* text = strip.findChild<QLabel*>(QStringLiteral("progressText"));
    SweepOutcome outcome;
    outcome.end = SweepEnd::Stopped;
    strip.showEnd(progress, outcome);
    QCOMPARE(text->text(), QStringLiteral("Stopped: 0 of 70 measured · Start begins anew"));
    QVERIFY(text->toolTip().contains(QStringLiteral("pause instead")));
    outcome.end = SweepEnd::Completed;
    strip.showEnd(progress, outcome);
    QVERIFY(text->toolTip().isEmpty() && !text->text().contains(QStringLiteral("Start")));
}

HEADROOM_TEST(TestProgressStrip, Windows)

} // namespace headroom::testing::tst_progress_strip

#include "tst_progress_strip.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/paint_curves.h"

#include <cmath>

namespace headroom::testing::tst_shared_roofs {

using namespace headroom::ui;

namespace {

using Line = std::vector<CurvePoint>;

/// As they are drawn.
std::vector<Line> roofLines(const ChartFixture& chart) {
    std::vector<Line> roofs;
    const auto isOfCurve = [&chart](const CurveLine& line) {
        return std::ranges::any_of(chart.state.curves().curves(),
                                   [&line](const Curve& curve) { return &curve.points == line.points; });
    };
    QImage image(100, 100, QImage::Format_RGB32);
    QPainter painter(&image);
    paintCurves(painter, chart.state.curves(), chart.plot->view(),
                [&](QPainter&, const std::vector<CurveLine>& lines, const PlotView&) {
                    for (const CurveLine& line : lines)
                        if (!isOfCurve(line))
                            roofs.push_back(*line.points);
                });
    return roofs;
}

std::optional<double> valueAt(const Line& line, double hidden) {
    const auto right = std::ranges::upper_bound(line, hidden, {}, &CurvePoint::hidden);
    if (right == line.begin() || right == line.end())
        return std::nullopt;
    const auto left = std::prev(right);
    return std::lerp(left->value, right->value, (hidden - left->hidden) / (right->hidden - left->hidden));
}

} // namespace

/// Roofs of runs on like devices.
class TestSharedRoofs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void dashesAreDrawnOnce();
    void oneSizeStandsBelowItsRoof();
};

/// Two runs whose roofs share neither where they begin nor where they end.
void TestSharedRoofs::dashesAreDrawnOnce() {
    ChartFixture chart;
    SweepSpec other = sampleSpec();
    other.heads = 20;
    chart.addRun(sampleRun(other));
    chart.addRun(sampleRun());
    const std::vector<Line> roofs = roofLines(chart);
    int drawn = 0;
    int twice = 0;
    for (double hidden = 10; hidden < 33000; hidden += 7) {
        std::vector<double> values;
        for (const Line& roof : roofs)
            if (const auto value = valueAt(roof, hidden))
                values.push_back(*value);
        std::ranges::sort(values);
        drawn += values.empty() ? 0 : 1;
        for (std::size_t i = 1; i < values.size(); ++i)
            twice += values[i] - values[i - 1] <= 1e-6 * values[i] ? 1 : 0;
    }
    QVERIFY(drawn > 4000);
    QVERIFY2(twice < drawn / 20, qPrintable(QStringLiteral("%1 of %2").arg(twice).arg(drawn)));
}

void TestSharedRoofs::oneSizeStandsBelowItsRoof() {
    ChartFixture chart;
    SweepSpec spec = sampleSpec(1);
    spec.ratios = {64};
    spec.hiddenMin = spec.hiddenMax = 1536;
    chart.addRun(sampleRun(spec));
    const ViewRange view = chart.plot->mapping().view();
    QCOMPARE(view.xMin, 768.0);
    QCOMPARE(view.xMax, 2304.0);
    const std::vector<Line> roofs = roofLines(chart);
    QCOMPARE(roofs.size(), std::size_t{1});
    QVERIFY(valueAt(roofs.front(), 1536));
}

HEADROOM_TEST(TestSharedRoofs, Windows)

} // namespace headroom::testing::tst_shared_roofs

#include "tst_shared_roofs.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "ui/chart/data/readout.h"
#include "ui/chart/reading/hover_locator.h"

#include <QTest>

namespace headroom::testing::tst_hover {

using namespace headroom::ui;

namespace {

const PlotMapping kHoverMapping(QRectF(60, 20, 1000, 500), {0, 32768, 0, 250}, {});

Curve curveOf(std::int64_t ratio, std::vector<CurvePoint> points) {
    Curve curve;
    curve.key = {.runId = 1, .ratio = ratio};
    curve.points = std::move(points);
    return curve;
}

QString textOf(const Readout& readout) {
    return (QStringList(readout.headline) + readout.lines).join(QLatin1Char('\n'));
}

/// Two level curves, points every 4096.
std::vector<Curve> twoCurves() {
    std::vector<Curve> curves = {curveOf(1, {}), curveOf(8, {})};
    for (int i = 1; i <= 8; ++i) {
        curves[0].points.push_back({i * 4096.0, 100, i, false});
        curves[1].points.push_back({i * 4096.0 - 1000, 200, 100 + i, false});
    }
    return curves;
}

} // namespace

class TestHover final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picksThePointUnderTheCursor();
    void picksTheNearestPointOfTheLineUnderTheCursor();
    void markerWinsOverALineThatPassesNearer();
    void ignoresWhatIsFarHiddenOrOutside();
    void findsFailedPointsOnTheAxis();
    void agreesWithAnExhaustiveSearch();
    void columnIsSortedAndComplete();
    void stepsAlongAndAcross();
    void readsAPoint();
    void namesTheKernelShort();
    void readsTheRoofAtBothClocks();
    void readsAFailedPoint();
    void namesEveryFlag();
    void writesNumbersShort();
};

void TestHover::picksThePointUnderTheCursor() {
    const auto curves = twoCurves();
    const auto hit = locate(curves, kHoverMapping, kHoverMapping.toPixel(8192, 100) + QPointF(3, -4));
    QVERIFY(hit);
    QCOMPARE(hit->point, (PointKey{1, 2}));
    QCOMPARE(hit->hidden, 8192.0);
    QCOMPARE(hit->pixel, kHoverMapping.toPixel(8192, 100));
}

void TestHover::picksTheNearestPointOfTheLineUnderTheCursor() {
    // 125 pixels lie between two points: the line between them counts.
    const auto hit =
        locate(twoCurves(), kHoverMapping, kHoverMapping.toPixel(8192 + 1500, 100) + QPointF(0, 20));
    QVERIFY(hit);
    QCOMPARE(hit->point.row, 2);
    const auto other = locate(twoCurves(), kHoverMapping, kHoverMapping.toPixel(8192 + 2500, 100));
    QVERIFY(other);
    QCOMPARE(other->point.row, 3);
}

void TestHover::markerWinsOverALineThatPassesNearer() {
    std::vector<Curve> curves = {curveOf(1, {{0, 100, 0, false}, {32768, 100, 1, false}}),
                                 curveOf(2, {{16384, 103, 5, false}})};
    const auto hit = locate(curves, kHoverMapping, kHoverMapping.toPixel(16384, 101));
    QVERIFY(hit);
    QCOMPARE(hit->point.row, 5);
}

void TestHover::ignoresWhatIsFarHiddenOrOutside() {
    auto curves = twoCurves();
    QVERIFY(!locate(curves, kHoverMapping, kHoverMapping.toPixel(8192, 100) + QPointF(0, kHoverRadius + 1)));
    QVERIFY(locate(curves, kHoverMapping, kHoverMapping.toPixel(8192, 100) + QPointF(0, kHoverRadius - 1)));
    curves[0].shown = false;
    QVERIFY(!locate(curves, kHoverMapping, kHoverMapping.toPixel(8192, 100)));
    const PlotMapping zoomedIn(kHoverMapping.plot(), {9000, 12000, 0, 250}, {});
    const auto hit = locate(twoCurves(), zoomedIn, QPointF(70, zoomedIn.pixelY(100)));
    QVERIFY(!hit || (hit->hidden >= 9000 && hit->hidden <= 12000));
    QVERIFY(!locate({}, kHoverMapping, QPointF(100, 100)));
}

void TestHover::findsFailedPointsOnTheAxis() {
    auto curves = twoCurves();
    curves[0].failures.push_back({20000, 77});
    const auto hit = locate(curves, kHoverMapping,
                            QPointF(kHoverMapping.pixelX(20000) + 3, kHoverMapping.plot().bottom() - 2));
    QVERIFY(hit);
    QVERIFY(hit->failed);
    QCOMPARE(hit->point.row, 77);
}

void TestHover::agreesWithAnExhaustiveSearch() {
    // On the points themselves the answer must be the point that an exhaustive search finds.
    for (const bool logX : {false, true}) {
        const PlotMapping mapping(kHoverMapping.plot(), {12, 32768, 0, 250}, {.logX = logX});
        std::vector<Curve> curves;
        for (int c = 0; c < 7; ++c) {
            Curve curve = curveOf(std::int64_t{1} << c, {});
            for (int i = 1; i < 400; ++i)
                curve.points.push_back({i * 80.0 + c, 30.0 * c + 20 + (i * 37 % 23), c * 1000 + i, false});
            curves.push_back(curve);
        }
        for (double x = 100; x < 1000; x += 41)
            for (double y = 30; y < 500; y += 29) {
                const auto hit = locate(curves, mapping, {x, y}, 9); // within the radius in which markers win
                double nearest = 1e9;
                for (const Curve& curve : curves)
                    for (const CurvePoint& point : curve.points) {
                        const QPointF pixel = mapping.toPixel(point.hidden, point.value);
                        nearest = std::min(nearest, std::hypot(pixel.x() - x, pixel.y() - y));
                    }
                if (nearest > 9)
                    continue;
                QVERIFY(hit);
                QCOMPARE(std::hypot(hit->pixel.x() - x, hit->pixel.y() - y), nearest);
            }
    }
}

void TestHover::columnIsSortedAndComplete() {
    auto curves = twoCurves();
    curves.push_back(curveOf(64, {}));
    curves[0].failures.push_back({16000, 77});
    const auto hidden = hiddenNear(curves, kHoverMapping, kHoverMapping.pixelX(16384 + 300));
    QVERIFY(hidden);
    QCOMPARE(*hidden, 16384.0);
    const auto hits = locateColumn(curves, kHoverMapping, *hidden);
    QCOMPARE(hits.size(), std::size_t{2}); // the empty curve has nothing to say
    QCOMPARE(hits[0].value, 200.0);
    QCOMPARE(hits[1].hidden, 16384.0);
    QCOMPARE(hits[0].hidden, 15384.0);
    QCOMPARE(*hiddenNear(curves, kHoverMapping, kHoverMapping.pixelX(15900)), 16000.0);
    QVERIFY(locateColumn(curves, kHoverMapping, 16000)[1].failed);
    QVERIFY(!hiddenNear({}, kHoverMapping, 300));
}

void TestHover::stepsAlongAndAcross() {
    auto curves = twoCurves();
    curves[0].failures.push_back({10000, 77});
    const auto start = locatePoint(curves, kHoverMapping, {1, 2});
    QVERIFY(start);
    const auto failed = stepAlong(curves, kHoverMapping, *start, 1);
    QVERIFY(failed && failed->failed);
    const auto next = stepAlong(curves, kHoverMapping, *failed, 1);
    QVERIFY(next);
    QCOMPARE(next->point.row, 3);
    QVERIFY(!stepAlong(curves, kHoverMapping, *locatePoint(curves, kHoverMapping, {1, 8}), 1));
    const auto up = stepAcross(curves, kHoverMapping, *start, 1);
    QVERIFY(up);
    QCOMPARE(up->curve.ratio, 8);
    QVERIFY(!stepAcross(curves, kHoverMapping, *up, 1));
    QCOMPARE(stepAcross(curves, kHoverMapping, *up, -1)->curve.ratio, 1);
}

void TestHover::readsAPoint() {
    Run run = headroom::testing::sampleRun();
    Measurement row = run.measurements.front();
    row.point.layer = layerOf(4092, 12, 2048, 4);
    row.point.ratio = 1;
    row.point.gemm = infoOf(Operation::KeyQueryScore).gemm(row.point.layer, DataType::F16, Layout::NN);
    row = headroom::testing::sampleMeasurement(row.point, 71.25);
    row.flags = Flag::ClockLow;
    const QString text = textOf(readPoint(run, row));
    for (const char* part :
         {"h = 4092", "a = 12", "h/a = 341 = 1 × 341", "71.25 TFLOP/s", "70.54 – 71.97", "ms per call",
          "% of the roof", "kernel sample_kernel_align1", "clock well below the best of its kind of kernel"})
        QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(QString::fromUtf8(part) + text));
}

void TestHover::namesTheKernelShort() {
    Run run = headroom::testing::sampleRun();
    Measurement row = run.measurements.front();
    row.kernel = "cutlass_75_tensorop_f16_s1688gemm_f16_256x128_nn_align1 grid 16x8x48 block 256x1x1";
    QVERIFY2(textOf(readPoint(run, row)).contains(QStringLiteral("kernel cutlass sm75 256x128 align1\n")) ||
                 textOf(readPoint(run, row)).endsWith(QStringLiteral("kernel cutlass sm75 256x128 align1")),
             qPrintable(textOf(readPoint(run, row))));
    QVERIFY(!textOf(readPoint(run, row)).contains(QStringLiteral("grid")));
}

void TestHover::readsTheRoofAtBothClocks() {
    Run run = headroom::testing::sampleRun();
    Measurement row = headroom::testing::sampleMeasurement(run.measurements.back().point, 120);
    run.context.roofs = {{DataType::F16, 300, 1e14, "specified", 2000}}; // so much memory that it never binds
    row.smClockMhz = 1500;
    const QString text = textOf(readPoint(run, row));
    QVERIFY2(text.contains(QStringLiteral("40 % of the roof at the specified clock")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("53 % of the roof at the measured clock, 1500 MHz")),
             qPrintable(text));
    const auto saysItOnce = [&] {
        const QString once = textOf(readPoint(run, row));
        return once.contains(QStringLiteral("40 % of the roof")) && !once.contains(QStringLiteral("clock"));
    };
    row.smClockMhz = 2000; // the same
    QVERIFY(saysItOnce());
    row.smClockMhz.reset(); // not read
    QVERIFY(saysItOnce());
    row.smClockMhz = 1500;
    run.context.roofs.front().clockMhz = 0; // measured on this machine
    QVERIFY(saysItOnce());
}

void TestHover::readsAFailedPoint() {
    const Run run = headroom::testing::sampleRun();
    const Measurement row = headroom::testing::failedMeasurement(
        run.measurements.front().point, Status::OutOfMemory, "12 GB needed, 8 GB free");
    const QString text = textOf(readPoint(run, row));
    QVERIFY(text.contains(QStringLiteral("does not fit in memory")));
    QVERIFY(text.contains(QStringLiteral("12 GB needed, 8 GB free")));
    QVERIFY(!text.contains(QStringLiteral("TFLOP/s")));
}

void TestHover::namesEveryFlag() {
    for (unsigned bit = 1; bit <= static_cast<unsigned>(Flag::ProcessorSlow); bit <<= 1)
        QVERIFY2(!flagsText(static_cast<Flag>(bit)).isEmpty(), qPrintable(QString::number(bit)));
    QCOMPARE(flagsText({}), QString());
}

void TestHover::writesNumbersShort() {
    QCOMPARE(shortNumber(245.13), QStringLiteral("245"));
    QCOMPARE(shortNumber(95), QStringLiteral("95.0"));
    QCOMPARE(shortNumber(0.8684), QStringLiteral("0.868"));
    QCOMPARE(shortNumber(0.000012345), QStringLiteral("0.0000123"));
    QCOMPARE(shortNumber(1234.6), QStringLiteral("1235"));
    QCOMPARE(timeText(0.00485), QStringLiteral("4.85 ms"));
    QCOMPARE(timeText(12), QStringLiteral("12.0 s"));
    QCOMPARE(timeText(3.2e-6), QString::fromUtf8("3.20 µs"));
    // A GPU's rate beside a processor's.
    const PlannedPoint point = sampleRun().measurements.front().point;
    const auto textOf = [&](double tflops) {
        return rateText(sampleMeasurement(point, tflops), RateUnit::Gigaflops)
            .section(QLatin1Char(' '), 0, 1);
    };
    QCOMPARE(textOf(107.661), QStringLiteral("107.7 TFLOP/s"));
    QCOMPARE(textOf(0.205), QStringLiteral("205.0 GFLOP/s"));
}

HEADROOM_TEST(TestHover, EventLoop)

} // namespace headroom::testing::tst_hover

#include "tst_hover.moc"

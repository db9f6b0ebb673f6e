// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"

#include "ui/chart/view/home_view.h"
#include "ui/chart/view/ticks.h"
#include "ui/chart/view/view_stack.h"
#include "ui/widgets/number_text.h"

#include <QTest>

namespace headroom::testing::tst_chart_axes {

using namespace headroom::ui;

namespace {

QStringList labels(const std::vector<Tick>& ticks) {
    QStringList texts;
    for (const Tick& tick : ticks)
        texts += tick.label;
    return texts;
}

QStringList list(const char* words) {
    return QString::fromUtf8(words).split(QLatin1Char(' '));
}

} // namespace

class TestChartAxes final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valueLabels_data();
    void valueLabels();
    void hiddenLabels();
    void logTicksNeverVanish();
    void octaveKeepsMultiplesOf64();
    void ticksSurviveNonsense();
    void roundsUp();
    void zoomKeepsTheCursor_data();
    void zoomKeepsTheCursor();
    void thinBandsSpanTheOtherAxis();
    void viewsAreBounded();
    void stackGoesBackAndForward();
};

void TestChartAxes::valueLabels_data() {
    QTest::addColumn<double>("max");
    QTest::addColumn<int>("wanted");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("paper") << 250.0 << 6 << list("0 50 100 150 200 250");
    QTest::newRow("paper, tall") << 250.0 << 12 << list("0 25 50 75 100 125 150 175 200 225 250");
    QTest::newRow("cpu") << 0.8 << 6 << list("0 0.2 0.4 0.6 0.8");
    QTest::newRow("quarters") << 1.0 << 5 << list("0 0.25 0.50 0.75 1.00");
    QTest::newRow("hundredths") << 0.06 << 7 << list("0 0.01 0.02 0.03 0.04 0.05 0.06");
    QTest::newRow("six decades down") << 2e-6 << 3 << list("0 1×10⁻⁶ 2×10⁻⁶");
    QTest::newRow("large") << 2000.0 << 5 << list("0 500 1000 1500 2000");
}

void TestChartAxes::valueLabels() {
    QFETCH(double, max);
    QFETCH(int, wanted);
    QFETCH(QStringList, expected);
    QCOMPARE(labels(valueTicks(0, max, wanted)), expected);
}

void TestChartAxes::hiddenLabels() {
    QCOMPARE(labels(hiddenTicks(0, 32768, 9)), list("0 4096 8192 12288 16384 20480 24576 28672 32768"));
    QCOMPARE(labels(hiddenTicks(0, 32768, 5)), list("0 8192 16384 24576 32768"));
    QCOMPARE(labels(hiddenTicks(8000, 8400, 5)), list("8064 8192 8320"));
}

void TestChartAxes::logTicksNeverVanish() {
    QCOMPARE(labels(log2Ticks(64, 32768, 10)), list("64 128 256 512 1024 2048 4096 8192 16384 32768"));
    // Inside one octave, where a base-2 axis of Qt Charts has no label left.
    for (double low = 16; low < 32768; low *= 1.7)
        for (double factor = 1.05; factor < 64; factor *= 1.3) {
            const auto ticks = log2Ticks(low, low * factor, 9);
            QVERIFY2(low * (factor - 1) < 1 || ticks.size() >= 1,
                     qPrintable(QStringLiteral("%1 to %2").arg(low).arg(low * factor)));
            QVERIFY(ticks.size() <= 9);
        }
}

void TestChartAxes::octaveKeepsMultiplesOf64() {
    const auto isMultiple = [](double value) { return std::fmod(value, 64) == 0; };
    for (double low = 256; low < 32768; low *= 1.13)
        for (double factor = 1.1; factor <= 2; factor += 0.1) {
            const double high = low * factor;
            if (std::ceil(low / 64) * 64 > high)
                continue; // there is none
            const auto ticks = log2Ticks(low, high, 18);
            const auto kept =
                std::ranges::count_if(ticks, [&](const Tick& t) { return isMultiple(t.value); });
            QVERIFY2(kept >= 1, qPrintable(QStringLiteral("%1 to %2").arg(low).arg(high)));
            // Finer ones come beside them, coarser ones are themselves multiples.
            const auto all = static_cast<long>(std::floor(high / 64) - std::ceil(low / 64)) + 1;
            QVERIFY(kept == all || kept == static_cast<long>(ticks.size()));
        }
}

void TestChartAxes::ticksSurviveNonsense() {
    QVERIFY(valueTicks(1, 1, 5).empty());
    QVERIFY(valueTicks(0, qQNaN(), 5).empty());
    QVERIFY(valueTicks(5, 0, 5).empty());
    QVERIFY(hiddenTicks(0, qInf(), 5).empty());
    QVERIFY(log2Ticks(0, 10, 5).empty());
    QVERIFY(valueTicks(0, 250, 0).size() >= 2);
}

void TestChartAxes::roundsUp() {
    QCOMPARE(roundUp(251), 300.0);
    QCOMPARE(roundUp(0.87), 0.9);
    QCOMPARE(roundUp(0.91), 1.0);
    QCOMPARE(roundUp(1e-6), 1e-6);
    QCOMPARE(roundUp(0), 1.0);
    QCOMPARE(roundUp(-3), 1.0);
}

void TestChartAxes::zoomKeepsTheCursor_data() {
    QTest::addColumn<bool>("logX");
    QTest::newRow("linear") << false;
    QTest::newRow("log") << true;
}

void TestChartAxes::zoomKeepsTheCursor() {
    QFETCH(bool, logX);
    const PlotMapping before(QRectF(50, 20, 800, 400), {16, 32768, 0, 250}, {.logX = logX});
    const QPointF cursor(300, 111);
    const PlotMapping after(before.plot(), zoomed(before, cursor, 0.5, 0.25), {.logX = logX});
    QCOMPARE(after.hiddenAt(cursor.x()), before.hiddenAt(cursor.x()));
    QCOMPARE(after.valueAt(cursor.y()), before.valueAt(cursor.y()));
    const PlotMapping moved(before.plot(), panned(before, {40, -10}), {.logX = logX});
    QCOMPARE(moved.hiddenAt(cursor.x() + 40), before.hiddenAt(cursor.x()));
    QCOMPARE(moved.valueAt(cursor.y() - 10), before.valueAt(cursor.y()));
}

void TestChartAxes::viewsAreBounded() {
    const ViewRange home{0, 32768, 0, 250};
    for (const bool logX : {false, true}) {
        const ViewRange start = logX ? ViewRange{16, 32768, 0, 250} : home;
        ViewRange near = start;
        ViewRange far = start;
        for (int i = 0; i < 400; ++i) {
            const QRectF plot(0, 0, 800, 400);
            near = bounded(zoomed(PlotMapping(plot, near, {.logX = logX}), {123, 45}, 0.5, 0.5), start,
                           {.logX = logX});
            far = bounded(zoomed(PlotMapping(plot, far, {.logX = logX}), {123, 45}, 2, 2), start,
                          {.logX = logX});
        }
        for (const ViewRange& view : {near, far}) {
            QVERIFY(view.xMax > view.xMin);
            QVERIFY(view.yMax > view.yMin);
            QVERIFY(view.xMin >= 0 && view.yMin >= 0); // there is nothing below
            QVERIFY(std::isfinite(view.xMin + view.xMax + view.yMin + view.yMax));
        }
        QVERIFY(near.xMax - near.xMin >= 1);
        QVERIFY(far.xMax <= 4 * home.xMax);
        QVERIFY(far.xMax - far.xMin > home.xMax - 16);
    }
    const ViewRange broken{0, qQNaN(), 0, 1};
    QCOMPARE(bounded(broken, home, {}), home);
}

void TestChartAxes::stackGoesBackAndForward() {
    ViewStack stack;
    const ViewRange home{0, 100, 0, 10};
    const ViewRange first{10, 50, 0, 5};
    const ViewRange second{20, 30, 1, 2};
    stack.setHome(home);
    QVERIFY(stack.followsData());
    QVERIFY(!stack.canGoBack() && !stack.canGoForward());
    stack.push(first);
    stack.push(second);
    QVERIFY(!stack.followsData());
    QCOMPARE(stack.current(), second);
    stack.goBack();
    QCOMPARE(stack.current(), first);
    stack.goForward();
    QCOMPARE(stack.current(), second);
    stack.goBack();
    stack.goBack();
    QCOMPARE(stack.current(), home);
    QVERIFY(stack.followsData());
    stack.push(second); // what lay forward is forgotten
    QVERIFY(!stack.canGoForward());
    stack.goHome();
    QCOMPARE(stack.current(), home);
    stack.goForward();
    QCOMPARE(stack.current(), second);
    for (int i = 0; i < 1000; ++i)
        stack.push({0, 100.0 + i, 0, 1});
    QCOMPARE(stack.current().xMax, 1099.0);
}

void TestChartAxes::thinBandsSpanTheOtherAxis() {
    const QRectF plot(50, 20, 500, 300);
    QCOMPARE(bandOf(plot, {300, 200}, {100, 100}), QRectF(100, 100, 200, 100)); // in any direction
    QCOMPARE(bandOf(plot, {100, 100}, {300, 105}), QRectF(100, 20, 200, 300));
    QCOMPARE(bandOf(plot, {100, 100}, {105, 200}), QRectF(50, 100, 500, 100));
    QCOMPARE(bandOf(plot, {100, 100}, {105, 105}), QRectF(100, 100, 5, 5));
    QCOMPARE(bandOf(plot, {500, 300}, {900, 900}), QRectF(500, 300, 50, 20)); // not beyond the plot
}

HEADROOM_TEST(TestChartAxes, Nothing)

} // namespace headroom::testing::tst_chart_axes

#include "tst_chart_axes.moc"

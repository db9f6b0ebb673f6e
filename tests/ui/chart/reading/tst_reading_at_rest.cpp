// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/reading/reading_fixture.h"
#include "ui/chart/reading/hover_locator.h"

#include <QHeaderView>

namespace headroom::testing::tst_reading_at_rest {

using namespace headroom::ui;

namespace {

const QList<QSize> kSizes = {{800, 500}, {1280, 800}, {1920, 1080}};

/// A presented chart of two runs.
struct Presented : Reading {
    explicit Presented(const QSize& size) : Reading(size) {
        addRun(sampleRun(sampleSpec(40)), RunKind::Opened, QStringLiteral("cpu-a12"));
        addRun(sampleRun(sampleSpec(30)), RunKind::Opened, QStringLiteral("cpu-a16"));
        panel.setPresentation(true);
        settle();
    }

    const std::vector<Curve>& curves() const { return state.curves().curves(); }
    /// What is read out; empty for nothing.
    QString readOut() const { return plot->accessibleDescription(); }
    QPointF pixelOf(const CurvePoint& point) const {
        return plot->mapping().toPixel(point.hidden, point.value);
    }
};

} // namespace

/// What is read while the view changes under a pointer that does not move.
class TestReadingAtRest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void theHiddenSizePointedAtStays();
    void nothingComesUpUnderThePointer();
    void whatAPinSaysIsSaidOnce();
    void noTitleIsCut();
    void changesSidesWhileThePanelIsLaidOut();
};

void TestReadingAtRest::theHiddenSizePointedAtStays() {
    for (const QSize& size : kSizes) {
        Presented chart(size);
        const QRectF plot = chart.plot->mapping().plot();
        const QPointF at(plot.left() + 0.7 * plot.width(), plot.bottom() - 20);
        chart.moveTo(at);
        const auto pointed = hiddenNear(chart.curves(), chart.plot->mapping(), at.x());
        QTest::keyClick(chart.plot, Qt::Key_X);
        chart.settle();
        QVERIFY(chart.plot->mapping().plot() != plot);
        QVERIFY(hiddenNear(chart.curves(), chart.plot->mapping(), at.x()) != pointed);
        QCOMPARE(chart.headline(), QStringLiteral("h = %1").arg(*pointed));
        chart.panel.zoomIn();
        QCOMPARE(chart.headline(), QStringLiteral("h = %1").arg(*pointed));
        chart.moveTo(at); // as a new layout tells of
        QCOMPARE(chart.headline(), QStringLiteral("h = %1").arg(*pointed));
        const QPointF next = chart.plot->mapping().plot().center();
        chart.moveTo(next);
        const auto now = hiddenNear(chart.curves(), chart.plot->mapping(), next.x());
        QCOMPARE(chart.headline(), QStringLiteral("h = %1").arg(*now));
    }
}

void TestReadingAtRest::nothingComesUpUnderThePointer() {
    Presented chart({1280, 800});
    const CurvePoint point = chart.curves().front().points[5];
    const QPointF linear = chart.pixelOf(point);
    chart.panel.setLogY(true);
    chart.settle();
    const QPointF logarithmic = chart.pixelOf(point);
    QVERIFY((logarithmic - linear).manhattanLength() > 2 * kHoverRadius);
    chart.panel.setLogY(false);
    chart.settle();
    chart.moveTo(logarithmic); // where the point will lie
    const bool wasEmpty = chart.readOut().isEmpty();
    const QString before = chart.readOut();
    chart.panel.setLogY(true);
    chart.settle();
    QVERIFY(chart.readOut().isEmpty() || chart.readOut() == before);
    chart.moveTo(logarithmic + QPointF(1, 0));
    QVERIFY(!chart.readOut().isEmpty());
    QVERIFY(wasEmpty || chart.readOut() != before);
    // What was read goes where it lies no longer.
    chart.panel.setLogY(false);
    chart.settle();
    QVERIFY(chart.readOut().isEmpty());
}

void TestReadingAtRest::whatAPinSaysIsSaidOnce() {
    Presented chart({1280, 800});
    const CurvePoint& last = chart.curves().front().points.back();
    chart.moveTo(chart.pixelOf(last));
    QVERIFY(!chart.readOut().isEmpty());
    const QColor sheet = chart.plot->view().theme.callout;
    const int read = count(chart.picture(), sheet, 0);
    QTest::keyClick(chart.plot, Qt::Key_P);
    const int pinned = count(chart.picture(), sheet, 0);
    chart.moveTo({1, 1});
    const int left = count(chart.picture(), sheet, 0);
    QVERIFY(read > 1000 && left > 1000);
    QVERIFY2(std::abs(pinned - left) < 500, qPrintable(QStringLiteral("%1 %2").arg(pinned).arg(left)));
}

void TestReadingAtRest::noTitleIsCut() {
    for (const QSize& size : kSizes)
        for (const int runs : {1, 2, 3}) {
            Reading chart(size);
            const QStringList names = {QStringLiteral("H200 (default and best)"), QStringLiteral("cpu-a12"),
                                       QStringLiteral("cpu-a16")};
            SweepSpec both = sampleSpec(20);
            both.algorithm = Algorithm::Both;
            for (int i = 0; i < runs; ++i)
                chart.addRun(sampleRun(i == 0 && runs > 1 ? both : sampleSpec(20)), RunKind::Opened,
                             names[i]);
            chart.panel.setPresentation(true);
            chart.plot->setUnifiedHover(true);
            chart.settle();
            const auto* quantity = chart.panel.findChild<QLabel*>(QStringLiteral("readingsQuantity"));
            const QRect words = quantity->fontMetrics().boundingRect(quantity->contentsRect(),
                                                                     Qt::TextWordWrap, quantity->text());
            QVERIFY2(quantity->contentsRect().contains(words), qPrintable(quantity->text()));
            const QFontMetrics metrics = chart.table->fontMetrics();
            for (int column = 0; size.width() > 1000 && column < chart.columns(); ++column)
                for (const QString& line : chart.titleLines(column))
                    QVERIFY2(metrics.horizontalAdvance(line) < chart.table->columnWidth(column),
                             qPrintable(QStringLiteral("%1 of %2 runs on %3 pixels, type %4")
                                            .arg(line)
                                            .arg(runs)
                                            .arg(size.width())
                                            .arg(metrics.height())));
            QVERIFY(chart.table->horizontalHeader()->length() <= chart.table->width());
        }
}

/// Below the plot where that leaves it enough, else beside it: each height leads from one to the other and
/// back.
void TestReadingAtRest::changesSidesWhileThePanelIsLaidOut() {
    constexpr int kWidth = 480;
    constexpr int kHigh = 700;
    Reading chart(QSize(kWidth, kHigh));
    SweepSpec wide = sampleSpec(40);
    wide.algorithm = Algorithm::Both; // three columns a run
    for (int run = 0; run < 3; ++run)
        chart.addRun(sampleRun(wide), RunKind::Opened, QStringLiteral("run %1").arg(run));
    chart.panel.setUnifiedHover(true);
    chart.settle();
    QVERIFY(chart.view->geometry().top() >= chart.plot->geometry().bottom());
    bool wasBeside = false;
    for (int height = kHigh - 20; height >= 220; height -= 20) {
        for (const int next : {height, kHigh}) {
            chart.panel.resize(kWidth, next);
            chart.settle();
            QVERIFY(!chart.view->geometry().intersects(chart.plot->geometry()));
            QVERIFY(chart.panel.rect().contains(chart.view->geometry()));
            wasBeside = wasBeside || chart.view->geometry().left() >= chart.plot->geometry().right();
        }
    }
    QVERIFY(wasBeside);
}

HEADROOM_TEST(TestReadingAtRest, Windows)

} // namespace headroom::testing::tst_reading_at_rest

#include "tst_reading_at_rest.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/chart/reading/reading_fixture.h"
#include "ui/chart/data/column_reading.h"
#include "ui/chart/reading/hidden_entry.h"

namespace headroom::testing::tst_hidden_entry {

using namespace headroom::ui;

/// Going to a hidden size and reading every curve there.
class TestHiddenEntry final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void understandsHiddenSizes_data();
    void understandsHiddenSizes();
    void goesToAHiddenSize();
    void escapeLeavesEverythingAsItWas();
    void goesThereOutOfView();
    void goesToTheNearestSize();
    void saysWhyItDoesNotGo();
    void entryStaysClearOfWhatIsCompared();
};

void TestHiddenEntry::understandsHiddenSizes_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("hidden"); // 0 for none
    for (const char* text : {"4096", "4k", "4K", " 4 k ", "4,096", "4.096", "4 096", "4'096", "4.0k", "4,0k"})
        QTest::newRow(text) << QString::fromLatin1(text) << qint64(4096);
    QTest::newRow("half") << QStringLiteral("1.5k") << qint64(1536);
    QTest::newRow("million") << QStringLiteral("1,048,576") << qint64(1048576);
    for (const char* text :
         {"", "0", "-4096", "4.5", "40,96", "h", "k", "4kk", "4,09", "1e4", "99999999999999"})
        QTest::newRow(QByteArray("none: ") + text) << QString::fromLatin1(text) << qint64(0);
}

void TestHiddenEntry::understandsHiddenSizes() {
    QFETCH(QString, text);
    QFETCH(qint64, hidden);
    QCOMPARE(hiddenSizeOf(text).value_or(0), hidden);
}

void TestHiddenEntry::goesToAHiddenSize() {
    Reading chart;
    chart.addRun(sampleRun(sampleSpec(40)));
    const ViewRange view = chart.plot->mapping().view();
    chart.typeHidden(QStringLiteral("16k"));
    auto* entry = chart.panel.findChild<HiddenEntry*>();
    QVERIFY(!entry->isVisible()); // it would lie over the curves
    QCOMPARE(chart.host.focusWidget(), chart.plot);
    QVERIFY(chart.view->isVisible());
    QCOMPARE(chart.headline(), QStringLiteral("h about 16384"));
    QCOMPARE(chart.plot->mapping().view(), view);
    for (int row = 0; row < 7; ++row) {
        const Curve& curve = chart.state.curves().curves()[static_cast<std::size_t>(row)];
        const auto point = pointNear(curve, 16384, false);
        QCOMPARE(chart.text(row, 1), point ? QString::number(point->hidden, 'f', 0) : QStringLiteral("–"));
    }
    chart.moveTo({600, 300}); // the mouse does not take it away
    QCOMPARE(chart.headline(), QStringLiteral("h about 16384"));
    chart.typeHidden(QStringLiteral("8,192"));
    QCOMPARE(chart.headline(), QStringLiteral("h about 8192"));
    chart.moveTo({2, 2});
    QTest::keyClick(chart.plot, Qt::Key_Escape);
    QVERIFY(!chart.view->isVisible()); // reading all curves was off before
}

void TestHiddenEntry::escapeLeavesEverythingAsItWas() {
    Reading chart;
    chart.addRun(sampleRun(sampleSpec(40)));
    auto* entry = chart.panel.findChild<HiddenEntry*>();
    auto* edit = chart.panel.findChild<QLineEdit*>(QStringLiteral("hiddenEdit"));
    const ViewRange view = chart.plot->mapping().view();
    const auto leave = [&](const QString& typed) {
        chart.panel.askForHidden();
        QVERIFY(entry->isVisible());
        QCOMPARE(chart.host.focusWidget(), edit);
        edit->setText(typed);
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!entry->isVisible());
        QCOMPARE(chart.host.focusWidget(), chart.plot);
        QCOMPARE(chart.plot->mapping().view(), view);
    };
    leave(QStringLiteral("16k"));
    QVERIFY(!chart.view->isVisible());
    chart.typeHidden(QStringLiteral("8k"));
    leave(QStringLiteral("16k")); // what is read stays, too
    QCOMPARE(chart.headline(), QStringLiteral("h about 8192"));
    chart.panel.setUnifiedHover(true);
    chart.panel.setUnifiedHover(false); // no reading outlives its switch
    QVERIFY(!chart.view->isVisible());
}

void TestHiddenEntry::goesThereOutOfView() {
    for (const bool logX : {false, true}) {
        Reading chart;
        chart.addRun(sampleRun(sampleSpec(30)));
        chart.panel.setLogX(logX);
        for (int i = 0; i < 5; ++i)
            chart.panel.zoomIn();
        const ViewRange view = chart.plot->mapping().view();
        QVERIFY(view.xMax < 30000);
        chart.typeHidden(QStringLiteral("30,000"));
        const ViewRange there = chart.plot->mapping().view();
        QVERIFY(there.xMin < 30000 && there.xMax > 30000);
        QCOMPARE(chart.headline(), QStringLiteral("h about 30000"));
        chart.panel.goBack();
        QCOMPARE(chart.plot->mapping().view(), view);
    }
}

void TestHiddenEntry::goesToTheNearestSize() {
    Reading chart;
    Run run = sampleRun(sampleSpec(40));
    std::erase_if(run.measurements, [](const Measurement& row) {
        return std::abs(double(row.point.layer.hidden) - 5000) < 900;
    });
    chart.addRun(run);
    chart.typeHidden(QStringLiteral("5000"));
    const auto* problem = chart.panel.findChild<QLabel*>(QStringLiteral("hiddenProblem"));
    QVERIFY(problem->isVisible());
    const auto nearest = nearestMeasured(chart.state.curves(), 5000, false);
    QVERIFY(nearest && std::abs(*nearest - 5000) > 500);
    QVERIFY2(problem->text().endsWith(QStringLiteral("The nearest is h = %1.").arg(*nearest)),
             qPrintable(problem->text()));
    QCOMPARE(chart.headline(), QStringLiteral("h about %1").arg(*nearest));
    QVERIFY(chart.plot->reading().hasValues());
}

void TestHiddenEntry::saysWhyItDoesNotGo() {
    Reading chart;
    chart.addRun();
    const ViewRange view = chart.plot->mapping().view();
    const auto* problem = chart.panel.findChild<QLabel*>(QStringLiteral("hiddenProblem"));
    chart.typeHidden(QStringLiteral("four"));
    QVERIFY(problem->isVisible());
    QVERIFY(problem->text().contains(QStringLiteral("whole number")));
    chart.typeHidden(QStringLiteral("1000000"));
    QVERIFY(problem->text().contains(QStringLiteral("near h = 1000000")));
    QCOMPARE(chart.plot->mapping().view(), view);
    QVERIFY(!chart.view->isVisible());
    const QWidget* entry = chart.panel.findChild<HiddenEntry*>();
    QVERIFY(entry->isVisible());
    QVERIFY(entry->rect().contains(problem->geometry()));
    chart.typeHidden(QStringLiteral("32k"));
    QVERIFY(!problem->isVisible());
    QVERIFY(!entry->isVisible());
}

void TestHiddenEntry::entryStaysClearOfWhatIsCompared() {
    for (const QSize size : {QSize(960, 600), QSize(500, 360), QSize(260, 240)}) {
        Reading chart(size);
        SweepSpec shorter = sampleSpec();
        shorter.seq = 512;
        chart.addRun(sampleRun(shorter), RunKind::Opened, QStringLiteral("older"));
        chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("newer"));
        chart.state.setQuantity(quotientOfRuns());
        chart.panel.askForHidden();
        chart.settle();
        const QWidget* entry = chart.panel.findChild<HiddenEntry*>();
        QVERIFY(chart.plot->rect().contains(entry->geometry()));
        if (size.width() > 300) {
            QVERIFY(!chart.plot->note().isEmpty());
            QVERIFY(!chart.plot->note().intersects(entry->geometry()));
        }
    }
}

HEADROOM_TEST(TestHiddenEntry, Windows)

} // namespace headroom::testing::tst_hidden_entry

#include "tst_hidden_entry.moc"

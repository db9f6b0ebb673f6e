// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/compared_nodes.h"
#include "tests/support/test_program.h"

#include "engine/sweep/comparison_lines.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <cmath>

namespace headroom::testing::tst_run_comparison {

namespace {

std::vector<NamedRun> named(const std::vector<Run>& runs) {
    std::vector<NamedRun> all;
    for (const Run& run : runs)
        all.push_back({&run, run.name});
    return all;
}

/// Runs with what is said of them.
struct Compared {
    explicit Compared(std::vector<Run> made)
        : runs(std::move(made))
        , shared(named(runs))
        , comparison(compareRuns(shared))
        , sentences(comparisonSentences(shared, comparison)) {}

    QString text() const {
        QStringList lines;
        for (const std::string& sentence : sentences)
            lines << QString::fromStdString(sentence);
        return lines.join(QLatin1Char('\n'));
    }

    std::vector<Run> runs;
    SharedGemms shared;
    RunComparison comparison;
    std::vector<std::string> sentences;
};

#define SAYS(compared, words)                                                                                \
    QVERIFY2((compared).text().contains(QString::fromUtf8(words)), qPrintable((compared).text()))

} // namespace

class TestRunComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noiseIsNobody();
    void oneNodeIsNamedWithItsCurve();
    void severalCurvesAndEverywhere();
    void oneOfThree();
    void halvesAreSaidToBeHalves();
    void twoRunsSayWhoIsSlower();
    void lostShapesAreNamed();
    void scatterIsNoLostShape();
    void reasonsAreNamed();
    void curvesAreNamedInTheirOrder();
    void missingAndFailedPoints();
    void onlySharedPointsCount();
    void twoOfSeveralAreNamed();
    void nothingInCommon();
    void unlikeCardsAreRefused();
    void devicesOfARunAreNodes();
    void followsRowsAsTheyCome();
    void tableHasALineForEachCurve();
    void budgetsGroupByOperation();
};

void TestRunComparison::noiseIsNobody() {
    for (const int count : {3, 4, 8}) {
        const Compared compared(nodeRuns(count));
        QVERIFY2(compared.comparison.findings.empty(), qPrintable(compared.text()));
        QCOMPARE(compared.sentences.size(), std::size_t{1});
        SAYS(compared,
             QByteArray("None of the " + QByteArray::number(count) + " runs stands out").constData());
    }
    const Compared two(nodeRuns(2));
    SAYS(two, "The two runs do not differ");
}

void TestRunComparison::oneNodeIsNamedWithItsCurve() {
    const Compared compared(nodeRuns(8, slowNode(3, 64, 0.04)));
    QCOMPARE(compared.comparison.findings.size(), std::size_t{1});
    const ComparisonFinding& finding = compared.comparison.findings.front();
    QCOMPARE(finding.kind, ComparisonFinding::Kind::Curves);
    QCOMPARE(finding.nodes, std::vector<std::size_t>{2});
    QCOMPARE(finding.others.size(), std::size_t{7});
    QVERIFY2(std::abs(finding.typical + 0.04) < 0.003, qPrintable(QString::number(finding.typical)));
    QCOMPARE(finding.ofGemms, std::size_t{24});
    QVERIFY(finding.gemms.size() >= 22);
    SAYS(compared, "in 24 of 24 points.");
    QVERIFY(compared.sentences.front().starts_with("node3: ")); // "node3: 4.1 % below the others at h/a = 64"
    SAYS(compared, " % below the others at h/a = 64 (±0.");
}

void TestRunComparison::severalCurvesAndEverywhere() {
    const Compared some(nodeRuns(
        6, [](int node, const Measurement& row) { return node == 2 && row.point.ratio >= 32 ? 0.95 : 1.0; }));
    SAYS(some, "below the others at h/a = 32 and 64 (±");
    const Compared everywhere(nodeRuns(6, slowNode(5, 0, 0.03)));
    QCOMPARE(everywhere.comparison.findings.size(), std::size_t{1});
    QVERIFY(everywhere.comparison.findings.front().kind == ComparisonFinding::Kind::Everywhere);
    SAYS(everywhere, "node5: 3.");
    SAYS(everywhere, "below the others everywhere");
    const Compared faster(nodeRuns(6, slowNode(5, 0, -0.05)));
    SAYS(faster, "above the others everywhere");
}

void TestRunComparison::oneOfThree() {
    const Compared compared(nodeRuns(3, slowNode(1, 8, 0.04)));
    QVERIFY2(compared.sentences.front().starts_with("node1: "), qPrintable(compared.text()));
    SAYS(compared, "below the others at h/a = 8");
}

void TestRunComparison::halvesAreSaidToBeHalves() {
    const Compared compared(nodeRuns(4, [](int node, const Measurement&) { return node > 2 ? 0.96 : 1.0; }));
    QCOMPARE(compared.comparison.findings.size(), std::size_t{1});
    QVERIFY(compared.comparison.findings.front().isSplit());
    SAYS(compared, "node3 and node4: ");
    SAYS(compared, "below node1 and node2 everywhere");
    SAYS(compared, "Neither half is the majority");
}

void TestRunComparison::twoRunsSayWhoIsSlower() {
    const Compared compared(nodeRuns(2, slowNode(2, 64, 0.05)));
    SAYS(compared, "node2: ");
    SAYS(compared, "below node1 at h/a = 64");
    SAYS(compared, "Two runs cannot tell which of them is the odd one");
}

void TestRunComparison::lostShapesAreNamed() {
    std::vector<Run> runs = nodeRuns(5, [](int node, Measurement& row) {
        const bool isLost = node == 4 && row.point.ratio == 16 && row.point.layer.hidden > 20000 &&
                            row.point.layer.hidden < 26000;
        if (isLost)
            row.kernel = "another_kernel";
        return isLost ? 0.8 : 1.0;
    });
    runs[3].context.libraryVersion = "2.0";
    const Compared compared(std::move(runs));
    QCOMPARE(compared.comparison.findings.size(), std::size_t{1});
    QVERIFY(compared.comparison.findings.front().kind == ComparisonFinding::Kind::Points);
    SAYS(compared, "node4: ");
    SAYS(compared, " of 168 points lie ");
    SAYS(compared, "% below the others' at h/a = 16, h = 2");
    SAYS(compared, "another kernel ran than on the others: another_kernel, and not");
    SAYS(compared, "It alone has library sample 2.0; the others have sample 1.0.");
}

void TestRunComparison::curvesAreNamedInTheirOrder() {
    std::vector<Run> runs = nodeRuns(5, [](int node, const Measurement& row) {
        const bool isLost = node == 4 && (row.point.ratio == 2 || row.point.ratio == 16) &&
                            row.point.layer.hidden > 20000 && row.point.layer.hidden < 26000;
        return isLost ? 0.8 : 1.0;
    });
    for (Run& run : runs) // they come as they were measured
        std::ranges::reverse(run.measurements);
    SAYS(Compared(std::move(runs)), "% below the others' at h/a = 2 and 16, h = 2");
}

/// Where every node has odd points, they are how the machine scatters.
void TestRunComparison::scatterIsNoLostShape() {
    int row = 0;
    const Compared compared(
        nodeRuns(5, [&row](int, const Measurement&) { return ++row % 29 == 0 ? 0.85 : 1.0; }));
    QVERIFY2(compared.comparison.findings.empty(), qPrintable(compared.text()));
}

void TestRunComparison::reasonsAreNamed() {
    const Compared throttled(nodeRuns(5, [](int node, Measurement& row) {
        if (node != 3)
            return 1.0;
        row.smClockMhz = 1710;
        row.flags = Flag::Throttled;
        return 0.95;
    }));
    SAYS(throttled, "There its clock was 5.0 % below that of the others: 1710 against 1800 MHz.");
    SAYS(throttled, "Throttled by the driver: 168 of its 168 rows there, 0 of the others' 672.");
    const Compared steady(nodeRuns(5, slowNode(3, 0, 0.05)));
    SAYS(steady, "There its clock was that of the others, 1800 MHz.");
    QVERIFY(!steady.text().contains(QStringLiteral("alone has"))); // a host of its own has each
    std::vector<Run> runs = nodeRuns(5, slowNode(3, 0, 0.05));
    runs[2].context.driverVersion = "570";
    const Compared driver(std::move(runs));
    SAYS(driver, "It alone has driver 570");
    const std::vector<std::string> lines = differingCircumstances(driver.shared);
    QCOMPARE(lines, std::vector<std::string>{"driver: unknown (node1, node2, node4, node5), 570 (node3)"});
}

void TestRunComparison::missingAndFailedPoints() {
    std::vector<Run> runs = nodeRuns(6, slowNode(3, 64, 0.04));
    for (std::size_t node = 0; node < runs.size(); ++node) {
        std::vector<Measurement>& rows = runs[node].measurements;
        for (std::size_t i = node; i < rows.size(); i += 7)
            rows[i] = failedMeasurement(rows[i].point, Status::Error, "failed");
        rows.resize(rows.size() - 5 * node);
    }
    const Compared compared(std::move(runs));
    QCOMPARE(compared.comparison.findings.size(), std::size_t{1});
    QVERIFY2(compared.sentences.front().starts_with("node3: "), qPrintable(compared.text()));
    SAYS(compared, "at h/a = 64");
    QVERIFY(std::abs(compared.comparison.findings.front().typical + 0.04) < 0.005);
}

void TestRunComparison::onlySharedPointsCount() {
    std::vector<Run> runs = nodeRuns(3);
    SweepSpec finer = sampleSpec(24);
    finer.ratios = {8, 64};
    finer.pointsPerCurve = 24;
    runs.push_back(nodeRuns(1, slowNode(1, 64, 0.06), 0.005, finer).front());
    runs.back().name = "fine";
    SweepSpec other = sampleSpec(24);
    other.heads = 16;
    runs.push_back(nodeRuns(1, {}, 0.005, other).front());
    runs.back().name = "other heads";
    const Compared compared(std::move(runs));
    for (const CurveSpread& spread : compared.comparison.curves)
        QVERIFY(spread.gemms <= 24);
    SAYS(compared, "fine: ");
    SAYS(compared, "below the others at h/a = 64");
    SAYS(compared, "other heads has no point in common with the others.");
}

void TestRunComparison::twoOfSeveralAreNamed() {
    std::vector<Run> runs = nodeRuns(2);
    SweepSpec other = sampleSpec(24);
    other.heads = 16;
    runs.push_back(nodeRuns(1, {}, 0.005, other).front());
    runs.back().name = "other heads";
    const Compared compared(std::move(runs));
    SAYS(compared, "node1 and node2 do not differ: over 168 points ");
    SAYS(compared, "other heads has no point in common with the others.");
}

void TestRunComparison::nothingInCommon() {
    SweepSpec other = sampleSpec(8);
    other.seq = 1024;
    std::vector<Run> runs = nodeRuns(1, {}, 0.005, sampleSpec(8));
    runs.push_back(nodeRuns(1, {}, 0.005, other).front());
    const Compared compared(std::move(runs));
    QVERIFY(compared.comparison.curves.empty());
    SAYS(compared, "no point in common");
}

void TestRunComparison::unlikeCardsAreRefused() {
    std::vector<Run> runs = nodeRuns(3, {}, 0.005, sampleSpec(2));
    QVERIFY(bool(checkComparable(named(runs))));
    runs[2].context.device = "2 × Sample device · gpu7"; // of one kind, somewhere, and several
    QVERIFY(bool(checkComparable(named(runs))));
    runs[1].context.device = "Another device";
    const Outcome unlike = checkComparable(named(runs));
    QVERIFY(!unlike);
    QVERIFY2(unlike.error().reason.find("Sample device (node1, node3), Another device (node2)") !=
                 std::string::npos,
             unlike.error().reason.c_str());
    runs[1].context.device = runs[0].context.device;
    runs[1].spec.regime = Regime::Sustained;
    QVERIFY(!checkComparable(named(runs)));
}

/// A card that is slow in one of several runs over eight of them.
void TestRunComparison::devicesOfARunAreNodes() {
    std::vector<Run> runs = nodeRuns(3);
    int row = 0;
    for (Measurement& measurement : runs[1].measurements) {
        const int card = ++row % 4;
        measurement.deviceId = "gpu7/cuda:" + std::to_string(card);
        if (card == 2)
            measurement.time.medianS /= 0.95;
    }
    const Compared compared(std::move(runs));
    QCOMPARE(compared.shared.nodes().size(), std::size_t{6});
    SAYS(compared, "node2, gpu7/cuda:2: ");
    SAYS(compared, " in 42 of 42 points.");
    QCOMPARE(compared.comparison.findings.size(), std::size_t{1});
}

void TestRunComparison::followsRowsAsTheyCome() {
    std::vector<Run> runs = nodeRuns(3, slowNode(2, 64, 0.04));
    const std::vector<Measurement> rows = runs[1].measurements;
    runs[1].measurements.clear();
    SharedGemms growing(named(runs));
    for (const Measurement& row : rows) {
        runs[1].measurements.push_back(row);
        const std::size_t gemm = growing.take(1, runs[1].measurements.size() - 1);
        QCOMPARE(growing.find(row.point), std::optional(gemm));
        QCOMPARE(growing.gemms()[gemm].figures.size(), std::size_t{3});
    }
    const SharedGemms whole(named(runs));
    QCOMPARE(comparisonSentences(growing, compareRuns(growing)),
             comparisonSentences(whole, compareRuns(whole)));
    // A later visit that fails takes the row away.
    Measurement& first = runs[1].measurements.front();
    first = failedMeasurement(first.point, Status::Error, "lost");
    QCOMPARE(growing.gemms()[growing.take(1, 0)].figures.size(), std::size_t{2});
}

void TestRunComparison::tableHasALineForEachCurve() {
    const Compared compared(nodeRuns(8, slowNode(3, 64, 0.04)));
    const auto lines = comparisonCells(compared.shared, compared.comparison);
    QCOMPARE(lines.size(), std::size_t{8});
    QCOMPARE(lines.front().front(), std::string("h/a = 1"));
    QCOMPARE(lines[6].front(), std::string("h/a = 64"));
    QCOMPARE(lines.back().front(), std::string("all"));
    for (const auto& line : lines)
        QCOMPARE(line.size(), comparisonColumns().size());
    QVERIFY2(lines[6][5].starts_with("node3 -") && lines[6][5].ends_with(" % !"), lines[6][5].c_str());
    QCOMPARE(lines.back()[1], std::string("168"));
    // Of equal ones none is the lowest, nor the highest.
    const Run run = nodeRuns(1, {}).front();
    const Compared equal({run, run, run});
    for (const auto& line : comparisonCells(equal.shared, equal.comparison))
        QVERIFY2(line[5].empty() && line[6].empty(), line[5].c_str());
}

void TestRunComparison::budgetsGroupByOperation() {
    std::vector<Run> runs = nodeRuns(3, {}, 0.001, sampleSpec(4));
    for (Run& run : runs) {
        run.spec.budget.emplace();
        for (Measurement& row : run.measurements)
            row.point.operation = row.point.ratio >= 8 ? Operation::MlpUp : Operation::MlpDown;
    }
    const Compared compared(std::move(runs));
    QCOMPARE(compared.comparison.curves.size(), std::size_t{2});
    QCOMPARE(compared.shared.curves()[compared.comparison.curves.front().curve].name, std::string("MLP Up"));
}

HEADROOM_TEST(TestRunComparison, Nothing)

} // namespace headroom::testing::tst_run_comparison

#include "tst_run_comparison.moc"

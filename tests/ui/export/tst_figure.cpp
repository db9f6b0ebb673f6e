// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/export/figure_fixture.h"
#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/end_labels.h"
#include "ui/export/figure_export.h"

#include <QFontMetricsF>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <array>
#include <cmath>
#include <set>

namespace headroom::testing::tst_figure {

using namespace headroom::ui;

namespace {

/// Each part that has a place of its own.
std::vector<QRectF> partsOf(const FigureLayout& layout) {
    std::vector<QRectF> parts{layout.frame.title,  layout.frame.subtitle, layout.frame.plot,
                              layout.frame.xTitle, layout.frame.yTitle,   layout.caption};
    for (const PrintedRow& row : layout.legend.rows)
        parts.push_back(row.area);
    std::erase_if(parts, [](const QRectF& part) { return part.isEmpty(); });
    return parts;
}

QString textOf(const LegendEntry& entry) {
    return entry.detail.isEmpty() ? entry.label : entry.label + QStringLiteral(" · ") + entry.detail;
}

/// A stroke of a drawing: its width in points on paper, and how many corners it has.
struct Stroke {
    double points = 0;
    qsizetype corners = 0;
};

std::vector<Stroke> strokesOf(const QByteArray& svg) {
    static const QRegularExpression comma(QStringLiteral("[(,]"));
    std::vector<Stroke> strokes;
    QXmlStreamReader reader(svg);
    double scale = 1;
    double width = 0;
    bool drawn = false;
    while (reader.readNext() != QXmlStreamReader::EndDocument && !reader.hasError()) {
        if (!reader.isStartElement())
            continue;
        const auto attributes = reader.attributes();
        const QString transform = attributes.value(QStringLiteral("transform")).toString();
        if (transform.startsWith(QStringLiteral("matrix(")))
            scale = std::hypot(transform.section(comma, 1, 1).toDouble(),
                               transform.section(comma, 2, 2).toDouble());
        if (const auto stroke = attributes.value(QStringLiteral("stroke-width")); !stroke.isEmpty())
            width = stroke.toDouble();
        if (const auto stroke = attributes.value(QStringLiteral("stroke")); !stroke.isEmpty())
            drawn = stroke != QLatin1String("none");
        if (drawn && reader.name() == QLatin1String("path"))
            strokes.push_back({width * scale * 72 / 96,
                               attributes.value(QStringLiteral("d")).toString().count(QLatin1Char('L'))});
    }
    return strokes;
}

} // namespace

class TestFigure final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpApplication(); }
    void partsHaveTheirPlaces_data();
    void partsHaveTheirPlaces();
    void columnTakesTheHeightItNeeds();
    void tightFigureShrinksItsType();
    void printHasLinesOfPrint_data();
    void printHasLinesOfPrint();
    void screenKeepsItsLines();
    void axisTitlesAreWhole();
    void subtitleBreaksBetweenFacts();
    void labelsStandForTheLegend();
    void everyRunIsNamedWhereLabelsHaveNoRoom();
    void pinsKeepClearOfEachOtherInAColumn();
    void captionLeavesThePlotItsShape();
    void labelsAndLegendShareTheWork();
    void namesKeepOneLineWhereTheyCan();
    void svgNamesFamiliesThatAreEverywhere();
};

void TestFigure::partsHaveTheirPlaces_data() {
    QTest::addColumn<int>("runs");
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("legend");
    for (const int runs : {1, 2, 4, 10})
        for (const FigurePreset& preset : figurePresets())
            for (int legend = 0; legend < 3; ++legend)
                QTest::addRow("%d runs, %s, %d", runs, preset.word, legend)
                    << runs << QString::fromLatin1(preset.word) << legend;
}

void TestFigure::partsHaveTheirPlaces() {
    QFETCH(int, runs);
    QFETCH(QString, preset);
    QFETCH(int, legend);
    ChartFixture chart;
    addRuns(chart, runs);
    FigureOptions options = presetOptions(preset.toLatin1());
    options.style.legend = static_cast<LegendPlace>(legend);
    const ChosenFigure chosen(chart.panel.figure(), options);
    const FigureLayout layout = layoutOf(chosen);
    if (preset == QLatin1String("column"))
        QVERIFY2(layout.frame.plot.width() >= 0.7 * layout.size.width(),
                 qPrintable(QString::number(layout.frame.plot.width() / layout.size.width())));
    else
        QCOMPARE(layout.legendPlace, options.style.legend);
    QVERIFY(layout.fits);
    if (preset == QLatin1String("two-columns")) { // none is a square, nor a strip
        const double shape = layout.size.height() / layout.size.width();
        QVERIFY2(shape > 0.5 && shape < (layout.legendPlace == LegendPlace::Right ? 0.7 : 1.0),
                 qPrintable(QString::number(shape)));
    }
    QVERIFY2(layout.smallestTypePoints() >= kReadablePoints,
             qPrintable(QString::number(layout.smallestTypePoints())));
    const std::vector<QRectF> parts = partsOf(layout);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        QVERIFY(QRectF({}, layout.size).contains(parts[i]));
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!parts[i].intersects(parts[j]));
    }
    // Each name has room, whole.
    const QFontMetricsF metrics(layout.legend.font);
    const double key = layout.legend.keyWidth;
    for (const PrintedRow& row : layout.legend.rows) {
        const double room = row.area.width() - (row.entry.kind == LegendEntry::Kind::Note ? 0 : key);
        QVERIFY(metrics.boundingRect(QRectF(0, 0, room, 1e6), Qt::TextWordWrap, textOf(row.entry)).height() <=
                row.area.height() + 1);
    }
}

void TestFigure::columnTakesTheHeightItNeeds() {
    double before = 0;
    for (const int runs : {1, 4, 10}) {
        ChartFixture chart;
        addRuns(chart, runs);
        const ChosenFigure chosen(chart.panel.figure(), presetOptions("column"));
        const double height = chosen.options().size.height();
        QVERIFY(height > before);
        before = height;
        const QRectF plot = layoutOf(chosen).frame.plot;
        QVERIFY2(std::abs(plot.height() / plot.width() - 0.62) < 0.06,
                 qPrintable(QString::number(plot.height() / plot.width())));
        QVERIFY(validate(chosen.options()).empty());
    }
}

void TestFigure::tightFigureShrinksItsType() {
    ChartFixture chart;
    addRuns(chart, 10);
    FigureOptions options = presetOptions("column");
    options.fitsHeight = false;
    const ChosenFigure chosen(chart.panel.figure(), options);
    const FigureLayout layout = layoutOf(chosen);
    QVERIFY(layout.smallestTypePoints() < 5.5);
    QVERIFY(layout.frame.plot.width() >= 0.7 * layout.size.width());
    const std::vector<QRectF> parts = partsOf(layout);
    for (std::size_t i = 0; i < parts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!parts[i].intersects(parts[j]));
}

void TestFigure::printHasLinesOfPrint_data() {
    QTest::addColumn<QByteArray>("preset");
    QTest::newRow("one column") << QByteArray("column");
    QTest::newRow("two columns") << QByteArray("two-columns");
}

void TestFigure::printHasLinesOfPrint() {
    QFETCH(QByteArray, preset);
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(60));
    for (Measurement& row : run.measurements) // thinner between flagged points
        row.flags = row.point.layer.hidden > 16384 ? Flags(Flag::ClockLow) : Flags();
    chart.addRun(run, RunKind::Reference, QStringLiteral("reference"));
    chart.addRun(run, RunKind::Opened, QStringLiteral("older"));
    chart.addRun(run);
    const QByteArray svg = figureSvg(chart.panel.figure(), presetOptions(preset.constData()));
    int lines = 0;
    std::set<int> widths; // in thousandths
    for (const Stroke& stroke : strokesOf(svg)) {
        if (stroke.corners < 20)
            continue;
        ++lines;
        widths.insert(static_cast<int>(std::lround(stroke.points * 1000)));
        QVERIFY2(stroke.points > 0.55 && stroke.points < 0.7505, qPrintable(QString::number(stroke.points)));
        if (!(stroke.points > 0.595))
            QCOMPARE(std::lround(stroke.points * 1000), 557L); // of a reference's flagged part
    }
    QVERIFY2(lines >= 3 * 7, qPrintable(QString::number(lines)));
    QVERIFY(widths.contains(750));
    QVERIFY(widths.contains(600));
}

void TestFigure::screenKeepsItsLines() {
    ChartFixture chart;
    chart.addRun();
    const FigureLayout layout = layoutOf(ChosenFigure(chart.panel.figure(), {}));
    QCOMPARE(layout.view.theme.curves.mainLine, CurveLook().mainLine);
    QCOMPARE(layout.view.theme.curves.markers, 1.0);
    QCOMPARE(layout.view.theme.curves.flaggedShare, CurveLook().flaggedShare);
}

void TestFigure::axisTitlesAreWhole() {
    const QString longName = QStringLiteral("cuBLAS 13.1.0 after the update of the driver to 580.159.04");
    const QString other = QStringLiteral("cuBLAS 12.8.4 with the driver 550.54.15 of the year before");
    ChartFixture chart;
    chart.addRun(sampleRun(), RunKind::Opened, other);
    chart.addRun(sampleRun(), RunKind::Opened, longName);
    chart.state.setQuantity(quotientOfRuns());
    chart.settle();
    for (const char* preset : {"column", "two-columns", "slide"}) {
        const FigureOptions options = presetOptions(preset);
        const ChosenFigure chosen(chart.panel.figure(), options);
        const FrameLayout frame = layoutOf(chosen).frame;
        const QString title = chosen.figure().texts.yAxis;
        QVERIFY2(title.contains(longName) && title.contains(other), qPrintable(title));
        const QFontMetricsF metrics(frame.yTitleType);
        const QRectF needed =
            metrics.boundingRect(QRectF(0, 0, frame.yTitle.height(), 1e6), Qt::TextWordWrap, title);
        QVERIFY(needed.height() <= frame.yTitle.width() + 1);
        QVERIFY(needed.width() <= frame.yTitle.height() + 1);
        QVERIFY(frame.yTitle.right() < frame.plot.left());
        const QString texts = textsOf(figureSvg(chart.panel.figure(), options));
        QVERIFY(!texts.contains(QChar(0x2026)));
        for (const QString& word : title.split(QLatin1Char(' ')))
            QVERIFY2(texts.contains(word), qPrintable(texts));
    }
}

void TestFigure::subtitleBreaksBetweenFacts() {
    ChartFixture chart;
    chart.addRun();
    const ChosenFigure chosen(chart.panel.figure(), presetOptions("column"));
    const FigureLayout layout = layoutOf(chosen);
    const QStringList lines = layout.frame.subtitleText.split(QLatin1Char('\n'));
    QVERIFY(lines.size() > 1);
    QCOMPARE(lines.join(QStringLiteral(" · ")), chosen.automatic().subtitle);
    for (const QString& line : lines)
        QVERIFY(QFontMetricsF(layout.fonts.tick).horizontalAdvance(line) <= layout.frame.subtitle.width());
    QVERIFY(std::abs(layout.frame.title.center().x() - layout.frame.subtitle.center().x()) < 1);
}

void TestFigure::labelsStandForTheLegend() {
    ChartFixture chart;
    addRuns(chart, 2);
    FigureOptions options = presetOptions("slide");
    const FigureLayout layout = layoutOf(ChosenFigure(chart.panel.figure(), options));
    QCOMPARE(layout.legendPlace, LegendPlace::Labels);
    QVERIFY(layout.labels.sayAll());
    for (const PrintedRow& row : layout.legend.rows)
        QCOMPARE(row.entry.kind, LegendEntry::Kind::Note);
    const Figure figure = chart.panel.figure();
    const CurveSet& curves = figure.curves;
    std::set<std::int64_t> named;
    std::set<int> runs;
    for (const EndLabel& label : layout.labels.placed(curves, layout.view)) {
        QVERIFY(label.box.left() >= layout.frame.plot.right());
        QVERIFY(label.box.right() <= layout.size.width());
        if (label.kind == EndLabel::Kind::Curve)
            named.insert(label.key.ratio);
        else if (label.kind == EndLabel::Kind::Run)
            runs.insert(label.key.runId);
    }
    for (const Curve& curve : curves.curves())
        QVERIFY(named.contains(curve.key.ratio) && runs.contains(curve.key.runId));
    QVERIFY(textsOf(figureSvg(chart.panel.figure(), options)).contains(QStringLiteral("h/a = 64")));
}

void TestFigure::everyRunIsNamedWhereLabelsHaveNoRoom() {
    ChartFixture chart;
    addRuns(chart, 10);
    const Figure figure = chart.panel.figure();
    for (const char* preset : {"slide", "column", "screen"}) {
        FigureOptions options = presetOptions(preset);
        options.style.legend = LegendPlace::Labels;
        const FigureLayout layout = layoutOf(ChosenFigure(figure, options));
        std::set<int> runs;
        for (const EndLabel& label : layout.labels.placed(figure.curves, layout.view))
            if (label.kind == EndLabel::Kind::Run)
                runs.insert(label.key.runId);
        for (const PrintedRow& row : layout.legend.rows)
            if (row.entry.kind == LegendEntry::Kind::Run)
                runs.insert(row.entry.key.runId);
        QVERIFY2(runs.size() == 10, preset);
    }
}

void TestFigure::pinsKeepClearOfEachOtherInAColumn() {
    ChartFixture chart;
    const Run run = sampleRun(sampleSpec(30));
    const int id = chart.addRun(run);
    int pinned = 0;
    for (int row = 0; row < static_cast<int>(run.measurements.size()) && pinned < 4; row += 31) {
        if (run.measurements[static_cast<std::size_t>(row)].point.layer.hidden < 4000)
            continue;
        chart.panel.selectPoint(id, row);
        QTest::keyClick(chart.plot, Qt::Key_P);
        ++pinned;
    }
    QCOMPARE(chart.plot->pins().count(), 4);
    const std::array marked = {run.measurements[3], run.measurements[40]};
    for (const auto& [row, key] : {std::pair(3, Qt::Key_A), {40, Qt::Key_B}}) {
        chart.panel.selectPoint(id, row);
        QTest::keyClick(chart.plot, key);
    }
    for (const char* preset : {"column", "two-columns", "slide", "screen"}) {
        const ChosenFigure chosen(chart.panel.figure(), presetOptions(preset));
        const PaperPins paper = pinsOnPaper(chosen.figure(), layoutOf(chosen).view);
        const std::vector<QRectF> boxes = paper.pins.boxes(paper.view);
        QCOMPARE(boxes.size(), std::size_t{7}); // with the letters A and B and what they say
        for (const Measurement& row : marked)
            QVERIFY2(!boxes.back().contains(paper.view.mapping.toPixel(
                         static_cast<double>(row.point.layer.hidden), row.throughputTflops())),
                     preset);
        QVERIFY(layoutOf(chosen).frame.plot.contains(boxes.back()));
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(!boxes[i].intersects(boxes[j]), preset);
    }
}

void TestFigure::captionLeavesThePlotItsShape() {
    ChartFixture chart;
    addRuns(chart, 2);
    for (const char* preset : {"column", "two-columns"})
        for (int legend = 0; legend < 3; ++legend) {
            FigureOptions options = presetOptions(preset);
            options.style.legend = static_cast<LegendPlace>(legend);
            double least = 10;
            double greatest = 0;
            for (const int words : {0, 10, 100, 400}) {
                options.caption = QStringLiteral("words ").repeated(words);
                const ChosenFigure chosen(chart.panel.figure(), options);
                const QRectF plot = layoutOf(chosen).frame.plot;
                least = std::min(least, plot.height() / plot.width());
                greatest = std::max(greatest, plot.height() / plot.width());
            }
            QVERIFY2(greatest - least < 0.01, qPrintable(QStringLiteral("%1 %2: %3 to %4")
                                                             .arg(QLatin1String(preset))
                                                             .arg(legend)
                                                             .arg(least)
                                                             .arg(greatest)));
        }
}

void TestFigure::labelsAndLegendShareTheWork() {
    ChartFixture chart;
    addRuns(chart, 10);
    FigureOptions options = presetOptions("slide");
    const ChosenFigure chosen(chart.panel.figure(), options);
    const FigureLayout layout = layoutOf(chosen);
    std::multiset<QString> named;
    for (const EndLabel& label : layout.labels.placed(chosen.figure().curves, layout.view))
        named.insert(label.text);
    for (const PrintedRow& row : layout.legend.rows)
        named.insert(row.entry.label);
    for (const std::int64_t ratio : sampleSpec().ratios)
        QCOMPARE(named.count(QStringLiteral("h/a = %1").arg(ratio)), std::size_t{1});
}

void TestFigure::namesKeepOneLineWhereTheyCan() {
    ChartFixture chart;
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("NVIDIA H100 80GB HBM3"));
    chart.addRun(sampleRun(), RunKind::Opened, QStringLiteral("NVIDIA H200"));
    for (const char* preset : {"two-columns", "screen"}) {
        const FigureLayout layout = layoutOf(ChosenFigure(chart.panel.figure(), presetOptions(preset)));
        for (const PrintedRow& row : layout.legend.rows)
            if (row.entry.kind == LegendEntry::Kind::Run)
                QVERIFY(row.area.height() < 1.5 * QFontMetricsF(layout.legend.font).height());
        QVERIFY(layout.frame.plot.width() > 0.45 * layout.size.width());
    }
}

void TestFigure::svgNamesFamiliesThatAreEverywhere() {
    ChartFixture chart;
    addRuns(chart, 2);
    QXmlStreamReader svg(figureSvg(chart.panel.figure(), {}));
    int named = 0;
    while (svg.readNext() != QXmlStreamReader::EndDocument && !svg.hasError())
        if (const auto family = svg.attributes().value(QStringLiteral("font-family")); !family.isEmpty()) {
            QCOMPARE(family.toString(), QStringLiteral("\"DejaVu Sans\", Verdana, sans-serif"));
            ++named;
        }
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QVERIFY(named > 5);
}

HEADROOM_TEST(TestFigure, Windows)

} // namespace headroom::testing::tst_figure

#include "tst_figure.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/csv.h"
#include "tests/support/file_content.h"
#include "tests/support/test_program.h"
#include "tests/ui/chart/chart_fixture.h"
#include "ui/export/csv_export.h"
#include "ui/export/figure_caption.h"
#include "ui/export/figure_export.h"
#include "ui/export/font_check.h"
#include "ui/runs/picture_runs.h"
#include "ui/runs/reference_runs.h"

#include <QFile>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include <unistd.h>

namespace headroom::testing::tst_export {

using namespace headroom::ui;
using headroom::testing::contentOf;

namespace {

QImage render(const QString& drawing, const QSize& size) {
    QSvgRenderer renderer(drawing);
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    return image;
}

QString reasonOf(const Outcome& outcome) {
    return outcome ? QString() : QString::fromStdString(outcome.error().reason);
}

} // namespace

class TestExport final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pngHasTheSevenCurves();
    void captionNamesVariablesThatCount();
    void captionSaysThatPointsAreMissing();
    void lettersWithoutAFontAreNamed();
    void pngSizeScaleAndDpi();
    void pngCarriesItsRuns();
    void pngCarriesALargeRun();
    void pngThatCannotCarryItsRunsFails();
    void pngWithoutCaption();
    void svgHasOnePathPerCurve();
    void svgOfAnyTextsIsXml();
    void typeCanBeReadInAColumn();
    void largePicturesOpenAgain();
    void pdfIsAPdf();
    void zoomedFigureStaysInsideThePlot();
    void refusesWhatItCannotWrite();
    void refusesImpossibleSizes();
    void csvOfEverythingOrWhatIsVisible();
    void csvOfWhatIsDrawn();
    void csvOfAViewAlongAnotherLength();
    void picturesWithoutRuns();
    void shippedReferenceIsThePapersChart();

private:
    QString at(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

void TestExport::initTestCase() {
    setUpApplication();
    QVERIFY(m_folder.isValid());
}

void TestExport::pngHasTheSevenCurves() {
    ChartFixture chart;
    chart.addRun();
    const QString path = at("chart.png");
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, path)), QString());
    const QImage image(path);
    QCOMPARE(image.size(), QSize(1600, 1000));
    for (const QColor& color : paperColors())
        QVERIFY2(count(image, color, 3) > 400, qPrintable(color.name()));
    QVERIFY(count(image, Qt::white, 3) > 1600 * 1000 / 2);
    QCOMPARE(image.text(QStringLiteral("Title")), QStringLiteral("Attention Key Query Score, a=12"));
    const QString description = image.text(QStringLiteral("Description"));
    for (const char* part :
         {"Sample device", "s = 2048", "b = 4", "f16", "2026-01-02 03:04 UTC", "Headroom 0.1.0"})
        QVERIFY2(description.contains(QLatin1String(part)), qPrintable(description));
    QVERIFY(image.text(QStringLiteral("Software")).startsWith(QStringLiteral("Headroom")));
}

void TestExport::captionSaysThatPointsAreMissing() {
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(4));
    const int whole = chart.addRun(run);
    QVERIFY(!figureCaption(chart.state.curves()).contains(QStringLiteral("points were measured")));
    chart.store.remove(whole);
    run.measurements.resize(16);
    const int part = chart.addRun(run, RunKind::Opened);
    QVERIFY2(figureCaption(chart.state.curves()).contains(QStringLiteral("16 of 28 points were measured.")),
             qPrintable(figureCaption(chart.state.curves())));
    // How many fitted into memory is not known any more.
    chart.store.remove(part);
    run.context.notes = {"The curve h/a = 64 ends at h = 768: larger hidden sizes need up to 3 GiB; 2 GiB of "
                         "memory can be had."};
    chart.addRun(run, RunKind::Opened);
    QVERIFY(!figureCaption(chart.state.curves()).contains(QStringLiteral("points were measured")));
}

void TestExport::lettersWithoutAFontAreNamed() {
    QCOMPARE(lettersWithoutFont(QStringLiteral("größe, h/a = 8\n± 3 %")), QString());
    const char32_t privateUse[] = {U'a', 0xF5A5A, 0xF5A5A};
    const QString told = lettersWithoutFont(QString::fromUcs4(privateUse, 3));
    QVERIFY2(told.contains(QStringLiteral("it is a box")) &&
                 told.count(QString::fromUcs4(privateUse + 1, 1)) == 1,
             qPrintable(told));
}

void TestExport::captionNamesVariablesThatCount() {
    ChartFixture chart;
    Run run = sampleRun();
    run.context.environment = {"CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50", "CUDA_VISIBLE_DEVICES=0",
                               "NVIDIA_TF32_OVERRIDE=1"}; // of which the last was set aside
    chart.addRun(run);
    const QString caption = figureCaption(chart.state.curves());
    QVERIFY2(caption.contains(QStringLiteral("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50")), qPrintable(caption));
    QVERIFY(!caption.contains(QStringLiteral("CUDA_VISIBLE_DEVICES")));
    QVERIFY(!caption.contains(QStringLiteral("NVIDIA_TF32_OVERRIDE")));
}

void TestExport::pngSizeScaleAndDpi() {
    ChartFixture chart;
    chart.addRun();
    FigureOptions options;
    options.size = {800, 500};
    options.scale = 2;
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("scaled.png"), options)), QString());
    QCOMPARE(QImage(at("scaled.png")).size(), QSize(1600, 1000));
    QVERIFY(std::abs(QImage(at("scaled.png")).dotsPerMeterX() - 192 / 0.0254) < 2);
    options.dpi = 300;
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("dpi.png"), options)), QString());
    QVERIFY(std::abs(QImage(at("dpi.png")).dotsPerMeterX() - 300 / 0.0254) < 2);
}

void TestExport::pngCarriesItsRuns() {
    ChartFixture chart;
    const Run first = fullRun();
    const Run second = sampleRun(sampleSpec(3));
    chart.addRun(first);
    chart.addRun(second);
    chart.addRun(sampleRun(), RunKind::Reference);
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("runs.png"))), QString());
    const auto runs = runsInPicture(at("runs.png"));
    QVERIFY2(runs, runs ? "" : runs.error().reason.c_str());
    QCOMPARE(runs->size(), std::size_t{2}); // reference data are not a run of this program
    Run named = first;
    named.name = "sample";        // as it was called on the chart
    QVERIFY((*runs)[0] == named); // every field
    named = second;
    named.name = "sample";
    QVERIFY((*runs)[1] == named);
}

void TestExport::pngCarriesALargeRun() {
    ChartFixture chart;
    SweepSpec spec = sampleSpec(1);
    spec.pointsPerCurve.reset();
    spec.hiddenMax = 12 * 20'000;
    Run run = sampleRun(spec);
    QCOMPARE(run.measurements.size(), std::size_t{20'000});
    run.name = "sample";
    chart.addRun(run);
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("20000.png"))), QString());
    const auto runs = runsInPicture(at("20000.png"));
    QVERIFY2(runs, runs ? "" : runs.error().reason.c_str());
    QCOMPARE(runs->size(), std::size_t{1});
    QVERIFY(runs->front() == run);
    QCOMPARE(QImage(at("20000.png")).size(), QSize(1600, 1000)); // for other programs too
}

void TestExport::pngThatCannotCarryItsRunsFails() {
    ChartFixture chart;
    for (std::size_t i = 0; i <= kMaxPictureRuns; ++i)
        chart.addRun(sampleRun(sampleSpec(1)));
    QVERIFY(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("many.png")))
                .contains(QStringLiteral("A picture can carry 64 runs")));
    QVERIFY(!QFile::exists(at("many.png")));
}

void TestExport::pngWithoutCaption() {
    ChartFixture chart;
    chart.addRun();
    FigureOptions options;
    const auto with = figureImage(chart.panel.figure(), options);
    options.caption = QString();
    const auto without = figureImage(chart.panel.figure(), options);
    QVERIFY(with && without);
    QVERIFY(*with != *without);
}

void TestExport::svgHasOnePathPerCurve() {
    // Solid, dashed and dotted: the newest run, an older one, a reference.
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(60));
    run.context.roofs.clear();
    chart.addRun(run, RunKind::Opened, QStringLiteral("older"));
    chart.addRun(run);
    chart.addRun(run, RunKind::Reference, QStringLiteral("reference"));
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("chart.svg"))), QString());
    const QByteArray svg = contentOf(at("chart.svg"));
    QVERIFY(svg.contains("<title>Attention Key Query Score, a=12</title>"));
    QVERIFY(svg.contains("<desc>"));
    QVERIFY(svg.contains("Sample device"));
    // The curves are the paths with more points than any marker or frame has.
    int curves = 0;
    auto paths =
        QRegularExpression(QStringLiteral("<path[^>]* d=\"([^\"]*)\"")).globalMatch(QString::fromUtf8(svg));
    while (paths.hasNext()) {
        const QString path = paths.next().captured(1);
        if (path.count(QLatin1Char('L')) < 38)
            continue;
        ++curves;
        QCOMPARE(path.count(QLatin1Char('M')), 1); // never lifted
    }
    QCOMPARE(curves, 3 * 7);
    // Grid and legend alone are polylines, of two points each.
    auto lines = QRegularExpression(QStringLiteral("<polyline[^>]*points=\"([^\"]*)\""))
                     .globalMatch(QString::fromUtf8(svg));
    while (lines.hasNext())
        QCOMPARE(lines.next().captured(1).count(QLatin1Char(',')), 2);
    const QImage drawn = render(at("chart.svg"), {1600, 1000});
    for (const QColor& color : paperColors())
        QVERIFY2(count(drawn, color, 3) > 400, qPrintable(color.name()));
}

void TestExport::svgOfAnyTextsIsXml() {
    const QString hostile = QStringLiteral("</desc><script>x</script>&\x01\x1b[2J\uFFFE\u202E<!--]]>");
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(3));
    run.context.device = run.context.backend = hostile.toStdString();
    chart.addRun(run, RunKind::Opened, hostile);
    chart.addRun(run, RunKind::Live, hostile);
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("hostile.svg"))), QString());
    QXmlStreamReader svg(contentOf(at("hostile.svg")));
    bool described = false;
    while (svg.readNext() != QXmlStreamReader::EndDocument && !svg.hasError()) {
        QVERIFY(!svg.isStartElement() || svg.name() != QLatin1String("script"));
        described = described || svg.text().contains(QLatin1String("<script>x</script>&"));
    }
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QVERIFY(described);
}

void TestExport::typeCanBeReadInAColumn() {
    ChartFixture chart;
    chart.addRun();
    FigureOptions column;
    column.size = {990, 690};
    column.dpi = 300;
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("column.svg"), column)), QString());
    // The drawing's own units are 1/96 inch: 3.3 inches of column are 316.8 of them.
    QXmlStreamReader svg(contentOf(at("column.svg")));
    double scale = 1;
    double pixels = 0;
    double least = 1e9;
    while (svg.readNext() != QXmlStreamReader::EndDocument && !svg.hasError()) {
        if (!svg.isStartElement())
            continue;
        const QString transform = svg.attributes().value(QStringLiteral("transform")).toString();
        if (transform.startsWith(QStringLiteral("matrix(")))
            scale =
                std::hypot(transform.section(QRegularExpression(QStringLiteral("[(,]")), 1, 1).toDouble(),
                           transform.section(QRegularExpression(QStringLiteral("[(,]")), 2, 2).toDouble());
        if (const auto size = svg.attributes().value(QStringLiteral("font-size")); !size.isEmpty())
            pixels = size.toDouble();
        if (svg.name() == QLatin1String("text"))
            least = std::min(least, pixels * scale);
    }
    constexpr double kPointsPerPixel = 72.0 / 96;
    QVERIFY2(least * kPointsPerPixel > 5.5 && least < 100, qPrintable(QString::number(least)));
    // The curves keep most of the width.
    const QImage drawn = render(at("column.svg"), {990, 690});
    for (const QColor& color : paperColors())
        QVERIFY2(count(drawn, color, 40) > 200, qPrintable(color.name()));
}

void TestExport::largePicturesOpenAgain() {
    ChartFixture chart;
    Run run = sampleRun();
    run.name = "sample";
    chart.addRun(run);
    FigureOptions options;
    options.size = {6900, 4600};
    options.dpi = 600;
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("large.png"), options)), QString());
    const auto runs = runsInPicture(at("large.png"));
    QVERIFY2(runs, runs ? "" : runs.error().reason.c_str());
    QVERIFY(runs->front() == run);
}

void TestExport::pdfIsAPdf() {
    ChartFixture chart;
    chart.addRun();
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("chart.pdf"))), QString());
    const QByteArray pdf = contentOf(at("chart.pdf"));
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.contains("/EmbeddedFile"));
    QVERIFY(pdf.contains("/MediaBox [0 0 1200"));
}

void TestExport::zoomedFigureStaysInsideThePlot() {
    ChartFixture chart;
    Run run = sampleRun(sampleSpec(40));
    chart.addRun(run);
    for (int i = 0; i < 4; ++i)
        chart.panel.zoomIn();
    QCOMPARE(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("zoomed.svg"))), QString());
    const QImage image = render(at("zoomed.svg"), {1600, 1000});
    // SVG is not clipped: what leaves the plot would show in the margins.
    for (const QColor& color : paperColors())
        for (const QRect& margin : {QRect(0, 0, 1280, 60), QRect(0, 0, 140, 1000), QRect(0, 900, 1600, 100)})
            QCOMPARE(count(image.copy(margin), color, 3), 0);
}

void TestExport::refusesWhatItCannotWrite() {
    ChartFixture chart;
    chart.addRun();
    QVERIFY(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("missing/chart.png")))
                .contains(QStringLiteral("does not exist")));
    QVERIFY(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("chart.gif")))
                .contains(QStringLiteral(".png")));
    QVERIFY(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("chart")))
                .contains(QStringLiteral(".png")));
    QVERIFY(!QFile::exists(at("chart.gif")));
    QVERIFY(!reasonOf(writeCsv(at("missing/run.csv"), csvOfEverything(chart.store))).isEmpty());
    if (QFile::exists(QStringLiteral("/dev/full")))
        QVERIFY(reasonOf(writeCsv(QStringLiteral("/dev/full"), csvOfEverything(chart.store)))
                    .contains(QStringLiteral("full")));
    if (geteuid() != 0) { // root may write anywhere
        QTemporaryDir closed;
        QVERIFY(QFile::setPermissions(closed.path(), QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(reasonOf(exportFigure(chart.panel.figure(), chart.store,
                                      closed.filePath(QStringLiteral("chart.png"))))
                    .contains(QStringLiteral("permission")));
        QFile::setPermissions(closed.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
}

void TestExport::refusesImpossibleSizes() {
    ChartFixture chart;
    FigureOptions options;
    options.size = {0, 100};
    QVERIFY(!reasonOf(exportFigure(chart.panel.figure(), chart.store, at("none.png"), options)).isEmpty());
    options.size = {1e6, 1e6};
    QVERIFY(reasonOf(exportFigure(chart.panel.figure(), chart.store, at("none.png"), options))
                .contains(QStringLiteral("too large")));
    QVERIFY(!QFile::exists(at("none.png")));
}

void TestExport::csvOfEverythingOrWhatIsVisible() {
    ChartFixture chart;
    Run shown = sampleRun();
    const Run hidden = sampleRun(sampleSpec(2));
    chart.addRun(shown, RunKind::Opened, QStringLiteral("night"));
    chart.store.setVisible(chart.addRun(hidden, RunKind::Live, {}), false);
    chart.addRun(sampleRun(), RunKind::Reference);
    shown.name = "night"; // as its file is called
    QCOMPARE(csvOfVisible(chart.store, chart.state.curves()), toCsv(shown));
    QCOMPARE(csvOfEverything(chart.store), toCsv(hidden) + csvRows(shown)); // from the front one
    QCOMPARE(reasonOf(writeCsv(at("run.csv"), csvOfEverything(chart.store))), QString());
    QCOMPARE(contentOf(at("run.csv")).toStdString(), csvOfEverything(chart.store));
}

void TestExport::csvOfWhatIsDrawn() {
    ChartFixture chart;
    Run third = sampleRun();
    third.context.runId = "third";
    Run base = sampleRun();
    base.context.runId = "base";
    Run over = sampleRun();
    over.context.runId = "over";
    over.measurements.resize(20);
    chart.addRun(third, RunKind::Opened, QStringLiteral("third"));
    chart.addRun(base, RunKind::Opened, QStringLiteral("base"));
    chart.addRun(over, RunKind::Opened, QStringLiteral("over"));
    const auto rowsOf = [&chart](const char* id, const std::optional<ViewRange>& view = {}) {
        const QString csv =
            QString::fromStdString(csvOfVisible(chart.store, chart.state.curves(), CsvStyle::Standard, view));
        return csv.count(QLatin1Char('\n') + QLatin1String(id) + QLatin1Char(','));
    };
    QCOMPARE(rowsOf("third"), qsizetype(third.measurements.size()));
    chart.state.setQuantity(quotientOfRuns());
    QCOMPARE(rowsOf("third"), qsizetype{0});
    QCOMPARE(rowsOf("over"), qsizetype{20});
    QCOMPARE(rowsOf("base"), qsizetype{20});
    // Of a view no other sizes.
    const auto within = std::ranges::count_if(over.measurements, [](const Measurement& row) {
        return row.point.layer.hidden >= 4096 && row.point.layer.hidden <= 16384;
    });
    QVERIFY(within > 0 && within < 20);
    QCOMPARE(rowsOf("over", ViewRange{4096, 16384, 0, 2}), qsizetype(within));
}

void TestExport::csvOfAViewAlongAnotherLength() {
    ChartFixture chart;
    SweepSpec spec = sampleSpec();
    spec.operation = Operation::MlpDown;
    spec.layout = Layout::NT;
    spec.hiddenMin = spec.hiddenMax = 4096;
    spec.heads = 32;
    spec.axis = AxisRange{Axis::Ffn, 8192, 16384};
    const Run run = sampleRun(spec);
    chart.addRun(run, RunKind::Opened, QStringLiteral("a"));
    const auto rowsIn = [&chart](const ViewRange& view) {
        const std::string csv = csvOfVisible(chart.store, chart.state.curves(), CsvStyle::Standard, view);
        return std::ranges::count(csv, '\n') - 1;
    };
    const auto within = std::ranges::count_if(
        run.measurements, [](const Measurement& row) { return row.point.layer.ffn <= 12288; });
    QVERIFY(within > 0 && std::cmp_less(within, run.measurements.size()));
    QCOMPARE(rowsIn(ViewRange{8192, 12288, 0, 1000}), within);
}

void TestExport::picturesWithoutRuns() {
    QImage plain(10, 10, QImage::Format_RGB32);
    plain.fill(Qt::red);
    QVERIFY(plain.save(at("plain.png")));
    QVERIFY(!runsInPicture(at("plain.png")));
    QVERIFY(!runsInPicture(at("nothing.png")));
    plain.setText(QStringLiteral("Headroom run 1"), QStringLiteral("{\"schema_version\": 1"));
    QVERIFY(plain.save(at("broken.png")));
    QVERIFY(!runsInPicture(at("broken.png")));
}

void TestExport::shippedReferenceIsThePapersChart() {
    const auto references = shippedReferenceRuns();
    QCOMPARE(references.size(), std::size_t{4});
    const ReferenceRun& paper = references.front();
    const Result<Run> run = readReferenceRun(0);
    QVERIFY(run);
    QVERIFY(paper.source.contains(QStringLiteral("arXiv 2401.14489")));
    // Point by point, as the document names them.
    const std::map<std::int64_t, std::array<double, 3>> expected = {
        {1, {70, 90, 95}},     {2, {100, 130, 150}},  {4, {120, 140, 160}}, {8, {180, 210, 230}},
        {16, {200, 230, 240}}, {32, {220, 240, 245}}, {64, {230, 245, 250}}};
    constexpr std::array<std::int64_t, 3> kHidden = {4096, 8192, 32768};
    QCOMPARE(run->measurements.size(), std::size_t{21});
    for (const Measurement& row : run->measurements) {
        const auto at = std::ranges::find(kHidden, row.point.layer.hidden) - kHidden.begin();
        QVERIFY(at < 3);
        const double value = expected.at(row.point.ratio)[static_cast<std::size_t>(at)];
        QVERIFY(std::abs(row.throughputTflops() - value) < 1e-9);
    }
    ChartFixture chart;
    chart.addRun(*run, RunKind::Reference, paper.name);
    QCOMPARE(chart.plot->mapping().view(), (ViewRange{0, 32768, 0, 250}));
    const QImage picture = chart.picture();
    for (const QColor& color : paperColors())
        QVERIFY(count(picture, color, 12) > 30);
}

HEADROOM_TEST(TestExport, Windows)

} // namespace headroom::testing::tst_export

#include "tst_export.moc"

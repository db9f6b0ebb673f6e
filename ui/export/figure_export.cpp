// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_export.h"

#include "engine/files/printable.h"
#include "engine/io/output_file.h"
#include "engine/io/run_file.h"
#include "engine/model/version.h"
#include "ui/chart/figure.h"
#include "ui/export/chosen_figure.h"
#include "ui/export/csv_export.h"
#include "ui/export/font_check.h"
#include "ui/runs/picture_runs.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/words.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageWriter>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>

#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kPointsPerInch = 72;

/// The families in which text may be set elsewhere: the one it was laid out in, or one as wide.
constexpr const char* kFamilies = "&quot;DejaVu Sans&quot;, Verdana, sans-serif";

/// For whoever opens the file with another program.
QString description(const PaperFigure& chosen) {
    const FigureTexts told = chosen.told();
    return QStringList{told.subtitle, told.caption}.join(QLatin1Char('\n')).trimmed();
}

/// Why the picture cannot be made.
Outcome checkFigure(const PaperFigure& chosen) {
    if (const std::vector<FigureFault> faults = validate(chosen.options()); !faults.empty())
        return errorOf(faults.front().message);
    return checkFonts();
}

Result<QImage> imageOf(const PaperFigure& chosen) {
    if (const Outcome possible = checkFigure(chosen); !possible)
        return possible.error();
    Result<QImage> image = chosen.image(chosen.options().pixels());
    if (!image)
        return image;
    // Only now: a painter would scale type by it.
    constexpr double kInchesPerMetre = 1 / 0.0254;
    const int dots = static_cast<int>(std::lround(chosen.options().dotsPerInch() * kInchesPerMetre));
    image->setDotsPerMeterX(dots);
    image->setDotsPerMeterY(dots);
    return image;
}

Result<QByteArray> pngOf(const PaperFigure& chosen, const RunStore& store) {
    Result<QImage> image = imageOf(chosen);
    if (!image)
        return image.error();
    image->setText(QStringLiteral("Title"), chosen.told().title);
    image->setText(QStringLiteral("Description"), description(chosen));
    image->setText(QStringLiteral("Software"), QStringLiteral("Headroom ") + QLatin1String(programVersion()));
    std::vector<std::string> runFiles;
    for (const StoredRun* stored : store.shown())
        runFiles.push_back(toJson(stored->run, stored->given.toStdString()));
    if (const Outcome embedded = embedRuns(*image, runFiles); !embedded)
        return embedded.error();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "png");
    if (!writer.write(*image))
        return errorOf(words("The picture cannot be written as PNG: %1").arg(writer.errorString()));
    // A picture that says it carries its runs and does not would lose them.
    const auto carried = runFilesIn({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!carried || *carried != runFiles)
        return errorOf(
            words("The picture could not be given its measurements. Export as SVG or PDF, and save the "
                  "run."));
    return bytes;
}

QByteArray pdfOf(const PaperFigure& chosen, const RunStore& store) {
    const QSizeF size = chosen.options().layoutSize();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(chosen.told().title);
    writer.setCreator(QStringLiteral("Headroom ") + QLatin1String(programVersion()));
    writer.setPageSize(
        QPageSize(size * (kPointsPerInch / kDotsPerInch), QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.addFileAttachment(QStringLiteral("measurements.csv"), QByteArray::fromStdString(chosen.csv(store)),
                             QStringLiteral("text/csv"));
    QPainter painter(&writer);
    painter.scale(writer.resolution() / kDotsPerInch, writer.resolution() / kDotsPerInch);
    chosen.paint(painter);
    painter.end();
    return bytes;
}

QByteArray svgOf(const PaperFigure& chosen) {
    const QSizeF size = chosen.options().layoutSize();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(kDotsPerInch));
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF({}, size));
    QPainter painter(&generator);
    chosen.paint(painter);
    painter.end();
    static const QRegularExpression own(QStringLiteral("<(title|desc)>.*?</\\1>\\s*"),
                                        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression family(QStringLiteral("font-family=\"[^\"]*\""));
    bytes = QString::fromUtf8(bytes)
                .remove(own) // the generator's: an element has one of each
                .replace(family, QStringLiteral("font-family=\"%1\"").arg(QLatin1String(kFamilies)))
                .toUtf8();
    // Not by the generator, which writes both as they are in some versions of Qt: a name could end the
    // element.
    const QString about = QStringLiteral("\n<title>%1</title>\n<desc>%2</desc>")
                              .arg(chosen.told().title.toHtmlEscaped(), description(chosen).toHtmlEscaped());
    bytes.insert(bytes.indexOf('>', bytes.indexOf("<svg")) + 1, about.toUtf8());
    return QByteArray::fromStdString(printable(bytes.toStdString())); // XML has no control characters
}

} // namespace

Result<QImage> figureImage(const PaperFigure& chosen) {
    return imageOf(chosen);
}

Result<QImage> figureImage(const Figure& figure, const FigureOptions& options) {
    return imageOf(ChosenFigure(figure, options));
}

QByteArray figureSvg(const PaperFigure& chosen) {
    return svgOf(chosen);
}

QByteArray figureSvg(const Figure& figure, const FigureOptions& options) {
    return svgOf(ChosenFigure(figure, options));
}

Outcome exportFigure(const Figure& figure, const RunStore& store, const QString& path,
                     const FigureOptions& options) {
    return exportFigure(ChosenFigure(figure, options), store, path);
}

Outcome exportFigure(const PaperFigure& chosen, const RunStore& store, const QString& path) {
    if (const Outcome possible = checkFigure(chosen); !possible)
        return possible;
    const QString ending = QFileInfo(path).suffix().toLower();
    Result<QByteArray> bytes = QByteArray();
    if (ending == QLatin1String("png"))
        bytes = pngOf(chosen, store);
    else if (ending == QLatin1String("svg"))
        bytes = svgOf(chosen);
    else if (ending == QLatin1String("pdf"))
        bytes = pdfOf(chosen, store);
    else
        return errorOf(
            words("%1 does not end in .png, .svg or .pdf: the ending chooses the format.").arg(path));
    if (!bytes)
        return bytes.error();
    return writeOutputFile(QFile::encodeName(path).toStdString(), bytes->toStdString());
}

} // namespace headroom::ui

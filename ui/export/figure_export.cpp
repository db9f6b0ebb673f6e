// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_export.h"

#include "engine/files/atomic_file.h"
#include "engine/files/printable.h"
#include "engine/io/run_file.h"
#include "engine/model/version.h"
#include "ui/chart/figure.h"
#include "ui/export/csv_export.h"
#include "ui/export/figure_caption.h"
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
#include <QSvgGenerator>

#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kPointsPerInch = 72;

/// For whoever opens the file with another program.
QString description(const Figure& figure) {
    return QStringList{figure.texts.subtitle, figureCaption(figure.curves)}.join(QLatin1Char('\n')).trimmed();
}

QString captionOf(const Figure& figure, const FigureOptions& options) {
    return options.caption ? figureCaption(figure.curves) : QString();
}

Result<QByteArray> pngOf(const Figure& figure, const RunStore& store, const FigureOptions& options) {
    Result<QImage> image = figureImage(figure, options);
    if (!image)
        return image.error();
    image->setText(QStringLiteral("Title"), figure.texts.title);
    image->setText(QStringLiteral("Description"), description(figure));
    image->setText(QStringLiteral("Software"), QStringLiteral("Headroom ") + QLatin1String(programVersion()));
    std::vector<std::string> runFiles;
    for (const StoredRun& stored : store.measured())
        if (stored.visible)
            runFiles.push_back(toJson(stored.run, stored.given.toStdString()));
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

QByteArray pdfOf(const Figure& figure, const RunStore& store, const FigureOptions& options) {
    const QSizeF size = options.layoutSize();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(figure.texts.title);
    writer.setCreator(QStringLiteral("Headroom ") + QLatin1String(programVersion()));
    writer.setPageSize(
        QPageSize(size * (kPointsPerInch / kDotsPerInch), QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.addFileAttachment(QStringLiteral("measurements.csv"),
                             QByteArray::fromStdString(csvOfVisible(store, figure.curves)),
                             QStringLiteral("text/csv"));
    QPainter painter(&writer);
    painter.scale(writer.resolution() / kDotsPerInch, writer.resolution() / kDotsPerInch);
    paintFigure(painter, size, figure, captionOf(figure, options));
    painter.end();
    return bytes;
}

} // namespace

Result<QImage> figureImage(const Figure& figure, const FigureOptions& options) {
    if (const std::vector<FigureFault> faults = validate(options); !faults.empty())
        return errorOf(faults.front().message);
    if (const Outcome fonts = checkFonts(); !fonts)
        return fonts.error();
    QImage image(options.pixels(), QImage::Format_RGB32);
    if (image.isNull())
        return errorOf(words("There is not enough memory for a picture of this size. Choose a smaller one."));
    image.fill(Qt::white);
    const double dpi = options.dotsPerInch();
    QPainter painter(&image);
    painter.scale(dpi / kDotsPerInch, dpi / kDotsPerInch);
    paintFigure(painter, options.layoutSize(), figure, captionOf(figure, options));
    painter.end();
    // Only now: a painter would scale type by it.
    constexpr double kInchesPerMetre = 1 / 0.0254;
    image.setDotsPerMeterX(static_cast<int>(std::lround(dpi * kInchesPerMetre)));
    image.setDotsPerMeterY(static_cast<int>(std::lround(dpi * kInchesPerMetre)));
    return image;
}

QByteArray figureSvg(const Figure& figure, const FigureOptions& options) {
    const QSizeF size = options.layoutSize();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(kDotsPerInch));
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF({}, size));
    QPainter painter(&generator);
    paintFigure(painter, size, figure, captionOf(figure, options));
    painter.end();
    // Not by the generator, which writes both as they are in some versions of Qt: a name could end the
    // element.
    const QString about = QStringLiteral("\n<title>%1</title>\n<desc>%2</desc>")
                              .arg(figure.texts.title.toHtmlEscaped(), description(figure).toHtmlEscaped());
    bytes.insert(bytes.indexOf('>', bytes.indexOf("<svg")) + 1, about.toUtf8());
    return QByteArray::fromStdString(printable(bytes.toStdString())); // XML has no control characters
}

Outcome exportFigure(const Figure& figure, const RunStore& store, const QString& path,
                     const FigureOptions& options) {
    if (const std::vector<FigureFault> faults = validate(options); !faults.empty())
        return errorOf(faults.front().message);
    if (const Outcome fonts = checkFonts(); !fonts)
        return fonts;
    const QString ending = QFileInfo(path).suffix().toLower();
    Result<QByteArray> bytes = QByteArray();
    if (ending == QLatin1String("png"))
        bytes = pngOf(figure, store, options);
    else if (ending == QLatin1String("svg"))
        bytes = figureSvg(figure, options);
    else if (ending == QLatin1String("pdf"))
        bytes = pdfOf(figure, store, options);
    else
        return errorOf(
            words("%1 does not end in .png, .svg or .pdf: the ending chooses the format.").arg(path));
    if (!bytes)
        return bytes.error();
    return writeFileAtomically(QFile::encodeName(path).toStdString(), bytes->toStdString());
}

} // namespace headroom::ui

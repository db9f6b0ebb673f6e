// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_export.h"

#include "engine/compute/environment.h"
#include "engine/files/atomic_file.h"
#include "engine/files/printable.h"
#include "engine/io/run_file.h"
#include "engine/model/version.h"
#include "ui/chart/figure.h"
#include "ui/export/csv_export.h"
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

QString settingsText(const SweepSpec& spec) {
    QStringList parts{QStringLiteral("s=%1, b=%2").arg(spec.seq).arg(spec.batch)};
    parts << QString::fromLatin1(toString(spec.type))
          << words("layout %1").arg(QLatin1String(toString(spec.layout)))
          << words("algorithm %1").arg(QLatin1String(toString(spec.algorithm)))
          << QString::fromLatin1(toString(spec.regime));
    return parts.join(QStringLiteral(", "));
}

/// What was respected though it changes figures; what was set aside does not.
bool changesFigures(const std::string& variable) {
    const VariableRule* rule = ruleFor(variable.substr(0, variable.find('=')));
    return rule && rule->use == VariableUse::Told;
}

QString captionOf(const StoredRun& stored) {
    const RunContext& context = stored.run.context;
    const auto text = [](const std::string& value) { return QString::fromStdString(value); };
    if (stored.isReference()) {
        const QString source = context.notes.empty() ? text(context.device) : text(context.notes.front());
        return words("%1, reference. %2").arg(stored.name, source);
    }
    QStringList parts;
    if (stored.isReplay())
        parts << stored.name;
    if (!context.device.empty())
        parts << text(context.device);
    if (!context.backend.empty())
        parts << (text(context.backend) + QLatin1Char(' ') + text(context.libraryVersion)).trimmed();
    if (!context.driverVersion.empty())
        parts << words("driver %1").arg(text(context.driverVersion));
    parts << settingsText(stored.run.spec);
    for (const std::string& variable : context.environment)
        if (changesFigures(variable))
            parts << text(variable);
    if (!context.startedUtc.empty())
        parts << text(context.startedUtc).left(10);
    parts << QStringLiteral("Headroom ") +
                 text(context.headroomVersion.empty() ? programVersion() : context.headroomVersion);
    return parts.join(QStringLiteral(" · "));
}

Result<QByteArray> pngOf(const Figure& figure, const RunStore& store, const FigureOptions& options) {
    Result<QImage> image = figureImage(figure, store, options);
    if (!image)
        return image.error();
    image->setText(QStringLiteral("Title"), figure.texts.title);
    image->setText(QStringLiteral("Description"), figureCaption(store));
    image->setText(QStringLiteral("Software"), QStringLiteral("Headroom ") + QLatin1String(programVersion()));
    std::vector<std::string> runFiles;
    for (const StoredRun& stored : store.measured())
        if (stored.visible)
            runFiles.push_back(toJson(stored.run));
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
    paintFigure(painter, size, figure, options.caption ? figureCaption(store) : QString());
    painter.end();
    return bytes;
}

} // namespace

QString figureCaption(const RunStore& store) {
    QStringList lines;
    for (const StoredRun& stored : store.runs())
        if (stored.visible)
            lines << captionOf(stored);
    return lines.join(QLatin1Char('\n'));
}

Result<QImage> figureImage(const Figure& figure, const RunStore& store, const FigureOptions& options) {
    if (const std::vector<FigureFault> faults = validate(options); !faults.empty())
        return errorOf(faults.front().message);
    QImage image(options.pixels(), QImage::Format_RGB32);
    if (image.isNull())
        return errorOf(words("There is not enough memory for a picture of this size. Choose a smaller one."));
    image.fill(Qt::white);
    const double dpi = options.dotsPerInch();
    QPainter painter(&image);
    painter.scale(dpi / kDotsPerInch, dpi / kDotsPerInch);
    paintFigure(painter, options.layoutSize(), figure, options.caption ? figureCaption(store) : QString());
    painter.end();
    // Only now: a painter would scale type by it.
    constexpr double kInchesPerMetre = 1 / 0.0254;
    image.setDotsPerMeterX(static_cast<int>(std::lround(dpi * kInchesPerMetre)));
    image.setDotsPerMeterY(static_cast<int>(std::lround(dpi * kInchesPerMetre)));
    return image;
}

QByteArray figureSvg(const Figure& figure, const RunStore& store, const FigureOptions& options) {
    const QSizeF size = options.layoutSize();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(kDotsPerInch));
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF({}, size));
    QPainter painter(&generator);
    paintFigure(painter, size, figure, options.caption ? figureCaption(store) : QString());
    painter.end();
    // Not by the generator, which writes both as they are in some versions of Qt: a name could end the
    // element.
    const QString about = QStringLiteral("\n<title>%1</title>\n<desc>%2</desc>")
                              .arg(figure.texts.title.toHtmlEscaped(), figureCaption(store).toHtmlEscaped());
    bytes.insert(bytes.indexOf('>', bytes.indexOf("<svg")) + 1, about.toUtf8());
    return QByteArray::fromStdString(printable(bytes.toStdString())); // XML has no control characters
}

Outcome exportFigure(const Figure& figure, const RunStore& store, const QString& path,
                     const FigureOptions& options) {
    if (const std::vector<FigureFault> faults = validate(options); !faults.empty())
        return errorOf(faults.front().message);
    const QString ending = QFileInfo(path).suffix().toLower();
    Result<QByteArray> bytes = QByteArray();
    if (ending == QLatin1String("png"))
        bytes = pngOf(figure, store, options);
    else if (ending == QLatin1String("svg"))
        bytes = figureSvg(figure, store, options);
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

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/paper_figure.h"

#include "ui/widgets/words.h"

#include <QImage>
#include <QPainter>

namespace headroom::ui {

namespace {

QString either(const QString& text, const QString& otherwise) {
    return text.isEmpty() ? otherwise : text;
}

} // namespace

PaperFigure::~PaperFigure() = default;

FigureTexts PaperFigure::chosenTexts() const {
    return {m_options.title.value_or(m_automatic.title), m_options.subtitle.value_or(m_automatic.subtitle),
            m_options.caption.value_or(m_automatic.caption)};
}

FigureTexts PaperFigure::told() const {
    const FigureTexts chosen = chosenTexts();
    return {either(chosen.title, m_automatic.title), either(chosen.subtitle, m_automatic.subtitle),
            either(chosen.caption, m_automatic.caption)};
}

Result<QImage> PaperFigure::image(const QSize& pixels) const {
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        return errorOf(words("There is not enough memory for a picture of this size. Choose a smaller one."));
    image.fill(Qt::white);
    const double scale = pixels.width() / m_options.layoutSize().width();
    QPainter painter(&image);
    painter.scale(scale, scale);
    paint(painter);
    return image;
}

QString PaperFigure::smallTypeNote(double points) {
    constexpr double kReadable = 5.5;
    if (points >= kReadable)
        return {};
    return words("The smallest type is %1 points on paper. More height or fewer words make it larger.")
        .arg(points, 0, 'f', 1);
}

} // namespace headroom::ui

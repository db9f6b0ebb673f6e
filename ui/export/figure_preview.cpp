// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_preview.h"

#include "ui/export/paper_figure.h"

#include <QPainter>

#include <utility>

namespace headroom::ui {

FigurePreview::FigurePreview(QWidget* parent) : QWidget(parent) {
    constexpr int kPreviewMs = 16;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kPreviewMs);
    connect(&m_soon, &QTimer::timeout, this, &FigurePreview::render);
}

FigurePreview::~FigurePreview() = default;

void FigurePreview::setFigure(std::shared_ptr<const PaperFigure> figure) {
    m_figure = std::move(figure);
    m_soon.start();
}

void FigurePreview::render() {
    if (m_figure) {
        const QSizeF room = QSizeF(size()) * devicePixelRatioF();
        const QSize pixels = m_figure->options().layoutSize().scaled(room, Qt::KeepAspectRatio).toSize();
        Result<QImage> image = m_figure->image(pixels.expandedTo(QSize(1, 1)));
        m_image = image ? std::move(*image) : QImage();
        m_image.setDevicePixelRatio(devicePixelRatioF());
    }
    update();
}

void FigurePreview::paintEvent(QPaintEvent*) {
    constexpr double kPale = 0.35;
    if (m_image.isNull())
        return;
    QSizeF size = m_image.deviceIndependentSize();
    if (size.width() > width() || size.height() > height()) // until it is painted anew
        size.scale(this->size(), Qt::KeepAspectRatio);
    const QPoint corner(qRound((width() - size.width()) / 2), qRound((height() - size.height()) / 2));
    QPainter painter(this);
    painter.setOpacity(m_figure ? 1 : kPale);
    painter.drawImage(QRectF(corner, size), m_image);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(QRectF(corner, size - QSizeF(1, 1)));
}

void FigurePreview::resizeEvent(QResizeEvent*) {
    m_soon.start();
}

} // namespace headroom::ui

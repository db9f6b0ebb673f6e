// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace headroom::ui {

class PaperFigure;

/// A figure as it will be exported, as large as there is room for. It is painted once, a frame after the last
/// of several changes, and kept.
class FigurePreview final : public QWidget {
    Q_OBJECT

public:
    explicit FigurePreview(QWidget* parent = nullptr);
    ~FigurePreview() override;

    /// Null, where there is nothing to show: the last one stays, paler.
    void setFigure(std::shared_ptr<const PaperFigure> figure);
    /// Whether it shows what it was given last.
    bool isUpToDate() const { return !m_soon.isActive(); }
    /// As painted last.
    const QImage& image() const { return m_image; }

    QSize sizeHint() const override { return {560, 400}; }
    QSize minimumSizeHint() const override { return {220, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void render();

    std::shared_ptr<const PaperFigure> m_figure;
    QImage m_image;
    QTimer m_soon;
};

} // namespace headroom::ui

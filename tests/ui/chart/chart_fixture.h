// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/sweep_plan.h"
#include "tests/support/sample_run.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/figure.h"
#include "ui/chart/legend/legend_view.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/plot_widget.h"
#include "ui/runs/run_store.h"

#include <QApplication>
#include <QFont>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QTest>

namespace headroom::testing {

/// A store and a shown panel of a fixed size, in light colours.
struct ChartFixture {
    ui::RunStore store;
    QWidget host; ///< a window without a layout: the offscreen platform warns of size hints
    ui::ChartState state{&store};
    ui::ChartPanel panel{&store, &state, &host};
    ui::PlotWidget* plot = panel.findChild<ui::PlotWidget*>();
    ui::LegendView* legend = panel.findChild<ui::LegendView*>();

    explicit ChartFixture(const QSize& size = {1100, 700}) {
        state.offer(sampleSpec());
        host.resize(size);
        panel.resize(size);
        host.show();
        settle();
    }

    int addRun(Run run = sampleRun(), ui::RunKind kind = ui::RunKind::Live,
               const QString& name = QStringLiteral("sample")) {
        const int id = store.add(kind, name, std::move(run));
        settle();
        return id;
    }

    void settle() {
        panel.drawNow();
        QCoreApplication::processEvents();
    }

    /// Where a measurement lies in the plot widget.
    QPointF pixelOf(const Measurement& m) const {
        return plot->mapping().toPixel(static_cast<double>(m.point.layer.hidden), m.throughputTflops());
    }

    QImage picture() { return plot->grab().toImage(); }

    /// Sent to the widget itself: QTest::mouseMove drops a move to where the cursor was in an earlier test.
    void moveTo(const QPointF& at) {
        QMouseEvent event(QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(plot, &event);
    }
};

inline QPalette palette(const QColor& sheet, const QColor& text) {
    QPalette palette;
    palette.setColor(QPalette::Base, sheet);
    palette.setColor(QPalette::Window, sheet);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::WindowText, text);
    return palette;
}

/// The same type and colours wherever the tests run.
inline void setUpApplication() {
    QApplication::setFont(QFont(QStringLiteral("DejaVu Sans"), 10));
    QApplication::setPalette(palette(Qt::white, Qt::black));
}

inline bool near(const QColor& a, const QColor& b, int slack = 24) {
    return std::abs(a.red() - b.red()) <= slack && std::abs(a.green() - b.green()) <= slack &&
           std::abs(a.blue() - b.blue()) <= slack;
}

/// Pixels of a picture that have that colour.
inline int count(const QImage& image, const QColor& color, int slack = 6) {
    int found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            found += near(image.pixelColor(x, y), color, slack) ? 1 : 0;
    return found;
}

/// The chart as it is exported, without a caption.
inline QImage figureOf(const ChartFixture& chart) {
    QImage image(1200, 750, QImage::Format_RGB32);
    QPainter painter(&image);
    ui::paintFigure(painter, QSizeF(1200, 750), chart.panel.figure());
    return image;
}

/// The colours of the paper's seven curves.
inline const std::vector<QColor>& paperColors() {
    static const std::vector<QColor> colors = {QColor(0x1f, 0x77, 0xb4), QColor(0xff, 0x7f, 0x0e),
                                               QColor(0x2c, 0xa0, 0x2c), QColor(0xd6, 0x27, 0x28),
                                               QColor(0x94, 0x67, 0xbd), QColor(0x8c, 0x56, 0x4b),
                                               QColor(0xe3, 0x77, 0xc2)};
    return colors;
}

} // namespace headroom::testing

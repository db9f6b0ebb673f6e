// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

// In a static library the resource has to be asked for, from outside any namespace.
static void initIcons() {
    Q_INIT_RESOURCE(icons);
}

namespace headroom::ui {

namespace {

QPixmap render(QByteArray svg, const QColor& ink, const QColor& go, const QColor& halt, int pixels,
               double opacity) {
    svg.replace("#ink", ink.name().toLatin1());
    svg.replace("#go", go.name().toLatin1());
    svg.replace("#halt", halt.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(opacity);
    renderer.render(&painter);
    return pixmap;
}

} // namespace

QIcon icon(const QString& name, const QPalette& palette) {
    initIcons();
    QFile file(QStringLiteral(":/headroom/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    const bool dark = palette.color(QPalette::Window).lightness() < 128;
    const QColor ink = palette.color(QPalette::Active, QPalette::WindowText);
    const QColor go = dark ? QColor(0x6f, 0xcf, 0x7c) : QColor(0x1e, 0x8a, 0x3c);
    const QColor halt = dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xc0, 0x2c, 0x2c);
    QIcon icon;
    // The tool bar's size at one, two and three times the resolution.
    for (const int pixels : {18, 36, 54}) {
        icon.addPixmap(render(svg, ink, go, halt, pixels, 1), QIcon::Normal);
        // Paler ink, and not the palette's disabled text: some dark palettes hardly tell that from the
        // enabled.
        icon.addPixmap(render(svg, ink, ink, ink, pixels, 0.35), QIcon::Disabled);
    }
    return icon;
}

} // namespace headroom::ui

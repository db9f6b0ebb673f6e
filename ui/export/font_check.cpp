// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/font_check.h"

#include "ui/widgets/words.h"

#include <QFont>
#include <QImage>
#include <QPainter>

namespace headroom::ui {

namespace {

QImage painted(QChar letter) {
    QImage image(32, 32, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    QFont font;
    font.setPixelSize(20);
    painter.setFont(font);
    painter.drawText(image.rect(), Qt::AlignCenter, letter);
    return image;
}

} // namespace

Outcome checkFonts() {
    // The list of families tells nothing: it has general ones for which there may be no file.
    if (painted(QLatin1Char('i')) != painted(QLatin1Char('W')))
        return success();
    return errorOf(
        words("No font was found on this machine: text would be boxes, or nothing. Install one, for "
              "example the package fonts-dejavu-core (Debian, Ubuntu) or dejavu-sans-fonts "
              "(Fedora)."));
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/font_check.h"

#include "ui/chart/figure_style.h"
#include "ui/widgets/words.h"

#include <QFont>
#include <QFontMetrics>
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

QString lettersWithoutFont(const QString& text) {
    constexpr qsizetype kMostNamed = 8;
    const QFontMetrics metrics{figureFont()};
    QStringList missing;
    for (const char32_t letter : text.toUcs4())
        if (const QString named = QString::fromUcs4(&letter, 1);
            letter >= U' ' && !metrics.inFontUcs4(letter) && !missing.contains(named))
            missing << named;
    if (missing.isEmpty())
        return {};
    const QString letters = missing.mid(0, kMostNamed).join(QStringLiteral(" "));
    return words("No font on this machine has %1: %2 a box in the picture. Install one, or name the run "
                 "otherwise.")
        .arg(missing.size() > kMostNamed ? letters + QStringLiteral(" …") : letters,
             missing.size() == 1 ? words("it is") : words("each is"));
}

} // namespace headroom::ui

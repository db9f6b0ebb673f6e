// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/wrapped_text.h"

#include <QRectF>
#include <QStringTokenizer>

namespace headroom::ui {

int wrapFlags(const QString& text, double width, const QFontMetricsF& metrics) {
    for (const QStringView line : QStringTokenizer(text, u'\n'))
        for (const QStringView word : QStringTokenizer(line, u' '))
            if (metrics.horizontalAdvance(word.toString()) > width)
                return Qt::TextWrapAnywhere;
    return Qt::TextWordWrap;
}

double wrappedHeight(const QString& text, double width, const QFontMetricsF& metrics) {
    if (text.isEmpty())
        return 0;
    return metrics.boundingRect(QRectF(0, 0, width, 1e6), wrapFlags(text, width, metrics), text).height();
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>
#include <QString>

namespace headroom::ui {

/// For QPainter::drawText(): breaks lines between words, and within one only where it is wider than the room.
int wrapFlags(const QString& text, double width, const QFontMetricsF& metrics);

/// Of the text so broken, whole; 0 for an empty one.
double wrappedHeight(const QString& text, double width, const QFontMetricsF& metrics);

} // namespace headroom::ui

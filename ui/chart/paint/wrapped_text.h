// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>
#include <QString>

namespace headroom::ui {

/// The text in lines no wider than that, for QPainter::drawText() without a wrapping flag. Lines break after
/// a space, a hyphen or an underscore ("h200-key-query-score" is a name), none begins with the dot that
/// separates facts, and a word breaks anywhere only where it alone is wider than a line.
QString wrapped(const QString& text, double width, const QFontMetricsF& metrics);

/// Of the text so broken, whole; 0 for an empty one.
double wrappedHeight(const QString& text, double width, const QFontMetricsF& metrics);

} // namespace headroom::ui

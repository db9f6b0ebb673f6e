// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>
#include <QStringList>

namespace headroom::ui {

/// The names in their order, each whole where it fits into `room` pixels; else without the words that all of
/// them begin with ("NVIDIA"), and cut at the end, or in the middle where only that tells them apart.
QStringList shortNames(QStringList names, const QFontMetricsF& metrics, double room);

} // namespace headroom::ui

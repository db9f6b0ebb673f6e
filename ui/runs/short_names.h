// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>
#include <QStringList>

namespace headroom::ui {

/// The names in their order without the words that all of them begin or end with: "a12" and "a16" of
/// "h200-key-query-a12-best" and "h200-key-query-a16-best". A number keeps the word before it.
QStringList withoutSharedWords(const QStringList& names);

/// The names in their order, each whole where all fit into `room` pixels; else without shared words; and what
/// is too long still is cut where that keeps them apart.
QStringList shortNames(const QStringList& names, const QFontMetricsF& metrics, double room);

} // namespace headroom::ui

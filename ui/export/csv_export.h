// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/csv.h"
#include "engine/model/result.h"
#include "ui/chart/view/plot_mapping.h"

#include <QString>

#include <optional>
#include <string>

namespace headroom::ui {

class CurveSet;
class RunStore;

// With CsvStyle::DecimalComma they begin with a byte order mark: spreadsheets take the text for another
// encoding without.

/// All measurements of all runs under one header. Reference runs were not measured here and stay out, as does
/// a replay beside the run it replays.
std::string csvOfEverything(const RunStore& store, CsvStyle style = CsvStyle::Standard);

/// Rows of these whose curve is shown, of two compared runs those that are divided by each other; of a view
/// the hidden sizes that it shows.
std::string csvOfVisible(const RunStore& store, const CurveSet& curves, CsvStyle style = CsvStyle::Standard,
                         const std::optional<ViewRange>& view = {});

/// Rows of all runs that are shown.
std::string csvOfShown(const RunStore& store, CsvStyle style = CsvStyle::Standard);

/// Writes such rows in one step.
Outcome writeCsv(const QString& path, const std::string& csv);

} // namespace headroom::ui

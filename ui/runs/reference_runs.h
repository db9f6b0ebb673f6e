// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"
#include "engine/sweep/run.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace headroom::ui {

/// A run shipped with the program for comparison: not measured here.
struct ReferenceRun {
    QString name;   ///< as the legend shows it
    QString origin; ///< in few words, for the menu behind the name
    QString source; ///< where its numbers come from: device, driver and date, or the publication
};

/// The one that shows best what a chart is; the first of them is the paper's.
inline constexpr std::size_t kExampleReference = 1;

/// The shipped ones. No file is read for this.
std::vector<ReferenceRun> shippedReferenceRuns();
/// Reads one of them, by its place in that list.
Result<Run> readReferenceRun(std::size_t position);

} // namespace headroom::ui

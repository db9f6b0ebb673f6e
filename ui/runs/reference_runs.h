// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"
#include "engine/sweep/run.h"

#include <QString>

#include <vector>

namespace headroom::ui {

/// A run shipped with the program for comparison: not measured here.
struct ReferenceRun {
    QString name;   ///< as menu and legend show it
    QString source; ///< where its numbers come from
};

/// The shipped ones. No file is read for this.
std::vector<ReferenceRun> shippedReferenceRuns();
/// Reads one of them, by its place in that list.
Result<Run> readReferenceRun(std::size_t position);

} // namespace headroom::ui

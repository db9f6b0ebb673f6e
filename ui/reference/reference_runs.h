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
    Run run;
};

/// The shipped ones, or why one of them cannot be read.
Result<std::vector<ReferenceRun>> shippedReferenceRuns();

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"

#include <QString>

#include <string>

namespace headroom::ui {

class CurveSet;
class RunStore;

/// All measurements of all runs under one header. Reference runs were not measured here and stay out, as does
/// a replay beside the run it replays.
std::string csvOfEverything(const RunStore& store);

/// Rows of these whose curve is shown.
std::string csvOfVisible(const RunStore& store, const CurveSet& curves);

/// Writes such rows in one step.
Outcome writeCsv(const QString& path, const std::string& csv);

} // namespace headroom::ui

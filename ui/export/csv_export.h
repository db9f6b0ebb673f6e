// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"

#include <QString>

#include <string>

namespace headroom::ui {

class RunStore;

/// All measurements of the visible runs under one header. Reference runs were not measured here and stay out.
std::string csvOfVisibleRuns(const RunStore& store);

/// Writes them in one step.
Outcome exportCsv(const RunStore& store, const QString& path);

} // namespace headroom::ui

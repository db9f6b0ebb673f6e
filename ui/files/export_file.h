// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"

#include <QString>

namespace headroom::ui {

class ChartPanel;
class RunStore;

/// Writes what is shown to a file, in one step: the measurements of the visible runs for .csv, the chart for
/// .png, .svg and .pdf.
Outcome exportFile(const QString& path, const RunStore& store, const ChartPanel& chart);

} // namespace headroom::ui

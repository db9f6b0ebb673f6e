// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"
#include "ui/export/figure_options.h"

#include <QString>

namespace headroom::ui {

class PaperFigure;
class RunStore;

/// Whether that file is a table, else a picture.
bool isCsv(const QString& path);

/// Writes a file in one step: all measurements for .csv, the chart for .png, .svg and .pdf.
Outcome exportFile(const QString& path, const RunStore& store, const PaperFigure& figure);

} // namespace headroom::ui

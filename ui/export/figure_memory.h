// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/figure_options.h"

#include <vector>

namespace headroom::ui {

class Preferences;
struct StoredRun;

/// As chosen last, or the usual ones where what is remembered cannot be. Texts that were left out stay so;
/// the user's own ones, title, subtitle and caption alike, come back for the runs for which they were
/// written. `shown` are those of the figure.
FigureOptions recallFigure(const Preferences& preferences, const std::vector<const StoredRun*>& shown);

void rememberFigure(Preferences& preferences, const FigureOptions& options,
                    const std::vector<const StoredRun*>& shown);

} // namespace headroom::ui

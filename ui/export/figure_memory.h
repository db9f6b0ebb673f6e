// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/figure_options.h"

namespace headroom::ui {

class CurveSet;
class Preferences;

/// As chosen last, or the usual ones where what is remembered cannot be. Texts that were left out stay so;
/// the user's own ones, title, subtitle and caption alike, come back for the runs for which they were
/// written.
FigureOptions recallFigure(const Preferences& preferences, const CurveSet& shown);

void rememberFigure(Preferences& preferences, const FigureOptions& options, const CurveSet& shown);

} // namespace headroom::ui

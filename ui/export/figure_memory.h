// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/figure_options.h"

namespace headroom::ui {

class Preferences;
struct FigureTexts;

/// As chosen last, or the usual ones where what is remembered cannot be. The user's own texts come back for a
/// figure that says the same of itself as the one they were written for.
FigureOptions recallFigure(const Preferences& preferences, const FigureTexts& automatic);

void rememberFigure(Preferences& preferences, const FigureOptions& options, const FigureTexts& automatic);

} // namespace headroom::ui

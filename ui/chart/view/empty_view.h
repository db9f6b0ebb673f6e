// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/view/plot_mapping.h"

#include <QString>

namespace headroom::ui {

class CurveSet;

/// Why nothing of what was measured lies between the ends of the x axis, in a sentence; empty where something
/// does, or nothing was measured.
QString whyEmpty(const CurveSet& curves, const ViewRange& view);

} // namespace headroom::ui

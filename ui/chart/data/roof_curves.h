// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve_keys.h"

namespace headroom::ui {

class Quantity;
struct StoredRun;

/// A run's roofs as that quantity draws them over the hidden sizes of its spec: one a curve where h/a alone
/// makes them differ, else one for all. Empty where the run knows no roof or none is drawn.
std::vector<RoofCurve> roofCurves(const StoredRun& stored, const Quantity& quantity, const CurveLooks& looks);

} // namespace headroom::ui

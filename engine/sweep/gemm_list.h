// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/measurement.h"
#include "engine/sweep/sweep_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// What keeps a GEMM from being listed, as a phrase that continues "line 3: "; empty where nothing does.
std::string faultOf(const ListedGemm& gemm);

/// The same for a list of that many.
std::string faultOfCount(std::size_t gemms);

// Of a spec that has a list:

/// Its GEMMs in their order, where both algorithms are measured each twice.
std::vector<PlannedPoint> listPoints(const SweepSpec& spec);
/// One of them; nothing beyond the last.
std::optional<PlannedPoint> listPoint(const SweepSpec& spec, std::size_t index);
std::vector<SpecError> listFaults(const SweepSpec& spec);
/// Rows that are there more than once.
std::vector<std::string> listNotes(const SweepSpec& spec);

} // namespace headroom

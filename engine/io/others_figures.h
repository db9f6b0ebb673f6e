// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"
#include "engine/sweep/gemm_list.h"
#include "engine/sweep/run.h"

#include <string>
#include <utility>
#include <vector>

namespace headroom {

// What the readers of others' results share: figures as measurements of a run that was not measured here.

/// A phrase on what cannot be read.
Error unread(const std::string& reason);

double secondsAt(double flop, double tflops);
/// Whether a run may say so.
bool isCallTime(double seconds);

Measurement othersMeasurement(PlannedPoint point, double tflops);
/// `name` calls the source, and `source` is a sentence on it.
RunContext contextOfSource(const std::string& name, const std::string& source);
/// GEMMs of no layer, each with its TFLOP/s.
Run listRun(const std::string& name, std::vector<std::pair<ListedGemm, double>> rows,
            const RunContext& context);

/// "1 figure", "2 figures"
std::string counted(std::size_t count, const char* one, const char* several);

} // namespace headroom

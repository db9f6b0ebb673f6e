// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/onednn/thread_team.h"
#include "engine/model/run_context.h"

#include <oneapi/dnnl/dnnl.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>

namespace headroom {

/// Scratch memory that a calibration wants, so that streams do not stay in the cache.
std::size_t calibrationBytes(std::uint64_t rotationBytes);

/// Measures the limits of the team for a type, in about a third of a second, overwriting `scratch`
/// (calibrationBytes or more). Where other work takes the processor again and again it tries for about a
/// second, then fails: a roof that is too low would make honest measurements look wrong. A stop is answered
/// after the loop in flight. Throws dnnl::error.
Result<Roof> calibrateRoof(DataType type, const dnnl::engine& engine, dnnl::stream& stream,
                           const ThreadTeam& team, std::span<std::byte> scratch, const std::stop_token& stop);

} // namespace headroom

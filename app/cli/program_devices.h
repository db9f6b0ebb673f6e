// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/sweep_options.h"
#include "engine/devices/devices.h"

#include <memory>

namespace headroom {

/// The devices of the backends linked into this program, and of engine processes. Losses of these are told on
/// the standard error, in `program`'s name.
std::unique_ptr<Devices> programDevices(const char* program, Place beside = besideThisProgram());

/// Searches for what the options name, here or in the user's places. The error is an unknown place's.
Result<FoundDevices> findNamed(const SweepOptions& options, Devices& devices, const std::vector<Place>& here);

/// The same, and chooses; see chooseSweep().
SweepChoice findAndChoose(const SweepOptions& options, Devices& devices, const std::vector<Place>& here);

} // namespace headroom

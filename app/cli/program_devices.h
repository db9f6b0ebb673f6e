// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/devices/devices.h"

#include <memory>

namespace headroom {

/// The devices of the backends linked into this program, and of engine processes. Losses of these are told on
/// the standard error, in `program`'s name.
std::unique_ptr<Devices> programDevices(const char* program, Place beside = besideThisProgram());

} // namespace headroom

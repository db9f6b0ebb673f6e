// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/registry.h"

namespace headroom {

/// The backends compiled into this program, with the devices they find now.
Registry builtInRegistry();

/// The backends compiled into this program and the GPU backend in its module (see cudaModulePath()), loaded
/// into this process. Where it cannot be had, the registry keeps the reason.
Registry registryWithGpus();

} // namespace headroom

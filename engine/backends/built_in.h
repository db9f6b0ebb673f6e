// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/registry.h"

#include <string>
#include <vector>

namespace headroom {

/// The backends compiled into this program, with the devices they find now.
Registry builtInRegistry();

/// The backends compiled into this program and the GPU backend in its module (see cudaModulePath()), loaded
/// into this process. Where it cannot be had, the registry keeps the reason.
Registry registryWithGpus();

/// The libraries that the backends of this program compute with, as they are loaded: "oneDNN 2.7.2". No
/// device is looked for.
std::vector<std::string> builtInLibraries();
/// Those and the GPU backend's, where its module can be loaded.
std::vector<std::string> librariesWithGpus();

} // namespace headroom

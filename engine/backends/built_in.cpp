// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/built_in.h"

#include "engine/compute/module_loader.h"
#ifdef HEADROOM_HAS_ONEDNN
#include "engine/backends/onednn/onednn_backend.h"
#endif
#include "engine/backends/reference/reference_backend.h"

namespace headroom {

namespace {

struct Backends {
    std::vector<std::unique_ptr<Backend>> built;
    std::vector<UnavailableBackend> missing;
};

Backends builtInBackends() {
    Backends backends;
#ifdef HEADROOM_HAS_ONEDNN
    backends.built.push_back(makeOneDnnBackend());
#else
    backends.missing.push_back(
        {"oneDNN", "cpu",
         "this program was built without the CPU backend. Build it with -DHEADROOM_ONEDNN=ON, which "
         "needs oneDNN's development files (libdnnl-dev on Debian)."});
#endif
    backends.built.push_back(makeReferenceBackend());
    return backends;
}

} // namespace

Registry builtInRegistry() {
    Backends backends = builtInBackends();
    return Registry(std::move(backends.built), std::move(backends.missing));
}

Registry registryWithGpus() {
    Backends backends = builtInBackends();
    Result<std::unique_ptr<Backend>> cuda = loadBackendModule(cudaModulePath());
    if (cuda)
        backends.built.push_back(std::move(*cuda));
    else
        backends.missing.push_back({"cuBLAS", "cuda", cuda.error().reason});
    return Registry(std::move(backends.built), std::move(backends.missing));
}

std::vector<std::string> builtInLibraries() {
#ifdef HEADROOM_HAS_ONEDNN
    return {oneDnnLibrary()};
#else
    return {};
#endif
}

std::vector<std::string> librariesWithGpus() {
    std::vector<std::string> libraries = builtInLibraries();
    if (std::string cuda = moduleLibraries(cudaModulePath()); !cuda.empty())
        libraries.push_back(std::move(cuda));
    return libraries;
}

} // namespace headroom

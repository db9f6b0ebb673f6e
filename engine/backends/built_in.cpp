// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/built_in.h"

#ifdef HEADROOM_HAS_ONEDNN
#include "engine/backends/onednn/onednn_backend.h"
#endif
#include "engine/backends/reference/reference_backend.h"

namespace headroom {

Registry builtInRegistry() {
    std::vector<std::unique_ptr<Backend>> backends;
    std::vector<UnavailableBackend> notBuilt;
#ifdef HEADROOM_HAS_ONEDNN
    backends.push_back(makeOneDnnBackend());
#else
    notBuilt.push_back(
        {"oneDNN", "cpu",
         "this program was built without the CPU backend. Build it with -DHEADROOM_ONEDNN=ON, which "
         "needs oneDNN's development files (libdnnl-dev on Debian)."});
#endif
    backends.push_back(makeReferenceBackend());
    return Registry(std::move(backends), std::move(notBuilt));
}

} // namespace headroom

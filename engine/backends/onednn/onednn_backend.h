// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"

#include <memory>
#include <string>

namespace headroom {

/// oneDNN's matmul on this machine's processor. Its device is "cpu".
std::unique_ptr<Backend> makeOneDnnBackend();

/// "oneDNN 2.7.2", of the library that is loaded.
std::string oneDnnLibrary();

} // namespace headroom

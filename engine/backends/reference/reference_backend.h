// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"

#include <memory>

namespace headroom {

/// Plain loops in double precision, one thread: what other backends are judged by. Its device is "reference".
std::unique_ptr<Backend> makeReferenceBackend();

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/version.h"

namespace headroom {

const char* programVersion() {
    return HEADROOM_VERSION;
}

} // namespace headroom

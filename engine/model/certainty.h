// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/flags.h"

namespace headroom {

/// Whether another run falls into a row's interval as often as it says: nothing disturbed it, and its visits
/// agreed.
inline bool tellsOfOtherRuns(Flags flags) {
    return !isDisturbed(flags) && !flags.has(Flag::VisitsDiffer);
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What another program wrote into the file that it locks a device by.

#include "tests/fuzz/fuzz_target.h"

#include "engine/claim/lock_holder.h"

#include <algorithm>

namespace headroom::fuzzing {

namespace {

FUZZ_TARGET(lock_holder) {
    const LockHolder holder = readLockText(bytes);
    for (const std::string* text :
         {&holder.program, &holder.user, &holder.host, &holder.since, &holder.measures}) {
        require(text->size() <= kLongestLockText, "texts are short");
        require(std::ranges::all_of(*text, [](char c) { return c >= 0x20 && c <= 0x7e; }),
                "texts can be shown");
    }
    require(bytes.starts_with(kLockTextStart) || holder.program.empty(), "another text has no holder");
}

} // namespace

} // namespace headroom::fuzzing

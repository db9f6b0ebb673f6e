// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/limits.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom {

/// Who measures, as the holder wrote it. Any user may have written it: all texts are short and printable.
struct LockHolder {
    std::string program; ///< "headroom-engine 0.1.0"; all texts are empty where the holder left none
    std::string user;
    std::string host;
    std::string since;    ///< "2026-01-31 12:00:00 UTC"
    std::string measures; ///< "key-query-score in f16"
    std::int64_t pid = 0; ///< 0: unknown
    double idleS = 0;     ///< since it began its last point
};

/// Begins each text that this program writes.
inline constexpr std::string_view kLockTextStart = "headroom-lock 1\n";

/// What this process writes into the files that it locks.
std::string ownLockText(const std::string& measures);

/// What the holder wrote; empty where that is nothing this program writes.
LockHolder readLockText(std::string_view text);

} // namespace headroom

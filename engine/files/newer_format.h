// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace headroom {

/// Half a sentence, "… cannot be read: ", on a file whose version is above those that this program knows.
/// Such a file is never written, moved or deleted: the program that wrote it is still wanted.
inline std::string newerFormat(std::int64_t version, int known) {
    return "it was written by a newer Headroom (version " + std::to_string(version) +
           "; this program reads up to version " + std::to_string(known) + "): update Headroom to open it";
}

} // namespace headroom

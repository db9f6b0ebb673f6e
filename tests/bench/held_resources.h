// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace headroom::bench {

inline std::size_t entriesIn(const char* folder) {
    std::size_t count = 0;
    std::error_code gone;
    for (std::filesystem::directory_iterator entry(folder, gone), end; !gone && entry != end;
         entry.increment(gone))
        ++count;
    return count;
}

/// Processes whose parent is this one, those that ended and were not waited for included.
inline std::size_t childProcesses() {
    std::size_t count = 0;
    std::error_code gone;
    for (std::filesystem::directory_iterator entry("/proc", gone), end; !gone && entry != end;
         entry.increment(gone)) {
        std::ifstream file(entry->path() / "stat");
        std::string line;
        if (!std::getline(file, line))
            continue;
        // "pid (name) state ppid …", where the name may hold anything.
        const std::size_t endOfName = line.rfind(") ");
        int parent = 0;
        if (endOfName != std::string::npos)
            std::from_chars(line.data() + endOfName + 4, line.data() + line.size(), parent);
        count += parent == ::getpid() ? 1 : 0;
    }
    return count;
}

/// What a program holds of its machine at a moment.
struct HeldResources {
    double allocatedMib = static_cast<double>(::mallinfo2().uordblks + ::mallinfo2().hblkhd) / (1 << 20);
    std::size_t threads = entriesIn("/proc/self/task");
    std::size_t descriptors = entriesIn("/proc/self/fd") - 1; ///< less the one that reads them
    std::size_t children = childProcesses();
};

} // namespace headroom::bench

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/host/cgroup.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>
#include <vector>

namespace headroom {

namespace {

std::string readAll(const std::string& path) {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Nothing for "max", which is how version 2 writes "no limit".
std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> readNumber(const std::string& path) {
    return number(readAll(path));
}

/// The value after `key` in a file of "key value" lines; 0 without one.
std::int64_t readField(const std::string& path, const std::string& key) {
    std::ifstream file(path);
    std::string word;
    for (std::int64_t value = 0; file >> word >> value;)
        if (word == key)
            return value;
    return 0;
}

/// The folders of this process's group for a controller of version 1, or of version 2 with an empty name:
/// from the innermost to the root. A limit may stand at any of them. Inside a container the path below the
/// mount is often hidden, so the root of the mount is always among them.
std::vector<std::string> groupFolders(const std::string& root, const std::string& controller) {
    std::ifstream file(root + "/proc/self/cgroup");
    std::string path;
    for (std::string line; std::getline(file, line);) { // "4:memory:/group" or "0::/group"
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const std::string names = "," + line.substr(first + 1, second - first - 1) + ",";
        if (names == "," + controller + "," || names.find("," + controller + ",") != std::string::npos)
            path = line.substr(second + 1);
    }
    const std::string mount = root + "/sys/fs/cgroup" + (controller.empty() ? "" : "/" + controller);
    std::vector<std::string> folders;
    while (path.size() > 1) {
        folders.push_back(mount + path);
        path.erase(path.rfind('/'));
    }
    folders.push_back(mount);
    return folders;
}

void keepSmaller(std::optional<double>& smallest, std::int64_t quota, std::int64_t period) {
    if (quota > 0 && period > 0) {
        const double cpus = static_cast<double>(quota) / static_cast<double>(period);
        smallest = std::min(smallest.value_or(cpus), cpus);
    }
}

void keepSmaller(std::optional<CgroupMemory>& smallest, std::int64_t limit, std::int64_t used) {
    // Version 1 writes "no limit" as a number near 2^63.
    if (limit <= 0 || limit >= (std::int64_t{1} << 60))
        return;
    const CgroupMemory memory{static_cast<std::uint64_t>(limit),
                              static_cast<std::uint64_t>(std::max<std::int64_t>(limit - used, 0))};
    if (!smallest || memory.freeBytes < smallest->freeBytes)
        smallest = memory;
}

} // namespace

std::optional<int> cgroupCpuQuota(const std::string& root) {
    std::optional<double> cpus;
    for (const auto& folder : groupFolders(root, "")) {
        const std::string limit = readAll(folder + "/cpu.max"); // "200000 100000" or "max 100000"
        const auto space = limit.find(' ');
        if (space != std::string::npos) {
            keepSmaller(cpus, number(limit).value_or(0),
                        number(std::string_view(limit).substr(space + 1)).value_or(0));
        }
    }
    for (const auto& folder : groupFolders(root, "cpu")) {
        keepSmaller(cpus, readNumber(folder + "/cpu.cfs_quota_us").value_or(0),
                    readNumber(folder + "/cpu.cfs_period_us").value_or(0));
    }
    // Rounded down: a team that wants more than the quota is stopped for part of every period.
    return cpus ? std::optional(std::max(1, static_cast<int>(std::min(*cpus, 1e6)))) : std::nullopt;
}

std::optional<CgroupMemory> cgroupMemory(const std::string& root) {
    std::optional<CgroupMemory> memory;
    for (const auto& folder : groupFolders(root, "")) {
        const std::int64_t droppable = readField(folder + "/memory.stat", "inactive_file");
        keepSmaller(memory, readNumber(folder + "/memory.max").value_or(0),
                    readNumber(folder + "/memory.current").value_or(0) - droppable);
    }
    for (const auto& folder : groupFolders(root, "memory")) {
        const std::int64_t droppable = readField(folder + "/memory.stat", "total_inactive_file");
        keepSmaller(memory, readNumber(folder + "/memory.limit_in_bytes").value_or(0),
                    readNumber(folder + "/memory.usage_in_bytes").value_or(0) - droppable);
    }
    return memory;
}

} // namespace headroom

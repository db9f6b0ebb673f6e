// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/host/host_info.h"

#include "engine/backends/host/cgroup.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sched.h>
#include <set>
#include <sstream>
#include <unistd.h>

namespace headroom {

namespace {

constexpr std::uint64_t kGuessedCacheBytes = 32u << 20;

std::string readLine(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

std::string sysCpu(int cpu) {
    return "/sys/devices/system/cpu/cpu" + std::to_string(cpu);
}

/// The first value of each field of /proc/cpuinfo.
std::map<std::string, std::string> readCpuInfo() {
    std::ifstream file("/proc/cpuinfo");
    std::map<std::string, std::string> fields;
    for (std::string line; std::getline(file, line) && !line.empty();) {
        const auto colon = line.find(':');
        if (colon == std::string::npos)
            continue;
        const auto keyEnd = line.find_last_not_of(" \t", colon == 0 ? 0 : colon - 1);
        const auto valueBegin = line.find_first_not_of(" \t", colon + 1);
        if (keyEnd != std::string::npos && valueBegin != std::string::npos)
            fields[line.substr(0, keyEnd + 1)] = line.substr(valueBegin);
    }
    return fields;
}

std::vector<int> allowedCpus() {
    // A machine may have more CPUs than cpu_set_t holds: grow until the kernel is satisfied.
    for (int capacity = CPU_SETSIZE; capacity <= (1 << 20); capacity *= 2) {
        cpu_set_t* set = CPU_ALLOC(capacity);
        if (set == nullptr)
            break;
        const std::size_t size = CPU_ALLOC_SIZE(capacity);
        CPU_ZERO_S(size, set);
        std::vector<int> cpus;
        if (sched_getaffinity(0, size, set) == 0) {
            for (int cpu = 0; cpu < capacity; ++cpu)
                if (CPU_ISSET_S(cpu, size, set))
                    cpus.push_back(cpu);
        }
        CPU_FREE(set);
        if (!cpus.empty())
            return cpus;
    }
    return {0};
}

/// Puts one CPU of each core first and returns the number of cores.
int orderByCore(std::vector<int>& cpus) {
    std::map<std::string, int> seen; // CPUs met so far on each core
    std::vector<std::pair<int, int>> ranked;
    for (const int cpu : cpus) {
        std::string siblings = readLine(sysCpu(cpu) + "/topology/thread_siblings_list");
        if (siblings.empty())
            siblings = std::to_string(cpu);
        ranked.emplace_back(seen[siblings]++, cpu);
    }
    std::sort(ranked.begin(), ranked.end());
    std::transform(ranked.begin(), ranked.end(), cpus.begin(),
                   [](const auto& entry) { return entry.second; });
    return static_cast<int>(seen.size());
}

/// "266240K" in bytes; 0 where it is something else.
std::uint64_t parseSize(const std::string& text) {
    char* end = nullptr;
    const std::uint64_t number = std::strtoull(text.c_str(), &end, 10);
    switch (std::toupper(static_cast<unsigned char>(*end))) {
    case 'K':
        return number << 10;
    case 'M':
        return number << 20;
    case 'G':
        return number << 30;
    default:
        return number;
    }
}

std::uint64_t lastLevelCache(const std::vector<int>& cpus) {
    std::uint64_t sum = 0;
    std::set<std::string> counted; // each part once, however many CPUs share it
    for (const int cpu : cpus) {
        long highest = 0;
        std::uint64_t bytes = 0;
        std::string sharedBy;
        for (int index = 0; index < 8; ++index) {
            const std::string cache = sysCpu(cpu) + "/cache/index" + std::to_string(index);
            const long level = std::strtol(readLine(cache + "/level").c_str(), nullptr, 10);
            if (level > highest) {
                highest = level;
                bytes = parseSize(readLine(cache + "/size"));
                sharedBy = readLine(cache + "/shared_cpu_list");
            }
        }
        if (counted.insert(sharedBy).second)
            sum += bytes;
    }
    if (sum == 0) {
        const long level3 = sysconf(_SC_LEVEL3_CACHE_SIZE);
        sum = level3 > 0 ? static_cast<std::uint64_t>(level3) : kGuessedCacheBytes;
    }
    return sum;
}

/// CPUs of one memory share it and mostly their last cache as well: sweeps on them disturb each other even
/// where no CPU is used by both. Sweeps on CPUs of different memories do not.
std::vector<std::string> memoriesOf(const std::vector<int>& cpus) {
    const std::filesystem::path nodes = "/sys/devices/system/node";
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator node(nodes, error), end; !error && node != end;
         node.increment(error)) {
        const std::string name = node->path().filename();
        const auto has = [&](int cpu) {
            std::error_code missing;
            return std::filesystem::exists(node->path() / ("cpu" + std::to_string(cpu)), missing);
        };
        if (name.starts_with("node") && std::any_of(cpus.begin(), cpus.end(), has))
            names.push_back("cpu-" + name);
    }
    if (names.empty())
        names.emplace_back("cpu-node0");
    return names;
}

} // namespace

bool HostInfo::has(std::string_view feature) const {
    return std::find(features.begin(), features.end(), feature) != features.end();
}

std::vector<int> HostInfo::chooseCpus(int threads, int current) const {
    std::vector<int> chosen = cpus;
    const auto oneEach = chosen.begin() + cores;
    if (const auto start = std::find(chosen.begin(), oneEach, current); start != oneEach)
        std::rotate(chosen.begin(), start, oneEach);
    chosen.resize(static_cast<std::size_t>(threads));
    return chosen;
}

HostInfo readHostInfo() {
    HostInfo host;
    const auto fields = readCpuInfo();
    const auto field = [&fields](const char* key) {
        const auto found = fields.find(key);
        return found == fields.end() ? std::string() : found->second;
    };
    host.name = field("model name").empty() ? "CPU" : field("model name");
    host.signature = host.name + ", family " + field("cpu family") + " model " + field("model") +
                     " stepping " + field("stepping");
    std::istringstream words(field("flags"));
    for (std::string word; words >> word;)
        host.features.push_back(word);
    host.cpus = allowedCpus();
    host.cacheBytes = lastLevelCache(host.cpus);
    host.hardwareIds = memoriesOf(host.cpus);
    const int quota = cgroupCpuQuota().value_or(static_cast<int>(host.cpus.size()));
    host.cores = orderByCore(host.cpus);
    host.defaultThreads = std::min(host.cores, quota);
    host.maxThreads = std::min(static_cast<int>(host.cpus.size()), quota);
    return host;
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace headroom::cuda {

/// The driver's management library, loaded when first asked for. Everything works without it; what it would
/// have told is then absent.
class Nvml {
public:
    /// One for the process: the library is never unloaded.
    static const Nvml& instance();

    std::optional<std::string> driverVersion() const;
    /// A device by its PCI address; null where it is not known.
    void* device(const std::string& pciBusId) const;
    std::optional<std::uint64_t> freeMemoryBytes(void* device) const;
    /// Bits of nvmlClocksEventReasons.
    std::optional<std::uint64_t> clockReasons(void* device) const;
    std::optional<double> powerLimitW(void* device) const;
    std::optional<double> powerW(void* device) const;
    std::optional<double> temperatureC(void* device) const;
    /// Numbers of the processes that used the multiprocessors within the last `seconds`; empty where the
    /// driver does not tell.
    std::set<unsigned> busyProcesses(void* device, double seconds) const;

private:
    Nvml();

    /// NVML's own sample: what one process used.
    struct ProcessSample {
        unsigned pid;
        unsigned long long timeUs;
        unsigned multiprocessors;
        unsigned memory;
        unsigned encoder;
        unsigned decoder;
    };
    struct Memory {
        unsigned long long total;
        unsigned long long free;
        unsigned long long used;
    };

    int (*m_driverVersion)(char*, unsigned) = nullptr;
    int (*m_device)(const char*, void**) = nullptr;
    int (*m_memory)(void*, Memory*) = nullptr;
    int (*m_clockReasons)(void*, unsigned long long*) = nullptr;
    int (*m_powerLimit)(void*, unsigned*) = nullptr;
    int (*m_power)(void*, unsigned*) = nullptr;
    int (*m_temperature)(void*, int, unsigned*) = nullptr;
    int (*m_processes)(void*, ProcessSample*, unsigned*, unsigned long long) = nullptr;
};

} // namespace headroom::cuda

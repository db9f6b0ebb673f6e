// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/nvml.h"

#include <array>
#include <chrono>
#include <dlfcn.h>
#include <vector>

namespace headroom::cuda {

namespace {

constexpr int kSuccess = 0;
constexpr int kInsufficientSize = 7;
constexpr int kGpuTemperature = 0;
/// Below this share of a sampling period a process counts as idle.
constexpr unsigned kBusyPercent = 3;

template <class Function>
void find(void* library, const char* name, Function*& function) {
    function = reinterpret_cast<Function*>(dlsym(library, name));
}

std::optional<double> inThousands(int (*read)(void*, unsigned*), void* device) {
    unsigned value = 0;
    if (read == nullptr || device == nullptr || read(device, &value) != kSuccess)
        return std::nullopt;
    return value / 1000.0;
}

} // namespace

Nvml::Nvml() {
    void* library = dlopen("libnvidia-ml.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr)
        return;
    int (*initialise)() = nullptr;
    find(library, "nvmlInit_v2", initialise);
    if (initialise == nullptr || initialise() != kSuccess)
        return;
    find(library, "nvmlSystemGetDriverVersion", m_driverVersion);
    find(library, "nvmlDeviceGetHandleByPciBusId_v2", m_device);
    find(library, "nvmlDeviceGetMemoryInfo", m_memory);
    find(library, "nvmlDeviceGetCurrentClocksThrottleReasons", m_clockReasons);
    find(library, "nvmlDeviceGetEnforcedPowerLimit", m_powerLimit);
    find(library, "nvmlDeviceGetPowerUsage", m_power);
    find(library, "nvmlDeviceGetTemperature", m_temperature);
    find(library, "nvmlDeviceGetProcessUtilization", m_processes);
}

const Nvml& Nvml::instance() {
    static const Nvml nvml;
    return nvml;
}

std::optional<std::string> Nvml::driverVersion() const {
    std::array<char, 96> text{};
    if (m_driverVersion == nullptr ||
        m_driverVersion(text.data(), static_cast<unsigned>(text.size())) != kSuccess)
        return std::nullopt;
    return std::string(text.data());
}

void* Nvml::device(const std::string& pciBusId) const {
    void* device = nullptr;
    if (m_device == nullptr || m_device(pciBusId.c_str(), &device) != kSuccess)
        return nullptr;
    return device;
}

std::optional<std::uint64_t> Nvml::freeMemoryBytes(void* device) const {
    Memory memory{};
    if (m_memory == nullptr || device == nullptr || m_memory(device, &memory) != kSuccess)
        return std::nullopt;
    return memory.free;
}

std::optional<std::uint64_t> Nvml::clockReasons(void* device) const {
    unsigned long long reasons = 0;
    if (m_clockReasons == nullptr || device == nullptr || m_clockReasons(device, &reasons) != kSuccess)
        return std::nullopt;
    return reasons;
}

std::optional<double> Nvml::powerLimitW(void* device) const {
    return inThousands(m_powerLimit, device);
}

std::optional<double> Nvml::powerW(void* device) const {
    return inThousands(m_power, device);
}

std::optional<double> Nvml::temperatureC(void* device) const {
    unsigned degrees = 0;
    if (m_temperature == nullptr || device == nullptr ||
        m_temperature(device, kGpuTemperature, &degrees) != kSuccess)
        return std::nullopt;
    return degrees;
}

std::set<unsigned> Nvml::busyProcesses(void* device, double seconds) const {
    using namespace std::chrono;
    if (m_processes == nullptr || device == nullptr)
        return {};
    const auto now = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    const auto sinceUs = static_cast<unsigned long long>(now - static_cast<std::int64_t>(seconds * 1e6));
    unsigned count = 0;
    const int sized = m_processes(device, nullptr, &count, sinceUs);
    if (sized != kSuccess && sized != kInsufficientSize)
        return {};
    std::vector<ProcessSample> samples(count + 8);
    count = static_cast<unsigned>(samples.size());
    if (m_processes(device, samples.data(), &count, sinceUs) != kSuccess)
        return {};
    std::set<unsigned> busy;
    for (unsigned i = 0; i < count && i < samples.size(); ++i)
        if (samples[i].timeUs > sinceUs && samples[i].multiprocessors >= kBusyPercent)
            busy.insert(samples[i].pid);
    return busy;
}

} // namespace headroom::cuda

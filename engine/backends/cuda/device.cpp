// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/device.h"

#include "engine/backends/cuda/cuda_errors.h"
#include "engine/backends/cuda/failure.h"
#include "engine/backends/cuda/nvml.h"
#include "engine/backends/cuda/window_plan.h"
#include "engine/model/clock.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <library_types.h>

namespace headroom::cuda {

namespace {

/// Share of the peak that large GEMMs reach, for a first guess of a sweep's time.
constexpr double kRoughShare = 0.4;
/// A process that worked this recently is taken to go on.
constexpr double kBusyLatelyS = 1;
/// Share of the memory taken for free where nothing tells.
constexpr double kGuessedFree = 0.95;

double attribute(int ordinal, cudaDeviceAttr which) {
    int value = 0;
    require(cudaDeviceGetAttribute(&value, which, ordinal), "reading the GPU's properties");
    return value;
}

/// The runtime's properties are not documented to tell the slices of a GPU (MIG) apart; this call is. The
/// driver is there, since the runtime found a device.
Uuid readUuid(int ordinal, const cudaUUID_t& ofProperties) {
    Uuid uuid{};
    std::copy_n(ofProperties.bytes, uuid.size(), uuid.begin());
    void* driver = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
    if (driver == nullptr)
        return uuid;
    const auto deviceGet = reinterpret_cast<int (*)(int*, int)>(dlsym(driver, "cuDeviceGet"));
    const auto getUuid = reinterpret_cast<int (*)(unsigned char*, int)>(dlsym(driver, "cuDeviceGetUuid_v2"));
    int handle = 0;
    Uuid read{};
    if (deviceGet != nullptr && getUuid != nullptr && deviceGet(&handle, ordinal) == 0 &&
        getUuid(read.data(), handle) == 0)
        uuid = read;
    dlclose(driver);
    return uuid;
}

Device readDevice(int ordinal) {
    Device device;
    device.ordinal = ordinal;
    cudaDeviceProp properties{};
    require(cudaGetDeviceProperties(&properties, ordinal), "reading the GPU's properties");
    Chip& chip = device.chip;
    chip.name = properties.name;
    chip.major = properties.major;
    chip.minor = properties.minor;
    chip.multiprocessors = properties.multiProcessorCount;
    chip.cacheBytes = static_cast<std::uint64_t>(properties.l2CacheSize);
    chip.busBits = properties.memoryBusWidth;
    chip.clockHz = attribute(ordinal, cudaDevAttrClockRate) * 1e3;
    chip.memoryClockHz = attribute(ordinal, cudaDevAttrMemoryClockRate) * 1e3;
    device.memoryBytes = properties.totalGlobalMem;
    device.uuid = readUuid(ordinal, properties.uuid);
    std::array<char, 32> pci{};
    if (cudaDeviceGetPCIBusId(pci.data(), static_cast<int>(pci.size()), ordinal) == cudaSuccess)
        device.pciBusId = pci.data();
    device.nvml = Nvml::instance().device(device.pciBusId);
    device.strangers = Nvml::instance().busyProcesses(device.nvml, kBusyLatelyS);
    device.foundS = SteadyClock().now();
    return device;
}

std::string blasVersion() {
    int major = 0;
    int minor = 0;
    int patch = 0;
    cublasGetProperty(MAJOR_VERSION, &major);
    cublasGetProperty(MINOR_VERSION, &minor);
    cublasGetProperty(PATCH_LEVEL, &patch);
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

std::string driverText() {
    int version = 0;
    cudaDriverGetVersion(&version);
    const std::string cuda = "CUDA " + versionText(version);
    const std::optional<std::string> driver = Nvml::instance().driverVersion();
    return driver ? *driver + " (" + cuda + ")" : cuda;
}

} // namespace

std::string librariesText() {
    return "cuBLAS " + blasVersion() + ", CUDA runtime " + versionText(CUDART_VERSION);
}

std::uint64_t Device::freeMemoryBytes() const {
    return Nvml::instance().freeMemoryBytes(nvml).value_or(
        static_cast<std::uint64_t>(static_cast<double>(memoryBytes) * kGuessedFree));
}

DeviceList findDevices() {
    DeviceList list;
    int count = 0;
    const cudaError_t result = cudaGetDeviceCount(&count);
    if (result != cudaSuccess || count == 0) {
        cudaGetLastError();
        NoDevice none{.code = result, .runtimeVersion = CUDART_VERSION, .text = cudaGetErrorString(result)};
        cudaDriverGetVersion(&none.driverVersion);
        if (none.driverVersion == 0)
            none.driver = driverLibrary();
        if (const char* visible = std::getenv("CUDA_VISIBLE_DEVICES"))
            none.visibleDevices = visible;
        list.whyNone = whyNoDevice(none);
        return list;
    }
    for (int ordinal = 0; ordinal < count; ++ordinal) {
        try {
            list.devices.push_back(readDevice(ordinal));
        } catch (const Failure& failure) {
            list.whyNone = failure.error.reason;
        }
    }
    return list;
}

DeviceInfo describe(const Device& device) {
    DeviceInfo info;
    info.id = "cuda:" + std::to_string(device.ordinal);
    info.name = device.chip.name;
    info.backend = "cuBLAS";
    info.libraryVersion = blasVersion();
    info.driverVersion = driverText();
    info.memoryBytes = device.memoryBytes;
    info.freeMemoryBytes = device.freeMemoryBytes();
    info.cacheBytes = device.chip.cacheBytes;
    info.hardwareIds = {hardwareId(device.uuid, device.pciBusId)};
    for (const DataType type : {DataType::F16, DataType::Bf16, DataType::Tf32, DataType::F32, DataType::E4m3,
                                DataType::E4m3Quantised, DataType::Mxfp8, DataType::Nvfp4}) {
        const std::string reason = whyUnsupported(device.chip, type);
        info.types.push_back({type, reason.empty(), reason});
    }
    info.visits = kBurstVisits;
    info.layouts = {Layout::NN, Layout::NT, Layout::TN, Layout::Strided};
    info.algorithms = {Algorithm::Default, Algorithm::Best, Algorithm::Both};
    info.regimes = {Regime::Burst, Regime::Sustained};
    if (const Result<Roof> roof = specifiedRoof(device.chip, info.defaultType))
        info.roughTflops = roof->peakTflops * kRoughShare;
    return info;
}

std::string circumstances(const Device& device) {
    const Nvml& nvml = Nvml::instance();
    const Chip& chip = device.chip;
    std::array<char, 256> text{};
    std::snprintf(text.data(), text.size(),
                  "%d multiprocessors at up to %.0f MHz, %.0f MiB L2, compute capability %d.%d",
                  chip.multiprocessors, chip.clockHz / 1e6, static_cast<double>(chip.cacheBytes) / 0x1p20,
                  chip.major, chip.minor);
    std::string sentence = text.data();
    const auto add = [&](const char* format, std::optional<double> value) {
        if (!value)
            return;
        std::snprintf(text.data(), text.size(), format, *value);
        sentence += text.data();
    };
    add(", power limit %.0f W", nvml.powerLimitW(device.nvml));
    add(", %.0f W", nvml.powerW(device.nvml));
    add(" and %.0f °C at the start", nvml.temperatureC(device.nvml));
    return sentence + ".";
}

} // namespace headroom::cuda

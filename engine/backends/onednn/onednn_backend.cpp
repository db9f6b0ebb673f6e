// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/onednn_backend.h"

#include "engine/backends/host/host_info.h"
#include "engine/backends/host/host_memory.h"
#include "engine/backends/onednn/guarded.h"
#include "engine/backends/onednn/onednn_session.h"
#include "engine/model/host_name.h"

#include <sched.h>

namespace headroom {

namespace {

constexpr const char* kNoFp8 = "this program measures types of 8 and 4 bits on GPUs only: choose f32 or bf16";

/// Asks the library whether it computes in a type by more than its slow reference code. Empty, or why not.
std::string probe(DataType type) {
    const std::string library = oneDnnLibrary();
    try {
        const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
        const Matmul matmul(engine, contiguousGemm({1, 64, 64, 64}, type));
        if (!matmul.implementation().starts_with("ref"))
            return {};
        return library + " has only slow reference code for " + toString(type) + " on this processor";
    } catch (const dnnl::error&) {
        return library + " does not compute in " + toString(type) + " on this processor";
    }
}

std::vector<TypeSupport> supportedTypes(const HostInfo& host) {
    std::string f16 = probe(DataType::F16);
    std::string bf16 = host.has("avx512_bf16") || host.has("amx_bf16")
                           ? probe(DataType::Bf16)
                           : "bf16 needs a processor with AVX512_BF16 or AMX, which this one has not";
    if (!f16.empty())
        f16 += bf16.empty() ? ": choose f32 or bf16" : ": choose f32";
    if (!bf16.empty())
        bf16 += ": choose f32";
    return {{DataType::F32, true, {}},
            {DataType::Tf32, false, "tf32 is a format of NVIDIA GPUs: choose f32"},
            {DataType::F16, f16.empty(), f16},
            {DataType::Bf16, bf16.empty(), bf16},
            {DataType::E4m3, false, kNoFp8},
            {DataType::E4m3Quantised, false, kNoFp8},
            {DataType::Mxfp8, false, kNoFp8},
            {DataType::Nvfp4, false, kNoFp8}};
}

/// TFLOP/s of one core by its instruction set: for the time estimate before anything is known.
double roughTflopsPerCore(const HostInfo& host) {
    return host.has("avx512f") ? 0.1 : host.has("avx2") ? 0.05 : 0.01;
}

/// All that tells this machine's calibrations from those of another that shares the home folder.
std::string calibrationIdentity(const HostInfo& host) {
    return host.signature + ", " + std::to_string(host.cacheBytes >> 10) + " KiB cache, " +
           std::to_string(host.maxThreads) + " CPUs, host " + hostName() + ", oneDNN " + oneDnnVersion();
}

class OneDnnBackend final : public Backend {
public:
    OneDnnBackend() : m_host(readHostInfo()), m_types(supportedTypes(m_host)) {}

    const char* name() const override { return "oneDNN"; }

    std::vector<DeviceInfo> devices() const override {
        const HostMemory memory = readHostMemory();
        DeviceInfo device;
        device.id = "cpu";
        device.name = m_host.name;
        device.backend = name();
        device.libraryVersion = oneDnnVersion();
        device.memoryBytes = memory.totalBytes;
        device.freeMemoryBytes = memory.freeBytes;
        device.overheadBytes = leftToOthers(memory);
        device.cacheBytes = m_host.cacheBytes;
        device.maxThreads = m_host.maxThreads;
        device.hardwareIds = m_host.hardwareIds;
        device.visits = kOneDnnVisits;
        device.types = m_types;
        device.layouts = {Layout::NN, Layout::NT, Layout::TN, Layout::Strided};
        device.algorithms = {Algorithm::Default};
        device.regimes = {Regime::Burst};
        device.defaultSeq = 512;
        device.defaultBatch = 1;
        device.defaultType = DataType::F32;
        device.defaultPrecision = 0.03; // a shared host gives no more
        device.roughTflops = roughTflopsPerCore(m_host) * m_host.defaultThreads;
        return {device};
    }

    std::optional<UnavailableBackend> unavailable() const override { return std::nullopt; }

    MemoryNeed memoryNeed(const DeviceInfo& device, const SessionRequest& request) const override {
        return {OperandPool::bytesFor(request.shapes, rotationBytes(device)), readHostMemory().freeBytes};
    }

    Result<std::unique_ptr<Session>> open(const DeviceInfo& device, const SessionRequest& request) override {
        return guarded([&]() -> Result<std::unique_ptr<Session>> {
            if (request.regime != Regime::Burst)
                return Error{Status::Unsupported,
                             "the processor is timed in the burst regime only: choose \"burst\""};
            const int threads = request.threads == 0 ? m_host.defaultThreads : request.threads;
            if (threads < 1 || threads > m_host.maxThreads)
                return Error{Status::Unsupported, "this process may use " +
                                                      std::to_string(m_host.maxThreads) +
                                                      " CPUs: choose that many threads or fewer"};
            auto pool = OperandPool::open(request.shapes, rotationBytes(device), request.dataSeed);
            if (!pool)
                return pool.error();
            auto team = ThreadTeam::start(m_host.chooseCpus(threads, sched_getcpu()));
            if (!team)
                return team.error();
            return std::unique_ptr<Session>(std::make_unique<OneDnnSession>(
                OneDnnSession::Parts{m_types, std::move(*team), std::move(*pool), rotationBytes(device),
                                     calibrationIdentity(m_host)}));
        });
    }

private:
    static std::uint64_t rotationBytes(const DeviceInfo& device) {
        return OperandPool::rotationBytes(device.cacheBytes, device.memoryBytes);
    }

    HostInfo m_host;
    std::vector<TypeSupport> m_types;
};

} // namespace

std::string oneDnnLibrary() {
    return "oneDNN " + oneDnnVersion();
}

std::unique_ptr<Backend> makeOneDnnBackend() {
    return std::make_unique<OneDnnBackend>();
}

} // namespace headroom

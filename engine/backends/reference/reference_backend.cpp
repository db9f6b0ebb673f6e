// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/reference/reference_backend.h"

#include "engine/backends/host/batch_timer.h"
#include "engine/backends/host/host_info.h"
#include "engine/backends/host/host_memory.h"
#include "engine/backends/host/operand_layout.h"
#include "engine/backends/host/stored_value.h"
#include "engine/measure/normal_numbers.h"
#include "engine/model/version.h"

#include <algorithm>

namespace headroom {

namespace {

const std::vector<TypeSupport>& types() {
    static const std::vector<TypeSupport> all{
        {DataType::F32, true, {}},
        {DataType::Tf32, false, "plain loops have no 19-bit tf32 format: choose f32"},
        {DataType::F16, true, {}},
        {DataType::Bf16, true, {}},
        {DataType::E4m3, true, {}},
        {DataType::E4m3Quantised, true, {}},
        {DataType::Mxfp8, false, "plain loops have no scales for blocks of numbers: choose e4m3"},
        {DataType::Nvfp4, false, "plain loops have no scales for blocks of numbers: choose e4m3"}};
    return all;
}

std::uint64_t bytesOf(const GemmShape& shape) {
    const OperandLayout layout = layoutOperands(shape);
    return layout.inputElements * elementSize(shape.type) +
           layout.outputElements * elementSize(outputType(shape.type));
}

std::uint64_t bytesOf(const SessionRequest& request) {
    std::uint64_t most = 0;
    for (const GemmShape& shape : request.shapes)
        most = std::max(most, bytesOf(shape));
    return most;
}

template <class Element>
void multiply(Element, const GemmShape& shape, const OperandPointers& operands) {
    using Stored = typename Element::Stored;
    using Output = typename Element::Output;
    const auto* a = reinterpret_cast<const Stored*>(operands.a);
    const auto* b = reinterpret_cast<const Stored*>(operands.b);
    auto* c = reinterpret_cast<typename Output::Stored*>(operands.c);
    const std::int64_t stepInA = shape.a.across();
    const std::int64_t stepInB = shape.b.down();
    for (std::int64_t i = 0; i < shape.batch; ++i)
        for (std::int64_t row = 0; row < shape.m; ++row)
            for (std::int64_t column = 0; column < shape.n; ++column) {
                const Stored* rowOfA = a + shape.a.offset(i, row, 0);
                const Stored* columnOfB = b + shape.b.offset(i, 0, column);
                double sum = 0;
                for (std::int64_t p = 0; p < shape.k; ++p)
                    sum += Element::widen(rowOfA[p * stepInA]) * Element::widen(columnOfB[p * stepInB]);
                c[shape.c.offset(i, row, column)] = Output::narrow(sum);
            }
}

void multiply(const GemmShape& shape, const OperandPointers& operands) {
    withElement(shape.type, [&](auto element) { multiply(element, shape, operands); });
}

class ReferenceSession final : public Session {
public:
    ReferenceSession(HostPool pool, std::uint64_t seed) : m_pool(std::move(pool)), m_seed(seed) {}

    TimingTraits timing() const override { return {}; }
    int threads() const override { return 1; }

    Result<Roof> roof(DataType, std::stop_token) override {
        return Error{Status::Unsupported, "the reference loops are not measured against a roof"};
    }

    Result<int> prepare(const GemmShape& shape, Algorithm algorithm) override {
        m_selected = false;
        m_prepared = false;
        if (algorithm != Algorithm::Default)
            return Error{Status::Unsupported, "the reference loops are one algorithm: choose \"default\""};
        for (const TypeSupport& support : types())
            if (support.type == shape.type && !support.supported)
                return Error{Status::Unsupported, support.reason};
        if (shape.batch < 1 || shape.m < 1 || shape.n < 1 || shape.k < 1)
            return Error{Status::Unsupported, "batch, m, n and k must be at least 1"};
        if (bytesOf(shape) > m_pool.size())
            return Error{Status::OutOfMemory, "the shape is larger than those the session was opened for"};
        const OperandLayout layout = layoutOperands(shape);
        const std::uint64_t elementBytes = elementSize(shape.type);
        fillNormal({m_seed, 0}, 0, shape.type, m_pool.data(), layout.inputElements);
        m_operands = {m_pool.data(), m_pool.data() + layout.offsetOfB * elementBytes,
                      m_pool.data() + layout.inputElements * elementBytes};
        m_shape = shape;
        m_prepared = true;
        return 1;
    }

    Result<KernelInfo> select(int candidate) override {
        if (!m_prepared || candidate != 0)
            return Error{Status::Error, "no such algorithm was prepared"};
        m_selected = true;
        return KernelInfo{"plain loops", true};
    }

    Result<CheckedCall> callOnce(std::span<const OutputIndex> elements) override {
        if (!m_selected)
            return Error{Status::Error, "no algorithm is selected"};
        poison(m_operands.c, outputType(m_shape.type), static_cast<std::uint64_t>(elementsOfC(m_shape)));
        const double begin = monotonicSeconds();
        multiply(m_shape, m_operands);
        const double seconds = monotonicSeconds() - begin;
        auto samples = readSamples(m_shape, m_operands, elements);
        if (!samples)
            return samples.error();
        return CheckedCall{seconds, std::move(*samples)};
    }

    Result<TimedWindow> time(const WindowRequest& request, std::stop_token stop) override {
        if (!m_selected)
            return Error{Status::Error, "no algorithm is selected"};
        TimedWindow window;
        window.batchSeconds = *timeBatches(request, stop, [this] {
            multiply(m_shape, m_operands);
            return true;
        });
        return window;
    }

private:
    HostPool m_pool;
    std::uint64_t m_seed = 0;
    GemmShape m_shape;
    OperandPointers m_operands;
    bool m_prepared = false;
    bool m_selected = false;
};

class ReferenceBackend final : public Backend {
public:
    const char* name() const override { return "reference"; }

    std::vector<DeviceInfo> devices() const override {
        const HostInfo host = readHostInfo();
        const HostMemory memory = readHostMemory();
        DeviceInfo device;
        device.id = "reference";
        device.name = host.name + ", plain loops";
        device.backend = name();
        device.libraryVersion = programVersion();
        device.memoryBytes = memory.totalBytes;
        device.freeMemoryBytes = memory.freeBytes;
        device.overheadBytes = leftToOthers(memory);
        device.cacheBytes = host.cacheBytes;
        device.maxThreads = 1;
        device.hardwareIds = host.hardwareIds;
        device.types = types();
        device.layouts = {Layout::NN, Layout::NT, Layout::TN, Layout::Strided};
        device.algorithms = {Algorithm::Default};
        device.regimes = {Regime::Burst};
        device.defaultSeq = 64;
        device.defaultBatch = 1;
        device.defaultType = DataType::F32;
        device.roughTflops = 5e-4;
        return {device};
    }

    std::optional<UnavailableBackend> unavailable() const override { return std::nullopt; }

    MemoryNeed memoryNeed(const DeviceInfo&, const SessionRequest& request) const override {
        return {bytesOf(request), readHostMemory().freeBytes};
    }

    Result<std::unique_ptr<Session>> open(const DeviceInfo&, const SessionRequest& request) override {
        if (request.threads > 1)
            return Error{Status::Unsupported, "the reference loops use one thread"};
        if (request.regime != Regime::Burst)
            return Error{Status::Unsupported, "the reference loops are timed in the burst regime only"};
        auto pool = HostPool::map(bytesOf(request));
        if (!pool)
            return pool.error();
        return std::unique_ptr<Session>(
            std::make_unique<ReferenceSession>(std::move(*pool), request.dataSeed));
    }
};

} // namespace

std::unique_ptr<Backend> makeReferenceBackend() {
    return std::make_unique<ReferenceBackend>();
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/operand_pool.h"

#include "engine/measure/normal_numbers.h"

#include <algorithm>
#include <cstring>

namespace headroom {

namespace {

/// Sets of very small shapes: as many as a window has calls. More would only cost memory.
constexpr std::int64_t kMostSets = 4096;
/// A huge page: threads take whole ones in turn, which spreads them over the machine's memory controllers.
constexpr std::uint64_t kChunkBytes = 2u << 20;

std::uint64_t roundUp(std::uint64_t bytes) {
    return (bytes + kChunkBytes - 1) / kChunkBytes * kChunkBytes;
}

struct Parts {
    std::uint64_t inputBytes = 0;
    std::uint64_t outputBytes = 0;
};

Parts partsFor(std::span<const GemmShape> shapes, std::uint64_t rotationBytes) {
    Parts parts;
    for (const GemmShape& shape : shapes) {
        const OperandLayout layout = layoutOperands(shape);
        const auto bytes =
            static_cast<std::uint64_t>(OperandPool::setsOf(shape, rotationBytes)) * elementSize(shape.type);
        parts.inputBytes = std::max(parts.inputBytes, roundUp(layout.inputElements * bytes));
        parts.outputBytes = std::max(parts.outputBytes, roundUp(layout.outputElements * bytes));
    }
    return parts;
}

/// Shares chunks of `begin … end` bytes out to the threads; work(from, to) within them.
template <class Work>
void shareOut(const ThreadTeam& team, std::uint64_t begin, std::uint64_t end, Work&& work) {
    const auto stride = static_cast<std::uint64_t>(team.size()) * kChunkBytes;
    team.each([&](int thread) {
        for (std::uint64_t chunk =
                 begin / kChunkBytes * kChunkBytes + static_cast<std::uint64_t>(thread) * kChunkBytes;
             chunk < end; chunk += stride)
            work(std::max(chunk, begin), std::min(chunk + kChunkBytes, end));
    });
}

} // namespace

std::uint64_t OperandPool::rotationBytes(std::uint64_t cacheBytes, std::uint64_t memoryBytes) {
    return std::min(2 * cacheBytes, memoryBytes / 8);
}

std::int64_t OperandPool::setsOf(const GemmShape& shape, std::uint64_t rotationBytes) {
    const OperandLayout layout = layoutOperands(shape);
    const std::uint64_t setBytes = (layout.inputElements + layout.outputElements) * elementSize(shape.type);
    if (setBytes == 0 || setBytes >= rotationBytes)
        return 1;
    const std::uint64_t sets = (rotationBytes + setBytes - 1) / setBytes;
    return std::min(static_cast<std::int64_t>(sets), kMostSets);
}

std::uint64_t OperandPool::bytesFor(std::span<const GemmShape> shapes, std::uint64_t rotationBytes) {
    const Parts parts = partsFor(shapes, rotationBytes);
    return parts.inputBytes + parts.outputBytes;
}

Result<OperandPool> OperandPool::open(std::span<const GemmShape> shapes, std::uint64_t rotationBytes,
                                      std::uint64_t seed) {
    const Parts parts = partsFor(shapes, rotationBytes);
    auto memory = HostPool::map(parts.inputBytes + parts.outputBytes);
    if (!memory)
        return memory.error();
    OperandPool pool;
    pool.m_memory = std::move(*memory);
    pool.m_inputBytes = parts.inputBytes;
    pool.m_rotationBytes = rotationBytes;
    pool.m_seed = seed;
    return pool;
}

bool OperandPool::use(const GemmShape& shape, const ThreadTeam& team) {
    const OperandLayout layout = layoutOperands(shape);
    const std::int64_t sets = setsOf(shape, m_rotationBytes);
    const auto setCount = static_cast<std::uint64_t>(sets);
    const std::uint64_t outputBytes = setCount * layout.outputElements * elementSize(shape.type);
    if (setCount * layout.inputElements * elementSize(shape.type) > m_inputBytes ||
        outputBytes > m_memory.size() - m_inputBytes)
        return false;
    m_shape = shape;
    m_layout = layout;
    m_sets = sets;
    fillInputs(setCount * layout.inputElements, team);
    touchOutputs(outputBytes, team);
    return true;
}

OperandPointers OperandPool::set(std::int64_t index) const {
    const std::uint64_t elementBytes = elementSize(m_shape.type);
    const auto at = static_cast<std::uint64_t>(index);
    std::byte* input = m_memory.data() + at * m_layout.inputElements * elementBytes;
    return {input, input + m_layout.offsetOfB * elementBytes,
            m_memory.data() + m_inputBytes + at * m_layout.outputElements * elementBytes};
}

std::span<std::byte> OperandPool::scratch(std::uint64_t bytes) {
    if (bytes > m_memory.size())
        return {};
    if (bytes > m_memory.size() - m_inputBytes)
        m_filledElements = 0;
    return {m_memory.data() + (m_memory.size() - bytes), bytes};
}

void OperandPool::fillInputs(std::uint64_t elements, const ThreadTeam& team) {
    if (m_filledType != m_shape.type) {
        m_filledType = m_shape.type;
        m_filledElements = 0;
    }
    if (elements <= m_filledElements)
        return;
    const std::uint64_t size = elementSize(m_filledType);
    shareOut(team, m_filledElements * size, elements * size, [&](std::uint64_t from, std::uint64_t to) {
        fillNormal({m_seed, 0}, from / size, m_filledType, m_memory.data() + from, (to - from) / size);
    });
    m_filledElements = elements;
}

void OperandPool::touchOutputs(std::uint64_t bytes, const ThreadTeam& team) {
    if (bytes <= m_touchedBytes)
        return;
    shareOut(team, m_touchedBytes, bytes, [&](std::uint64_t from, std::uint64_t to) {
        std::memset(m_memory.data() + m_inputBytes + from, 0, to - from);
    });
    m_touchedBytes = bytes;
}

} // namespace headroom

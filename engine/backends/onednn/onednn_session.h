// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/onednn/core_pace.h"
#include "engine/backends/onednn/matmul.h"
#include "engine/backends/onednn/operand_pool.h"
#include "engine/backends/onednn/roof_cache.h"
#include "engine/backends/onednn/thread_team.h"
#include "engine/compute/backend.h"

#include <oneapi/dnnl/dnnl.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// To each point: what disturbs a processor lasts for seconds, and only visits much later tell.
inline constexpr int kOneDnnVisits = 4;

/// The library and the processor, opened for one run.
class OneDnnSession final : public Session {
public:
    struct Parts {
        std::vector<TypeSupport> types;
        std::unique_ptr<ThreadTeam> team;
        OperandPool pool;
        std::uint64_t rotationBytes = 0;
        std::string processor; ///< for the cache of roofs
    };
    /// Throws dnnl::error.
    explicit OneDnnSession(Parts parts);
    /// Keeps what was learnt of the processor for later runs.
    ~OneDnnSession() override;
    OneDnnSession(const OneDnnSession&) = delete;
    OneDnnSession& operator=(const OneDnnSession&) = delete;

    TimingTraits timing() const override;
    int threads() const override { return m_parts.team->size(); }
    std::vector<std::string> notes() const override { return m_notes; }
    Result<Roof> roof(DataType type, std::stop_token stop) override;
    void distrustRoof(DataType type) override;
    Result<int> prepare(const GemmShape& shape, Algorithm algorithm) override;
    Result<KernelInfo> select(int candidate) override;
    Result<CheckedCall> callOnce(std::span<const OutputIndex> elements) override;
    Result<TimedWindow> time(const WindowRequest& request, std::stop_token stop) override;

private:
    RoofKey roofKey(DataType type) const { return {m_parts.processor, threads(), type}; }
    /// More threads may share cores among themselves, and lower the clock.
    std::string paceKey() const;
    bool runNextSet();

    Parts m_parts;
    std::vector<std::string> m_notes; ///< what became of the cache; before it is read
    PaceReference m_pace;
    dnnl::engine m_engine;
    dnnl::stream m_stream;
    GemmShape m_shape;
    std::optional<Matmul> m_matmul; ///< of the shape prepared last
    bool m_selected = false;
    std::int64_t m_nextSet = 0; ///< goes on from window to window
};

} // namespace headroom

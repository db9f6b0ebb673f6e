// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/onednn/core_pace.h"
#include "engine/model/run_context.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace headroom {

/// What a calibration is good for: it is made again where anything of this differs.
struct RoofKey {
    std::string processor; ///< with all that tells machines of one name apart
    int threads = 0;
    DataType type = DataType::F32;
};

/// Calibrations kept between runs, in one small file that programs at a time add to. A file that is missing,
/// broken or cannot be written only costs another calibration: a broken one is set aside, and beside one that
/// a newer program wrote this one keeps a file of its own.
class RoofCache {
public:
    /// cpu-roof.json in cacheFolder(); nowhere without one.
    static RoofCache ofUser();
    explicit RoofCache(std::filesystem::path file);

    /// Sets a broken file aside. A sentence that says so, or that a newer program's was found; empty where
    /// there is nothing to say, or it was said before.
    std::string tend() const;

    std::optional<Roof> find(const RoofKey& key) const;
    void store(const RoofKey& key, const Roof& roof) const;
    void forget(const RoofKey& key) const;

    /// The paces of the cores; empty where none are known. `processor` tells the number of threads, too.
    PaceReference::Paces findPaces(const std::string& processor) const;
    void storePaces(const std::string& processor, const PaceReference::Paces& paces) const;

private:
    /// Hands the entries of a kind, as they are now, to be changed; the other kinds stay as they are. Where
    /// nothing changes, nothing is written.
    void change(const char* kind, const std::function<void(nlohmann::json&)>& change) const;

    std::filesystem::path m_given;
    std::int64_t m_newer;         ///< its version where a newer program wrote it; else 0
    std::filesystem::path m_file; ///< the same, or this program's own beside it
};

} // namespace headroom

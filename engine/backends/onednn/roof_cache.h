// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/onednn/core_pace.h"
#include "engine/model/run_context.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace headroom {

/// What a calibration is good for: it is made again where anything of this differs.
struct RoofKey {
    std::string processor; ///< with all that tells machines of one name apart
    int threads = 0;
    DataType type = DataType::F32;
};

/// Calibrations kept between runs, in one small file. A file that is missing, broken or cannot be written
/// only costs another calibration.
class RoofCache {
public:
    /// $XDG_CACHE_HOME/headroom/cpu-roof.json, or its default below the home folder; nowhere without either.
    static RoofCache ofUser();
    explicit RoofCache(std::filesystem::path file) : m_file(std::move(file)) {}

    std::optional<Roof> find(const RoofKey& key) const;
    void store(const RoofKey& key, const Roof& roof) const;
    void forget(const RoofKey& key) const;

    /// The paces of the cores; empty where none are known. `processor` tells the number of threads, too.
    PaceReference::Paces findPaces(const std::string& processor) const;
    void storePaces(const std::string& processor, const PaceReference::Paces& paces) const;

private:
    /// Leaves the other kinds of entries as they are.
    void write(const char* kind, const nlohmann::json& entries) const;

    std::filesystem::path m_file;
};

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/roof_cache.h"

#include "engine/files/atomic_file.h"
#include "engine/files/limits.h"
#include "engine/files/parse_json.h"
#include "engine/files/read_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <system_error>

namespace headroom {

namespace {

using Json = nlohmann::json;

/// Raised when a calibration changes its meaning; entries of other versions are dropped.
constexpr int kVersion = 1;
/// More would come from a user who moves one home folder between many machines: then the oldest go.
constexpr std::size_t kMostEntries = 64;

constexpr const char* kRoofs = "roofs";
constexpr const char* kPaces = "paces_by_load";

/// What the file holds; empty where it cannot be read or is something else.
Json readDocument(const std::filesystem::path& path) {
    const Result<std::string> text = readFile(path, kMaxCacheBytes);
    Result<Json> document = text ? parseJson(*text) : text.error();
    if (!document || !document->is_object() || document->value("version", Json()) != Json(kVersion))
        return Json::object();
    return std::move(*document);
}

/// The entries of one kind that the file holds, oldest first.
Json readEntries(const std::filesystem::path& path, const char* kind) {
    const Json document = readDocument(path);
    const auto entries = document.find(kind);
    return entries != document.end() && entries->is_array() ? *entries : Json::array();
}

bool isOf(const Json& entry, const std::string& processor) {
    return entry.is_object() && entry.value("processor", Json()) == Json(processor);
}

bool matches(const Json& entry, const RoofKey& key) {
    return isOf(entry, key.processor) && entry.value("threads", Json()) == Json(key.threads) &&
           entry.value("type", Json()) == Json(toString(key.type));
}

template <class IsUnwanted>
Json without(const Json& entries, IsUnwanted isUnwanted) {
    Json kept = Json::array();
    std::ranges::copy_if(entries, std::back_inserter(kept), std::not_fn(isUnwanted));
    return kept;
}

void append(Json& entries, Json entry) {
    while (entries.size() >= kMostEntries)
        entries.erase(0);
    entries.push_back(std::move(entry));
}

/// A positive, finite number of that name; 0 where there is none.
double positive(const Json& entry, const char* name) {
    const auto found = entry.find(name);
    const double value = found != entry.end() && found->is_number() ? found->get<double>() : 0;
    return std::isfinite(value) && value > 0 ? value : 0;
}

} // namespace

RoofCache RoofCache::ofUser() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache != nullptr && *cache == '/')
        return RoofCache(std::filesystem::path(cache) / "headroom" / "cpu-roof.json");
    const char* home = std::getenv("HOME");
    if (home != nullptr && *home == '/')
        return RoofCache(std::filesystem::path(home) / ".cache" / "headroom" / "cpu-roof.json");
    return RoofCache(std::filesystem::path());
}

std::optional<Roof> RoofCache::find(const RoofKey& key) const {
    for (const Json& entry : readEntries(m_file, kRoofs)) {
        if (!matches(entry, key))
            continue;
        Roof roof;
        roof.type = key.type;
        roof.peakTflops = positive(entry, "peak_tflops");
        roof.bandwidthBytesPerS = positive(entry, "bandwidth_bytes_per_s");
        const auto source = entry.find("source");
        if (roof.peakTflops > 0 && roof.bandwidthBytesPerS > 0 && source != entry.end() &&
            source->is_string()) {
            roof.source = source->get<std::string>();
            return roof;
        }
    }
    return std::nullopt;
}

void RoofCache::store(const RoofKey& key, const Roof& roof) const {
    Json kept = without(readEntries(m_file, kRoofs), [&](const Json& entry) { return matches(entry, key); });
    append(kept, {{"processor", key.processor},
                  {"threads", key.threads},
                  {"type", toString(key.type)},
                  {"peak_tflops", roof.peakTflops},
                  {"bandwidth_bytes_per_s", roof.bandwidthBytesPerS},
                  {"source", roof.source}});
    write(kRoofs, kept);
}

void RoofCache::forget(const RoofKey& key) const {
    const Json entries = readEntries(m_file, kRoofs);
    const Json kept = without(entries, [&](const Json& entry) { return matches(entry, key); });
    if (kept.size() < entries.size())
        write(kRoofs, kept);
}

PaceReference::Paces RoofCache::findPaces(const std::string& processor) const {
    PaceReference::Paces paces;
    for (const Json& entry : readEntries(m_file, kPaces)) {
        const auto best = isOf(entry, processor) ? entry.find("best") : entry.end();
        if (best == entry.end() || !best->is_array())
            continue;
        for (const Json& core : *best) {
            const auto cpu = core.is_object() ? core.find("cpu") : core.end();
            const auto load = core.is_object() ? core.find("load") : core.end();
            if (cpu != core.end() && cpu->is_number_integer() && load != core.end() &&
                load->is_number_integer() && positive(core, "rounds_per_s") > 0)
                paces[cpu->get<int>()][load->get<int>()] = positive(core, "rounds_per_s");
        }
    }
    return paces;
}

void RoofCache::storePaces(const std::string& processor, const PaceReference::Paces& paces) const {
    Json kept =
        without(readEntries(m_file, kPaces), [&](const Json& entry) { return isOf(entry, processor); });
    Json best = Json::array();
    for (const auto& [cpu, loads] : paces)
        for (const auto& [load, pace] : loads)
            best.push_back({{"cpu", cpu}, {"load", load}, {"rounds_per_s", pace}});
    append(kept, {{"processor", processor}, {"best", best}});
    write(kPaces, kept);
}

void RoofCache::write(const char* kind, const Json& entries) const {
    if (m_file.empty())
        return;
    std::error_code problem;
    std::filesystem::create_directories(m_file.parent_path(), problem);
    if (problem)
        return;
    Json document = readDocument(m_file);
    document["version"] = kVersion;
    document[kind] = entries;
    // A cache that cannot be kept is measured again the next time.
    [[maybe_unused]] const Outcome written =
        writeFileAtomically(m_file, document.dump(1, ' ', true, Json::error_handler_t::replace) + '\n');
}

} // namespace headroom

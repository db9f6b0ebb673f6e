// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/onednn/roof_cache.h"

#include "engine/files/atomic_file.h"
#include "engine/files/folder_lock.h"
#include "engine/files/limits.h"
#include "engine/files/newer_format.h"
#include "engine/files/parse_json.h"
#include "engine/files/read_file.h"
#include "engine/files/set_aside.h"
#include "engine/files/state_folder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <system_error>

namespace headroom {

namespace {

using Json = nlohmann::json;

/// Raised when a calibration changes its meaning; what older versions wrote is dropped.
constexpr int kVersion = 1;

constexpr const char* kRoofs = "roofs";
constexpr const char* kPaces = "paces_by_load";

/// The error says why it is none of ours, as half a sentence.
Result<Json> documentIn(const std::filesystem::path& path) {
    const Result<std::string> text = readFile(path, kMaxCacheBytes);
    Result<Json> document = text ? parseJson(*text) : text.error();
    if (document && !(document->is_object() && document->value("version", Json()).is_number_integer()))
        return Error{Status::Error, "it is no cache of calibrations"};
    return document;
}

/// The version of a newer program's document; 0 of others.
std::int64_t newerVersionOf(const Result<Json>& document) {
    const std::int64_t version = document ? document->at("version").get<std::int64_t>() : 0;
    return version > kVersion ? version : 0;
}

/// What the document holds for this program; empty where it could not be read or is something else.
Json entriesOfOurs(Result<Json> document) {
    if (!document || document->at("version") != Json(kVersion))
        return Json::object();
    return std::move(*document);
}

Json readDocument(const std::filesystem::path& path) {
    return entriesOfOurs(documentIn(path));
}

bool isThere(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

/// The entries of one kind, oldest first.
Json readEntries(const Json& document, const char* kind) {
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
    while (entries.size() >= kMaxCalibrations)
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
    const std::filesystem::path folder = cacheFolder().path;
    return RoofCache(folder.empty() ? folder : folder / "cpu-roof.json");
}

RoofCache::RoofCache(std::filesystem::path file)
    : m_given(std::move(file)), m_newer(newerVersionOf(documentIn(m_given))), m_file(m_given) {
    if (m_newer > 0)
        m_file.replace_extension("v" + std::to_string(kVersion) + ".json");
}

std::string RoofCache::tend() const {
    std::string said;
    if (m_newer > 0 && !isThere(m_file))
        said = "The calibrations in " + m_given.string() +
               " cannot be used: " + newerFormat(m_newer, kVersion) + ". Until then they are kept in " +
               m_file.string() + ".";
    if (m_file.empty() || !isThere(m_file))
        return said;
    const Result<Json> document = documentIn(m_file);
    if (document)
        return said;
    const Result<std::filesystem::path> aside = setAside(m_file);
    if (!aside)
        return said;
    return "The calibrations in " + m_file.string() + " cannot be read: " + document.error().reason +
           ". They are made anew; the file was renamed to " + aside->string() + ".";
}

std::optional<Roof> RoofCache::find(const RoofKey& key) const {
    for (const Json& entry : readEntries(readDocument(m_file), kRoofs)) {
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
    change(kRoofs, [&](Json& entries) {
        entries = without(entries, [&](const Json& entry) { return matches(entry, key); });
        append(entries, {{"processor", key.processor},
                         {"threads", key.threads},
                         {"type", toString(key.type)},
                         {"peak_tflops", roof.peakTflops},
                         {"bandwidth_bytes_per_s", roof.bandwidthBytesPerS},
                         {"source", roof.source}});
    });
}

void RoofCache::forget(const RoofKey& key) const {
    if (!isThere(m_file))
        return;
    change(kRoofs, [&](Json& entries) {
        entries = without(entries, [&](const Json& entry) { return matches(entry, key); });
    });
}

PaceReference::Paces RoofCache::findPaces(const std::string& processor) const {
    PaceReference::Paces paces;
    for (const Json& entry : readEntries(readDocument(m_file), kPaces)) {
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
    Json best = Json::array();
    for (const auto& [cpu, loads] : paces)
        for (const auto& [load, pace] : loads)
            best.push_back({{"cpu", cpu}, {"load", load}, {"rounds_per_s", pace}});
    change(kPaces, [&](Json& entries) {
        entries = without(entries, [&](const Json& entry) { return isOf(entry, processor); });
        append(entries, {{"processor", processor}, {"best", best}});
    });
}

void RoofCache::change(const char* kind, const std::function<void(Json&)>& change) const {
    if (m_file.empty() || !makePrivateFolder(m_file.parent_path()))
        return;
    const FolderLock lock(m_file.parent_path());
    Result<Json> known = documentIn(m_file);
    if (newerVersionOf(known) > 0) // since a moment ago
        return;
    if (!known && isThere(m_file))
        static_cast<void>(setAside(m_file));
    Json document = entriesOfOurs(std::move(known));
    Json entries = readEntries(document, kind);
    const Json before = entries;
    change(entries);
    if (entries == before)
        return;
    document["version"] = kVersion;
    document[kind] = std::move(entries);
    // A cache that cannot be kept is measured again the next time.
    [[maybe_unused]] const Outcome written =
        writePrivateFile(m_file, document.dump(1, ' ', true, Json::error_handler_t::replace) + '\n');
}

} // namespace headroom

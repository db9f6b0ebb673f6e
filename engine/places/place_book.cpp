// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/places/place_book.h"

#include "engine/files/atomic_file.h"
#include "engine/files/folder_lock.h"
#include "engine/files/json_reader.h"
#include "engine/files/newer_format.h"
#include "engine/files/parse_json.h"
#include "engine/files/read_file.h"
#include "engine/files/state_folder.h"

#include <algorithm>

namespace headroom {

namespace {

using Json = nlohmann::json;

/// Raised when an entry changes its meaning.
constexpr int kVersion = 1;

/// 0 where it says none.
std::int64_t versionOf(const Json& document) {
    const auto version = document.is_object() ? document.find("schema_version") : document.end();
    return version != document.end() && version->is_number_integer() ? version->get<std::int64_t>() : 0;
}

Json toJson(const PlaceEntry& entry) {
    Json json{{"name", entry.name}, {"kind", toString(entry.kind)}};
    if (entry.kind == PlaceKind::Command) {
        json["command"] = entry.command;
        return json;
    }
    json["host"] = entry.host;
    json["engine"] = entry.engine;
    if (entry.kind == PlaceKind::Slurm) {
        json["tasks"] = entry.tasks;
        json["options"] = entry.options;
    }
    return json;
}

std::vector<std::string> readWords(JsonReader in, const char* key) {
    std::vector<std::string> words;
    for (const Json& word : in.array(key, kMostCommandWords)) {
        if (!word.is_string())
            in.refuse(key, "holds something that is not a text");
        else
            words.push_back(word.get<std::string>());
    }
    return words;
}

PlaceEntry readEntry(JsonReader in) {
    PlaceEntry entry;
    entry.name = in.text("name");
    entry.kind = in.word<PlaceKind>("kind");
    if (entry.kind == PlaceKind::Command) {
        entry.command = readWords(in, "command");
    } else {
        entry.host = in.text("host");
        if (in.has("engine"))
            entry.engine = in.text("engine");
    }
    if (entry.kind == PlaceKind::Slurm) {
        entry.tasks = static_cast<int>(in.integer("tasks", 1, kMostJobTasks));
        entry.options = readWords(in, "options");
    }
    if (in.faulty())
        return entry;
    for (const PlaceFault& fault : faultsOf(entry))
        in.refuse({}, "cannot be used: " + fault.message);
    return entry;
}

std::vector<PlaceEntry> readEntries(const Json& document, std::string& fault) {
    JsonReader in(document, {}, fault);
    static_cast<void>(in.integer("schema_version", 1, kVersion));
    std::vector<PlaceEntry> entries;
    for (const Json& json : in.array("places", kMaxPlaces)) {
        const std::string place = "places[" + std::to_string(entries.size()) + "]";
        JsonReader entry(json, place, fault);
        entries.push_back(readEntry(entry));
        if (entryNamed(entries, entries.back().name) != &entries.back())
            entry.refuse("name", "is that of another place, too");
    }
    return entries;
}

/// What is there now with the changes that lead from `before` to `after`: where both were changed, as in
/// `after`.
std::vector<PlaceEntry> mergedPlaces(std::vector<PlaceEntry> now, const std::vector<PlaceEntry>& before,
                                     const std::vector<PlaceEntry>& after) {
    std::erase_if(now, [&](const PlaceEntry& entry) {
        return entryNamed(before, entry.name) != nullptr && entryNamed(after, entry.name) == nullptr;
    });
    for (const PlaceEntry& entry : after) {
        const PlaceEntry* old = entryNamed(before, entry.name);
        if (old != nullptr && *old == entry)
            continue;
        const auto there = std::ranges::find(now, entry.name, &PlaceEntry::name);
        if (there != now.end())
            *there = entry;
        else
            now.push_back(entry);
    }
    return now;
}

} // namespace

PlaceBook PlaceBook::ofUser() {
    const StateFolder folder = configFolder();
    PlaceBook book(folder.path.empty() ? folder.path : folder.path / "places.json");
    if (!folder.detour.empty())
        book.m_note = (book.m_file.empty() ? std::string("No place can be kept: ")
                                           : "Places are kept in " + book.m_file.string() + ": ") +
                      folder.detour + ".";
    return book;
}

Result<std::vector<PlaceEntry>> PlaceBook::read() const {
    std::error_code error;
    if (m_file.empty() || !std::filesystem::exists(m_file, error))
        return std::vector<PlaceEntry>();
    const auto fail = [this](const std::string& reason, const char* remedy) {
        return Error{Status::Error,
                     "The places in " + m_file.string() + " cannot be read: " + reason + "." + remedy};
    };
    constexpr const char* kMendIt = " Mend the file, or take it away and describe them anew.";
    const Result<std::string> text = readFile(m_file, kMaxPlacesBytes);
    if (!text)
        return fail(text.error().reason, kMendIt);
    const Result<Json> document = parseJson(*text);
    if (!document)
        return fail(document.error().reason, kMendIt);
    if (const std::int64_t version = versionOf(*document); version > kVersion)
        return fail(newerFormat(version, kVersion), "");
    std::string fault;
    std::vector<PlaceEntry> entries = readEntries(*document, fault);
    if (!fault.empty())
        return fail(fault, kMendIt);
    return entries;
}

Outcome PlaceBook::write(const std::vector<PlaceEntry>& entries) const {
    return change({}, entries);
}

Outcome PlaceBook::change(const std::vector<PlaceEntry>& before, const std::vector<PlaceEntry>& after) const {
    if (m_file.empty())
        return Error{Status::Error, "There is no folder for settings: set HOME, or XDG_CONFIG_HOME."};
    if (const Outcome folder = makePrivateFolder(m_file.parent_path()); !folder)
        return Error{Status::Error, "The places cannot be kept: " + folder.error().reason + "."};
    const FolderLock lock(m_file.parent_path());
    const Result<std::vector<PlaceEntry>> now = read();
    return now ? replace(mergedPlaces(*now, before, after)) : now.error();
}

Outcome PlaceBook::replace(const std::vector<PlaceEntry>& entries) const {
    if (entries.size() > kMaxPlaces)
        return Error{Status::Error, "More than " + std::to_string(kMaxPlaces) + " places are not kept."};
    Json document{{"schema_version", kVersion}, {"places", Json::array()}};
    for (const PlaceEntry& entry : entries)
        document["places"].push_back(toJson(entry));
    return writePrivateFile(m_file, document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n');
}

const PlaceEntry* entryNamed(const std::vector<PlaceEntry>& entries, std::string_view name) {
    const auto found = std::ranges::find(entries, name, &PlaceEntry::name);
    return found == entries.end() ? nullptr : &*found;
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/places/place_entry.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// The places that the user described, in a file that both programs read and write: `places.json` among the
/// settings. A plain value with its file; any thread, one at a time.
class PlaceBook {
public:
    /// The user's own.
    static PlaceBook ofUser();
    /// Another file, which need not exist yet; an empty path where the user has no folder for settings.
    explicit PlaceBook(std::filesystem::path file) : m_file(std::move(file)) {}

    /// In the order of the file; none where there is no file. The error is a sentence that names the file and
    /// says what to do.
    Result<std::vector<PlaceEntry>> read() const;
    /// Adds them to those that are there, in the place of those of their names.
    Outcome write(const std::vector<PlaceEntry>& entries) const;
    /// What leads from the entries as they were read to these is done to those that are there now: what
    /// another program did meanwhile stays. A file that cannot be read is the user's own text, or that of a
    /// newer program: it is told and left as it is. Requires entries without faults, each with a name of its
    /// own.
    Outcome change(const std::vector<PlaceEntry>& before, const std::vector<PlaceEntry>& after) const;

    const std::filesystem::path& file() const { return m_file; }
    /// A sentence that says where the file is, if that is not where one would look for it, or why there can
    /// be none; else empty.
    const std::string& note() const { return m_note; }

private:
    Outcome replace(const std::vector<PlaceEntry>& entries) const;

    std::filesystem::path m_file;
    std::string m_note;
};

/// The entry of that name; null where there is none.
const PlaceEntry* entryNamed(const std::vector<PlaceEntry>& entries, std::string_view name);

} // namespace headroom

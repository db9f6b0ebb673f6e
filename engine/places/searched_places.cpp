// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/places/searched_places.h"

#include "engine/compute/found_devices.h"
#include "engine/files/printable.h"
#include "engine/places/askpass.h"

#include <algorithm>

namespace headroom {

namespace {

Error unknownPlace(std::string_view name, const std::vector<PlaceEntry>& entries, const PlaceBook& book) {
    std::string known;
    for (const PlaceEntry& entry : entries)
        known += (known.empty() ? "" : ", ") + entry.name;
    return {Status::Unsupported,
            "No place is called \"" + printable(name) + "\". " +
                (known.empty() ? "None is known; describe one with: headroom-engine places add NAME HOST."
                               : "Known are " + known + " (" + book.file().string() + ").")};
}

} // namespace

Result<Place> placeNamed(std::string_view name, const PlaceBook& book) {
    const Result<std::vector<PlaceEntry>> entries = book.read();
    if (!entries)
        return entries.error();
    const PlaceEntry* entry = entryNamed(*entries, name);
    if (entry == nullptr)
        return unknownPlace(name, *entries, book);
    return placeOf(*entry, ownAskpass());
}

Result<std::vector<Place>> searchedPlaces(std::string_view words, const std::vector<Place>& here,
                                          const PlaceBook& book) {
    std::vector<Place> elsewhere;
    bool isHere = false;
    for (const std::string_view word : deviceWords(words)) {
        const std::optional<std::string_view> name = placeIn(word);
        if (!name) {
            isHere = true;
            continue;
        }
        if (std::ranges::find(elsewhere, *name, &Place::name) != elsewhere.end())
            continue;
        Result<Place> place = placeNamed(*name, book);
        if (!place)
            return place.error();
        elsewhere.push_back(std::move(*place));
    }
    std::vector<Place> places = isHere ? here : std::vector<Place>();
    places.insert(places.end(), elsewhere.begin(), elsewhere.end());
    return places;
}

} // namespace headroom

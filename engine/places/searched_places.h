// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/places/place_book.h"

namespace headroom {

/// The places to be searched for what those device words name, "cpu" or "gpu7/cuda:all,cuda:0": `here` where
/// a word names no place, and those of the book. An unknown place is an error that names the known ones.
Result<std::vector<Place>> searchedPlaces(std::string_view words, const std::vector<Place>& here,
                                          const PlaceBook& book);

/// The place of that name in the book.
Result<Place> placeNamed(std::string_view name, const PlaceBook& book);

} // namespace headroom

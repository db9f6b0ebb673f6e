// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/output_places.h"

#include "app/cli/standard_streams.h"
#include "engine/files/write_place.h"

#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

/// A file that exists, or the standard output, is known by its number, whatever it is called.
std::optional<struct stat> fileAt(const std::string& path) {
    struct stat file {};
    const int error = isStandardOutput(path) ? ::fstat(STDOUT_FILENO, &file) : ::stat(path.c_str(), &file);
    return error == 0 ? std::optional(file) : std::nullopt;
}

/// The one name of a file that is yet to be made.
std::filesystem::path nameOf(const std::string& path) {
    const std::filesystem::path end = followLinks(path).path;
    std::error_code error;
    return std::filesystem::weakly_canonical(end.parent_path(), error) / end.filename();
}

bool isOnePlace(const std::string& a, const std::string& b) {
    if (isStandardOutput(a) && isStandardOutput(b))
        return true;
    const auto fileA = fileAt(a);
    const auto fileB = fileAt(b);
    if (fileA && fileB)
        return fileA->st_dev == fileB->st_dev && fileA->st_ino == fileB->st_ino;
    return !fileA && !fileB && nameOf(a) == nameOf(b);
}

/// A terminal, or nothing at all, may well be both what is read and the standard output.
bool mayBeReplaced(const std::string& path) {
    const auto file = fileAt(path);
    return !isStandardOutput(path) || (file && S_ISREG(file->st_mode));
}

std::string told(const OutputPlace& place) {
    if (isStandardOutput(place.path) && *place.option == '\0')
        return "The standard output";
    return std::string(place.option) + ' ' + place.path;
}

} // namespace

std::string sharedPlace(const std::vector<OutputPlace>& places) {
    for (auto first = places.begin(); first != places.end(); ++first)
        for (auto second = first + 1; second != places.end(); ++second)
            if (isOnePlace(first->path, second->path))
                return told(*first) + " and " + told(*second) +
                       " lead to one place, which would hold only one of them. Choose another for the other.";
    return {};
}

std::string replacedInput(const std::vector<OutputPlace>& places, const std::vector<std::string>& inputs) {
    for (const OutputPlace& place : places)
        for (const std::string& input : inputs)
            if (!place.path.empty() && !input.empty() && input != "-" && mayBeReplaced(place.path) &&
                isOnePlace(place.path, input))
                return told(place) + " would take the place of " + input +
                       ", which is read here. Choose another file to write to.";
    return {};
}

} // namespace headroom

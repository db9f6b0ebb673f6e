// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A PNG that may carry runs. What begins with "%%" is the texts of one, so that a changed byte is not lost to
// a checksum: behind each "%%" the letter of a chunk's kind (t, z, i) and what lies in it. Of z and i all
// behind the last zero byte is packed first.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/sound_run.h"

#include "engine/files/limits.h"
#include "engine/io/run_file.h"
#include "ui/runs/picture_texts.h"

#include <algorithm>
#include <zlib.h>

namespace headroom::fuzzing {

namespace {

constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n");
constexpr std::string_view kBetween = "%%";

std::string bigEndian(std::size_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xFFu);
    return bytes;
}

std::string chunk(std::string_view type, std::string_view data) {
    const std::string checked = std::string(type).append(data);
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
    return bigEndian(data.size()) + checked + bigEndian(sum);
}

std::string packed(std::string_view text) {
    uLongf size = compressBound(text.size());
    std::string bytes(size, '\0');
    require(compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                      reinterpret_cast<const Bytef*>(text.data()), text.size(), 1) == Z_OK,
            "a text can be packed");
    bytes.resize(size);
    return bytes;
}

/// Of the kind's letter and the data.
std::string textChunk(std::string_view text) {
    const char kind = text.empty() ? 't' : text.front();
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
    if (kind != 'z' && kind != 'i')
        return chunk("tEXt", text);
    const std::size_t last = text.rfind('\0');
    const std::size_t head = last == std::string_view::npos ? 0 : last + 1;
    return chunk(kind == 'z' ? "zTXt" : "iTXt",
                 std::string(text.substr(0, head)) + packed(text.substr(head)));
}

std::string pictureOf(std::string_view texts) {
    std::string png(kSignature);
    while (texts.starts_with(kBetween)) {
        texts.remove_prefix(kBetween.size());
        const std::size_t end = std::min(texts.find(kBetween), texts.size());
        png += textChunk(texts.substr(0, end));
        texts.remove_prefix(end);
    }
    return png + chunk("IEND", {});
}

FUZZ_TARGET(picture) {
    std::string made;
    if (bytes.starts_with(kBetween))
        bytes = made = pictureOf(bytes);
    const Result<std::vector<std::string>> files = ui::runFilesIn(bytes);
    if (!files)
        return requireSentence(files.error().reason);
    require(files->size() <= kMaxPictureRuns, "a picture carries so many runs");
    for (const std::string& file : *files) {
        require(!file.empty(), "a run that is carried has bytes");
        if (const Result<Run> run = runFromJson(file))
            requireSound(*run);
        else
            requireSentence(run.error().reason);
    }
}

} // namespace

} // namespace headroom::fuzzing

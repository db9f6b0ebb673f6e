// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/picture_texts.h"

#include "engine/files/limits.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <zlib.h>

namespace headroom::ui {

namespace {

constexpr std::string_view kKey = "Headroom run ";

/// A text of a PNG, as it lies there.
struct Text {
    bool compressed = false;
    bool utf8 = false; ///< else Latin-1
    std::string_view bytes;
};

/// Takes what comes before the next zero byte.
std::string_view takeWord(std::string_view& data) {
    const std::size_t end = std::min(data.find('\0'), data.size());
    const std::string_view word = data.substr(0, end);
    data.remove_prefix(std::min(end + 1, data.size()));
    return word;
}

/// The rest of a chunk tEXt, zTXt or iTXt, after its key was taken.
Text readText(std::string_view type, std::string_view data) {
    Text text{type == "zTXt", type == "iTXt", {}};
    if (text.utf8) {
        text.compressed = !data.empty() && data.front() != '\0';
        data.remove_prefix(std::min<std::size_t>(2, data.size())); // compressed or not, and how
        takeWord(data);                                            // the language
        takeWord(data);                                            // the key in that language
    } else if (text.compressed) {
        data.remove_prefix(std::min<std::size_t>(1, data.size()));
    }
    text.bytes = data;
    return text;
}

/// The bytes that a zlib stream holds, at most so many; nothing where it is damaged or longer.
std::optional<std::string> inflated(std::string_view bytes, std::size_t most) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return std::nullopt;
    std::string result;
    std::array<char, 64 << 10> piece;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size()); // a chunk's length has 31 bits
    int state = Z_OK;
    while (state == Z_OK && result.size() <= most) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = inflate(&stream, Z_NO_FLUSH);
        result.append(piece.data(), piece.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END || result.size() > most)
        return std::nullopt;
    return result;
}

std::string latin1AsUtf8(std::string_view text) {
    std::string utf8;
    utf8.reserve(text.size());
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (code >= 0x80)
            utf8 += static_cast<char>(0xC0u | code >> 6);
        utf8 += code < 0x80 ? c : static_cast<char>(0x80u | (code & 0x3Fu));
    }
    return utf8;
}

std::uint32_t bigEndian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4))
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

using Texts = std::map<std::string, Text, std::less<>>;

/// The texts of ours by their key; nothing where the chunks are not those of a PNG.
std::optional<Texts> textsIn(std::string_view png) {
    constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n");
    constexpr std::size_t kAround = 12; // length, type and checksum of a chunk
    if (!png.starts_with(kSignature))
        return std::nullopt;
    png.remove_prefix(kSignature.size());
    Texts texts;
    while (png.size() >= kAround) {
        const std::size_t length = bigEndian(png);
        if (length > png.size() - kAround)
            return std::nullopt;
        const std::string_view type = png.substr(4, 4);
        std::string_view data = png.substr(8, length);
        if (type == "IEND")
            return texts;
        if (type == "tEXt" || type == "zTXt" || type == "iTXt") {
            const auto* checked = reinterpret_cast<const Bytef*>(png.data()) + 4;
            const bool sound =
                crc32(0, checked, static_cast<uInt>(length + 4)) == bigEndian(png.substr(8 + length));
            const std::string_view key = takeWord(data);
            if (!sound)
                return std::nullopt;
            if (key.starts_with(kKey))
                texts.emplace(key, readText(type, data));
        }
        png.remove_prefix(kAround + length);
    }
    return std::nullopt; // without an end
}

} // namespace

std::string pictureKey(std::size_t run, std::size_t part) {
    std::string key(kKey);
    key += std::to_string(run);
    return part == 1 ? key : key + ", part " + std::to_string(part);
}

Result<std::vector<std::string>> runFilesIn(std::string_view png) {
    const std::optional<Texts> texts = textsIn(png);
    if (!texts)
        return Error{Status::Error, "it is no PNG, or is damaged"};
    std::vector<std::string> files;
    std::size_t left = kMaxRunBytes;
    for (std::size_t run = 1; run <= kMaxPictureRuns; ++run) {
        std::string file;
        for (std::size_t part = 1;; ++part) {
            const auto text = texts->find(pictureKey(run, part));
            if (text == texts->end())
                break;
            std::optional<std::string> bytes = text->second.compressed ? inflated(text->second.bytes, left)
                                                                       : std::string(text->second.bytes);
            if (bytes && !text->second.utf8)
                bytes = latin1AsUtf8(*bytes);
            if (!bytes || bytes->size() > left)
                return Error{Status::Error, "the measurements in it are damaged, or more than any run has"};
            left -= bytes->size();
            file += *bytes;
        }
        if (file.empty())
            break;
        files.push_back(std::move(file));
    }
    return files;
}

} // namespace headroom::ui

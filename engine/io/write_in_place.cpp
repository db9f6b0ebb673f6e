// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/write_in_place.h"

#include "engine/io/open_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

/// What it takes to make a file what it was.
struct OldFile {
    bool existed = true;
    std::size_t size = 0;
    std::string start; ///< as far as new content overwrites it
};

/// Opens the file, or makes it, and learns what is in it.
int openOver(OpenFile& file, const std::filesystem::path& path, std::size_t newSize, OldFile& old) {
    int error = file.open(path, O_RDWR);
    if (error == ENOENT) {
        old.existed = false;
        return file.open(path, O_RDWR | O_CREAT | O_EXCL, 0666);
    }
    struct stat status {};
    if (error == 0 && ::fstat(file.get(), &status) != 0)
        error = errno;
    if (error != 0)
        return error;
    old.size = static_cast<std::size_t>(status.st_size);
    old.start.resize(std::min(old.size, newSize));
    return file.readStart(old.start);
}

int writeOver(OpenFile& file, std::string_view content, const OldFile& old) {
    const std::size_t common = old.start.size();
    int error = 0;
    if (content.size() > common)
        error = file.writeAt(static_cast<off_t>(common), content.substr(common));
    if (error == 0)
        error = file.sync();
    if (error == 0)
        error = file.writeAt(0, content.substr(0, common));
    if (error == 0)
        error = file.sync();
    const int closing = file.close();
    return error != 0 ? error : closing;
}

/// The last step: before it, all of the old content can be put back.
int cutAt(std::size_t size, const std::filesystem::path& path) {
    OpenFile file;
    int error = file.open(path, O_RDWR);
    if (error == 0)
        error = file.truncate(static_cast<off_t>(size));
    return error;
}

bool putBack(const OldFile& old, const std::filesystem::path& path) {
    if (!old.existed)
        return ::unlink(path.c_str()) == 0;
    OpenFile file;
    return file.open(path, O_RDWR) == 0 && file.writeAt(0, old.start) == 0 &&
           file.truncate(static_cast<off_t>(old.size)) == 0 && file.sync() == 0 && file.close() == 0;
}

} // namespace

InPlaceResult writeInPlace(const std::filesystem::path& path, std::string_view content) {
    OpenFile file;
    OldFile old;
    if (const int error = openOver(file, path, content.size(), old); error != 0)
        return {error, false};
    int error = writeOver(file, content, old);
    if (error == 0 && old.size > content.size())
        error = cutAt(content.size(), path);
    if (error == 0)
        return {};
    return {error, !putBack(old, path)};
}

} // namespace headroom

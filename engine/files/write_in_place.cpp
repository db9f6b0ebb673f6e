// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/write_in_place.h"

#include "engine/files/open_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom {

namespace {

/// A file while it is written over, and what it takes to make it what it was.
class FileInPlace {
public:
    explicit FileInPlace(const std::filesystem::path& path) : m_path(path) {}

    /// Opens the file, or makes it, and learns what is in it.
    int open(std::size_t newSize) {
        int error = m_file.open(m_path, O_RDWR);
        if (error == ENOENT) {
            m_isNew = true;
            error = m_file.open(m_path, O_RDWR | O_CREAT | O_EXCL, 0666);
        }
        if (error == 0)
            error = m_repair.duplicate(m_file.get());
        if (error == 0)
            error = sizeOf(m_oldSize);
        m_oldStart.resize(std::min(m_oldSize, newSize));
        return error == 0 ? m_file.readStart(m_oldStart) : error;
    }

    int overwrite(std::string_view content) {
        const std::size_t common = m_oldStart.size();
        int error = m_file.writeAt(static_cast<off_t>(common), content.substr(common));
        if (error == 0)
            error = m_file.sync();
        if (error == 0)
            error = m_file.writeAt(0, content.substr(0, common));
        if (error == 0)
            error = m_file.sync();
        const int closing = m_file.close();
        if (error == 0)
            error = closing;
        // The last step: before it, all of the old content can be put back.
        if (error == 0 && m_oldSize > content.size())
            error = m_repair.truncate(static_cast<off_t>(content.size()));
        return error;
    }

    /// Makes the file what it was; false: it is something else now.
    bool putBack() {
        if (m_isNew)
            return ::unlink(m_path.c_str()) == 0;
        if (holdsOldContent())
            return true;
        // Each of them as far as it goes; what came of it is looked at.
        m_repair.writeAt(0, m_oldStart);
        m_repair.truncate(static_cast<off_t>(m_oldSize));
        m_repair.sync();
        return holdsOldContent();
    }

private:
    int sizeOf(std::size_t& size) const {
        struct stat status {};
        if (::fstat(m_repair.get(), &status) != 0)
            return errno;
        size = static_cast<std::size_t>(status.st_size);
        return 0;
    }

    bool holdsOldContent() const {
        std::size_t size = 0;
        std::string start(m_oldStart.size(), '\0');
        return sizeOf(size) == 0 && size == m_oldSize && m_repair.readStart(start) == 0 &&
               start == m_oldStart;
    }

    const std::filesystem::path& m_path;
    OpenFile m_file;
    OpenFile m_repair; ///< the same, open beyond the closing, which may fail as well
    bool m_isNew = false;
    std::size_t m_oldSize = 0;
    std::string m_oldStart; ///< as far as new content overwrites it
};

} // namespace

InPlaceResult writeInPlace(const std::filesystem::path& path, std::string_view content) {
    FileInPlace file(path);
    int error = file.open(content.size());
    const bool opened = error == 0;
    if (opened)
        error = file.overwrite(content);
    return {error, opened && error != 0 && !file.putBack()};
}

} // namespace headroom

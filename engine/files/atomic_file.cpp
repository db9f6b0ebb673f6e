// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/atomic_file.h"

#include "engine/files/open_file.h"
#include "engine/files/write_failure.h"
#include "engine/files/write_in_place.h"
#include "engine/files/write_place.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace headroom {

namespace {

/// A trial goes up to the step that would change what is there.
enum class Purpose { Write, Trial };

/// What a trial writes: enough that a file needs a block of the disk.
constexpr std::size_t kTrialBytes = 4096;
constexpr int kMostNames = 100;

/// A file beside the target, gone at the end where it has not taken the target's place.
class FileBeside {
public:
    explicit FileBeside(const WritePlace& place) : m_place(place) {}
    ~FileBeside() {
        if (!m_path.empty())
            ::unlink(m_path.c_str());
    }

    int create() {
        int error = EEXIST;
        for (int left = kMostNames; left > 0 && error == EEXIST; --left) { // leftovers may have the name
            m_path = newName();
            error = m_file.open(m_path, O_WRONLY | O_CREAT | O_EXCL, m_place.mode);
        }
        if (error != 0)
            m_path.clear();
        return error;
    }

    int fill(std::string_view content) {
        // What the umask took from an old file's mode is given back. Some disks know no modes: the content
        // counts.
        if (m_place.exists || m_place.isPrivate) [[maybe_unused]]
            const int refused = ::fchmod(m_file.get(), m_place.mode);
        int error = m_file.write(content);
        if (error == 0)
            error = m_file.sync();
        const int closing = m_file.close();
        return error != 0 ? error : closing;
    }

    int takePlace() {
        if (::rename(m_path.c_str(), m_place.path.c_str()) != 0)
            return errno;
        m_path.clear();
        // The name, too, should be on the disk. The new file is whole in any case: a refusal changes nothing.
        OpenFile folder;
        if (folder.open(m_place.folder(), O_RDONLY | O_DIRECTORY) == 0)
            folder.sync();
        return 0;
    }

    /// Whether anything can be renamed here.
    int tryRename() {
        const std::filesystem::path other = newName();
        if (::rename(m_path.c_str(), other.c_str()) != 0)
            return errno;
        m_path = other;
        return 0;
    }

private:
    /// Short, so that a target's long name leaves room for it, and this program's own.
    std::filesystem::path newName() const {
        static std::atomic<unsigned> count = 0;
        return m_place.folder() /
               (".headroom-" + std::to_string(::getpid()) + '-' + std::to_string(count++) + ".tmp");
    }

    const WritePlace& m_place;
    std::filesystem::path m_path; ///< empty: there is none
    OpenFile m_file;
};

/// The folder takes no new file, but a file in it may be writable.
bool refusesNeighbours(int error) {
    return error == EACCES || error == EPERM || error == EROFS;
}

/// The new file is fine where it is, but may not take the other's place: a mount point, a folder in which
/// only owners may, a disk that cannot.
bool refusesRenaming(int error) {
    constexpr std::array kErrors{EBUSY, EACCES, EPERM, EROFS, EXDEV, EEXIST, EINVAL, ENOSYS, EOPNOTSUPP};
    return std::ranges::find(kErrors, error) != kErrors.end();
}

/// What can be known without a change: permission was asked for when the place was found.
int tryInPlace(const WritePlace& place) {
    struct statvfs disk {};
    const bool full = ::statvfs(place.path.c_str(), &disk) == 0 && disk.f_blocks > 0 && disk.f_bavail == 0;
    return full ? ENOSPC : 0;
}

Outcome putInPlace(const WritePlace& place, std::string_view content, Purpose purpose) {
    if (purpose == Purpose::Trial) {
        const int error = place.exists ? tryInPlace(place) : 0;
        return error == 0 ? success() : Outcome(writeFailure(place.shown, place.folder(), error));
    }
    const InPlaceResult result = writeInPlace(place.path, content);
    if (result.error == 0)
        return success();
    Error failure = writeFailure(place.shown, place.folder(), result.error);
    if (result.oldIsDamaged)
        failure.reason += " What the file held before could not be put back.";
    return failure;
}

Outcome putFile(const WritePlace& place, std::string_view content, Purpose purpose) {
    if (place.isMountPoint)
        return putInPlace(place, content, purpose);
    FileBeside beside(place);
    const auto failed = [&place](int error) { return writeFailure(place.shown, place.folder(), error); };
    if (const int error = beside.create(); error != 0) {
        if (place.exists && refusesNeighbours(error))
            return putInPlace(place, content, purpose);
        return failed(error);
    }
    if (const int error = beside.fill(content); error != 0)
        return failed(error);
    const int error = purpose == Purpose::Trial ? beside.tryRename() : beside.takePlace();
    if (error != 0 && refusesRenaming(error))
        return putInPlace(place, content, purpose);
    return error == 0 ? success() : Outcome(failed(error));
}

int writeStream(const WritePlace& place, std::string_view content) {
    OpenFile stream;
    int error = place.descriptor ? stream.duplicate(*place.descriptor) : stream.open(place.path, O_WRONLY);
    if (error == 0)
        error = stream.write(content);
    if (error == 0)
        error = stream.sync();
    const int closing = stream.close();
    return error != 0 ? error : closing;
}

int tryStream(const WritePlace& place) {
    if (!place.descriptor)
        return ::access(place.path.c_str(), W_OK) == 0 ? 0 : errno;
    const int flags = ::fcntl(*place.descriptor, F_GETFL);
    return flags < 0 || (flags & O_ACCMODE) == O_RDONLY ? EBADF : 0;
}

Outcome put(const std::filesystem::path& path, std::string_view content, Purpose purpose,
            bool isPrivate = false) {
    Result<WritePlace> place = findWritePlace(path);
    if (!place)
        return place.error();
    if (isPrivate) {
        place->mode = 0600;
        place->isPrivate = true;
    }
    if (!place->isStream)
        return putFile(*place, content, purpose);
    if (isPrivate) // is read again; and somebody's pipe would be waited for
        return writeFailure(place->shown, place->folder(), ENOTBLK);
    const int error = purpose == Purpose::Trial ? tryStream(*place) : writeStream(*place, content);
    return error == 0 ? success() : Outcome(writeFailure(place->shown, place->folder(), error));
}

} // namespace

Outcome writeFileAtomically(const std::filesystem::path& path, std::string_view content) {
    return put(path, content, Purpose::Write);
}

Outcome writePrivateFile(const std::filesystem::path& path, std::string_view content) {
    return put(path, content, Purpose::Write, true);
}

Outcome checkWritable(const std::filesystem::path& path) {
    return put(path, std::string(kTrialBytes, '\n'), Purpose::Trial);
}

Outcome writeStandardOutput(int descriptor, std::string_view content) {
    WritePlace place;
    place.shown = "to the standard output";
    place.descriptor = descriptor;
    const int error = writeStream(place, content);
    return error == 0 ? success() : Outcome(writeFailure(place.shown, {}, error));
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/state_folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <linux/magic.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>
#include <vector>

namespace headroom {

namespace {

namespace fs = std::filesystem;

/// The user's account, read without the environment.
struct Account {
    std::string name = std::to_string(::geteuid());
    fs::path home;
};

Account account() {
    Account found;
    std::array<char, 16384> texts{};
    struct passwd entry {};
    struct passwd* known = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, texts.data(), texts.size(), &known) == 0 && known) {
        found.home = known->pw_dir;
        // It becomes part of a path.
        if (const std::string name = known->pw_name; name.find('/') == std::string::npos)
            found.name = name;
    }
    return found;
}

bool isShared(const struct stat& folder) {
    return (folder.st_mode & S_IWOTH) != 0;
}

/// Whether anybody could have put that into a folder that all may write, a link that leads elsewhere for one.
bool mayBePlanted(const fs::path& path) {
    struct stat parent {};
    struct stat entry {};
    return ::stat(path.parent_path().c_str(), &parent) == 0 && isShared(parent) &&
           ::lstat(path.c_str(), &entry) == 0 && entry.st_uid != ::geteuid();
}

/// Whether that is the kernel's own, which lets its owner write and takes no file.
bool isOfKernel(const fs::path& folder) {
    struct statfs system {};
    return ::statfs(folder.c_str(), &system) == 0 &&
           (system.f_type == PROC_SUPER_MAGIC || system.f_type == SYSFS_MAGIC);
}

/// Why nothing can be kept below that folder, as the end of a sentence; empty where it can.
std::string unusable(const fs::path& folder) {
    if (!folder.is_absolute())
        return "is not an absolute path";
    std::error_code ignored;
    fs::path existing;
    for (const fs::path& part : folder) {
        if (!fs::exists(fs::symlink_status(existing / part, ignored)))
            break;
        existing /= part;
        if (mayBePlanted(existing))
            return "leads through " + existing.string() + ", which another user put into a shared folder";
    }
    struct stat last {};
    if (::stat(existing.c_str(), &last) != 0)
        return std::string("cannot be used: ") + std::strerror(errno);
    if (!S_ISDIR(last.st_mode))
        return "leads through " + existing.string() + ", which is no folder";
    if (isOfKernel(existing))
        return "leads to " + existing.string() + ", where the kernel keeps no files";
    if (last.st_uid != ::geteuid())
        return "leads to " + existing.string() + ", which belongs to another user";
    if (isShared(last))
        return "leads to " + existing.string() + ", which all users may write";
    if (::access(existing.c_str(), W_OK | X_OK) != 0)
        return "leads to " + existing.string() + ", which cannot be written";
    return {};
}

/// `variable` names it; otherwise it is `belowHome`.
StateFolder folderOf(const char* variable, const fs::path& belowHome) {
    struct Candidate {
        std::string name;
        fs::path folder;
    };
    std::vector<Candidate> candidates;
    // The XDG specification has a relative path ignored, and an empty one be none.
    if (const char* given = std::getenv(variable); given && *given)
        candidates.push_back({variable, given});
    if (const char* home = std::getenv("HOME"); home && *home)
        candidates.push_back({"HOME", fs::path(home) / belowHome});
    else
        candidates.push_back({"HOME", {}});
    if (const fs::path home = account().home; !home.empty())
        candidates.push_back({"the home folder of this account", home / belowHome});

    std::string reasons;
    for (const Candidate& candidate : candidates) {
        const fs::path folder = candidate.folder.empty() ? fs::path() : candidate.folder / "headroom";
        const std::string reason = folder.empty() ? "is not set" : unusable(folder);
        if (reason.empty())
            return {folder, reasons};
        reasons += (reasons.empty() ? "" : "; ") + candidate.name + " " + reason;
    }
    return {{}, reasons};
}

} // namespace

StateFolder stateFolder() {
    return folderOf("XDG_STATE_HOME", fs::path(".local") / "state");
}

StateFolder configFolder() {
    return folderOf("XDG_CONFIG_HOME", ".config");
}

StateFolder cacheFolder() {
    return folderOf("XDG_CACHE_HOME", ".cache");
}

Outcome makePrivateFolder(const fs::path& path) {
    fs::path made;
    for (const fs::path& part : path) {
        made /= part;
        struct stat there {};
        if (::stat(made.c_str(), &there) == 0)
            continue;
        if (::mkdir(made.c_str(), 0700) == 0)
            ::chmod(made.c_str(), 0700); // a umask may take even this user's rights
        else if (errno != EEXIST)
            return Error{Status::Error,
                         "cannot make the folder " + made.string() + ": " + std::strerror(errno)};
    }
    struct stat folder {};
    if (::stat(path.c_str(), &folder) != 0 || !S_ISDIR(folder.st_mode))
        return Error{Status::Error, path.string() + " is no folder"};
    if (folder.st_uid != ::geteuid())
        return Error{Status::Error, path.string() + " belongs to another user"};
    if ((folder.st_mode & 07777) != 0700)
        ::chmod(path.c_str(), 0700); // some file systems know no modes
    return success();
}

namespace {

fs::path temporaryParent() {
    const char* given = std::getenv("TMPDIR");
    return given && *given == '/' ? given : "/tmp";
}

std::string temporaryPrefix() {
    return "headroom-" + account().name + '-';
}

} // namespace

std::vector<fs::path> temporaryFolders() {
    const std::string prefix = temporaryPrefix();
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(temporaryParent(), error), end; !error && entry != end;
         entry.increment(error)) {
        struct stat folder {};
        if (entry->path().filename().string().starts_with(prefix) &&
            ::lstat(entry->path().c_str(), &folder) == 0 && S_ISDIR(folder.st_mode) &&
            folder.st_uid == ::geteuid())
            folders.push_back(entry->path());
    }
    std::ranges::sort(folders);
    return folders;
}

Result<fs::path> makeTemporaryFolder() {
    const fs::path parent = temporaryParent();
    // Its name cannot be known before, and what exists already is never taken.
    std::string folder = parent / (temporaryPrefix() + "XXXXXX");
    if (!::mkdtemp(folder.data()))
        return Error{Status::Error,
                     "cannot make a folder in " + parent.string() + ": " + std::strerror(errno)};
    return fs::path(folder);
}

} // namespace headroom

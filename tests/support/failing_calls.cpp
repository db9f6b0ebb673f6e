// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Makes system calls of a program fail, loaded before it by LD_PRELOAD and told by the environment:
//
//   HEADROOM_FAIL   "CALL FIRST LAST ERRNO; …": the calls of that name from the FIRSTth to the LASTth fail;
//                   ERRNO "short" lets a write do half of its work instead
//   HEADROOM_BELOW  counts only calls on files below this folder
//   HEADROOM_FIRED  a file that is made when the first of these made a call fail

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr int kShort = -1;
constexpr int kMostRules = 8;

struct Rule {
    std::string call;
    int first = 0;
    int last = 0;
    int error = 0;
    std::atomic<int> seen = 0;
};

struct Rules {
    Rule rules[kMostRules];
    int count = 0;
    std::string below;
    std::string fired;

    Rules() {
        const auto variable = [](const char* name) {
            const char* value = std::getenv(name);
            return std::string(value ? value : "");
        };
        below = variable("HEADROOM_BELOW");
        fired = variable("HEADROOM_FIRED");
        std::string rest = variable("HEADROOM_FAIL");
        while (!rest.empty() && count < kMostRules) {
            const std::size_t end = rest.find(';');
            char call[32] = {};
            char error[32] = {};
            Rule& rule = rules[count];
            if (std::sscanf(rest.c_str(), " %31s %d %d %31[a-z0-9]", call, &rule.first, &rule.last, error) ==
                4) {
                rule.call = call;
                rule.error = std::strcmp(error, "short") == 0 ? kShort : std::atoi(error);
                ++count;
            }
            rest = end == std::string::npos ? "" : rest.substr(end + 1);
        }
    }

    /// 0, an errno, or kShort for this call.
    int judge(const char* call, const std::string& path) {
        if (path.compare(0, below.size(), below) != 0)
            return 0;
        for (int i = 0; i < count; ++i) {
            Rule& rule = rules[i];
            if (rule.call != call)
                continue;
            const int number = ++rule.seen;
            if (number < rule.first || number > rule.last)
                continue;
            if (i == 0 && !fired.empty())
                ::syscall(SYS_close,
                          ::syscall(SYS_openat, AT_FDCWD, fired.c_str(), O_CREAT | O_WRONLY, 0666));
            return rule.error;
        }
        return 0;
    }
};

Rules& rules() {
    static Rules known;
    return known;
}

std::string pathOf(int descriptor) {
    char path[4096];
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const long length = ::syscall(SYS_readlinkat, AT_FDCWD, link.c_str(), path, sizeof path);
    return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

int judge(const char* call, int descriptor) {
    const int before = errno;
    const int error = rules().judge(call, pathOf(descriptor));
    errno = error > 0 ? error : before;
    return error;
}

int judge(const char* call, const char* path) {
    const int before = errno;
    const int error = rules().judge(call, path);
    errno = error > 0 ? error : before;
    return error;
}

template <class Function>
Function* next(Function*, const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t write(int file, const void* data, size_t size) {
    const int error = judge("write", file);
    if (error > 0)
        return -1;
    return next(&write, "write")(file, data, error == kShort ? (size + 1) / 2 : size);
}

ssize_t pwrite(int file, const void* data, size_t size, off_t offset) {
    const int error = judge("pwrite", file);
    if (error > 0)
        return -1;
    return next(&pwrite, "pwrite")(file, data, error == kShort ? (size + 1) / 2 : size, offset);
}

int fsync(int file) {
    return judge("fsync", file) > 0 ? -1 : next(&fsync, "fsync")(file);
}

int ftruncate(int file, off_t size) noexcept {
    return judge("ftruncate", file) > 0 ? -1 : next(&ftruncate, "ftruncate")(file, size);
}

int fchmod(int file, mode_t mode) noexcept {
    return judge("fchmod", file) > 0 ? -1 : next(&fchmod, "fchmod")(file, mode);
}

/// As the kernel does it: the descriptor is gone, whatever is said.
int close(int file) {
    const int error = judge("close", file);
    const int closed = next(&close, "close")(file);
    if (error > 0)
        errno = error;
    return error > 0 ? -1 : closed;
}

int rename(const char* from, const char* to) noexcept {
    return judge("rename", to) > 0 ? -1 : next(&rename, "rename")(from, to);
}

int mkdir(const char* path, mode_t mode) noexcept {
    return judge("mkdir", path) > 0 ? -1 : next(&mkdir, "mkdir")(path, mode);
}

int open(const char* path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list more;
        va_start(more, flags);
        mode = va_arg(more, mode_t);
        va_end(more);
    }
    return judge("open", path) > 0 ? -1 : next(&open, "open")(path, flags, mode);
}

} // extern "C"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/fuzz/memory_file.h"

#include "tests/fuzz/fuzz_target.h"

#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace headroom::fuzzing {

MemoryFile::MemoryFile() : m_file(::memfd_create("headroom-fuzz", MFD_CLOEXEC)) {
    require(m_file.isOpen(), "a file in memory can be made");
}

void MemoryFile::write(std::string_view bytes) {
    require(::ftruncate(m_file.get(), 0) == 0 && ::lseek(m_file.get(), 0, SEEK_SET) == 0,
            "a file in memory can be emptied");
    append(bytes);
}

void MemoryFile::append(std::string_view bytes) {
    require(::write(m_file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
            "a file in memory can be written");
}

std::filesystem::path MemoryFile::path() const {
    return "/proc/self/fd/" + std::to_string(m_file.get());
}

} // namespace headroom::fuzzing

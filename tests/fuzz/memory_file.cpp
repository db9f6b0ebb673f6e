// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/fuzz/memory_file.h"

#include "tests/fuzz/fuzz_target.h"

#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <system_error>
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

namespace {

std::filesystem::path makeFolder(const std::filesystem::path& above) {
    std::string name = (above / "headroom-fuzz-XXXXXX").string();
    return ::mkdtemp(name.data()) != nullptr ? std::filesystem::path(name) : std::filesystem::path();
}

} // namespace

MemoryFolder::MemoryFolder() : m_path(makeFolder("/dev/shm")) {
    if (m_path.empty())
        m_path = makeFolder(std::filesystem::temp_directory_path());
    require(!m_path.empty(), "a folder can be made");
}

MemoryFolder::~MemoryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

void MemoryFolder::write(const std::filesystem::path& name, std::string_view bytes) const {
    const std::filesystem::path path = m_path / name;
    std::filesystem::create_directories(path.parent_path());
    const UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    require(file.isOpen() &&
                ::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
            "a file can be written");
}

void MemoryFolder::empty() const {
    for (const auto& entry : std::filesystem::directory_iterator(m_path))
        std::filesystem::remove_all(entry.path());
}

} // namespace headroom::fuzzing

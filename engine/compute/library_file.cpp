// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/library_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <fstream>
#include <optional>
#include <system_error>

namespace headroom {

namespace {

namespace fs = std::filesystem;

#if defined(__x86_64__)
constexpr Elf64_Half kThisMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half kThisMachine = EM_AARCH64;
#else
constexpr Elf64_Half kThisMachine = EM_NONE; // not told apart
#endif
/// More than any library has.
constexpr std::uint64_t kMostTableBytes = 1 << 20;

template <class T>
std::optional<T> readAt(std::ifstream& file, std::uint64_t offset) {
    T value{};
    file.clear();
    file.seekg(static_cast<std::streamoff>(offset));
    return file.read(reinterpret_cast<char*>(&value), sizeof value) ? std::optional(value) : std::nullopt;
}

std::vector<Elf64_Phdr> segmentsOf(std::ifstream& file, const Elf64_Ehdr& head) {
    std::vector<Elf64_Phdr> segments;
    for (std::uint64_t i = 0; i < head.e_phnum; ++i)
        if (const auto segment = readAt<Elf64_Phdr>(file, head.e_phoff + i * sizeof(Elf64_Phdr)))
            segments.push_back(*segment);
    return segments;
}

/// Whether the file has all that its own tables speak of: the loader maps what is cut off, and ends the
/// program with a signal when it reads there.
bool isWhole(std::ifstream& file, const Elf64_Ehdr& head, std::uint64_t size) {
    const auto isWithin = [size](std::uint64_t offset, std::uint64_t bytes) {
        return offset <= size && bytes <= size - offset;
    };
    if (!isWithin(head.e_phoff, std::uint64_t{head.e_phnum} * sizeof(Elf64_Phdr)) ||
        !isWithin(head.e_shoff, std::uint64_t{head.e_shnum} * sizeof(Elf64_Shdr)))
        return false;
    const std::vector<Elf64_Phdr> segments = segmentsOf(file, head);
    // Others than those that are mapped may name bytes that a linker left no place for.
    return std::ranges::all_of(segments, [&](const Elf64_Phdr& segment) {
        return segment.p_type != PT_LOAD || isWithin(segment.p_offset, segment.p_filesz);
    });
}

LibraryFile passedOver(const fs::path& file, const std::string& why) {
    return {LibraryFile::State::PassedOver, file, why};
}

LibraryFile brokenLibrary(const fs::path& file, const char* why) {
    return {LibraryFile::State::Broken, file, why};
}

/// Of an address in memory its place in the file.
std::optional<std::uint64_t> offsetOf(const std::vector<Elf64_Phdr>& segments, std::uint64_t address) {
    for (const Elf64_Phdr& segment : segments)
        if (segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
            address - segment.p_vaddr < segment.p_filesz)
            return address - segment.p_vaddr + segment.p_offset;
    return std::nullopt;
}

} // namespace

LibraryFile inspectLibrary(const fs::path& file) {
    std::error_code fault;
    const fs::file_status status = fs::status(file, fault);
    if (status.type() == fs::file_type::not_found) {
        const bool dangles = fs::is_symlink(fs::symlink_status(file, fault));
        return dangles ? passedOver(file, "is a link to nothing") : LibraryFile{};
    }
    if (!fs::exists(status)) // nobody may look, for one
        return passedOver(file, "cannot be read (" + fault.message() + ")");
    if (!fs::is_regular_file(status))
        return brokenLibrary(file, "is no file");
    errno = 0;
    std::ifstream content(file, std::ios::binary);
    if (!content)
        return passedOver(file, "cannot be read (" + std::generic_category().message(errno) + ")");
    const std::uintmax_t size = fs::file_size(file, fault);
    if (size == 0)
        return brokenLibrary(file, "is empty");
    const auto head = readAt<Elf64_Ehdr>(content, 0);
    const auto mark = readAt<std::array<char, SELFMAG>>(content, 0);
    if (!mark || std::memcmp(mark->data(), ELFMAG, SELFMAG) != 0)
        return brokenLibrary(file, "is no library");
    if (!head)
        return brokenLibrary(file, "is cut off");
    const bool isOther = head->e_ident[EI_CLASS] != ELFCLASS64 || head->e_ident[EI_DATA] != ELFDATA2LSB ||
                         (kThisMachine != EM_NONE && head->e_machine != kThisMachine);
    if (isOther)
        return passedOver(file, "is for another kind of processor");
    if (!isWhole(content, *head, size))
        return brokenLibrary(file, "is cut off");
    return {LibraryFile::State::Sound, file};
}

LibraryFile findLibrary(const std::string& name, const std::vector<fs::path>& folders) {
    LibraryFile passed;
    for (const fs::path& folder : folders) {
        LibraryFile library = inspectLibrary(folder / name);
        if (library.state == LibraryFile::State::Broken || library.state == LibraryFile::State::Sound)
            return library;
        if (passed.state == LibraryFile::State::Absent)
            passed = std::move(library);
    }
    return passed;
}

std::vector<fs::path> loaderFolders() {
    void* self = dlopen(nullptr, RTLD_NOW);
    Dl_serinfo size{};
    std::vector<fs::path> folders;
    if (self == nullptr || dlinfo(self, RTLD_DI_SERINFOSIZE, &size) != 0)
        return folders;
    std::vector<std::max_align_t> room(size.dls_size / sizeof(std::max_align_t) + 1);
    auto* const info = reinterpret_cast<Dl_serinfo*>(room.data());
    if (dlinfo(self, RTLD_DI_SERINFOSIZE, info) == 0 && dlinfo(self, RTLD_DI_SERINFO, info) == 0)
        for (unsigned i = 0; i < info->dls_cnt; ++i)
            folders.emplace_back((&info->dls_serpath[0] + i)->dls_name);
    dlclose(self);
    return folders;
}

std::vector<std::string> neededBy(const fs::path& library) {
    std::vector<std::string> names;
    if (inspectLibrary(library).state != LibraryFile::State::Sound)
        return names;
    std::ifstream file(library, std::ios::binary);
    const auto head = readAt<Elf64_Ehdr>(file, 0);
    if (!head)
        return names;
    const std::vector<Elf64_Phdr> segments = segmentsOf(file, *head);
    const auto table = std::ranges::find(segments, Elf64_Word{PT_DYNAMIC}, &Elf64_Phdr::p_type);
    if (table == segments.end())
        return names;
    std::vector<std::uint64_t> places; // of the names among the library's strings
    std::optional<std::uint64_t> strings;
    const std::uint64_t bytes = std::min(table->p_filesz, kMostTableBytes);
    for (std::uint64_t at = 0; at + sizeof(Elf64_Dyn) <= bytes; at += sizeof(Elf64_Dyn)) {
        const auto entry = readAt<Elf64_Dyn>(file, table->p_offset + at);
        if (!entry || entry->d_tag == DT_NULL)
            break;
        if (entry->d_tag == DT_NEEDED)
            places.push_back(entry->d_un.d_val);
        if (entry->d_tag == DT_STRTAB)
            strings = offsetOf(segments, entry->d_un.d_ptr);
    }
    for (const std::uint64_t place : places) {
        std::string name;
        file.clear();
        if (strings && file.seekg(static_cast<std::streamoff>(*strings + place)) &&
            std::getline(file, name, '\0') && name.size() < kMostTableBytes)
            names.push_back(std::move(name));
    }
    return names;
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/module_loader.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <filesystem>
#include <fstream>

namespace headroom {

namespace {

namespace fs = std::filesystem;

constexpr const char* kModuleFile = "headroom_cuda.so";
constexpr const char* kModuleVariable = "HEADROOM_CUDA_MODULE";

Error unavailable(std::string reason) {
    return {Status::DeviceLost, std::move(reason)};
}

/// The name of the library in "libcublas.so.13: cannot open shared object file: …"; empty where the module
/// itself is the file in question.
std::string missingLibrary(const std::string& fault, const std::string& path) {
    const std::size_t colon = fault.find(": cannot open shared object file");
    if (colon == std::string::npos || fault.starts_with(path))
        return {};
    return fault.substr(0, colon);
}

Error explain(const std::string& fault, const std::string& path) {
    const std::string library = missingLibrary(fault, path);
    if (library.starts_with("libcublas"))
        return unavailable("cuBLAS was not found (" + library +
                           "). Install the CUDA Toolkit's cuBLAS of that version, or add its folder to "
                           "LD_LIBRARY_PATH.");
    if (!library.empty())
        return unavailable("the GPU module " + path + " needs " + library +
                           ", which was not found. Install it, or add its folder to LD_LIBRARY_PATH.");
    return unavailable("the GPU module " + path + " cannot be loaded: " + fault + ".");
}

template <class Function>
Function* symbol(void* module, const char* name) {
    return reinterpret_cast<Function*>(dlsym(module, name));
}

/// Whether the file has all that its own tables speak of: the loader maps what is cut off, and ends the
/// program with a signal when it reads there.
bool isWhole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    Elf64_Ehdr head{};
    if (!file.read(reinterpret_cast<char*>(&head), sizeof head) ||
        std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0)
        return true; // no library: the loader says so itself
    std::error_code fault;
    const std::uintmax_t size = fs::file_size(path, fault);
    const auto isWithin = [size](std::uint64_t offset, std::uint64_t bytes) {
        return offset <= size && bytes <= size - offset;
    };
    if (!isWithin(head.e_phoff, std::uint64_t{head.e_phnum} * sizeof(Elf64_Phdr)) ||
        !isWithin(head.e_shoff, std::uint64_t{head.e_shnum} * sizeof(Elf64_Shdr)))
        return false;
    file.seekg(static_cast<std::streamoff>(head.e_phoff));
    for (int i = 0; i < head.e_phnum; ++i) {
        Elf64_Phdr segment{};
        if (!file.read(reinterpret_cast<char*>(&segment), sizeof segment))
            return false;
        // Others than those that are mapped may name bytes that a linker left no place for.
        if (segment.p_type == PT_LOAD && !isWithin(segment.p_offset, segment.p_filesz))
            return false;
    }
    return true;
}

/// "HEADROOM_CUDA_MODULE names X, " where the user named it.
std::string asNamed(const std::string& path) {
    const char* named = std::getenv(kModuleVariable);
    return named != nullptr && path == named ? std::string(kModuleVariable) + " names " + path + ", which is "
                                             : "";
}

/// Where to get it from: an archive has the programs' libraries in a folder of their own.
std::string howToHaveIt(const fs::path& path) {
    std::error_code fault;
    if (fs::is_directory(path.parent_path().parent_path() / "lib" / "headroom", fault))
        return "Unpack the archive anew, or one that has the module where this is one for processors, or "
               "name the module in HEADROOM_CUDA_MODULE.";
    return "Install the package headroom-cuda of this program's version, build Headroom where a CUDA Toolkit "
           "12 or later is found, or name the module in HEADROOM_CUDA_MODULE.";
}

/// The library, which stays loaded, where it is a module that this program can use.
Result<void*> openModule(const std::string& path) {
    std::error_code fault;
    const std::string named = asNamed(path);
    if (!fs::path(path).is_absolute())
        return unavailable(named.empty()
                               ? "the GPU module's place must be an absolute path; it is \"" + path + "\"."
                               : named + "no absolute path. Write it from / on.");
    if (!fs::is_regular_file(path, fault) && !named.empty())
        return unavailable(
            named + (fs::exists(path, fault) ? "no file" : "not there") +
            ". Name the module, headroom_cuda.so, or unset the variable for the program's own.");
    if (!fs::is_regular_file(path, fault))
        return unavailable("its module is not there (" + path + "). " + howToHaveIt(path));
    if (!isWhole(path))
        return unavailable("the GPU module " + path + " is cut off. Install it anew.");
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (module == nullptr) {
        const char* text = dlerror();
        return explain(text != nullptr ? text : "the loader gives no reason", path);
    }
    const auto version = symbol<BackendVersionFunction>(module, kBackendVersionSymbol);
    if (version == nullptr)
        return unavailable(path + " is a library, but not a module of Headroom.");
    if (const int found = version(); found != kBackendInterfaceVersion)
        return unavailable("the GPU module " + path + " is of interface version " + std::to_string(found) +
                           "; this program needs version " + std::to_string(kBackendInterfaceVersion) +
                           ". Install the module that came with this program.");
    return module;
}

} // namespace

Result<std::unique_ptr<Backend>> loadBackendModule(const std::string& path) {
    const Result<void*> module = openModule(path);
    if (!module)
        return module.error();
    const auto create = symbol<BackendFactoryFunction>(*module, kBackendFactorySymbol);
    std::unique_ptr<Backend> backend(create != nullptr ? create() : nullptr);
    if (!backend)
        return unavailable("the GPU module " + path +
                           " offers no backend. Install the module that came with this program.");
    return backend;
}

std::string moduleLibraries(const std::string& path) {
    const Result<void*> module = openModule(path);
    const auto libraries = module ? symbol<LibrariesFunction>(*module, kLibrariesSymbol) : nullptr;
    return libraries != nullptr ? libraries() : "";
}

std::string cudaModulePath() {
    if (const char* named = std::getenv(kModuleVariable); named != nullptr && *named != '\0')
        return named;
    std::error_code fault;
    const fs::path program = fs::read_symlink("/proc/self/exe", fault);
    return fault ? std::string() : cudaModulePathOf(program.string());
}

std::string cudaModulePathOf(const std::string& program) {
    const fs::path folder = fs::path(program).parent_path();
    const fs::path beside = folder / kModuleFile;
    const fs::path installed = (folder / HEADROOM_MODULE_FOLDER / kModuleFile).lexically_normal();
    std::error_code fault;
    return fs::exists(beside, fault) || !fs::exists(installed, fault) ? beside.string() : installed.string();
}

} // namespace headroom

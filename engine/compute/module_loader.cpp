// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/module_loader.h"

#include "engine/compute/library_file.h"
#include "engine/compute/nvidia_card.h"
#include "engine/model/version.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <optional>
#include <vector>

namespace headroom {

namespace {

namespace fs = std::filesystem;

constexpr const char* kModuleFile = "headroom_cuda.so";
constexpr const char* kModuleVariable = "HEADROOM_CUDA_MODULE";
constexpr const char* kDriverLibrary = "libcuda.so.1";

Error unavailable(std::string reason) {
    return {Status::DeviceLost, std::move(reason)};
}

bool isOfCublas(const std::string& library) {
    return library.starts_with("libcublas");
}

/// "13" of "libcublas.so.13".
std::string majorVersionIn(const std::string& library) {
    const std::size_t dot = library.find(".so.");
    return dot == std::string::npos ? std::string() : library.substr(dot + 4);
}

/// What a library of NVIDIA's is called where users have to install it.
std::string nameOfLibrary(const std::string& library) {
    return library == kDriverLibrary ? "the NVIDIA driver's library"
           : isOfCublas(library)     ? "cuBLAS"
                                     : "a library of the GPU module";
}

std::string whoseLibraryIs(const LibraryFile& library, const std::string& name) {
    return nameOfLibrary(name) + " (" + library.path.string() + ") " + library.fault;
}

/// One that the loader would fail at, or end this program for.
std::optional<Error> whyNotToLoad(const std::vector<std::string>& needed,
                                  const std::vector<fs::path>& folders) {
    std::vector<std::string> names = needed;
    names.emplace_back(kDriverLibrary);
    for (const std::string& name : names)
        if (const LibraryFile library = findLibrary(name, folders);
            library.state == LibraryFile::State::Broken)
            return unavailable(whoseLibraryIs(library, name) + ". Install " +
                               (name == kDriverLibrary ? "the driver" : "it") + " anew.");
    return std::nullopt;
}

/// The name of the library in "libcublas.so.13: cannot open shared object file: …"; empty where the module
/// itself is the file in question.
std::string missingLibrary(const std::string& fault, const std::string& path) {
    const std::size_t colon = fault.find(": cannot open shared object file");
    if (colon == std::string::npos || fault.starts_with(path))
        return {};
    return fault.substr(0, colon);
}

Error cublasIsMissing(const std::string& library, const std::vector<fs::path>& folders) {
    const std::string major = majorVersionIn(library);
    const std::string ofCuda = major.empty() ? std::string() : " of CUDA " + major;
    // Whether the system's index has a driver is not known; where a card is, one that works is likely.
    const bool lacksDriver =
        !hasNvidiaCard() && findLibrary(kDriverLibrary, folders).state == LibraryFile::State::Absent;
    if (!lacksDriver)
        return unavailable("cuBLAS was not found (" + library + "). Install the cuBLAS" + ofCuda +
                           ", or add its folder to LD_LIBRARY_PATH.");
    int number = 0; // stays where the name has none
    std::from_chars(major.data(), major.data() + major.size(), number);
    const std::string oldest = oldestDriverOf(number);
    return unavailable("cuBLAS was not found (" + library + "), nor NVIDIA's driver (" + kDriverLibrary +
                       "). For a GPU install both: the driver" +
                       (oldest.empty() ? std::string() : ", version " + oldest + " or later,") +
                       " and the cuBLAS" + ofCuda + ", or add its folder to LD_LIBRARY_PATH.");
}

Error explain(const std::string& fault, const std::string& path, const std::vector<fs::path>& folders) {
    const std::string library = missingLibrary(fault, path);
    if (library.empty())
        return unavailable("the GPU module " + path + " cannot be loaded: " + fault + ".");
    if (const LibraryFile there = findLibrary(library, folders); !there.fault.empty())
        return unavailable(whoseLibraryIs(there, library) +
                           ", and no other was found. Mend that, or install it anew.");
    if (isOfCublas(library))
        return cublasIsMissing(library, folders);
    return unavailable("the GPU module " + path + " needs " + library +
                       ", which was not found. Install it, or add its folder to LD_LIBRARY_PATH.");
}

template <class Function>
Function* symbol(void* module, const char* name) {
    return reinterpret_cast<Function*>(dlsym(module, name));
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
    const fs::file_status status = fs::status(path, fault);
    if (status.type() == fs::file_type::none)
        return unavailable((named.empty() ? "its module (" + path + ") is " : named) + "not to be reached: " +
                           fault.message() + ". Check the permissions of its folders.");
    if (!fs::is_regular_file(status) && !named.empty())
        return unavailable(
            named + (fs::exists(status) ? "no file" : "not there") +
            ". Name the module, headroom_cuda.so, or unset the variable for the program's own.");
    if (!fs::is_regular_file(status))
        return unavailable("its module is not there (" + path + "). " + howToHaveIt(path));
    if (const LibraryFile module = inspectLibrary(path); module.state != LibraryFile::State::Sound)
        return unavailable("the GPU module " + path + " " + module.fault + ". Install it anew.");
    const std::vector<fs::path> folders = loaderFolders();
    if (std::optional<Error> broken = whyNotToLoad(neededBy(path), folders))
        return *broken;
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (module == nullptr) {
        const char* text = dlerror();
        return explain(text != nullptr ? text : "the loader gives no reason", path, folders);
    }
    const auto version = symbol<BackendVersionFunction>(module, kBackendVersionSymbol);
    if (version == nullptr)
        return unavailable(path + " is a library, but not a module of Headroom.");
    if (const int found = version(); found != kBackendInterfaceVersion)
        return unavailable("the GPU module " + path + " is of another release: its interface has version " +
                           std::to_string(found) + ", and Headroom " + programVersion() + " needs version " +
                           std::to_string(kBackendInterfaceVersion) +
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

bool gpusAreMeant() {
    const char* named = std::getenv(kModuleVariable);
    if (hasNvidiaCard() || (named != nullptr && *named != '\0'))
        return true;
    std::vector<std::string> names = neededBy(cudaModulePath());
    std::erase_if(names, [](const std::string& name) { return !isOfCublas(name); });
    names.emplace_back(kDriverLibrary);
    const std::vector<fs::path> folders = loaderFolders();
    return std::ranges::any_of(names, [&folders](const std::string& name) {
        return findLibrary(name, folders).state != LibraryFile::State::Absent;
    });
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

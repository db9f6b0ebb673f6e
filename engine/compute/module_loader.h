// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/backend.h"

#include <memory>
#include <string>

namespace headroom {

// What a module exports with C linkage. The version is asked for first and alone: a module of another version
// is not used any further.
using BackendVersionFunction = int();
using BackendFactoryFunction = Backend*(); ///< the caller owns the backend
using LibrariesFunction = const char*();   ///< what a module need not have
inline constexpr const char* kBackendVersionSymbol = "headroomBackendInterfaceVersion";
inline constexpr const char* kBackendFactorySymbol = "headroomCreateBackend";
inline constexpr const char* kLibrariesSymbol = "headroomLibraries";

/// Loads the backend in the shared library at `path`, which must be absolute: nothing is searched for, least
/// of all in the current directory. The library stays loaded until the program ends. The error tells, in a
/// sentence for users, what is wrong with the file or what it lacks.
Result<std::unique_ptr<Backend>> loadBackendModule(const std::string& path);

/// The libraries that the module in that file computes with, "cuBLAS 13.1.0, CUDA runtime 13.0", as they are
/// loaded; no driver is asked. Empty where the module cannot be had or does not say it.
std::string moduleLibraries(const std::string& path);

/// Whether something of NVIDIA's is here, a card, the driver, cuBLAS, or the module was named: then it is
/// worth telling why no GPU can be used. Nothing is loaded.
bool gpusAreMeant();

/// Where the GPU module belongs: the file that the environment variable HEADROOM_CUDA_MODULE names, otherwise
/// the one of this program.
std::string cudaModulePath();
/// headroom_cuda.so beside that program, or in the folder that systems keep a program's own libraries in
/// (../lib/headroom and the like) where it lies there alone.
std::string cudaModulePathOf(const std::string& program);

} // namespace headroom

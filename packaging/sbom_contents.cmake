# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# What each package links, as the packages that CMake found are called and versioned: read by sbom.cmake at each build.

# headroom_add_sbom(component package licence library…): builds PACKAGE.spdx.json and installs it with the component
function(headroom_add_sbom component package licence)
  set(contents ${CMAKE_CURRENT_BINARY_DIR}/${package}.contents.cmake)
  set(document ${CMAKE_CURRENT_BINARY_DIR}/${package}.spdx.json)
  file(CONFIGURE OUTPUT ${contents} @ONLY CONTENT [[
set(package "@package@")
set(version "@PROJECT_VERSION@")
set(licence "@licence@")
set(libraries "@ARGN@")
]])
  add_custom_target(sbom_${component} ALL BYPRODUCTS ${document}
    COMMAND ${CMAKE_COMMAND} -DCONTENTS=${contents} -DSOURCE=${PROJECT_SOURCE_DIR} -DOUTPUT=${document}
      -P ${PROJECT_SOURCE_DIR}/packaging/sbom.cmake
    COMMENT "Writing what ${package} is made of" VERBATIM)
  install(FILES ${document} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
endfunction()

set(engine_libraries
  "nlohmann_json|${nlohmann_json_VERSION}|MIT|STATIC_LINK"
  "CLI11|${CLI11_VERSION}|BSD-3-Clause|STATIC_LINK")
set(c_libraries "")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(gcc "${CMAKE_CXX_COMPILER_VERSION}|GPL-3.0-or-later WITH GCC-exception-3.1|DYNAMIC_LINK")
  list(APPEND c_libraries "libstdc++|${gcc}" "libgcc|${gcc}")
endif()
execute_process(COMMAND getconf GNU_LIBC_VERSION OUTPUT_VARIABLE glibc OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(glibc MATCHES "^glibc (.*)")
  list(APPEND c_libraries "glibc|${CMAKE_MATCH_1}|LGPL-2.1-or-later|DYNAMIC_LINK")
endif()
if(HEADROOM_ONEDNN)
  find_package(dnnl QUIET)
  find_package(OpenMP QUIET COMPONENTS CXX)
  list(APPEND engine_libraries "oneDNN|${dnnl_VERSION}|Apache-2.0|DYNAMIC_LINK")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND engine_libraries "libgomp (OpenMP ${OpenMP_CXX_VERSION})|${gcc}")
  endif()
endif()

headroom_add_sbom(engine headroom-engine "Apache-2.0" ${engine_libraries} ${c_libraries})
if(TARGET headroom)
  set(window_libraries "")
  foreach(module Core Gui Widgets Svg OpenGL OpenGLWidgets) # the last two by way of Charts
    list(APPEND window_libraries "Qt ${module}|${Qt6_VERSION}|LGPL-3.0-only OR GPL-3.0-only|DYNAMIC_LINK")
  endforeach()
  list(APPEND window_libraries "Qt Charts|${Qt6_VERSION}|GPL-3.0-only|DYNAMIC_LINK"
    "zlib|${ZLIB_VERSION_STRING}|Zlib|DYNAMIC_LINK")
  # The window is the GPL's, the engine in it Apache's, its entry for catalogues in the public domain.
  headroom_add_sbom(gui headroom "GPL-3.0-or-later AND Apache-2.0 AND CC0-1.0" ${window_libraries} ${engine_libraries}
    ${c_libraries} "headroom-engine|${PROJECT_VERSION}|Apache-2.0|DEPENDS_ON")
endif()
if(TARGET headroom_cuda)
  find_package(CUDAToolkit QUIET)
  set(cublas "")
  find_file(HEADROOM_CUBLAS_HEADER cublas_api.h PATHS ${CUDAToolkit_INCLUDE_DIRS} NO_DEFAULT_PATH)
  mark_as_advanced(HEADROOM_CUBLAS_HEADER)
  if(HEADROOM_CUBLAS_HEADER)
    file(STRINGS ${HEADROOM_CUBLAS_HEADER} numbers REGEX "define CUBLAS_VER_(MAJOR|MINOR|PATCH) ")
    string(REGEX MATCHALL "[0-9]+" numbers "${numbers}")
    list(JOIN numbers "." cublas)
  endif()
  set(nvidia "LicenseRef-NVIDIA-CUDA")
  # The module holds the runtime, whose terms come with it; LICENSES/README.md says which.
  headroom_add_sbom(cuda headroom-cuda "Apache-2.0 AND ${nvidia}"
    "CUDA runtime|${CUDAToolkit_VERSION}|${nvidia}|STATIC_LINK"
    "cuBLAS|${cublas}|${nvidia}|DYNAMIC_LINK" "cuBLASLt|${cublas}|${nvidia}|DYNAMIC_LINK"
    ${c_libraries} "headroom-engine|${PROJECT_VERSION}|Apache-2.0|DEPENDS_ON")
endif()

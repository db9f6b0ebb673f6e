# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# What the scripts of this folder and .ci/run share; sourced by them.

source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# project_version: that of project() in the top CMakeLists.txt, the one place where it stands
project_version() {
  local version
  version=$(sed -nE 's/^project\(headroom VERSION ([0-9.]+).*/\1/p' "$source_folder/CMakeLists.txt")
  [[ $version ]] || {
    echo "CMakeLists.txt does not say the version any more." >&2
    return 1
  }
  echo "$version"
}

# configure PRESET [CMAKE OPTION…]
configure() {
  if command -v ccache >/dev/null; then
    # Hits in every clone, wherever it lies.
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache CMAKE_CUDA_COMPILER_LAUNCHER=ccache
    export CCACHE_BASEDIR=$source_folder CCACHE_NOHASHDIR=1
  fi
  # Presets are looked up in the current folder.
  (cd "$source_folder" && cmake --preset "$@")
}

# build PRESET [BUILD OPTION…]
build() {
  (cd "$source_folder" && cmake --build --parallel "$(nproc)" --preset "$@")
}

# configure_and_build PRESET [CMAKE OPTION…]
configure_and_build() {
  configure "$@" && build "$1"
}

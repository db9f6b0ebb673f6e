#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Builds the tests that need an NVIDIA GPU and packs them, with what they need of this system, into one archive:
# gpu-tests.sh [ARCHIVE]. A GPU node without Qt unpacks it and starts its run.sh. Wants a CUDA Toolkit here, no GPU.
# CUDA's own libraries, the driver's and glibc's are never packed: they are the node's.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

build_folder=$source_folder/build/test
archive=$(realpath -m -- "${1:-$build_folder/headroom-gpu-tests.tar.gz}")
pack=$(mktemp -d)/headroom-gpu-tests
trap 'rm -rf -- "${pack%/*}"' EXIT

"$source_folder/packaging/install-deps.sh" --test
configure test
build test --target help >"${pack%/*}/targets"
if ! grep -q 'tests_gpu:' "${pack%/*}/targets"; then
  echo "gpu-tests.sh: no CUDA Toolkit 12 or later with cuBLAS was found; CMake's lines above say more" >&2
  exit 1
fi
build test --target tests_gpu tests_gpu_window headroom-engine

# The programs lie as in the build folder: they find each other from where they are.
mkdir -p "$pack"/{bin,tests,lib,plugins,fonts}
cp "$build_folder"/bin/{headroom-engine,headroom_cuda.so} "$pack/bin"
cp "$build_folder"/tests/{tests_gpu,tests_gpu_window,headroom_cuda_spoiled.so} "$pack/tests"

plugins=$(cmake -LA -N "$build_folder" | sed -n 's/^Qt6_DIR:[A-Z]*=//p')/../../qt6/plugins
for plugin in platforms/libqoffscreen.so platforms/libqminimal.so imageformats/libqsvg.so iconengines/libqsvgicon.so; do
  install -D "$plugins/$plugin" "$pack/plugins/$plugin"
done
printf '[Paths]\nPrefix = ..\nPlugins = plugins\n' >"$pack/tests/qt.conf"

# A node may have no font at all.
for style in '' :bold :oblique; do
  cp "$(fc-match -f '%{file}' "DejaVu Sans$style")" "$pack/fonts"
done

is_of_the_node() {
  case $1 in
    ld-linux* | libc.so.* | libm.so.* | libpthread.so.* | libdl.so.* | librt.so.* | libresolv.so.* | libutil.so.* | \
      libanl.so.* | linux-vdso* | libcuda* | libcublas* | libcupti* | libnv*) return 0 ;;
  esac
  return 1
}

# Each library under the name that the programs ask for; ldd names those of libraries too.
find "$pack" -type f \( -name '*.so' -o -perm -u+x \) -print0 | xargs -0 ldd |
  sed -nE 's/^\s+(\S+) => (not found|\S+).*/\1 \2/p' | sort -u |
  while read -r name file _; do
    if is_of_the_node "$name"; then
      continue
    fi
    if [[ $file == not ]]; then
      echo "gpu-tests.sh: $name is needed and was not found" >&2
      exit 1
    fi
    cp -L "$file" "$pack/lib/$name"
  done
strip --strip-unneeded "$pack"/lib/* "$pack"/bin/* "$pack"/tests/tests_*

cp "$source_folder/packaging/gpu-tests-run.sh" "$pack/run.sh"
mkdir -p "$(dirname -- "$archive")"
tar -C "${pack%/*}" -czf "$archive" headroom-gpu-tests
echo "gpu-tests.sh: wrote $archive, $(du -h -- "$archive" | cut -f 1): unpack it on a GPU node and start"
echo "  headroom-gpu-tests/run.sh"

#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# engine-tarball.sh [--require-cuda] [--here]
#
# Builds headroom-engine-VERSION-x86_64.tar.gz in build/portable: headroom-engine for machines without a package of
# it, from glibc 2.31 on (Debian 11, Ubuntu 20.04, RHEL 9, SLES 15 SP3; RHEL 8 has 2.28). Its folders merge into
# ~/.local. The GPU module is in it where a CUDA Toolkit is found; with --require-cuda there is no archive without.
#
# Programs are compiled by this machine's GCC against the glibc of Debian 11, whose packages are fetched by apt into
# a folder of their own; nothing is installed, and no right of root's is needed. libstdc++ and libgcc are linked into
# them, and what they ask of a newer glibc is in portable/newer_glibc.c. oneDNN, OpenMP and what they need come from
# the same packages and lie in lib/headroom. Packages come from where apt has its own, or from DEBIAN_MIRROR. With
# --here all is as this machine's own builds are, to try the archive: the script says which glibc that needs.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=packaging/portable/archive.sh
. "$(dirname "${BASH_SOURCE[0]}")/portable/archive.sh"

oldest_glibc=2.31
release=bullseye
packages=(libc6 libc6-dev linux-libc-dev libgomp1 libdnnl2 libdnnl-dev libstdc++6 libgcc-s1
  gcc-10-base ocl-icd-libopencl1 ocl-icd-opencl-dev opencl-c-headers) # which its oneDNN knows GPUs by
carried=(libdnnl.so.2 libgomp.so.1 libstdc++.so.6 libgcc_s.so.1 libOpenCL.so.1)

require_cuda=false here=false
for argument; do
  case $argument in
  --require-cuda) require_cuda=true ;;
  --here) here=true ;;
  *)
    echo "usage: engine-tarball.sh [--require-cuda] [--here]" >&2
    exit 2
    ;;
  esac
done

top=headroom-engine-$version
sysroot=$work/sysroot
stage=$work/stage/$top
$here && unset oldest_glibc

fetch_sysroot() {
  local apt=$work/apt options mirror=${DEBIAN_MIRROR:-}
  [[ -e $sysroot/complete ]] && return
  # shellcheck disable=SC2016 # apt's own
  # From where this machine has its own packages, unless it is told.
  [[ $mirror ]] || mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Component: main' |
    grep -v security | head -n 1) || true
  [[ $mirror ]] || fail "This machine has no packages of Debian: set DEBIAN_MIRROR to where they are."
  rm -rf "$sysroot" "$apt"
  mkdir -p "$sysroot" "$apt"/{lists/partial,cache/archives/partial,packages}
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" >"$apt/sources"
  options=(-o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o "Dir::Etc::SourceList=$apt/sources"
    -o Dir::Etc::SourceParts=- -o Dir::State::status=/dev/null -o APT::Architecture=amd64
    -o APT::Sandbox::User= -qq)
  apt-get "${options[@]}" update
  (cd "$apt/packages" && apt-get "${options[@]}" download "${packages[@]}")
  local package link
  for package in "$apt"/packages/*.deb; do
    dpkg-deb -x "$package" "$sysroot"
  done
  # Links of a whole system lead out of this one.
  find "$sysroot" -type l -lname '/*' | while IFS= read -r link; do
    ln -sfr "$sysroot$(readlink "$link")" "$link"
  done
  # By the name that -fopenmp links it; this machine's own comes after.
  ln -sf libgomp.so.1 "$sysroot/$libraries/libgomp.so"
  # Headers alone; the rest of this machine's include folder is of its own glibc.
  local header
  for header in nlohmann CLI; do
    [[ -d /usr/include/$header ]] || fail "The headers of $header are missing: see packaging/install-deps.sh."
    cp -r "/usr/include/$header" "$sysroot/usr/include"
  done
  for header in /usr/{share,lib}/cmake/{nlohmann_json,CLI11} /"$libraries"/cmake/CLI11; do
    if [[ -d $header ]]; then
      mkdir -p "$sysroot/$(dirname "$header")"
      cp -r "$header" "$sysroot/$(dirname "$header")"
    fi
  done
  touch "$sysroot/complete"
}

# The compiler of C++ and of what nvcc leaves to it.
write_compiler() {
  local lib=$sysroot/$libraries
  cat >"$work/g++" <<END
#!/bin/sh
exec g++ --sysroot='$sysroot' -B'$lib/' -L'$lib' -L'$sysroot/lib/x86_64-linux-gnu' "\$@"
END
  chmod +x "$work/g++"
  local part
  for part in newer_glibc arc4random; do
    gcc --sysroot="$sysroot" -O2 -fPIC -fvisibility=hidden -Wall -Wextra \
      -c "$source_folder/packaging/portable/$part.c" -o "$work/$part.o"
  done
}

build_engine() {
  local link='-static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL'
  local options=(-S "$source_folder" -B "$work/build" -G Ninja --install-prefix "$stage"
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON -DHEADROOM_GUI=OFF -DHEADROOM_TESTS=OFF -DHEADROOM_MOLD=OFF
    # Not only for the program: for libraries that oneDNN needs, too, wherever the user has others.
    "-DCMAKE_INSTALL_RPATH=\$ORIGIN/../lib/headroom")
  if ! $here; then
    link+=" '$work/newer_glibc.o' '$work/arc4random.o' -Wl,--disable-new-dtags"
    options+=("-DCMAKE_CXX_COMPILER=$work/g++" "-DCMAKE_CUDA_HOST_COMPILER=$work/g++"
      "-DCMAKE_FIND_ROOT_PATH=$sysroot" "-Ddnnl_DIR=$sysroot/$libraries/cmake/dnnl"
      "-DOpenCL_INCLUDE_DIR=$sysroot/usr/include" "-DOpenCL_LIBRARY=$sysroot/$libraries/libOpenCL.so")
  fi
  if command -v ccache >/dev/null; then
    options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  fi
  rm -rf "$work/build/CMakeCache.txt" "$work/stage"
  cmake "${options[@]}" "-DCMAKE_EXE_LINKER_FLAGS=$link" "-DCMAKE_MODULE_LINKER_FLAGS=$link"
  cmake --build "$work/build"
  cmake --install "$work/build" --component engine --strip
  if [[ -e $work/build/bin/headroom_cuda.so ]]; then
    cmake --install "$work/build" --component cuda --strip
  fi
}

# is_fetched PACKAGE: not this machine's own
# shellcheck disable=SC2317 # by the two below
is_fetched() {
  ! $here && [[ " ${packages[*]} " == *" $1 "* ]]
}

# shellcheck disable=SC2317 # by write_licences
copyright_of() {
  local file=/usr/share/doc/$1/copyright
  is_fetched "$1" && file=$sysroot$file
  echo "$file"
}

# shellcheck disable=SC2317 # by write_licences
origin_of() {
  # shellcheck disable=SC2016 # dpkg's own
  local format='${source:Package}, version ${source:Version}\n'
  if is_fetched "$1"; then
    dpkg-deb --show "--showformat=$format" "$work/apt/packages/$1"_*.deb
  else
    dpkg-query -W "--showformat=$format" "$1"
  fi
}

carry_libraries() {
  local from=$sysroot/$libraries library documents=$stage/share/doc/headroom-engine
  mkdir -p "$stage/lib/headroom" "$documents/licences"
  for library in "${carried[@]}"; do
    if $here; then
      from=$(dirname "$(ldconfig -p | awk -v library="$library" '$1 == library && /x86-64/ {print $NF; exit}')")
    fi
    [[ -e $from/$library ]] || from=$sysroot/lib/x86_64-linux-gnu
    [[ -e $from/$library ]] || fail "There is no $library to go with the program."
    cp -L "$from/$library" "$stage/lib/headroom"
    from=$sysroot/$libraries
  done
  write_licences "$documents/licences" libdnnl2 libgomp1 libstdc++6 libgcc-s1 ocl-icd-libopencl1 "${compiled_in[@]}"
  add_to_sbom headroom-engine "$work/build" "$documents/licences"
  write_readme README.in "$work/build" "$documents/README"
}

$here || fetch_sysroot
$here || write_compiler
build_engine
carry_libraries
if [[ ! -e $stage/bin/headroom_cuda.so ]]; then
  $require_cuda && fail "No CUDA Toolkit 12 or later was found, and --require-cuda asks for the GPU module."
  echo "No CUDA Toolkit 12 or later was found: this archive is without the GPU module, for processors alone."
fi
check_archive "$stage/lib/headroom"
archive=$work/$top-x86_64.tar.gz
if $here; then # not to be taken for the other
  archive=$work/$top-x86_64-here.tar.gz
fi
pack "$archive"

#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# packages.sh [--jobs N] [--require-cuda]
#
# Makes the Debian packages headroom, headroom-engine and, where a CUDA Toolkit is found, headroom-cuda in
# build/packages, for the Debian that this is run on. Nothing is installed, and no right of root's is needed. One
# commit gives the same packages wherever and whenever they are made, with the same compiler and libraries: all times
# are the commit's (or SOURCE_DATE_EPOCH), and no path of the source or the build gets into a file. reproducible.sh
# tries that. What lintian says of them is judged where it is installed.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

jobs=$(nproc) require_cuda=false
while (($#)); do
  case $1 in
    --jobs)
      jobs=${2:?how many}
      shift
      ;;
    --require-cuda) require_cuda=true ;;
    *)
      echo "usage: packages.sh [--jobs N] [--require-cuda]" >&2
      exit 2
      ;;
  esac
  shift
done

fail() {
  echo "packages.sh: $*" >&2
  exit 1
}
for tool in cmake dpkg-buildflags dpkg-shlibdeps dpkg-gencontrol dpkg-deb; do
  command -v "$tool" >/dev/null || fail "There is no $tool here: install cmake and dpkg-dev."
done

output=$source_folder/build/packages
build=$output/build
stage=$output/stage
work=$output/work # where dpkg's tools look for debian/control
umask 022
export LC_ALL=C.UTF-8 TZ=UTC

read -r commit date <<<"$(cmake "-DSOURCE=$source_folder" -DDATE=ON -P "$source_folder/engine/model/commit.cmake")"
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-${date:-$(date +%s)}}

# Debian's flags and its -O2, with the paths of source and build left out of what is compiled. Nothing is for a debugger
# here; the module is linked without symbols, since nvcc numbers its processes in them and a build's id follows from it.
configure_build() {
  local flags=(env DEB_BUILD_MAINT_OPTIONS=hardening=+all "DEB_CXXFLAGS_MAINT_STRIP=-g" dpkg-buildflags --get)
  local maps="-ffile-prefix-map=$source_folder=. -ffile-prefix-map=$build=build" cuda_flags=
  local map
  for map in $maps; do
    cuda_flags+=" -Xcompiler=$map"
  done
  (cd "$source_folder" && cmake --preset release -B "$build" -Wno-dev \
    -DCMAKE_INSTALL_PREFIX=/usr -DHEADROOM_MOLD=OFF -DCMAKE_CXX_FLAGS_RELEASE=-DNDEBUG \
    "-DCMAKE_CXX_FLAGS=$("${flags[@]}" CXXFLAGS) $("${flags[@]}" CPPFLAGS) $maps" \
    "-DCMAKE_CUDA_FLAGS=$cuda_flags" \
    "-DCMAKE_EXE_LINKER_FLAGS=$("${flags[@]}" LDFLAGS)" "-DCMAKE_MODULE_LINKER_FLAGS=$("${flags[@]}" LDFLAGS) -Wl,-s" \
    "-DHEADROOM_MODULE_DIR=lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)/headroom" \
    -DHEADROOM_ZSH_DIR=share/zsh/vendor-completions)
}

# The files of dpkg's own that all packages share.
write_debian() {
  rm -rf "$work" "$stage"
  mkdir -p "$work/debian" "$stage"
  cp "$source_folder/packaging/debian/control" "$work/debian/control"
  local upstream
  upstream=$(project_version)
  cat >"$work/debian/changelog" <<END
headroom ($upstream-1) unstable; urgency=medium

  * Headroom $upstream${commit:+, of commit $commit}: changelog.gz says what is new.

 -- $(sed -n 's/^Maintainer: //p' "$work/debian/control")  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END
  # "13 0", of the toolkit that the module was built with, and the oldest driver for all releases of that major
  # version, by NVIDIA's "CUDA Compatibility" (engine/compute/nvidia_card.h knows it, too)
  cuda='' driver=''
  local drivers=([12]=525 [13]=580)
  if [[ -e $build/bin/headroom_cuda.so ]]; then
    cuda=$(sed -nE 's/.*"CUDA runtime\|([0-9]+)\.([0-9]+).*/\1 \2/p' "$build/packaging/headroom-cuda.contents.cmake")
    driver=${drivers[${cuda% *}]:-}
    # Not to be depended on: the user brings them, and they are not in Debian.
    printf 'libcublas %s\nlibcublasLt %s\n' "${cuda% *}" "${cuda% *}" >"$work/debian/shlibs.local"
  fi
}

# documents PACKAGE: what every package has in share/doc, and manual pages, packed as Debian wants them
documents() {
  local root=$stage/$1 folder=$stage/$1/usr/share/doc/$1
  mkdir -p "$folder"
  rm -f "$folder/CHANGELOG.md"
  cp "$source_folder/CHANGELOG.md" "$folder/changelog"
  cp "$work/debian/changelog" "$folder/changelog.Debian"
  cp "$source_folder/packaging/debian/copyright" "$folder/copyright"
  gzip -9n "$folder/changelog" "$folder/changelog.Debian"
  if [[ -e $source_folder/packaging/debian/$1.README.Debian ]]; then
    sed -e "s/@DRIVER@/${driver:-of that release}/g" -e "s/@CUDA_MAJOR@/${cuda% *}/g" -e "s/@CUDA_VERSION@/${cuda/ /-}/g" \
      "$source_folder/packaging/debian/$1.README.Debian" >"$folder/README.Debian"
  fi
  if [[ -d $root/usr/share/man ]]; then
    find "$root/usr/share/man" -type f -exec gzip -9n {} +
  fi
  install -D -m 644 "$source_folder/packaging/debian/lintian-overrides" "$root/usr/share/lintian/overrides/$1"
}

# pack PACKAGE COMPONENT
pack() {
  local package=$1 root=$stage/$1 programs=() library_folders=()
  DESTDIR=$root cmake --install "$build" --component "$2" --strip >/dev/null
  documents "$package"
  while IFS= read -r -d '' file; do
    if [[ $(head -c 4 "$file" | tr -d '\0') == $'\x7fELF' ]]; then
      # Modules are stripped as little by CMake as libraries that others link.
      strip --strip-unneeded --remove-section=.comment --remove-section=.note "$file"
      programs+=("-e$file")
    fi
  done < <(find "$root" -type f -print0 | sort -z)
  if [[ $2 == cuda ]]; then
    library_folders=("-l$(sed -n 's/^CUDA_cublas_LIBRARY:[A-Z]*=//p' "$build/CMakeCache.txt" | xargs dirname)")
  fi
  find "$root" -type d -exec chmod 755 {} +
  find "$root" -type f ! -perm -u+x -exec chmod 644 {} +
  find "$root" -type f -name '*.so' -exec chmod 644 {} +
  (
    cd "$work"
    mkdir -p "$root/DEBIAN" # by which it knows a package
    dpkg-shlibdeps -O ${library_folders[@]+"${library_folders[@]}"} "${programs[@]}" >"$package.substvars"
    dpkg-gencontrol "-p$package" "-P$root" -cdebian/control -ldebian/changelog "-T$package.substvars" -fdebian/files \
      "-Vcuda:Major=${cuda% *}" "-Vcuda:Suggests=libcublas-${cuda/ /-} | libcublas${cuda% *}, nvidia-driver${driver:+ (>= $driver)} | nvidia-open${driver:+ (>= $driver)}"
  )
  (cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
  chmod 644 "$root"/DEBIAN/*
  # What is older than the commit, or newer, is of its time.
  find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --root-owner-group -Zxz --build "$root" "$output" >/dev/null
}

mkdir -p "$output"
configure_build
cmake --build "$build" --parallel "$jobs"
write_debian
if [[ $(cmake "-DSOURCE=$source_folder" -DDATE=ON -P "$source_folder/engine/model/commit.cmake") != "$commit $date" ]]; then
  fail "The source became another commit while it was built, and the programs may be of both. Start again."
fi
rm -f "$output"/*.deb
pack headroom-engine engine
pack headroom gui
if [[ -e $build/bin/headroom_cuda.so ]]; then
  pack headroom-cuda cuda
else
  $require_cuda && fail "No CUDA Toolkit 12 or later was found, and --require-cuda asks for the GPU module."
  echo "No CUDA Toolkit 12 or later was found: there is no package headroom-cuda."
fi
for package in "$output"/*.deb; do
  echo "${package#"$source_folder"/}: $(($(stat -c %s "$package") / 1024)) KiB," \
    "$(dpkg-deb -f "$package" Installed-Size) KiB installed"
done
if command -v lintian >/dev/null; then
  # Root's own rights are not used.
  lintian --allow-root --tag-display-limit 0 --fail-on error,warning "$output"/*.deb
fi

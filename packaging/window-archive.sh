#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# window-archive.sh [--require-cuda]
#
# Builds headroom-VERSION-x86_64.tar.gz in build/portable: the window with the engine, Qt and whatever they need
# beyond glibc 2.35, for machines without a package of it (Debian 12, Ubuntu 22.04 and later ones). It runs from any
# folder, and no right of root's is needed, neither here nor there. The GPU module is in it where a CUDA Toolkit is
# found, and nothing of NVIDIA's but the runtime linked into that; with --require-cuda there is no archive without.
#
# Libraries, plugins and fonts are those of Debian 12, which this machine has to run; what it has not installed of
# them is fetched by apt into a folder of its own. README.window.in says what lies where, portable/launcher.c which
# libraries are used only where the system has none.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=packaging/portable/archive.sh
. "$(dirname "${BASH_SOURCE[0]}")/portable/archive.sh"

oldest_glibc=2.35
fetched=(qt6-wayland libqt6waylandclient6 libqt6waylandeglclienthwintegration6 libqt6wlshellintegration6
  libwayland-client0 libwayland-cursor0 libwayland-egl1 qt6-xdgdesktopportal-platformtheme)
plugins=(platforms/libq{xcb,wayland-generic,wayland-egl,offscreen,minimal}.so
  wayland-shell-integration/lib{xdg-shell,wl-shell-plugin,fullscreen-shell-v1}.so
  wayland-graphics-integration-client/libqt-plugin-wayland-egl.so wayland-decoration-client/libbradient.so
  xcbglintegrations/libqxcb-{egl,glx}-integration.so platformthemes/libqxdgdesktopportal.so
  platforminputcontexts/lib{compose,ibus}platforminputcontextplugin.so
  imageformats/libqsvg.so iconengines/libqsvgicon.so)
# Drivers of graphics and of displays link to these, too, and there is one of each name in a program.
spare='^lib(stdc\+\+|gcc_s|X.*|xcb.*|SM|ICE|xshmfence|drm.*|wayland-.*|EGL|GLX|OpenGL|GLdispatch|OpenCL|expat|z|zstd|'
spare+='ffi|uuid|bsd|md|lzma)\.so\.'
fonts=(DejaVuSans DejaVuSans-Bold DejaVuSansMono DejaVuSansMono-Bold)
example=h200-key-query-score-a12-all.headroom.json

require_cuda=false
for argument; do
  case $argument in
  --require-cuda) require_cuda=true ;;
  *)
    echo "usage: window-archive.sh [--require-cuda]" >&2
    exit 2
    ;;
  esac
done

# shellcheck source=/dev/null
[[ $(. /etc/os-release && echo "$ID-${VERSION_ID:-}") == debian-12 ]] ||
  fail "The archive is made of Debian 12's libraries: run this script on that release, in a container for instance."
stage=$work/window-stage/headroom-$version
packages=$work/packages
used=$work/window-packages # those that something is carried of, a line each
library_folder=$stage/lib/headroom

# shellcheck disable=SC2016 # dpkg's own
origin='${source:Package}, version ${source:Version}\n'

# shellcheck disable=SC2317 # by write_licences
copyright_of() {
  local file=/usr/share/doc/$1/copyright
  [[ -e $packages/$1$file ]] && file=$packages/$1$file
  echo "$file"
}

# shellcheck disable=SC2317 # by write_licences
origin_of() {
  if [[ -e $packages/$1/origin ]]; then
    cat "$packages/$1/origin"
  else
    dpkg-query -W "--showformat=$origin" "$1"
  fi
}

fetch_packages() {
  local package file
  mkdir -p "$packages"
  for package in "${fetched[@]}"; do
    [[ -e $packages/$package/origin ]] && continue
    rm -rf "$packages/new"
    mkdir "$packages/new"
    (cd "$packages/new" && apt-get -qq -o APT::Sandbox::User= download "$package")
    file=$(find "$packages/new" -name '*.deb')
    [[ $file ]] || fail "apt has no package $package: run apt-get update, as root."
    dpkg-deb -x "$file" "$packages/new"
    dpkg-deb --show "--showformat=$origin" "$file" >"$packages/new/origin"
    rm "$file"
    rm -rf "${packages:?}/$package"
    mv "$packages/new" "$packages/$package"
  done
}

build_window() {
  local options=(-S "$source_folder" -B "$work/window" -G Ninja --install-prefix "$stage"
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON -DHEADROOM_TESTS=OFF -DHEADROOM_MOLD=OFF
    -DHEADROOM_PORTABLE=ON "-DCMAKE_INSTALL_RPATH=\$ORIGIN/../lib/headroom;\$ORIGIN/../lib/headroom/spare")
  # Not only for the program: for libraries that its libraries need, too.
  local link='-Wl,--disable-new-dtags'
  if command -v ccache >/dev/null; then
    options+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_CUDA_COMPILER_LAUNCHER=ccache)
    export CCACHE_BASEDIR=$source_folder CCACHE_NOHASHDIR=1
  fi
  gcc -O2 -fPIC -Wall -Wextra -c "$source_folder/packaging/portable/arc4random.c" -o "$work/arc4random_seen.o"
  rm -rf "$work/window/CMakeCache.txt" "$work/window-stage"
  cmake "${options[@]}" "-DCMAKE_MODULE_LINKER_FLAGS=$link" \
    "-DCMAKE_EXE_LINKER_FLAGS=$link '$work/arc4random_seen.o' -Wl,--export-dynamic-symbol=arc4random*"
  cmake --build "$work/window" --parallel "$(nproc)"
  cmake --install "$work/window" --component engine --strip
  cmake --install "$work/window" --component gui --strip
  if [[ -e $work/window/bin/headroom_cuda.so ]]; then
    cmake --install "$work/window" --component cuda --strip
  fi
  mkdir -p "$library_folder/spare"
  rm "$stage/bin/headroom" # the launcher's place
  strip -o "$library_folder/headroom-window.so" "$work/window/bin/headroom-window.so"
}

# carry FILE TARGET: a file of a package, fetched or installed
carry() {
  local file=$1 found package=
  for package in "${fetched[@]}"; do
    [[ -e $packages/$package$file ]] && found=$packages/$package$file && break
  done
  if [[ ! ${found:-} ]]; then
    found=$(realpath -e "$file") || fail "There is no $file to go with the program."
    package=$(dpkg-query -S "$found" "${found#/usr}" 2>/dev/null | head -n 1 | sed 's/[:,].*//') || true
  fi
  [[ $package ]] || fail "$file is of no package, and its licence is not known."
  echo "$package" >>"$used"
  mkdir -p "$(dirname "$2")"
  cp -L "$found" "$2"
  chmod 644 "$2"
}

# Libraries that FILE needs, and those that they need, before it.
carry_needed() {
  local library
  while IFS= read -r library; do
    [[ $library =~ $everywhere || -e $library_folder/$library || -e $library_folder/spare/$library ]] && continue
    if [[ $library =~ $spare ]]; then
      carry "/$libraries/$library" "$library_folder/spare/$library"
      carry_needed "$library_folder/spare/$library"
      spares+=("$library")
    else
      carry "/$libraries/$library" "$library_folder/$library"
      carry_needed "$library_folder/$library"
    fi
  done < <(needed_by "$1")
}

carry_libraries() {
  local plugin file name
  spares=()
  : >"$used"
  for plugin in "${plugins[@]}"; do
    carry "/$libraries/qt6/plugins/$plugin" "$library_folder/plugins/$plugin"
  done
  while IFS= read -r file; do
    carry_needed "$file"
  done < <(elf_files)
  for name in "${fonts[@]}"; do
    carry "/usr/share/fonts/truetype/dejavu/$name.ttf" "$stage/share/headroom/fonts/$name.ttf"
  done
  cp "$source_folder/packaging/portable/fonts.conf" "$stage/share/headroom/fonts"
  mkdir "$stage/share/headroom/xkb"
  printf '[Paths]\nPrefix = ../lib/headroom\nPlugins = plugins\n' >"$stage/bin/qt.conf"
}

# version_entry FILE VERSION: where in the file an Elf64_Vernaux asks for that version of glibc
version_entry() {
  local section entry
  read -r section entry < <(readelf -VW "$1" | awk -v name="GLIBC_$2" '/version_r/ {needs = 1} !needs {next}
    /Offset:/ {section = $4} $2 == "Name:" && $3 == name {sub(":", "", $1); print section, $1; exit}')
  echo $((section + entry))
}

# A library that asks for a later glibc only by what the programs bring themselves asks for the oldest in its place.
# (As a weak one it would start, too, with a line on stderr.)
lower_needs() {
  local file newest from to
  while IFS= read -r file; do
    newest=$(versions "$file" | tail -n 1)
    later_than "${newest:-0}" "$oldest_glibc" || continue
    asks_for "$file" "$newest" | grep -qvE '^arc4random(_buf)?$' && continue # check_archive refuses it
    from=$(version_entry "$file" 2.2.5)
    to=$(version_entry "$file" "$newest")
    # vna_hash and vna_name; symbols find their version by vna_other between.
    dd if="$file" of="$file" bs=1 skip="$from" seek="$to" count=4 conv=notrunc status=none
    dd if="$file" of="$file" bs=1 skip=$((from + 8)) seek=$((to + 8)) count=4 conv=notrunc status=none
    lowered+=("${file##*/}")
  done < <(elf_files)
  [[ ${lowered[*]} == "libexpat.so.1 libstdc++.so.6" ]] ||
    fail "README.window.in says which libraries were changed, and these were: ${lowered[*]}."
}

build_launcher() {
  local name
  {
    echo "#define OLDEST_GLIBC \"$oldest_glibc\""
    echo "struct spare_library { const char *name, *symbol, *version; };"
    echo "static const struct spare_library spare_libraries[] = {"
    for name in "${spares[@]}"; do
      case $name in
      libstdc++.so.6) # of GCC 12, which compiled all of it
        echo "{\"$name\", \"_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE\", \"GLIBCXX_3.4.30\"},"
        ;;
      *) echo "{\"$name\", 0, 0}," ;;
      esac
    done
    echo "};"
  } >"$work/spare_libraries.h"
  gcc -O2 -fPIE -pie -Wall -Wextra -I "$work" "$source_folder/packaging/portable/launcher.c" \
    "$work/arc4random_seen.o" -Wl,--export-dynamic-symbol='arc4random*' -Wl,--disable-new-dtags \
    "-Wl,-rpath,\$ORIGIN/../lib/headroom" -s -o "$stage/bin/headroom"
}

write_documents() {
  local licences=$stage/share/doc/headroom/licences carried
  mapfile -t carried < <(printf '%s\n' "${compiled_in[@]}" | sort -u "$used" -)
  write_licences "$licences" "${carried[@]}"
  cp "$source_folder/LICENSES/CC0-1.0.txt" "$licences/common/CC0-1.0" # of the entry for catalogues
  add_to_sbom headroom "$work/window" "$licences"
  cp "$source_folder/resources/reference/$example" "$stage/share/headroom"
  write_readme README.window.in "$work/window" "$stage/README"
  install -m 755 "$source_folder/packaging/portable/install" "$stage/install"
}

fetch_packages
build_window
if [[ ! -e $stage/bin/headroom_cuda.so ]]; then
  $require_cuda && fail "No CUDA Toolkit 12 or later was found, and --require-cuda asks for the GPU module."
  echo "No CUDA Toolkit 12 or later was found: this archive is without the GPU module, for processors alone."
fi
carry_libraries
lowered=()
lower_needs
build_launcher
write_documents
check_archive "$library_folder" "$library_folder/spare"
pack "$work/headroom-$version-x86_64.tar.gz"

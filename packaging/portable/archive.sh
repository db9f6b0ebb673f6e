# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# What engine-tarball.sh and window-archive.sh share; sourced by them, after common.sh. They set `stage`, the folder
# that becomes the archive, and `oldest_glibc`, which it has to run with.

# Of glibc, and cuBLAS, which is the user's own: what no archive holds.
everywhere='^(lib(c|m|pthread|dl|rt)\.so\.[0-9]+|ld-linux-x86-64\.so\.2|libcublas(Lt)?\.so\.[0-9]+)$'
# shellcheck disable=SC2034 # theirs
libraries=usr/lib/x86_64-linux-gnu

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

[[ $(uname -m) == x86_64 ]] || fail "The archive is for x86_64, and so must this machine be."
# shellcheck disable=SC2034 # theirs
version=$(project_version)
work=${source_folder:?}/build/portable
mkdir -p "$work"

elf_files() {
  local file
  find "${stage:?}" -type f | sort | while IFS= read -r file; do
    if [[ $(head -c 4 "$file" | tr -d '\0') == $'\x7fELF' ]]; then
      echo "$file"
    fi
  done
}

# asks_for FILE VERSION: the symbols of that version of glibc that it asks for
asks_for() {
  objdump -T "$1" | awk -v version="GLIBC_$2" '$3 == "*UND*" && index($0, version ")") {print $NF}'
}

# versions FILE: those of glibc that it cannot do without
versions() {
  objdump -p "$1" | awk '/^Version References/ {needs = 1}
    needs && $4 ~ /^GLIBC_[0-9]/ {sub("GLIBC_", "", $4); print $4}' | sort -Vu
}

needed_by() {
  objdump -p "$1" | awk '$1 == "NEEDED" {print $2}'
}

later_than() {
  [[ $(printf '%s\n' "$1" "$2" | sort -V | tail -n 1) != "$2" ]]
}

# check_archive FOLDER…: each program and library needs no later glibc, and no library but those in the FOLDERs
check_archive() {
  local file name newest=0 found wrong=0 library folder there
  while IFS= read -r file; do
    name=${file#"$stage"/}
    found=$(versions "$file" | tail -n 1)
    if later_than "${found:-0}" "$newest"; then
      newest=$found
    fi
    if later_than "${found:-0}" "${oldest_glibc:-${found:-0}}"; then
      echo "$name needs glibc $found:" >&2
      asks_for "$file" "$found" | sed 's/^/  /' >&2
      wrong=1
    fi
    while IFS= read -r library; do
      there=false
      for folder; do
        [[ -e $folder/$library ]] && there=true
      done
      if ! $there && ! [[ $library =~ $everywhere ]]; then
        echo "$name needs $library, which is neither in the archive nor everywhere" >&2
        wrong=1
      fi
    done < <(needed_by "$file")
    printf '  %-48s glibc %s, %s KiB\n' "$name" "${found:-any}" "$(($(stat -c %s "$file") / 1024))"
  done < <(elf_files)
  ((wrong == 0)) || fail "There is no archive: what it would hold does not run everywhere."
  echo "The archive needs glibc $newest or later."
}

# Headers alone, of this machine: their licences go with the programs.
# shellcheck disable=SC2034 # theirs
compiled_in=(nlohmann-json3-dev libcli11-dev)

# write_licences FOLDER PACKAGE…: each package's, the licences that those name by where Debian has them, and of which
# source package, of which version, each is. The script's copyright_of and origin_of say where that stands.
write_licences() {
  local folder=$1 package file of
  shift
  mkdir -p "$folder/common"
  for package; do
    file=$(copyright_of "$package")
    [[ -e $file ]] || fail "There is no licence of $package to go with it."
    cp -L "$file" "$folder/$package"
    of=$(origin_of "$package")
    printf '%s is of the source package %s\n' "$package" "$of"
  done >"$folder/SOURCES"
  grep -rhoE '/usr/share/common-licenses/[A-Za-z0-9]+(-[0-9.]*[0-9])?' "$folder" | sort -u |
    while IFS= read -r file; do
      [[ ! -e $file ]] || cp -L "$file" "$folder/common"
    done
}

# add_to_sbom COMPONENT BUILD LICENCES: the libraries that the archive carries, in what the component is made of
add_to_sbom() {
  local name=$1 contents=$work/$1.contents.cmake
  {
    cat "$2/packaging/$name.contents.cmake"
    sed -E 's/^(\S+) is of the source package (\S+), version (.*)$/list(APPEND libraries "\1|\3|NOASSERTION|CONTAINS")/' \
      "$3/SOURCES"
  } >"$contents"
  cmake "-DCONTENTS=$contents" "-DSOURCE=$source_folder" "-DOUTPUT=$stage/share/doc/$name/$name.spdx.json" \
    -P "$source_folder/packaging/sbom.cmake"
}

# write_readme TEMPLATE BUILD TARGET: without the module there is nothing of it to be said
write_readme() {
  local major
  if [[ -e $stage/bin/headroom_cuda.so ]]; then
    major=$(sed -nE 's/.*"CUDA runtime\|([0-9]+)\..*/\1/p' "$2/packaging/headroom-cuda.contents.cmake")
    [[ $major ]] || fail "The build does not say which cuBLAS the module needs."
  fi
  sed -e "s/@VERSION@/$version/g" -e "s/@CUDA_MAJOR@/${major:-}/g" \
    "$source_folder/packaging/portable/$1" |
    if [[ ${major:-} ]]; then
      cat
    else
      awk -v RS= -v ORS='\n\n' '/^GPUs need/ {print "This archive is without the module for GPUs: the processor is measured."; next}
        !/^headroom_cuda.so is under/' | sed '$ {/^$/d}'
    fi >"$3"
}

# pack ARCHIVE: the same bytes for the same files
pack() {
  tar -C "$(dirname "$stage")" --owner=0 --group=0 --sort=name --mode=u+w,go-w --mtime="@$(changed_at)" \
    -cf - "$(basename "$stage")" | gzip -n >"$1"
  echo "$1 ($(($(stat -c %s "$1") / 1048576)) MiB; $(($(du -s --apparent-size -k "$stage" | cut -f 1) / 1024)) MiB unpacked)"
}

# When the tree was last changed, in seconds; of no use for what is not committed.
changed_at() {
  echo "${SOURCE_DATE_EPOCH:-$(git -C "$source_folder" log -1 --format=%ct 2>/dev/null || date +%s)}"
}

#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# reproducible.sh [COMMIT]
#
# Makes the packages of one commit twice, as two people would: in folders of other names and depths, of a clone each,
# under another umask, language and time zone and with another number of jobs, the second one unpacked from an archive
# of the source. Compares the programs and the packages byte by byte and prints their sha256. Needs what packages.sh
# needs, and the space and time of two builds in build/reproducible. The first build may take objects from a compiler's
# cache, if CMAKE_CXX_COMPILER_LAUNCHER names one; the second never does: what a cache would hide, that shows.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

commit=$(git -C "$source_folder" rev-parse --verify "${1:-HEAD}^{commit}")
work=$source_folder/build/reproducible
first=$work/a
second=$work/another/place/with-a-long-name/b
rm -rf "$work"
mkdir -p "$first" "$second"

git clone -q --no-checkout "$source_folder" "$first"
git -C "$first" -c advice.detachedHead=false checkout -q "$commit"
(umask 077 && git -C "$source_folder" archive "$commit" | tar -x --no-same-permissions -C "$second")

export -n SOURCE_DATE_EPOCH
(
  umask 022
  unset SOURCE_DATE_EPOCH
  [[ ${CMAKE_CXX_COMPILER_LAUNCHER:-} ]] && export CCACHE_BASEDIR=$first CCACHE_NOHASHDIR=1
  LC_ALL=C TZ=UTC "$first/packaging/packages.sh" --jobs 2
) >"$work/first.log" 2>&1 || {
  tail -n 20 "$work/first.log" >&2
  exit 1
}
(
  umask 077
  unset SOURCE_DATE_EPOCH CMAKE_CXX_COMPILER_LAUNCHER CMAKE_CUDA_COMPILER_LAUNCHER
  # A language with a decimal comma, where there is one.
  language=$(locale -a | grep -m 1 -iE '^(de|fr)_.*utf-?8$' || echo C.UTF-8)
  LC_ALL=$language TZ=Pacific/Kiritimati HOME=$work "$second/packaging/packages.sh" --jobs 3
) >"$work/second.log" 2>&1 || {
  tail -n 20 "$work/second.log" >&2
  exit 1
}

status=0
# compare FOLDER FILE…: below either one's build/packages
compare() {
  local file one other
  for file; do
    one=$(sha256sum <"$first/build/packages/$file" | cut -d ' ' -f 1)
    other=$(sha256sum <"$second/build/packages/$file" | cut -d ' ' -f 1)
    if [[ $one == "$other" ]]; then
      echo "$one  $file"
    else
      echo "$file differs: $one and $other" >&2
      status=1
    fi
  done
}
lists() { (cd "$1/build/packages" && find . -maxdepth 1 -name '*.deb' -printf '%P\n' | sort) }
echo "commit $commit, made twice:"
if [[ $(lists "$first") != "$(lists "$second")" ]]; then
  echo "other packages were made the second time" >&2
  exit 1
fi
mapfile -t programs < <(cd "$first/build/packages" && find stage -path '*/usr/*' \( -path '*/bin/*' -o -name '*.so' \) -type f | sort)
mapfile -t packages < <(lists "$first")
compare "${programs[@]}" "${packages[@]}"
((status == 0)) && echo "identical"
exit "$status"

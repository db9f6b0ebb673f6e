#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# layering.sh [SOURCE FOLDER]: who may depend on whom, read from the includes and the build files; between folders
# CONTRIBUTING's table says it. Prints each line that breaks a rule under the rule's name and exits 1; exits 2 where it
# finds nothing to judge.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "${1:-.}"

broken=0

# sources FOLDER…: C++ and CUDA files below those that exist
sources() {
  local folder existing=()
  for folder in "$@"; do
    [[ -d $folder ]] && existing+=("$folder")
  done
  ((${#existing[@]})) || return 0
  find "${existing[@]}" -type f \( -name '*.h' -o -name '*.cpp' -o -name '*.cu' -o -name '*.cuh' \) | sort
}

build_files() {
  find "$@" -type f \( -name CMakeLists.txt -o -name '*.cmake' \) | sort
}

# forbid RULE PATTERN: PATTERN must match no line of the files named on standard input, one a line. Not at the
# end of a pipe, which would lose `broken` in a subshell.
forbid() {
  local rule=$1 pattern=$2 files found
  mapfile -t files
  ((${#files[@]})) || return 0
  if found=$(grep -nHE -- "$pattern" "${files[@]}"); then
    printf 'broken: %s\n%s\n' "$rule" "$found"
    broken=1
  fi
}

# An include, or a test for one, of a header whose name matches
include() {
  printf '(#[[:space:]]*include|__has_include)[[:space:]]*\(?[[:space:]]*[<"](%s)' "$1"
}

qt_charts='QtCharts|Q(Polar)?Chart|QLegend|Q[A-Za-z]*(Series|Axis|LegendMarker|ModelMapper)[>"]'
qt_charts+='|Q(Bar|Box|Candlestick)Set[>"]|QPieSlice[>"]'
cuda='cuda|cublas|nvml|nvrtc|curand|cooperative_groups|device_launch_parameters|mma\.h'

if [[ -z $(sources engine) ]]; then
  echo "layering.sh: no sources below engine/: not the source folder?" >&2
  exit 2
fi

forbid "the engine and its command line know no Qt" "$(include 'Q[A-Z]|Qt[A-Z]')" \
  < <(sources engine app/headroom_engine)
forbid "Qt Charts stays inside ui/chart/paint" "$(include "$qt_charts")" \
  < <(sources engine ui app tests | grep -v '^ui/chart/paint/')
forbid "CUDA headers stay inside engine/backends/cuda" "$(include "$cuda")" \
  < <(sources engine ui app tests | grep -v '^engine/backends/cuda/')
forbid "includes are rooted at the source folder" "$(include '\.\.?/')" < <(sources engine ui app tests)
forbid "no source includes another" '#[[:space:]]*include[[:space:]]*[<"][^>"]*\.(cpp|cu)[>"]' \
  < <(sources engine ui app tests)
forbid "only engine/files/parse_json turns text into JSON" '[Jj]son::(parse|accept|sax_parse|from_[a-z]+)[[:space:]]*\(' \
  < <(sources engine ui app | grep -v '^engine/files/parse_json\.')
forbid "labels come from plainLabel()" 'new[[:space:]]+QLabel' < <(sources ui | grep -v '^ui/widgets/plain_text\.')
forbid "the engine links no Qt" 'Qt6|headroom_ui|headroom_qt_options' \
  < <(build_files engine app/headroom_engine)
forbid "tests never compile product sources" \
  '(\.\./|DIR\}/|(^|[[:space:]"])(engine|ui|app)/)[^[:space:]")]*\.(cpp|cu)' < <(build_files tests)

# Each file is also said to include itself, so that its folder is looked up.
includes() {
  local file
  sources engine ui app | while IFS= read -r file; do
    printf '%s:%s\n' "$file" "$file"
    grep -oE "$(include '(engine|ui|app)/[^">]*')" "$file" | sed -E "s|.*[<\"]|$file:|" || true
  done
}

if ! awk -f "$here/folders.awk" CONTRIBUTING.md <(includes); then
  broken=1
fi

exit "$broken"

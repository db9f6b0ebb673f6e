# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# The health checks of .ci/run, one function each; run from the root of the source under `set -e`. Each prints
# what is wrong and where, and returns non-zero.

tree_before=$(git status --porcelain)

# tracked PATTERN…: tracked files, NUL-separated
tracked() { git ls-files -z -- "$@"; }

check_format() {
  tracked '*.cpp' '*.h' '*.cu' '*.cuh' | xargs -0 -r clang-format-14 --dry-run -Werror
}

check_spdx() {
  local file licence wrong=0
  while IFS= read -r -d '' file; do
    case $file in
      *.cpp | *.h | *.cu | *.cuh)
        case $file in
          ui/* | app/headroom/* | tests/ui/*) licence=GPL-3.0-or-later ;;
          *) licence=Apache-2.0 ;;
        esac
        ;;
      *.metainfo.xml) licence=CC0-1.0 ;; # shops that list programs require it of their entries
      *) licence='(Apache-2\.0|GPL-3\.0-or-later)' ;;
    esac
    if ! head -n 8 "$file" | grep -qE 'SPDX-FileCopyrightText: [0-9]{4} ' ||
      ! head -n 8 "$file" | grep -qE "SPDX-License-Identifier: $licence( |\$)"; then
      echo "$file: expected SPDX lines with the licence $licence in its first eight lines"
      wrong=1
    fi
  done < <(tracked '*.cpp' '*.h' '*.cu' '*.cuh' '*.cmake' '*CMakeLists.txt' '*.sh' '*.svg' '*.qrc' \
    '*.desktop' '*.xml' '*.1' .ci)
  return "$wrong"
}

check_file_length() {
  local file lines wrong=0
  while IFS= read -r -d '' file; do
    lines=$(wc -l <"$file")
    if ((lines > 500)); then
      echo "$file: $lines lines, 500 at most: it is asking to be two"
      wrong=1
    fi
  done < <(tracked '*.cpp' '*.h' '*.cu' '*.cuh' '*.cmake' '*CMakeLists.txt' '*.sh' .ci)
  return "$wrong"
}

# Paths that exist on one machine only. System folders that every Linux has are fine.
check_absolute_paths() {
  local status=0
  git grep -nIE '(^|[^A-Za-z0-9_.$}~/-])/(home|root|work|tmp|mnt|opt|Users|usr/local)/' \
    -- . ':!LICENSES/*.txt' || status=$?
  [[ $status == 1 ]] # nothing found, and no error
}

check_layering() {
  tests/layering/self_test.sh
  tests/layering/layering.sh .
}

check_shell() {
  {
    tracked '*.sh'
    printf '.ci/run\0'
  } | xargs -0 shellcheck -x
}

check_desktop_entry() { desktop-file-validate packaging/*.desktop; }

check_metainfo() { appstreamcli validate --no-net packaging/*.metainfo.xml; }

check_man_pages() {
  local page
  for page in packaging/*.1; do
    mandoc -T lint -W warning "$page"
  done
}

check_resources() {
  tracked '*.xml' '*.svg' '*.qrc' | xargs -0 -r xmllint --noout --nonet
  tracked '*.json' | xargs -0 -r -n 1 jq -e 'type == "object"' >/dev/null
}

# Each source by itself: the builds that are run read several as one, where a missing include hides.
check_includes() {
  cmake --preset dev
  # What moc writes is included by sources; the libraries that the build would make first are not wanted.
  find build/dev -name AutogenInfo.json -print0 |
    xargs -0 -P "$(nproc)" -I{} cmake -E cmake_autogen {} RelWithDebInfo
  jq -j '.[] | select(.file | contains("/build/") | not) | select(.file | endswith(".cpp")) |
    .command + " -fsyntax-only -o /dev/null\u0000"' build/dev/compile_commands.json |
    (cd build/dev && xargs -0 -P "$(nproc)" -I{} bash -c '{}')
}

check_asan() {
  configure_and_build asan
  ctest --preset asan --parallel "$(nproc)"
}

check_tsan() {
  configure_and_build tsan
  ctest --preset tsan --parallel "$(nproc)"
}

check_engine_only() {
  local module=build/engine-only/bin/headroom_cuda.so
  configure_and_build engine-only -DHEADROOM_WERROR=ON
  # Without a GPU the GPU's backend names its reason; the program itself succeeds.
  build/engine-only/bin/headroom-engine devices
  if [[ -d engine/backends/cuda ]] && command -v nvcc >/dev/null && [[ ! -f $module ]]; then
    echo "nvcc is here, but $module was not built"
    return 1
  fi
  if ldd build/engine-only/bin/headroom-engine | grep -E 'libQt|libdnnl|libcu'; then
    echo "headroom-engine of the engine-only build must not need the libraries above"
    return 1
  fi
}

# Building and testing must leave no trace among the tracked files.
check_clean_tree() {
  local now
  now=$(git status --porcelain)
  if [[ $now != "$tree_before" ]]; then
    printf 'before:\n%s\nafter:\n%s\n' "$tree_before" "$now"
    return 1
  fi
}

# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# The health checks of .ci/run, one function each; run from the root of the source under `set -e`. Each prints
# what is wrong and where, and returns non-zero.

tree_before=$(git status --porcelain)

# tracked PATTERN…: tracked files, NUL-separated
tracked() { git ls-files -z -- "$@"; }

check_format() {
  tracked '*.c' '*.cpp' '*.h' '*.cu' '*.cuh' | xargs -0 -r clang-format-14 --dry-run -Werror
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
    '*.desktop' '*.xml' '*.1' '*.py' '*.thumbnailer' 'packaging/completions/*' \
    'packaging/portable/install' '*.c' '*.ld' packaging/portable/fonts.conf .ci)
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
  tests/layering/named_files.sh .
  python3 tests/layering/architecture.py --check .
}

check_shell() {
  {
    tracked '*.sh' packaging/completions/headroom.bash packaging/portable/install
    printf '.ci/run\0'
  } | xargs -0 shellcheck -x
}

# Entry, metainfo, icons and file types, by the tools that desktops use.
check_desktop() { packaging/try-desktop.sh; }

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

# What it finds that is not so stands in cppcheck.txt, with reasons.
check_cppcheck() {
  local kept=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/headroom-checks/cppcheck
  mkdir -p "$kept" 2>/dev/null || kept=$(mktemp -d)
  cppcheck -q -j "$(nproc)" --std=c++20 --language=c++ --library=qt -I. \
    '-DQ_DISABLE_COPY_MOVE(Class)=' \
    --enable=warning,performance,portability,information --suppressions-list=.ci/cppcheck.txt --error-exitcode=1 \
    --cppcheck-build-dir="$kept" --template='{file}:{line}: {severity}: {message} [{id}]' app engine ui tests
}

# What reads sources needs what moc writes, but not the libraries that a build would make first.
read_each_source() {
  configure asan
  find build/asan -name AutogenInfo.json -print0 | xargs -0 -P "$(nproc)" -I{} cmake -E cmake_autogen {} Debug
  .ci/each_source.py "$1" build/asan/compile_commands.json
}

check_sources() { read_each_source sources; }

check_gcc() { read_each_source gcc; }

check_clazy() { read_each_source clazy; }

check_clang_tidy() { read_each_source clang_tidy; }

# Each target for a minute, ten to a processor, with the same inputs in each run: what a change breaks shows, and what is
# rare is looked for by longer runs rather than by chance in this one. A machine that took too long for the other checks
# is left with less, and told so.
check_fuzz() {
  local seconds=60 late=3000
  if ((SECONDS > late)); then
    seconds=10
    echo "the checks before this one took $SECONDS s: each target runs for $seconds s, in place of 60"
  fi
  FUZZ_SEED=1 FUZZ_CLEAN=1 FUZZ_JOBS=$((10 * $(nproc))) tests/fuzz/run.sh "$seconds"
}

# All tests, in the build with the address and undefined-behaviour sanitizers, which also counts the lines that run.
check_tests() {
  rm -rf build/asan/tests/counts
  packaging/test.sh --sanitized
}

# Of what the tests of check_tests ran: lines of the engine and of the window. The GPU's module is not built there.
check_coverage() {
  local counts=build/asan/tests/counts program objects=()
  for program in build/asan/bin/* build/asan/tests/tests_*; do
    [[ ! -x $program || -d $program ]] || objects+=(-object "$program")
  done
  # What a program left that could write no more is none: that of others counts.
  llvm-profdata-19 merge --sparse --failure-mode=all -o "$counts/all" "$counts"/*.profraw
  llvm-cov-19 export --summary-only --instr-profile="$counts/all" "${objects[@]:1}" |
    jq -r --arg root "$PWD/" '.data[].files[] | select(.filename | startswith($root)) |
      [(.filename | ltrimstr($root) | split("/")[0]), .summary.lines.covered, .summary.lines.count] | @tsv' |
    awk '
      BEGIN { least["engine"] = 90; least["ui"] = 85; least["app"] = 0 }
      $1 in least { covered[$1] += $2; lines[$1] += $3 }
      END {
        for (folder in least) {
          if (!lines[folder]) { printf "%s: no line was counted\n", folder; exit 1 }
          percent = 100 * covered[folder] / lines[folder]
          printf "%s: %.1f %% of %d lines\n", folder, percent, lines[folder]
          if (percent < least[folder]) { printf "%s: %d %% at least\n", folder, least[folder]; wrong = 1 }
        }
        exit wrong
      }'
}

check_tsan() {
  configure_and_build tsan
  # Not those that have no threads of ours but compute much, or start a program for each of many lines, a second each
  # with this sanitizer. The others wait for most of their time.
  ctest --preset tsan --parallel $((3 * $(nproc))) \
    -E '^(layering.*|install_for_the_user|tst_(command_line|shapes|recover|places_command|parse_json|hostile_data|run_file|advise|layer|results|engine_writing))$'
}

check_engine_only() {
  local module=build/engine-only/bin/headroom_cuda.so
  configure_and_build engine-only -DHEADROOM_WERROR=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=24
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

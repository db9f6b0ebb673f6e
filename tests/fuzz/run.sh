#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# run.sh [SECONDS [TARGET…]]: builds the targets in the preset `asan` and runs every target, or those that are named, for so
# many seconds (60), two at a time, from the corpus in the tree. Prints a table, and fails where a target found
# something, with the input and the command that shows it again. What was learnt stays in build/fuzz/corpus for
# the next run. Variables: FUZZ_JOBS, how many at a time; FUZZ_SEED, a number that chooses what is made up, the same in
# each run but for how far a target comes in its time; FUZZ_CLEAN=1 forgets what earlier runs learnt; FUZZ_MERGE=1 ends
# with the corpus of the tree made anew: the smallest that reaches all that was reached.
set -euo pipefail
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=packaging/common.sh
. "$source_folder/packaging/common.sh"
cd "$source_folder"

seconds=${1:-60}
(($# == 0)) || shift
if [[ ! $seconds =~ ^[0-9]+$ ]]; then
  echo "usage: tests/fuzz/run.sh [SECONDS [TARGET…]]" >&2
  exit 2
fi
here=tests/fuzz
programs=build/asan/fuzz
learnt=build/fuzz/corpus
found=build/fuzz/found
logs=build/fuzz/logs
longest=8192 # bytes of an input that is made up: what is longer is read no other way, and slowly

longest_kept=2048 # of what the corpus of the tree is made of

if [[ ! ${FUZZ_BUILT:-} ]]; then
  configure asan
  build fuzz
fi
if [[ ${FUZZ_SEED:-} ]]; then export QT_HASH_SEED=0; fi # what Qt hashes takes the same ways, too
if [[ ${FUZZ_CLEAN:-} ]]; then rm -rf "$learnt"; fi
mkdir -p "$learnt" "$found" "$logs"

export ASAN_OPTIONS=malloc_context_size=8:quarantine_size_mb=16:detect_stack_use_after_return=0:allocator_may_return_null=0
export UBSAN_OPTIONS=print_stacktrace=1
export LLVM_PROFILE_FILE=/dev/null # which lines ran is asked of the tests
symbolizer=$(command -v llvm-symbolizer-19 || command -v llvm-symbolizer || true)
[[ -z $symbolizer ]] || export ASAN_SYMBOLIZER_PATH=$symbolizer

targets=("$@")
if ((!${#targets[@]})); then
  for program in "$programs"/fuzz_*; do
    targets+=("${program##*/fuzz_}")
  done
fi

# fuzz TARGET: leaves its output in the logs and its inputs below $found/TARGET
fuzz() {
  local target=$1 options=()
  mkdir -p "$learnt/$target" "$found/$target"
  for dictionary in "$here/dictionaries/$target.dict" "$here/dictionaries/json.dict"; do
    if [[ -f $dictionary && ${#options[@]} == 0 ]]; then options+=("-dict=$dictionary"); fi
  done
  # What a program under test prints is not looked at.
  "$programs/fuzz_$target" "$learnt/$target" "$here/corpus/$target" "${options[@]}" \
    -seed="${FUZZ_SEED:-0}" -max_total_time="$seconds" -max_len="$longest" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=256 \
    -close_fd_mask=1 -print_final_stats=1 -artifact_prefix="$found/$target/" >"$logs/$target" 2>&1 ||
    echo "$?" >"$logs/$target.failed"
}

# merge TARGET: the corpus of the tree, as small as can be
merge() {
  local target=$1 merged
  merged=$(mktemp -d "$learnt/merged.XXXXXX")
  # Edges alone, however often each was gone through: so it stays small.
  "$programs/fuzz_$target" -set_cover_merge=1 -use_counters=0 -close_fd_mask=3 "$merged" "$here/corpus/$target" "$learnt/$target" \
    >"$logs/$target.merge" 2>&1
  # What has a name was made by hand or mended: it stays.
  find "$here/corpus/$target" -type f -regextype posix-extended -regex '.*/[0-9a-f]{40}' -delete
  local file name
  for file in "$merged"/*; do
    # A long one reaches little that short ones do not.
    (($(wc -c <"$file") <= longest_kept)) || continue
    name=$(sha1sum <"$file" | cut -d ' ' -f 1)
    cp "$file" "$here/corpus/$target/$name"
  done
  rm -rf "$merged"
}

rm -f "$logs"/*.failed
running=0
for target in "${targets[@]}"; do
  if [[ ! -x $programs/fuzz_$target ]]; then
    echo "run.sh: there is no target $target" >&2
    exit 2
  fi
  fuzz "$target" &
  running=$((running + 1))
  if ((running >= ${FUZZ_JOBS:-2})); then
    wait -n
    running=$((running - 1))
  fi
done
wait

# stat TARGET NAME: a number of libFuzzer's final ones
stat() { sed -n "s/^stat::$2: *//p" "$logs/$1" | tail -n 1; }

printf '%-18s %12s %8s %9s %7s %8s %8s\n' target executions seconds exec/s edges inputs crashes
all=0
failed=()
for target in "${targets[@]}"; do
  count=$(stat "$target" number_of_executed_units)
  took=$(sed -n 's/^Done [0-9]* runs in \([0-9]*\) .*/\1/p' "$logs/$target" | tail -n 1)
  edges=$(grep -aoE 'cov: [0-9]+' "$logs/$target" | tail -n 1 | cut -d ' ' -f 2) || true # none: it ended at once
  inputs=$(find "$learnt/$target" -type f | wc -l)
  crashes=0
  if [[ -f $logs/$target.failed ]]; then
    crashes=1
    failed+=("$target")
  fi
  printf '%-18s %12s %8s %9s %7s %8s %8s\n' "$target" "${count:-?}" "${took:-?}" \
    "$(stat "$target" average_exec_per_sec)" "${edges:-?}" "$inputs" "$crashes"
  all=$((all + ${count:-0}))
done
printf '%-18s %12s\n' "in all" "$all"

for target in ${failed[@]+"${failed[@]}"}; do
  printf '\n%s:\n' "$target"
  grep -aE 'ERROR|SUMMARY|what\(\):|runtime error|BrokenInvariant' "$logs/$target" | head -n 5 || true
  input=$(sed -n 's/.*Test unit written to //p' "$logs/$target" | tail -n 1)
  echo "  the input: ${input:-none; the whole output is in $logs/$target}"
  echo "  to see it again: $programs/fuzz_$target ${input:-$here/corpus/$target/*}"
  # Of a run elsewhere, what is printed is all that is left.
  if [[ -f $input ]]; then
    echo "  or what 'base64 -d' makes of:"
    base64 "$input"
  fi
done
((${#failed[@]} == 0)) || exit 1

if [[ ${FUZZ_MERGE:-} ]]; then
  for target in "${targets[@]}"; do merge "$target"; done
  du -sb "$here/corpus"
fi

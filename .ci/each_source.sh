# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# What the checks of single sources share. Reading every source with every header by itself takes a quarter of an
# hour and more, so a source that passed is not checked again while the check, its command and all that the source
# is read with stay as they are: the keys of what passed lie in $XDG_CACHE_HOME/headroom-checks.

# Where OpenMP's header is, as clang can read it: GCC's own it cannot.
export clang_headers=/usr/lib/llvm-19/lib/clang/19/include

# kept_folder NAME: where a check keeps what it need not find out again.
kept_folder() {
  local folder=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/headroom-checks/$1
  mkdir -p "$folder" 2>/dev/null || folder=$(mktemp -d)
  printf '%s' "$folder"
}

# each_source NAME DATABASE SELECTION RUN [FILE…]
# Calls the function RUN with the words of the compile command of each source that SELECTION, jq's, chooses by its
# .path in the tree from the database of compile commands, in the folder where that command belongs. FILEs are what else decides the outcome.
each_source() {
  local name=$1 database=$2 selection=$3 run=$4 work store wanted todo status=0
  shift 4
  store=$(kept_folder "$name")
  work=$(mktemp -d)
  mkdir "$work/lists"
  jq --arg root "$PWD/" "[.[] | .path = (.file | ltrimstr(\$root)) | select($selection) | del(.path) | .output = (.command | capture(\" -o (?<name>[^ ]+) -c \").name)]" \
    "$database" >"$work/wanted.json"
  wanted=$(jq length "$work/wanted.json")
  if ((wanted == 0)); then
    echo "$name: no source was found to check"
    return 1
  fi
  source_lists "$work" "$run" "$@"
  jq -j '.[] | .output, "\u0000", .directory, "\u0000", .command, "\u0000"' "$work/wanted.json" >"$work/commands"
  local number=0 output directory command key
  : >"$work/todo"
  while IFS= read -r -d '' output && IFS= read -r -d '' directory && IFS= read -r -d '' command; do
    key=$(sha256sum "$work/lists/$number" | cut -d ' ' -f 1)
    if [[ -e $store/$key ]]; then
      touch "$store/$key"
    else
      printf '%s\0%s\0%s\0%s\0' "$store/$key" "$directory" "$run" "$command" >>"$work/todo"
    fi
    number=$((number + 1))
  done <"$work/commands"
  todo=$(($(tr -cd '\0' <"$work/todo" | wc -c) / 4))
  echo "$name: $wanted sources, $((wanted - todo)) of them as they passed before"
  export -f one_source "${run?}"
  xargs -0 -r -P "$(nproc)" -n 4 bash -c 'one_source "$@"' each_source <"$work/todo" || status=1
  find "$store" -type f -mtime +60 -delete
  rm -rf "$work"
  return "$status"
}

# one_source KEY DIRECTORY RUN COMMAND
one_source() {
  local key=$1 run=$3 output words
  cd "$2" || return 1
  eval "words=($4)" # as a shell reads it: CMake quotes what needs it
  if ! output=$("$run" "${words[@]:1}" 2>&1); then
    printf '%s\n' "$output"
    return 1
  fi
  : >"$key"
}

# source_lists WORK RUN FILE…: writes WORK/lists/NUMBER for each source of WORK/wanted.json: what decides its outcome.
source_lists() {
  local work=$1 run=$2 path
  shift 2
  {
    declare -f "$run"
    g++ --version
    clazy --version
    clang-tidy-19 --version
    cat "$@" </dev/null
  } >"$work/about"
  # Of which files a source is read, in seconds for all of them.
  jq --arg after " -idirafter $clang_headers" 'map(.command += $after)' "$work/wanted.json" \
    >"$work/scanned.json" # where OpenMP's header is
  clang-scan-deps-19 --compilation-database="$work/scanned.json" -j "$(nproc)" >"$work/deps"
  sed 's/\\$//; s/^[^ ].*\.o: *//' "$work/deps" | tr -s ' ' '\n' | sort -u | sed '/^$/d' >"$work/read"
  # What CMake and moc wrote names the folder that the tree is in.
  grep -vF "$PWD/build/" "$work/read" | tr '\n' '\0' | xargs -0 sha256sum >"$work/sums"
  { grep -F "$PWD/build/" "$work/read" || true; } | while IFS= read -r path; do
    printf '%s  %s\n' "$(sed "s,$PWD,,g" "$path" | sha256sum | cut -d ' ' -f 1)" "$path"
  done >>"$work/sums"
  jq -r '.[] | [.output, .command] | @tsv' "$work/wanted.json" >"$work/outputs"
  awk -v root="$PWD" -v lists="$work/lists/" -v about="$(sha256sum <"$work/about")" -v work="$work" '
    function plain(text,    at) {
      while (at = index(text, root)) text = substr(text, 1, at - 1) substr(text, at + length(root))
      return text
    }
    BEGIN {
      while ((getline line < (work "/sums")) > 0) sum[substr(line, 67)] = substr(line, 1, 64)
      FS = "\t"
      while ((getline < (work "/outputs")) > 0) { number[$1] = count++; command[$1] = plain($2) }
      FS = " "
    }
    /^[^ ]/ {
      output = $1; sub(/:$/, "", output); $1 = ""
      if (list) close(list)
      if (!(output in number)) { print "nothing asked about " output > "/dev/stderr"; exit 1 }
      list = lists number[output]
      print about > list; print command[output] > list
    }
    { for (i = 1; i <= NF; i++) if ($i != "\\" && $i != "") print sum[$i], plain($i) > list }
  ' "$work/deps"
  [[ $(find "$work/lists" -type f | wc -l) == $(jq length "$work/wanted.json") ]] || {
    echo "not every source could be scanned for what it includes"
    return 1
  }
}

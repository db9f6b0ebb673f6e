#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# The run.sh of the archive that gpu-tests.sh makes: runs the tests that need an NVIDIA GPU with the libraries that
# lie beside it and the CUDA libraries of this machine, and needs nothing else of it. Arguments go to each test, as
# Qt Test reads them: `run.sh -v1`. Without a GPU the tests skip and say why.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(mktemp -d)
trap 'rm -rf -- "$home"' EXIT
mkdir -m 700 "$home/run"

# The node's own choice of CUDA first, then the usual place of a toolkit.
libraries=$here/lib
for folder in ${LD_LIBRARY_PATH:-} "${CUDA_HOME:-/usr/local/cuda}"/{lib64,lib,targets/x86_64-linux/lib}; do
  libraries+=:$folder
done

cat >"$home/fonts.conf" <<XML
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$here/fonts</dir><cachedir>$home/fonts</cachedir></fontconfig>
XML

# run TEST QT_FATAL_WARNINGS PROGRAM [OPTION…]: as CTest runs it, with a state folder and locks of its own
run() {
  local test=$1 fatal=$2 program=$3
  shift 3
  mkdir -p "$home/locks/$test"
  env LD_LIBRARY_PATH="$libraries" LC_ALL=C.UTF-8 FONTCONFIG_FILE="$home/fonts.conf" \
    QT_QPA_PLATFORM=offscreen QT_FATAL_WARNINGS="$fatal" HOME="$home" XDG_RUNTIME_DIR="$home/run" \
    XDG_STATE_HOME="$home/state" XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/config" \
    HEADROOM_LOCK_DIR="$home/locks/$test" "$here/tests/$program" "$test" "$@"
}

failed=()
run tst_gpu 1 tests_gpu "$@" || failed+=(tst_gpu)
run tst_gpu_window 0 tests_gpu_window "$@" || failed+=(tst_gpu_window)
if ((${#failed[@]} > 0)); then
  echo "run.sh: failed: ${failed[*]}" >&2
  exit 1
fi

#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# valgrind's memcheck over whole runs of the window: sweeps in its own process and through workers, exports, runs saved
# and opened, comparisons, and the end of it all. Fails on any error and on memory that nothing points to any more.
#     tests/bench/valgrind.sh BUILD [SWEEPS [SEED]]
# BUILD is a build folder with the benchmarks.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?usage: valgrind.sh BUILD [SWEEPS [SEED]]}
# Qt's regular expressions run as machine code that is made meanwhile, of which memcheck knows nothing.
QT_ENABLE_REGEXP_JIT=0 QT_QPA_PLATFORM=offscreen nice -n 10 valgrind --quiet --error-exitcode=1 --num-callers=40 \
    --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
    --suppressions="$here/valgrind.supp" "$build/bin/soak_window" "${2:-6}" "${3:-1}"

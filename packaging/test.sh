#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# test.sh [--sanitized] [ctest's arguments]
#
# Installs what is missing, builds the preset test and runs all tests, or those that are named: `test.sh -R csv`. With
# --sanitized it is the preset asan, whose programs stop at a wrong address or undefined behaviour, and count which
# lines run. A run that finds no test fails.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

preset="test"
needed=(--test)
if [[ ${1:-} == --sanitized ]]; then
  preset="asan"
  needed+=(--fuzz)
  shift
fi
"$source_folder/packaging/install-deps.sh" "${needed[@]}"
configure_and_build "$preset"
cd "$source_folder"
# One more than there are processors: some wait for most of their time.
exec ctest --preset "$preset" --parallel $(($(nproc) + 1)) "$@"

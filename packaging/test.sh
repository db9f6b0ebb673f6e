#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Installs what is missing, builds the dev preset and runs all tests. Arguments go to ctest: `test.sh -R csv`.
# A run that finds no test fails.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

"$source_folder/packaging/install-deps.sh" --test
configure_and_build test
cd "$source_folder"
exec ctest --preset test --parallel "$(nproc)" "$@"

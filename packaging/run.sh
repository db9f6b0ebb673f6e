#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Installs what is missing, builds the release preset and starts Headroom with the arguments given. Where there
# is no display and there are no arguments, it runs the device's default sweep instead and says where chart and
# data are.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

"$source_folder/packaging/install-deps.sh"
configure_and_build release
program=$source_folder/build/release/bin/headroom

if (($# > 0)) || [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  exec "$program" "$@"
fi

# A folder of its own for each run, so that no earlier result is written over.
output=$PWD/headroom-output/$(date -u +%Y-%m-%dT%H-%M-%SZ)
if ! mkdir -p "$PWD/headroom-output" || ! mkdir "$output"; then
  echo "run.sh: the results go below the current folder: change to one that can be written" >&2
  exit 1
fi

echo "run.sh: no display: running the default sweep without a window"
status=0
"$program" --start --export "$output/chart.png" --export "$output/data.csv" || status=$?
for file in "$output/chart.png" "$output/data.csv"; do
  if [[ -s $file ]]; then
    echo "run.sh: wrote $file"
  else
    echo "run.sh: $file was not written" >&2
    ((status)) || status=1
  fi
done
exit "$status"

#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# try-engine-tarball.sh ARCHIVE [RELEASE…]
#
# Unpacks the archive of engine-tarball.sh as a user would, in clean systems that hold nothing but their base, and
# tries it there: the search for devices, a sweep on the processor, the worker's greeting. Unless others are named, the
# releases are Debian's bullseye bookworm trixie and Ubuntu's focal jammy noble. Needs debootstrap and root's rights; the
# systems stay in build/roots for the next time.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=packaging/roots.sh
. "$source_folder/packaging/roots.sh"

(($# >= 1)) || {
  echo "usage: try-engine-tarball.sh ARCHIVE [RELEASE…]" >&2
  exit 2
}
archive=$(realpath "$1")
shift
releases=("$@")
((${#releases[@]} > 0)) || releases=(bullseye bookworm trixie focal jammy noble)
need_roots try-engine-tarball.sh || exit 1

# What is done inside.
try_inside() {
  cat <<'END'
set -eu
cd
rm -rf .local
mkdir -p .local && tar -xz --strip-components=1 -C .local <"$1"
engine=$HOME/.local/bin/headroom-engine
"$engine" --version
"$engine" devices
"$engine" sweep --device cpu --seq 16 --batch 1 --hidden 0:512 --points 2 --time-limit 0.02 --quiet --csv rows.csv
rows=$(grep -c ,ok, rows.csv)
[ "$rows" -gt 3 ]
"$engine" serve </dev/null >greeting
grep -q '"protocol' greeting
echo "$rows rows measured, and the worker greets"
END
}

status=0
for release in "${releases[@]}"; do
  echo "== $release"
  if ! make_root "$release"; then
    echo "$release: there is no such system from here" >&2
    status=1
    continue
  fi
  cp "$archive" "$roots/$release/archive.tar.gz"
  try_inside >"$roots/$release/try.sh"
  if ! in_root "$release" /bin/sh /try.sh /archive.tar.gz; then
    echo "$release: it does not run there" >&2
    status=1
  fi
done
exit "$status"

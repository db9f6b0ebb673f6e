#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# named_files.sh [SOURCE FOLDER]: every file and folder that the documents at the top name in `quotes`, or link to, is
# there. Prints each that is not and exits 1; exits 2 where no document names any.
set -euo pipefail
cd "${1:-.}"

documents=(README.md CONTRIBUTING.md SECURITY.md CHANGELOG.md)
named=0
missing=0
for document in "${documents[@]}"; do
  [[ -f $document ]] || continue
  while IFS= read -r name; do
    named=$((named + 1))
    if [[ ! -e $name ]]; then
      echo "$document: there is no $name"
      missing=1
    fi
  done < <({
    # A path of the tree begins with one of its folders; what is built, or stands for any, is none.
    grep -oE '`(app|engine|packaging|resources|tests|ui|LICENSES|\.ci)/[A-Za-z0-9_./-]+' "$document" | tr -d '`'
    grep -oE '\]\([^)#:]+' "$document" | sed 's/^](//'
  } | sort -u)
done

if ((named == 0)); then
  echo "named_files.sh: no document names a file: not the source folder?" >&2
  exit 2
fi
exit "$missing"

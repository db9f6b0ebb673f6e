#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# commit_test.sh CMAKE COMMIT.CMAKE: which commit is told of a checkout, a changed one, an archive of either, a folder
# inside another repository, and a folder that nothing is known of.
set -euo pipefail
cmake=$1 script=$2
command -v git >/dev/null || exit 77 # nothing to try it with
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
# Neither the user's settings nor a repository that the build lies in.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_CEILING_DIRECTORIES=$work
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.org
export GIT_AUTHOR_DATE='1700000000 +0000' GIT_COMMITTER_DATE='1700000000 +0000'

commit_of() { "$cmake" "-DSOURCE=$1" "${@:2}" -P "$script"; }
expect() {
  if [[ $2 != "$1" ]]; then
    echo "expected \"$1\", found \"$2\": $3" >&2
    exit 1
  fi
}

tree=$work/tree
mkdir -p "$tree/inside"
git -C "$tree" init -q
printf 'node: $%s$\ndate: $%s$\n' Format:%H Format:%ct >"$tree/.git_archival.txt"
echo '.git_archival.txt export-subst' >"$tree/.gitattributes"
echo 1 >"$tree/file"
git -C "$tree" add .
git -C "$tree" commit -qm one
short=$(git -C "$tree" rev-parse HEAD | cut -c 1-12)

expect "$short" "$(commit_of "$tree")" "of a checkout"
expect "$short 1700000000" "$(commit_of "$tree" -DDATE=ON)" "with its time"
touch "$tree/untracked" "$tree/file"
expect "$short" "$(commit_of "$tree")" "where nothing of it has changed"
expect "" "$(commit_of "$tree/inside")" "of a folder inside another repository"
echo 2 >"$tree/file"
expect "$short-dirty" "$(commit_of "$tree")" "of a changed checkout"

mkdir "$work/archive"
git -C "$tree" archive HEAD | tar -x -C "$work/archive"
expect "$short" "$(commit_of "$work/archive")" "of an archive"
mkdir "$work/copy"
cp "$tree/.git_archival.txt" "$work/copy"
expect "" "$(commit_of "$work/copy")" "of a copy without its history"

written=$work/commit.cpp
commit_of "$tree" "-DOUTPUT=$written"
grep -q "\"$short-dirty\"" "$written"
touch -d '2001-01-01' "$written"
commit_of "$tree" "-DOUTPUT=$written"
expect 2001 "$(date -r "$written" +%Y)" "a file that is right is left as it is"
echo 1 >"$tree/file"
commit_of "$tree" "-DOUTPUT=$written"
grep -q "\"$short\"" "$written"

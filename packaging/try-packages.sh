#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# try-packages.sh [RELEASE]
#
# Installs what packages.sh made, as a user would, in a clean Debian (bookworm, unless another is named) that holds
# nothing but its base, with all they depend on from where apt has it: first as if an older version, then as an
# upgrade of that. Then tries them: a sweep on the processor, a figure exported without a display, what a file manager
# would open a run file with, manual pages, completions. At last it purges them and compares the lists of all files:
# not one may be left. Needs debootstrap, root's rights and a network; the system is a copy in build/roots.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=packaging/roots.sh
. "$source_folder/packaging/roots.sh"

release=${1:-bookworm}
trial=packages-$release
need_roots try-packages.sh || exit 1
shopt -s nullglob
packages=("$source_folder"/build/packages/headroom*.deb)
if ((${#packages[@]} < 2)); then
  echo "try-packages.sh: There are no packages in build/packages: make them with packages.sh." >&2
  exit 1
fi

copy_root "$release" "$trial"
root=$roots/$trial
mkdir -p "$root/packages" "$root/older"
cp "${packages[@]}" "$root/packages"
cp "$source_folder/resources/reference/h200-key-query-score-a12-best.headroom.json" "$root/run.headroom.json"

# The same files as an older version, with one that the newer has not.
for package in "${packages[@]}"; do
  name=$(dpkg-deb -f "$package" Package)
  version=$(dpkg-deb -f "$package" Version)
  folder=$root/older/$name
  dpkg-deb -R "$package" "$folder"
  sed -i "s/^Version: .*/Version: 0.0.1-1/; s/(= $version)/(= 0.0.1-1)/" "$folder/DEBIAN/control"
  touch "$folder/usr/share/doc/$name/of-the-older"
  dpkg-deb --root-owner-group -Zgzip --build "$folder" "$root/older" >/dev/null
  rm -rf "$folder"
done

# What is done inside.
cat >"$root/try.sh" <<'END'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt() { apt-get -y -q -o Dpkg::Use-Pty=0 "$@" >/apt.log 2>&1 || { tail -n 20 /apt.log; exit 1; }; }
all_files() {
  # Without what apt, dpkg and man-db keep for themselves, what is mounted, and what this trial writes.
  find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /packages -o -path /older -o \
    -path /var/lib/dpkg -o -path /var/lib/apt -o -path /var/cache/apt -o -path /var/cache/man -o \
    -path /var/log -o -path /run -o -path /apt.log -o -path '/files-*' \) -prune -o -printf '%y %p %l\n' | sort
}
found() { # what it is, and what was found
  echo "$1: $2"
  [ "$2" ]
}

apt update
# All that they need, but not they themselves: what that leaves behind is not theirs.
depends=
for package in /packages/*.deb; do
  for field in Depends Recommends; do
    depends="$depends, $(dpkg-deb -f "$package" $field)"
  done
done
depends=$(printf '%s' "${depends#, }" | sed -E 's/headroom-engine \([^)]*\), //g; s/(, )+/, /g; s/, $//')
apt satisfy "$depends"
apt install --no-install-recommends xdg-utils libfile-mimeinfo-perl desktop-file-utils man-db
all_files >/files-before
HOME=$(mktemp -d) # which is none of the system's files
export HOME
cd

echo "== an older version, then this one"
apt install /older/*.deb
found "installed" "$(dpkg-query -W -f '${Package} ${Version}  ' 'headroom*')"
[ -e /usr/share/doc/headroom/of-the-older ]
apt install /packages/*.deb
found "upgraded" "$(dpkg-query -W -f '${Package} ${Version}  ' 'headroom*')"
! ls /usr/share/doc/headroom*/of-the-older 2>/dev/null
dpkg -V headroom headroom-engine

echo "== the engine"
headroom-engine --version
headroom-engine devices
headroom-engine sweep --device cpu --seq 16 --batch 1 --hidden 0:512 --points 2 --time-limit 0.02 --quiet \
  --csv rows.csv --json own.headroom.json
rows=$(grep -c ,ok, rows.csv)
[ "$rows" -gt 3 ]
found "rows measured" "$rows"
found "commit in the run file" "$(grep headroom_commit own.headroom.json || true)"
if ls /packages/headroom-cuda_* >/dev/null 2>&1; then
  # Found where the package has it; cuBLAS is not here.
  found "without cuBLAS" "$(headroom-engine devices 2>&1 | grep 'cuBLAS was not found')"
fi

echo "== the window"
headroom --version
headroom /run.headroom.json --export chart.png
found "chart.png, bytes" "$(stat -c %s chart.png)"
[ "$(head -c 4 chart.png | tail -c 3)" = PNG ] && [ "$(stat -c %s chart.png)" -gt 20000 ]
headroom own.headroom.json --export own.pdf
found "own.pdf, bytes" "$(stat -c %s own.pdf)"

echo "== the desktop"
type=application/x-headroom-run+json
found "a run file is" "$(xdg-mime query filetype /run.headroom.json)"
[ "$(xdg-mime query filetype /run.headroom.json)" = "$type" ]
found "and is opened by" "$(xdg-mime query default $type)"
[ "$(xdg-mime query default $type)" = org.headroom.Headroom.desktop ]
desktop-file-validate /usr/share/applications/org.headroom.Headroom.desktop
[ -s /usr/share/icons/hicolor/scalable/apps/org.headroom.Headroom.svg ]

echo "== manual pages and completions"
for page in headroom headroom-engine; do
  found "$page(1)" "$(man -w 1 $page)"
  man 1 $page >page.txt
  [ -s page.txt ]
done
dpkg -L headroom headroom-engine | grep -E 'bash-completion/completions/.|vendor-completions/.|vendor_completions.d/.' ||
  echo "no completions are packed"
for document in /usr/share/doc/headroom*/*.spdx.json; do
  found "made of" "$document"
done

echo "== purged"
apt purge 'headroom*'
all_files >/files-after
if ! diff /files-before /files-after; then
  echo "the files above are left, or gone"
  exit 1
fi
echo "not one of $(wc -l </files-after) files is left or gone"
END

for package in "${packages[@]}"; do
  echo "$(basename "$package"): $(($(stat -c %s "$package") / 1024)) KiB," \
    "$(dpkg-deb -f "$package" Installed-Size) KiB installed"
done
in_root "$trial" /bin/sh /try.sh
rm -rf "${root:?}"

#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# What try-window-archive.sh does as a user inside a clean system, a step at a time.
set -eu
cd
place="$HOME/Prüf stand"
scratch=${TMPDIR:-/tmp}
small='--device cpu --seq 16 --batch 1 --hidden 0:512 --points 2 --time-limit 0.02'

folder() {
  find "$place" -mindepth 1 -maxdepth 1 -type d
}

# All that is in the home folder but for the archive and for caches, which any start makes.
listing() {
  find "$HOME" -path "$place" -prune -o -path "$HOME/moved" -prune -o -path "$HOME/.cache" -prune -o -print | sort
}

check_sweep() {
  rows=$(grep -c ,ok, "$1")
  [ "$rows" -gt 3 ]
  echo "$rows rows measured"
}

unpack() {
  mkdir "$place"
  tar -xzf /archive.tar.gz -C "$place"
  chmod -R a-w "$(folder)"
  mkdir links
  ln -s "$(folder)/bin/headroom" links/room
  du -sh "$(folder)"
}

# Of all that is in it, and all that those refer to by where Debian has it.
check_licences() {
  licences="$(folder)/share/doc/headroom/licences"
  for name in nlohmann-json3-dev libcli11-dev libqt6charts6 common/CC0-1.0; do
    [ -s "$licences/$name" ]
  done
  for name in GPL-2 GPL-3 LGPL-2.1 LGPL-3 Apache-2.0 MPL-1.1; do
    [ -s "$licences/common/$name" ]
  done
  for file in "$licences"/*; do
    name=${file##*/}
    if [ -f "$file" ] && [ "$name" != SOURCES ]; then
      grep -q "^$name is of the source package .*, version [0-9]" "$licences/SOURCES"
      grep -qF "\"name\": \"$name\"" "$(folder)/share/doc/headroom/headroom.spdx.json"
    fi
  done
  [ ! -e "$(folder)/bin/headroom_cuda.so" ] || grep -q 'NVIDIA Corporation' "$(folder)/share/doc/headroom-cuda/copyright"
  echo "licences of $(wc -l <"$licences/SOURCES") packages"
}

# What it names is there.
check_readme() {
  grep -oE '(bin|lib|share)/[a-z_/.-]+[a-z]' "$(folder)/README" | while IFS= read -r path; do
    case $path in
    bin/headroom_cuda.so) ;; # not in every archive
    */site-functions) ;;     # of the user's
    *) [ -e "$(folder)/$path" ] ;;
    esac
  done
  if grep -F @ "$(folder)/README"; then
    return 1
  fi
  if [ -e "$(folder)/bin/headroom_cuda.so" ]; then
    grep -qF "$(grep -aoE 'libcublas\.so\.[0-9]+' "$(folder)/bin/headroom_cuda.so" | head -n 1) " "$(folder)/README"
  fi
}

# check_told TEXT COMMAND…: it ends with status 2, and says so and what to do
check_told() {
  text=$1 status=0
  shift
  "$@" 2>told || status=$?
  if [ "$status" != 2 ] || ! grep -qF "$text" told; then
    cat told
    return 1
  fi
}

# Where no window can be opened.
check_no_display() {
  check_told 'there is no display' links/room
  check_told 'there is no display' env WAYLAND_DISPLAY=gone links/room
  check_told 'there is no display' env DISPLAY=:4999 WAYLAND_DISPLAY=gone links/room
  check_told 'QT_QPA_PLATFORM is "toaster"' env QT_QPA_PLATFORM=toaster links/room
  latin1=$(printf 'Pr\374f')
  mv "$place" "$latin1"
  check_told 'not UTF-8' "$(echo "$HOME/$latin1"/*)/bin/headroom"
  mv "$latin1" "$place"
  rm told
}

commands() {
  check_licences
  check_readme
  check_no_display
  links/room --version
  "$(folder)/bin/headroom-engine" --version
  "$(folder)/bin/headroom-engine" devices
  # Set aside before OpenMP reads it.
  [ "$(OMP_DISPLAY_ENV=true links/room --version 2>&1)" = "$(links/room --version)" ]
  links/room "$(folder)"/share/headroom/*.headroom.json --export chart.png
  # shellcheck disable=SC2086 # words
  links/room --start $small --export data.csv
  check_sweep data.csv
  # shellcheck disable=SC2086
  "$(folder)/bin/headroom-engine" sweep $small --quiet --csv rows.csv
  check_sweep rows.csv
}

# picture FILE PNG: as a file manager has the thumbnailer draw it, which reads the line as a shell would
picture() {
  eval "set -- \"\$@\" $(sed -n 's/^Exec=//p' "$data/thumbnailers/org.headroom.Headroom.thumbnailer" |
    sed -e 's/\\\\/\\/g')"
  file=$1 drawn=$2
  shift 2
  for word; do
    shift
    case $word in
    %i) word=$file ;;
    %o) word=$drawn ;;
    esac
    set -- "$@" "$word"
  done
  "$@"
  [ "$(head -c 4 "$drawn" | tail -c 3)" = PNG ]
}

# What desktops and shells look for, and where they do.
check_installed() {
  for file in applications/org.headroom.Headroom.desktop mime/packages/org.headroom.Headroom.xml \
    icons/hicolor/scalable/apps/org.headroom.Headroom.svg icons/hicolor/symbolic/apps/org.headroom.Headroom-symbolic.svg \
    thumbnailers/org.headroom.Headroom.thumbnailer man/man1/headroom.1 man/man1/headroom-engine.1 \
    bash-completion/completions/headroom bash-completion/completions/headroom-engine zsh/site-functions/_headroom \
    fish/vendor_completions.d/headroom.fish fish/vendor_completions.d/headroom-engine.fish; do
    [ -s "$data/$file" ] || {
      echo "$file was not installed" >&2
      return 1
    }
  done
  bash -c '. "$1/bash-completion/completions/headroom" && complete -p headroom headroom-engine' bash "$data"
  picture "$(echo "$(folder)"/share/headroom/*.headroom.json)" "$scratch"/thumbnail.png
  echo "a file manager has its picture"
}

install_and_remove() {
  mkdir -p kept/share
  for XDG_DATA_HOME in "$HOME/kept/share" ''; do
    export XDG_DATA_HOME
    data=${XDG_DATA_HOME:-$HOME/.local/share}
    listing >"$scratch"/before
    "$(folder)/install" --user
    "$(folder)/install" --user >/dev/null
    listing >"$scratch"/installed
    check_installed
    grep 'Exec=' "$data/applications/org.headroom.Headroom.desktop"
    "$HOME/.local/bin/headroom" --version
    mv "$place" moved
    moved=$(echo "$HOME"/moved/*)
    "$moved/install" --user >/dev/null
    "$HOME/.local/bin/headroom" --version
    listing | diff "$scratch"/installed -
    "$moved/install" --user --remove
    mv moved "$place"
    listing | diff "$scratch"/before -
    echo "nothing is left of the $(wc -l <"$scratch"/installed) files and folders"
    "$(folder)/install" --user --remove
  done
  for name in 'a%20b' 'a=b'; do # which no desktop would start it from
    mv "$place" "$name"
    if "$(echo "$HOME/$name"/*)/install" --user; then
      echo "it said nothing of the folder $name" >&2
      return 1
    fi
    mv "$name" "$place"
    listing | diff "$scratch"/before -
  done
  entry=.local/share/applications/org.headroom.Headroom.desktop
  mkdir -p .local/bin .local/share/applications
  echo mine >.local/bin/headroom
  echo mine >"$entry"
  "$(folder)/install" --user >/dev/null
  "$(folder)/install" --user --remove >/dev/null
  grep -qx mine .local/bin/headroom
  grep -qx mine "$entry"
  echo "a program and an entry of the user's own stay"
  rm -r .local/bin/headroom .local/share
  chmod a-w .local
  if "$(folder)/install" --user; then
    echo "it said nothing of a folder that cannot be written" >&2
    return 1
  fi
  chmod u+w .local
  rm -r .local kept
}

# Until it is told to close by the file beside the sockets.
window() {
  if [ -n "${DISPLAY:-}" ]; then
    ln -s /x11 "$scratch/.X11-unix"
  fi
  links/room "$(folder)"/share/headroom/*.headroom.json &
  pid=$!
  while [ ! -e /displays/close ] && kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
  done
  # What it has opened of the system's own, and what of the archive's.
  sed -nE 's|.* (/[^ ].*\.so[^/]*)$|\1|p' "/proc/$pid/maps" | sort -u | sed -n '/libstdc++\|libX11\|libwayland-client\|libEGL/p'
  tr '\0' '\n' <"/proc/$pid/environ" >"$scratch"/environment
  kill -INT "$pid"
  wait "$pid" || [ $? = 130 ]
  if grep -E '^(LD_|FONTCONFIG_|QT_PLUGIN)' "$scratch"/environment; then
    return 1
  fi
}

bare() {
  links/room "$(folder)"/share/headroom/*.headroom.json --export bare.png
  # shellcheck disable=SC2086
  "$(folder)/bin/headroom-engine" sweep $small --quiet --csv bare.csv
  check_sweep bare.csv
}

case $1 in
install) install_and_remove ;;
*) "$1" ;;
esac

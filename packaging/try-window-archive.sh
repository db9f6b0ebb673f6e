#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# try-window-archive.sh ARCHIVE [RELEASE…]
#
# Unpacks the archive of window-archive.sh as a user would, in clean systems that hold nothing but their base (bookworm
# jammy noble, unless others are named), and tries it there without root's rights: export, sweep, installation for the
# user, the window on X and on Wayland, and all without C++'s and other libraries of the system's; installation again
# where programs keep databases of what is installed. Needs debootstrap, a network, Xvfb, xdotool, weston, ImageMagick,
# and root's rights for the systems alone. Pictures to be looked at lie in build/portable/tried.
set -euo pipefail
# shellcheck source=packaging/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=packaging/roots.sh
. "$(dirname "${BASH_SOURCE[0]}")/roots.sh"

(($# >= 1)) || {
  echo "usage: try-window-archive.sh ARCHIVE [RELEASE…]" >&2
  exit 2
}
archive=$(realpath "$1")
shift
releases=("$@")
((${#releases[@]} > 0)) || releases=(bookworm jammy noble)
need_roots try-window-archive.sh
for program in Xvfb xdotool weston import; do
  command -v "$program" >/dev/null || {
    echo "try-window-archive.sh: $program is missing: install xvfb, xdotool, weston and imagemagick." >&2
    exit 1
  }
done
tried=$source_folder/build/portable/tried
home=home/user
display=${TRY_DISPLAY:-:87}
x11=${TMPDIR:-/tmp}/.X11-unix
sockets=$(mktemp -d)
chmod 755 "$sockets"
started=()
mkdir -p "$tried"

# shellcheck disable=SC2317 # by the trap
clean_up() {
  ((${#started[@]} == 0)) || kill "${started[@]}" 2>/dev/null || true
  rm -rf "$sockets"
}
trap clean_up EXIT

# prepare RELEASE: $roots/$root, with a user in it and what is tried
prepare() {
  root=window-$1
  copy_root "$1" "$root" || return
  install -d -o 1000 -g 1000 "$roots/$root/$home"
  install -d "$roots/$root/displays" "$roots/$root/x11"
  cp "$archive" "$roots/$root/archive.tar.gz"
  cp "$source_folder/packaging/portable/try-window.sh" "$roots/$root"
}

# What desktops have to keep their databases with, and what that needs: not there for the other steps.
add_databases() {
  in_root "$root" env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get -q update && apt-get -qy --no-install-recommends \
    install shared-mime-info desktop-file-utils gtk-update-icon-cache' >"$tried/$release-apt.log" 2>&1
}

# as_user STEP [NAME=VALUE…]: a step of try-window.sh inside, with this machine's displays in displays and x11
as_user() {
  local step=$1
  shift
  # shellcheck disable=SC2016 # the inner shell's own
  unshare --mount bash -c '
    set -e
    . "$1/packaging/common.sh"
    . "$1/packaging/roots.sh"
    mount --bind "$2" "$roots/$3/displays"
    mount --bind "$4" "$roots/$3/x11"
    root=$3
    shift 4
    in_root "$root" "$@"' as_user "$source_folder" "$sockets" "$root" "$x11" \
    setpriv --reuid=1000 --regid=1000 --clear-groups env HOME="/$home" "$@" sh /try-window.sh "$step"
}

look() {
  DISPLAY=$display import -window root rgb:- | sha256sum
}

# photograph NAME WINDOW EMPTY: when a window of that name or class is there, and what is seen is not EMPTY and changes no more
photograph() {
  local name=$1 window=$2 last=$3 seen i
  for ((i = 0; i < 240; ++i)); do
    sleep 0.5
    DISPLAY=$display xdotool search --onlyvisible --any --name --class "$window" >/dev/null 2>&1 || continue
    seen=$(look)
    if [[ $seen == "$last" && $seen != "$3" ]]; then
      DISPLAY=$display import -window root "$tried/$name.png"
      echo "$name: the window is there: $tried/$name.png"
      return
    fi
    last=$seen
  done
  echo "$name: no window came" >&2
  return 1
}

# show NAME WINDOW [NAME=VALUE…]: the window is opened and photographed
show() {
  local name=$1 window=$2 status=0 pid empty
  shift 2
  empty=$(look)
  as_user window "$@" >"$tried/$name.log" 2>&1 &
  pid=$!
  photograph "$name" "$window" "$empty" || status=1
  touch "$sockets/close"
  wait "$pid" || status=1
  rm -f "$sockets/close"
  if [[ -s $tried/$name.log ]]; then
    sed "s/^/$name said: /" "$tried/$name.log"
  fi
  return "$status"
}

start_display() {
  Xvfb "$display" -screen 0 1280x800x24 >/dev/null 2>&1 &
  started+=($!)
  local i
  for ((i = 0; i < 100; ++i)); do
    [[ -S $x11/X${display#:} ]] && return
    sleep 0.1
  done
  echo "try-window-archive.sh: Xvfb did not start on $display: name another one in TRY_DISPLAY." >&2
  return 1
}

start_weston() {
  rm -rf "$sockets/wayland"
  install -d -m 700 "$sockets/wayland"
  printf '[shell]\npanel-position=none\nbackground-color=0xff808080\nlocking=false\n' >"$sockets/weston.ini"
  DISPLAY=$display XDG_RUNTIME_DIR=$sockets/wayland weston --backend=x11-backend.so --use-pixman --width=1280 \
    --height=800 --socket=wayland-try --idle-time=0 --config="$sockets/weston.ini" >"$tried/$release-weston.log" 2>&1 &
  weston=$!
  # Of the subshell; what fails in a trap would be its status, and Weston may have ended already.
  trap 'kill "$weston" 2>/dev/null || true' EXIT
  local i seen='' last=none
  for ((i = 0; i < 200; ++i)); do
    sleep 0.5
    [[ -S $sockets/wayland/wayland-try ]] || continue
    seen=$(look)
    [[ $seen == "$last" ]] && break
    last=$seen
  done
  chmod -R a+rwX "$sockets/wayland"
}

try_release() {
  local release=$1
  prepare "$release" || return
  as_user unpack
  as_user commands
  cp "$roots/$root/$home/chart.png" "$tried/$release-export.png"
  as_user install
  show "$release-xcb" Headroom DISPLAY="$display"
  start_weston
  show "$release-wayland" weston WAYLAND_DISPLAY=wayland-try XDG_RUNTIME_DIR=/displays/wayland \
    QT_QPA_PLATFORM=wayland
  kill "$weston"
  # The user's folder is in the copy alone, and so is what is taken away here.
  find "$roots/$root/usr/lib" -regextype egrep \
    -regex '.*/lib(stdc\+\+|gcc_s|z|zstd|lzma|expat|X[^/]*|xcb|md|bsd|ffi)\.so\..*' -delete
  as_user bare
  cp "$roots/$root/$home/bare.png" "$tried/$release-bare.png"
  prepare "$release"
  add_databases
  as_user unpack
  as_user install
}

start_display
status=0
for release in "${releases[@]}"; do
  echo "== $release"
  # Not as a condition: that would switch `set -e` off inside.
  set +e
  (
    set -e
    try_release "$release"
  )
  result=$?
  set -e
  if ((result != 0)); then
    echo "$release: it does not run there" >&2
    status=1
  fi
done
exit "$status"

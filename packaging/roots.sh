# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Clean systems that hold nothing but their base, and how something is run in one; sourced, after common.sh, by the
# scripts that try what is packed. Needs debootstrap and root's rights. The systems stay in build/roots for the next
# time: what changes one is done to a copy.

roots=${source_folder:?}/build/roots

# need_roots SCRIPT: says why there can be none
need_roots() {
  if [[ $(id -u) != 0 ]]; then
    echo "$1: Only root may make a system and change into it." >&2
    return 1
  fi
  if ! command -v debootstrap >/dev/null; then
    echo "$1: Clean systems are made by debootstrap: install the package of that name." >&2
    return 1
  fi
}

# make_root RELEASE: $roots/RELEASE, a Debian or an Ubuntu by its release's name, as debootstrap knows them
make_root() {
  local release=$1
  [[ -e $roots/$release/etc/os-release ]] && return
  mkdir -p "$roots"
  rm -rf "${roots:?}/$release.new"
  debootstrap --variant=minbase "$release" "$roots/$release.new" >"$roots/$release.log" 2>&1 || {
    tail -n 3 "$roots/$release.log" >&2
    return 1
  }
  mv "$roots/$release.new" "$roots/$release"
}

# copy_root RELEASE COPY: $roots/COPY anew, to be changed at will
copy_root() {
  make_root "$1" || return
  rm -rf "${roots:?}/$2"
  cp -a "$roots/$1" "$roots/$2"
}

# in_root NAME COMMAND…: runs it in $roots/NAME as root, in a bare environment; its mounts go with it. What apt
# fetches is kept beside the systems.
in_root() {
  local root=$roots/$1
  shift
  mkdir -p "$roots/fetched/partial"
  # shellcheck disable=SC2016 # the inner shell's own
  unshare --mount bash -c '
    set -e
    root=$1 fetched=$2
    shift 2
    mount -t proc proc "$root/proc"
    mount -t sysfs sysfs "$root/sys"
    mount -t tmpfs tmpfs "$root/tmp"
    mount -t tmpfs tmpfs "$root/run"
    mkdir -m 1777 "$root/run/lock"
    mount --bind /dev "$root/dev"
    if [ -d "$root/var/cache/apt/archives" ]; then
      mount --bind "$fetched" "$root/var/cache/apt/archives"
    fi
    exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
  ' in_root "$root" "$roots/fetched" "$@"
}

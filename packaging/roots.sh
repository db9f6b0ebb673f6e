# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Clean systems that hold nothing but their base, and how something is run in one; sourced, after common.sh, by the
# scripts that try what is packed. Needs debootstrap and root's rights. The systems stay in build/roots for the next
# time: what changes one is done to a copy.

roots=${source_folder:?}/build/roots
ubuntu_keys=/usr/share/keyrings/ubuntu-archive-keyring.gpg # of the package ubuntu-keyring, which not every Debian has

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

# make_root RELEASE: $roots/RELEASE, a Debian or an Ubuntu by its release's name. It comes from where debootstrap's own
# script for that release says, with signatures checked where this machine has the keys.
make_root() {
  local release=$1 options=(--variant=minbase) script=()
  [[ -e $roots/$release/etc/os-release ]] && return
  case $release in
  focal | jammy | noble)
    # The script of all its releases: an older debootstrap does not know the newest by name.
    script=('' gutsy)
    if [[ ! -e $ubuntu_keys ]]; then
      # Else it would look for an Ubuntu where Debian is, since that can be had without keys, by https.
      echo "$release: without the keys of Ubuntu's archive, signatures are not checked." >&2
      options+=(--no-check-gpg)
    fi
    ;;
  esac
  mkdir -p "$roots"
  rm -rf "${roots:?}/$release.new"
  debootstrap "${options[@]}" "$release" "$roots/$release.new" "${script[@]}" >"$roots/$release.log" 2>&1 || {
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

#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Installs the Debian or Ubuntu packages that building Headroom needs, and only those that are missing.
# Needs neither root nor a network when nothing is.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: packaging/install-deps.sh [--engine-only] [--test] [--servers] [--checks] [--packages] [--fuzz] [--list]

Without options: what building the window, the CPU backend and the command line needs.

  --engine-only  only what headroom-engine without Qt and oneDNN needs
  --test         also what running the tests needs
  --servers      also servers that some tests start for themselves; a system
                 that starts services by itself will start them for all
  --checks       also what the health checks of .ci/run need
  --packages     also what making and trying Debian packages needs
  --fuzz         also what test.sh --sanitized and tests/fuzz/run.sh need: clang
  --list         print the packages, one a line, and install nothing
TEXT
}

# What each part needs, by the names of Debian 12 and Ubuntu 24.04.
engine=(g++ cmake ninja-build nlohmann-json3-dev libcli11-dev)
cpu=(libdnnl-dev ocl-icd-opencl-dev) # CMake's package of oneDNN asks for OpenCL
window=(qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-svg-dev zlib1g-dev fonts-dejavu-core)
tests=(locales mold zsh fish) # sources of a locale with a decimal comma; a fast linker; shells that complete
servers=(openssh-server openssh-client slurm-wlm munge)
# Of Debian 12: the checks are for its compilers. What was compiled or checked before is not done again.
checks=(git ccache clang-format-14 clazy clang-tidy-19 clang-tools-19 llvm-19 libomp-19-dev cppcheck shellcheck
  desktop-file-utils shared-mime-info xdg-utils libfile-mimeinfo-perl appstream libxml2-utils jq mandoc python3)
debian=(dpkg-dev lintian debootstrap)
# An older clang than 16 cannot read the ranges of this g++'s library.
fuzz=(clang-19 libclang-rt-19-dev libomp-19-dev)

packages=("${engine[@]}")
full=1
list=0
extra=()
for option in "$@"; do
  case $option in
    --engine-only) full=0 ;;
    --test) extra+=("${tests[@]}") ;;
    --servers) extra+=("${servers[@]}") ;;
    --checks) extra+=("${checks[@]}") ;;
    --packages) extra+=("${debian[@]}") ;;
    --fuzz) extra+=("${fuzz[@]}") ;;
    --list) list=1 ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      printf 'install-deps.sh: unknown option %s\n\n' "$option" >&2
      usage >&2
      exit 2
      ;;
  esac
done
if ((full)); then
  packages+=("${cpu[@]}" "${window[@]}")
fi
packages+=(${extra[@]+"${extra[@]}"})

if ((list)); then
  printf '%s\n' "${packages[@]}"
  exit 0
fi

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  {
    echo "install-deps.sh: this system has no apt-get; nothing was checked or installed."
    echo "CMake will name what is missing. Debian calls the packages:"
    printf '  %s\n' "${packages[*]}"
  } >&2
  exit 0
fi

# Installed packages, and the names that they stand in for on later releases.
installed=$(dpkg-query -W -f='${db:Status-Status}|${Package}, ${Provides}\n' |
  sed -n 's/^installed|//p' | tr ',' '\n' | sed -E 's/ *\(.*\)//; s/^ +//; s/:.*//' | sort -u)
missing=()
for package in "${packages[@]}"; do
  grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  echo "install-deps.sh: all ${#packages[@]} packages are installed"
  exit 0
fi
echo "install-deps.sh: to install: ${missing[*]}"

as_root=()
if ((EUID != 0)); then
  command="apt-get install --no-install-recommends ${missing[*]}"
  if ! command -v sudo >/dev/null; then
    printf 'install-deps.sh: installing needs root, and there is no sudo. As root, run:\n  %s\n' "$command" >&2
    exit 1
  fi
  # Without a terminal nobody could type a password: fail instead of waiting.
  [[ -t 0 ]] && as_root=(sudo) || as_root=(sudo -n)
  if ! "${as_root[@]}" true; then
    printf 'install-deps.sh: sudo was refused. As root, run:\n  %s\n' "$command" >&2
    exit 1
  fi
fi

apt_get() {
  # The lock may be held for a while by the system's own updates.
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null
}
apt_get update -q || echo "install-deps.sh: the package lists could not be renewed; trying with those there are" >&2
if ! apt_get install -y -q --no-install-recommends "${missing[@]}"; then
  {
    echo "install-deps.sh: installing failed; the lines above say why."
    echo "On a release older than Debian 12 or Ubuntu 24.04 some packages do not exist (Qt 6.4 or later is needed)."
  } >&2
  exit 1
fi

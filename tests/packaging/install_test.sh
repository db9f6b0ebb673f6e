#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# install_test.sh PACKAGING: the window archive's `install --user` writes and removes what is its own and nothing else,
# whatever fails on the way. The archive is a small one with programs that only say their version; the real one is tried
# by packaging/try-window-archive.sh.
set -euo pipefail
packaging=$1
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf -- "$work"' EXIT
export HOME=$work/home
unset XDG_DATA_HOME
data=$HOME/.local/share
bin=$HOME/.local/bin
entry=$data/applications/org.headroom.Headroom.desktop
log=$work/log

# What databases are renewed by is another's affair: none here.
tools=$work/tools
mkdir "$tools"
for tool in update-desktop-database update-mime-database gtk-update-icon-cache; do
  ln -s "$(type -P true)" "$tools/$tool"
done
export PATH=$tools:$PATH

# new_archive FOLDER VERSION
new_archive() {
  mkdir -p "$1"/bin "$1"/share/{applications,thumbnailers,mime/packages,man/man1}
  for program in headroom headroom-engine; do
    printf '#!/bin/sh\n[ "$*" = --version ] && echo "%s"\n' "$program $2" >"$1/bin/$program"
    chmod +x "$1/bin/$program"
  done
  cp "$packaging"/org.headroom.Headroom.desktop "$1/share/applications"
  cp "$packaging"/org.headroom.Headroom.thumbnailer "$1/share/thumbnailers"
  cp "$packaging"/org.headroom.Headroom.mime.xml "$1/share/mime/packages/org.headroom.Headroom.xml"
  echo "$2" >"$1/share/man/man1/headroom.1"
  install -m 755 "$packaging/portable/install" "$1/install"
}

new_home() {
  rm -rf "$HOME"
  mkdir -p "$HOME"
}

# All that is there, with what it holds.
listing() {
  (cd "$HOME" && find . -type d -print -o -type l -printf '%p -> %l\n' -o -type f -exec cksum {} +) | sort
}

wrong() {
  echo "$*" >&2
  sed 's/^/  it said: /' "$log" >&2
  exit 1
}

unchanged() {
  diff <(echo "$1") <(listing) >&2 || wrong "$2"
}

run() {
  "$@" >"$log" 2>&1
}

says() {
  grep -qF -e "$1" "$log" || wrong "expected \"$1\""
}

old=$work/old new=$work/new
new_archive "$old" 1
new_archive "$new" 2
echo 1 >"$old/share/man/man1/earlier.1" # which the new one has not

echo "-- installed, again, replaced, removed"
new_home
before=$(listing)
run "$old/install" --user || wrong "it was not installed"
installed=$(listing | grep -v headroom-archive)
run "$old/install" --user || wrong "it was not installed again"
diff <(echo "$installed") <(listing | grep -v headroom-archive) || wrong "installing again made something else"
grep -qx "Exec=\"$old/bin/headroom\" %F" "$entry"
run "$new/install" --user || wrong "it was not replaced"
[[ $("$bin/headroom" --version) == "headroom 2" ]] || wrong "the link leads elsewhere"
[[ ! -e $data/man/man1/earlier.1 ]] || wrong "a file of the old version is left"
after=$(listing)
! run "$old/install" --user --remove || wrong "the old version removed the new one"
says "'$new/install' --user --remove"
unchanged "$after" "the old version removed something of the new one"
mv "$new" "$work/moved"
run "$old/install" --user --remove || wrong "nothing removes what a folder that is gone had installed"
mv "$work/moved" "$new"
unchanged "$before" "something is left"
run "$new/install" --user --remove || wrong "removing nothing failed"

echo "-- what is the user's stays"
new_home
mkdir -p "$data"/{applications,thumbnailers,mime/packages,man/man1} "$bin"
for file in "$entry" "$data"/thumbnailers/org.headroom.Headroom.thumbnailer "$data"/mime/packages/org.headroom.Headroom.xml \
  "$data"/man/man1/headroom.1 "$bin"/headroom; do
  echo mine >"$file"
done
before=$(listing)
run "$new/install" --user || wrong "it was not installed beside files of the user's"
says "$entry is there already and not of an archive"
says "$bin/headroom is there already and not of an archive"
[[ $(cat "$entry" "$bin/headroom") == $'mine\nmine' ]] || wrong "files of the user's were overwritten"
run "$new/install" --user --remove || wrong "it was not removed beside files of the user's"
rm -d "$data/mime/application" 2>/dev/null || true
unchanged "$before" "files of the user's are others"

new_home
run "$new/install" --user
rm "$data/man/man1/headroom.1" "$bin/headroom"
ln -s "$packaging/headroom.1" "$data/man/man1/headroom.1"
ln -s "$work/built/bin/headroom" "$bin/headroom"
run "$new/install" --user || wrong "it was not installed where something was put in its place"
run "$new/install" --user --remove || wrong "it was not removed where something was put in its place"
[[ -L $data/man/man1/headroom.1 && -L $bin/headroom ]] || wrong "what the user put in a file's place is gone"

echo "-- folders of any name"
for name in 'back\nslash' "quo'te \$dollar \`tick\`" '-e dash' 'two  blanks\c'; do
  folder=$work/"$name" HOME=$work/"home $name"
  new_home
  new_archive "$folder" 3
  before=$(listing)
  for XDG_DATA_HOME in '' "$HOME/da\\nta" "$HOME/data//"; do
    export XDG_DATA_HOME
    "$folder/install" --user >"$log" 2>&1 || wrong "it was not installed from $name"
    [[ $("$HOME/.local/bin/headroom" --version) == "headroom 3" ]] || wrong "the link from $name leads elsewhere"
    undo=$(sed -n 's/^To undo this: \(.*\)\. After moving.*/\1/p' "$log")
    sh -c "$undo" >>"$log" 2>&1 || wrong "what it says undoes it does not: $undo"
    unchanged "$before" "something is left of $name"
  done
done
unset XDG_DATA_HOME
# A line of the list that another shell would read as two.
HOME=$work/home
new_home
mkdir -p "$HOME/a" "$HOME"/'a\nfile '"$HOME"
touch "$HOME/a/kept"
before=$(listing)
XDG_DATA_HOME=$HOME'/a\nfile '$HOME/a/kept
mkdir -p "$XDG_DATA_HOME"
before=$(listing)
export XDG_DATA_HOME
run "$new/install" --user
run "$new/install" --user --remove
unchanged "$before" "a backslash in a folder's name took something else away"
unset XDG_DATA_HOME

echo "-- another installation's link"
new_home
mkdir "$HOME/elsewhere"
XDG_DATA_HOME=$HOME/elsewhere run "$old/install" --user
run "$new/install" --user
says "$bin/headroom leads into another unpacked archive, $old,"
XDG_DATA_HOME=$HOME/elsewhere run "$old/install" --user --remove

echo "-- several at once"
new_home
before=$(listing)
for ((i = 0; i < 4; ++i)); do
  "$new/install" --user >"$log.$i" 2>&1 &
done
for ((i = 0; i < 4; ++i)); do
  wait -n || {
    cat "$log".? >"$log"
    wrong "one of several failed"
  }
done
run "$new/install" --user --remove
unchanged "$before" "something is left of several"

# Any of its commands fails, as on a full disk all do that need room; or the script is killed there.
for tool in mkdir cp ln awk mv chmod; do
  cat >"$tools/$tool" <<END
#!/bin/sh
count=\$(cat "$work/count" 2>/dev/null || echo 0)
count=\$((count + 1))
echo \$count >"$work/count"
case \${FAULT:-}:$tool in
full:mv | full:chmod) ;;
full:*) [ \$count -lt \$FAULT_AT ] || exit 1 ;;
once:*) [ \$count -ne \$FAULT_AT ] || exit 1 ;;
kill:*) [ \$count -ne \$FAULT_AT ] || kill -KILL \$(cat "$work/pid") ;;
esac
exec "$(type -P "$tool")" "\$@"
END
done
chmod +x "$tools"/*

# faulty FAULT AT: the installation's status; `reached` says whether there was so much to fail
faulty() {
  local status=0
  : >"$work/count"
  FAULT=$1 FAULT_AT=$2 sh -c 'echo $$ >"$1" && exec "$2/install" --user' sh "$work/pid" "$new" >"$log" 2>&1 || status=$?
  reached=true
  (($(cat "$work/count") >= $2)) || reached=false
  return "$status"
}

start_over() {
  new_home
  mkdir -p "$data" # its folders are the first that are made, before there is a list to note them in
  before=$(listing)
  ! $upgraded || run "$old/install" --user
  installed=$(listing)
}

for fault in full once kill; do
  for upgraded in false true; do
    start_over
    for ((at = 1; ; at += 2)); do
      status=0
      { faulty "$fault" "$at" || status=$?; } 2>>"$log"
      $reached || break
      where="$fault at $at, upgraded $upgraded"
      if ((status == 0)); then # there was another way
        start_over
      elif [[ $fault != kill ]]; then
        says "nothing was installed"
        unchanged "$installed" "$where: what was before is other than it was"
      else
        if $upgraded && [[ $("$bin/headroom" --version) != headroom* ]]; then
          wrong "$where: the link is gone"
        fi
        if ((at % 4 == 1)); then
          run "$new/install" --user || wrong "$where: it cannot be installed any more"
        fi
        run "$new/install" --user --remove || run "$old/install" --user --remove || wrong "$where: it cannot be removed"
        unchanged "$before" "$where: something is left"
        start_over
      fi
    done
    ((status == 0 && at > 20)) || wrong "$fault, upgraded $upgraded: there was nothing to fail"
    echo "-- $fault, upgraded $upgraded: $at places"
  done
done
rm -f "$tools"/{mkdir,cp,ln,awk,mv,chmod}

echo "-- programs that do not start"
new_home
before=$(listing)
printf '#!/bin/sh\necho "headroom-window.so: cannot open" >&2\nexit 2\n' >"$new/bin/headroom"
! run "$new/install" --user || wrong "a program that does not start was installed"
says "headroom-window.so: cannot open"
chmod -x "$new/bin/headroom"
! run "$new/install" --user || wrong "a program that may not be executed was installed"
says noexec
rm "$new/bin/headroom"
! run "$new/install" --user || wrong "a program that is not there was installed"
says "unpack the archive anew"
unchanged "$before" "something was installed"

echo "-- folders that cannot be made"
new_archive "$new" 2
echo >"$HOME/.local"
before=$(listing)
! run "$new/install" --user || wrong "it was installed into a file"
says "$HOME/.local"
unchanged "$before" "something was installed"

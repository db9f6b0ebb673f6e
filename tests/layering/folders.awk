# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# awk -f folders.awk CONTRIBUTING.md INCLUDES: holds includes, lines "file:included", against CONTRIBUTING's table of folders
# and what they may depend on, and the table against circles. Prints each line that breaks it; exits 1 then, and 2
# where there is no table.

# Whether one folder is the other, or below it.
function within(inner, outer) { return inner == outer || index(inner, outer "/") == 1 }

# The row that speaks for a folder: its own, or the nearest one above.
function rowOf(folder) {
  while (folder != "" && !(folder in known))
    if (!sub(/\/[^\/]*$/, "", folder))
      folder = ""
  return folder
}

# Whether files of one row may include files of another.
function may(from, to, i) {
  if (from == to)
    return 1
  if (within(to, from)) # what a folder is made of
    return 1
  for (i = 1; i <= deps[from]; ++i)
    if (within(to, dep[from, i]) &&
        (!within(to, "engine/backends") || within(dep[from, i], "engine/backends") || within(from, "app")))
      return 1
  return 0
}

function broken(text) {
  print "broken: " text
  status = 1
}

FNR == NR {
  if (/^\|.*may depend on/)
    inTable = 1
  else if (!/^\|/)
    inTable = 0
  if (!inTable || !/^\| *`/)
    next
  split($0, cell, "|")
  match(cell[2], /`[^`]+`/)
  folder = substr(cell[2], RSTART + 1, RLENGTH - 2)
  known[folder] = 1
  order[++rows] = folder
  text = cell[4]
  while (match(text, /`[^`]+`/)) {
    dep[folder, ++deps[folder]] = substr(text, RSTART + 1, RLENGTH - 2)
    text = substr(text, RSTART + RLENGTH)
  }
  next
}

{
  colon = index($0, ":")
  file = substr($0, 1, colon - 1)
  included = substr($0, colon + 1)
  folder = file
  sub(/\/[^\/]*$/, "", folder)
  target = included
  sub(/\/[^\/]*$/, "", target)
  if (!(folder in known) && !told[folder]++)
    broken("CONTRIBUTING's table of folders has no row for " folder)
  from = rowOf(folder)
  to = rowOf(target)
  if (from != "" && to != "" && !may(from, to))
    broken("CONTRIBUTING's table does not let " from " depend on " to ": " file " includes " included)
}

END {
  if (status)
    exit 1
  if (rows == 0) {
    print "there is no table of folders in CONTRIBUTING.md"
    exit 2
  }
  # Take away what depends on nothing that is left, until nothing can be taken.
  for (left = rows; left > 0; left -= taken) {
    taken = 0
    for (i = 1; i <= rows; ++i) {
      if (order[i] in gone)
        continue
      free = 1
      for (j = 1; j <= rows && free; ++j)
        free = order[j] in gone || order[i] == order[j] || !may(order[i], order[j])
      if (free) {
        gone[order[i]] = 1
        ++taken
      }
    }
    if (taken == 0) {
      names = ""
      for (i = 1; i <= rows; ++i)
        if (!(order[i] in gone))
          names = names " " order[i]
      broken("CONTRIBUTING's table lets folders depend on each other in a circle:" names)
      exit 1
    }
  }
}

# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# cmake -DSOURCE=FOLDER [-DOUTPUT=FILE] [-DDATE=ON] -P commit.cmake
#
# Of which commit the source is, by git where the folder is a checkout, by .git_archival.txt where it comes from an
# archive that git made; empty where neither says it. A checkout with changes is marked "-dirty". Without a file to
# write the commit is printed, with DATE its time in seconds since 1970 after it.
# The file is written where something changes alone, so that nothing is compiled again without a reason.
cmake_minimum_required(VERSION 3.25)

set(commit "")
set(date "")
find_package(Git QUIET)
if(Git_FOUND)
  # A folder inside another repository is no checkout of that one.
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --show-prefix WORKING_DIRECTORY ${SOURCE}
    RESULT_VARIABLE status OUTPUT_VARIABLE prefix OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(status EQUAL 0 AND prefix STREQUAL "")
    execute_process(COMMAND ${GIT_EXECUTABLE} log -1 --format=%H\ %ct WORKING_DIRECTORY ${SOURCE}
      OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    # Its own index would be written for nothing, and in the way of whoever works there.
    execute_process(COMMAND ${GIT_EXECUTABLE} --no-optional-locks status --porcelain --untracked-files=no
      WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE changes OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
endif()
if(NOT head AND EXISTS ${SOURCE}/.git_archival.txt)
  file(READ ${SOURCE}/.git_archival.txt archival)
  string(REGEX REPLACE "node: ([^\n]*)\ndate: ([^\n]*)\n" "\\1 \\2" head "${archival}")
endif()
if(head MATCHES "^([0-9a-f]+) ([0-9]+)$")
  set(date ${CMAKE_MATCH_2})
  string(SUBSTRING ${CMAKE_MATCH_1} 0 12 commit) # so many in every clone, however much is in it
  if(changes)
    string(APPEND commit "-dirty")
  endif()
endif()

if(OUTPUT)
  file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// Written by engine/model/commit.cmake.
#include "engine/model/version.h"

const char* headroom::programCommit() {
    return "@commit@";
}
]])
elseif(DATE)
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${commit} ${date}")
else()
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${commit}")
endif()

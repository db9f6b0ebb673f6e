#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Plants one violation at a time in a small tree and requires layering.sh to name it, and allowed lines that it
# must leave alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

fresh_tree() {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree"/{engine/model,engine/backends/cuda,ui/chart/paint,ui/chart/data,ui/sweep,app/headroom,app/headroom_engine,tests/ui}
  echo '#include "engine/model/terms.h"' >"$tree/engine/model/terms.cpp"
  echo 'add_library(headroom_engine model/terms.cpp)' >"$tree/engine/CMakeLists.txt"
  echo 'headroom_add_tests(terms TESTS terms_test)' >"$tree/tests/CMakeLists.txt"
  table ''
}

# table DEPENDENCY: CONTRIBUTING's table, with what engine/model may depend on
table() {
  cat >"$tree/CONTRIBUTING.md" <<TABLE
| folder | holds | may depend on |
|---|---|---|
| \`app/headroom\` | | \`ui\`, \`engine\` |
| \`app/headroom_engine\` | | \`engine\` |
| \`ui\` | | \`engine\` |
| \`ui/chart\` | of one \`kind\` | \`engine\` |
| \`ui/chart/data\` | | |
| \`ui/chart/paint\` | | \`ui/chart/data\` |
| \`ui/sweep\` | | \`engine\` |
| \`engine/model\` | | $1 |
| \`engine/sweep\` | | \`engine/model\` |
| \`engine/backends\` | | |
| \`engine/backends/cuda\` | | \`engine/model\` |

| \`ui/other\` | a row of another table | |
TABLE
}

# expect STATUS WORDS FILE LINE: with that line in that file
expect() {
  local status=0 output
  fresh_tree
  mkdir -p "$(dirname "$tree/$3")"
  printf '%s\n' "$4" >"$tree/$3"
  output=$("$here/layering.sh" "$tree") || status=$?
  if [[ $status != "$1" || $output != *"$2"* ]]; then
    printf 'FAIL: "%s" in %s: status %s, expected %s; output: %s\n' "$4" "$3" "$status" "$1" "$output"
    failures=$((failures + 1))
  fi
}

expect 1 'know no Qt' engine/model/planted.h '#include <QString>'
expect 1 'know no Qt' engine/model/planted.cpp '#include <QtCore/QString>'
expect 1 'know no Qt' app/headroom_engine/main.cpp '#  include "QtGlobal"'
expect 1 'let engine/model depend on ui/sweep' engine/model/planted.cpp '#include "ui/sweep/form.h"'
expect 1 'let engine/model depend on app/headroom' engine/model/planted.cpp \
  '#if __has_include("app/headroom/main.h")'
expect 1 'let engine/model depend on engine/sweep' engine/model/planted.cpp '#include "engine/sweep/plan.h"'
expect 1 'let ui/sweep depend on engine/backends' ui/sweep/planted.cpp '#include "engine/backends/built_in.h"'
expect 1 'let app/headroom_engine depend on ui/sweep' app/headroom_engine/main.cpp '#include "ui/sweep/form.h"'
expect 1 'let ui/sweep depend on app/headroom' ui/sweep/planted.cpp '#include "app/headroom/options.h"'
expect 1 'let ui/chart/data depend on ui/chart/paint' ui/chart/data/planted.h '#include "ui/chart/paint/frame.h"'
expect 1 'let ui/chart/data depend on ui/chart:' ui/chart/data/planted.h '#include "ui/chart/chart_panel.h"'
expect 1 'no row for ui/new' ui/new/planted.cpp '#include <cmath>'
expect 1 'Qt Charts stays' ui/sweep/planted.cpp '#include <QChartView>'
expect 1 'Qt Charts stays' ui/chart/data/planted.cpp '#include <QtCharts/QLineSeries>'
expect 1 'Qt Charts stays' tests/ui/planted.cpp '#include <QValueAxis>'
expect 1 'CUDA headers stay' engine/model/planted.cpp '#include <cuda_runtime.h>'
expect 1 'CUDA headers stay' tests/ui/planted.cpp '#include <cublas_v2.h>'
expect 1 'rooted at the source folder' ui/sweep/planted.cpp '#include "../chart/chart_panel.h"'
expect 1 'no source includes another' tests/ui/planted.cpp '#include "engine/model/terms.cpp"'
expect 1 'turns text into JSON' engine/model/planted.cpp 'const Json document = Json::parse(text, nullptr, false);'
expect 1 'come from plainLabel' ui/sweep/planted.cpp 'auto* label = new QLabel(text);'
expect 1 'the engine links no Qt' engine/CMakeLists.txt 'target_link_libraries(headroom_engine Qt6::Core)'
expect 1 'never compile product sources' tests/CMakeLists.txt 'add_executable(t ../engine/model/terms.cpp)'
# shellcheck disable=SC2016 # CMake's variable, not the shell's
expect 1 'never compile product sources' tests/CMakeLists.txt 'add_executable(t ${PROJECT_SOURCE_DIR}/ui/a.cpp)'

expect 0 '' engine/model/planted.cpp '#include <cmath>'
expect 0 '' engine/backends/cuda/planted.cu '#include <cuda_runtime.h>'
expect 0 '' engine/backends/cuda/planted.cpp '#include "engine/backends/cuda/gemm.h"'
expect 0 '' engine/backends/planted.cpp '#include "engine/backends/cuda/gemm.h"'
expect 0 '' app/headroom/main.cpp '#include "engine/backends/built_in.h"'
expect 0 '' ui/chart/paint/planted.cpp '#include <QChartView>'
expect 0 '' ui/chart/planted.cpp '#include "ui/chart/paint/frame.h"'
expect 0 '' ui/sweep/planted.cpp '#include "engine/model/terms.h"'
expect 0 '' ui/sweep/planted.cpp '#include <QTableView>'
expect 0 '' ui/sweep/planted.cpp '// as app/headroom does'
expect 0 '' tests/CMakeLists.txt 'headroom_add_tests(t TESTS chart_test LIBRARIES headroom_ui)'

# A circle, and no table at all.
planned() {
  local status=0 output
  fresh_tree
  # shellcheck disable=SC2016 # Markdown's quotes, not the shell's
  table '`engine/sweep`'
  output=$("$here/layering.sh" "$tree") || status=$?
  if [[ $status != 1 || $output != *'in a circle: '*engine/model*engine/sweep* ]]; then
    echo "FAIL: a circle: status $status; output: $output"
    failures=$((failures + 1))
  fi
  rm "$tree/CONTRIBUTING.md"
  if "$here/layering.sh" "$tree" >/dev/null 2>&1; then
    echo "FAIL: without a table it passes"
    failures=$((failures + 1))
  fi
}
planned

# A tree without sources is a mistake, not a pass.
rm -rf "${tree:?}"/*
status=0
"$here/layering.sh" "$tree" 2>/dev/null || status=$?
if [[ $status != 2 ]]; then
  echo "FAIL: an empty tree: status $status, expected 2"
  failures=$((failures + 1))
fi

echo "$failures failures"
exit $((failures > 0))

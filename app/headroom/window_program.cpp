// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/window_program.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace headroom::ui {

namespace {

constexpr std::array kOpened{".headroom.json", ".jsonl", ".png", ".out", ".csv", ".json"};

std::vector<OptionRow> windowOptionRows(CommandLine& into, ReplayWords& replay) {
    return {
        {{"--start", "", "Start the sweep at once", {}}, flag(into.start)},
        {{"--presentation",
          "",
          "The chart alone on the whole screen, for an audience; Esc or F11 leaves it",
          {},
          "Its type, lines and markers follow from the height of the screen, the curves are named at their "
          "ends, and a "
          "thin line shows how far a sweep or a replay is. What the window has to say waits until the "
          "presentation ends."},
         flag(into.presentation)},
        {{"--replay",
          "FILE",
          "Play a run back in the window at the pace of its last visits; nothing is measured",
          {},
          "Its points come in the order in which they were measured, under the name \"Replay of\" the run, "
          "and there is "
          "nothing to save.",
          filesOf({".headroom.json", ".jsonl"})},
         value(into.replay)},
        {{"--replay-speed", "X", "Times that pace", {"as last chosen in the window, at first 4", false}},
         value(into.replaySpeed)},
        {{"--replay-duration",
          "TIME",
          "The whole replay takes that long: 30s, 2m, or seconds",
          {},
          "Instead of `--replay-speed`. Where the record stands still, two seconds are shown, and the window "
          "says what is "
          "left out."},
         value(replay.duration)},
        {{"--replay-paused",
          "",
          "The replay waits for Space before its first point",
          {},
          "Space plays and pauses it, R plays it from the start, End shows all of it at once, and while it "
          "is paused Left "
          "and Right step from point to point. Of a presenter's clicker, Page Down does as Space, Page Up "
          "pauses and "
          "steps back, and F5 plays. At its end these play nothing: the chart stays until R is pressed."},
         flag(into.replayPaused)},
        {{"--in-process",
          "",
          "Drive GPUs from this process instead of one beside it (for profilers)",
          {},
          "Otherwise `headroom-engine` is started for them, from the same folder, so that a fault of a "
          "driver costs one "
          "point and not the window. The Run menu of the window has this as a setting, which is remembered; "
          "the option "
          "sets it for one start."},
         flag(into.inProcess)},
    };
}

std::vector<OptionRow> exportOptionRows(CommandLine& into) {
    return {
        {{"--export",
          "FILE",
          "Write the chart or the measurements and exit; no display is needed. The ending says which: "
          ".png .svg .pdf .csv. May be given several times",
          {},
          "What is written is of the sweep that `--start` runs, or of the run files named.",
          filesOf({kExportEndings.begin(), kExportEndings.end()})},
         values(into.exports)},
    };
}

} // namespace

CommandTable windowProgram(WindowWords& into) {
    std::vector<OptionRow> exported = exportOptionRows(into.line);
    std::ranges::move(figureOptionRows(into.figure), std::back_inserter(exported));
    return {
        "headroom",
        "Shows how fast a transformer's attention GEMMs run on this machine, for every model shape.",
        {{{"RUN", "",
           "Run files (*.headroom.json), journals (*.jsonl) and folders of parts to open, the first one in "
           "front",
           false, filesOf({kOpened.begin(), kOpened.end()})},
          allThatFollow(into.line.runs)}},
        {{{}, windowOptionRows(into.line, into.replay)},
         {"Export options", std::move(exported)},
         sweepOptionGroup(into.line.sweep)}};
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_table.h"
#include "app/headroom/command_line.h"
#include "app/headroom/figure_words.h"

#include <array>
#include <string>

namespace headroom::ui {

/// What the endings of exported files can be, in small letters.
inline constexpr std::array kExportEndings{".png", ".svg", ".pdf", ".csv"};

/// The options of a replay as typed.
struct ReplayWords {
    std::string duration;
};

/// What was typed, to be judged when all of it was read.
struct WindowWords {
    CommandLine line;
    FigureWords figure;
    ReplayWords replay;
};

/// The program with the window: adding an option is a row.
CommandTable windowProgram(WindowWords& into);

/// Reads what `app` took in, and puts it into the command line. Empty, or the option that is wrong and why;
/// no file is looked at.
std::string readWords(const CLI::App& app, WindowWords& words);

} // namespace headroom::ui

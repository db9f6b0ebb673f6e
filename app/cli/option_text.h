// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace headroom {

/// What holds where an option is not given.
struct Otherwise {
    std::string text;   ///< "12", "0.01, on a CPU 0.03"; empty where there is nothing to say
    bool inHelp = true; ///< in brackets behind the sentence
};

/// What is said of an option, in these words, by help, the manual and the manual pages.
struct OptionText {
    std::string name; ///< "--heads"
    /// What may follow: words to choose from, "nn|nt|strided", capitals where any value fits; empty: a flag.
    std::string values;
    std::string meaning; ///< a sentence without its full stop
    Otherwise otherwise;

    /// "Number of attention heads a (12)"
    std::string help() const {
        return otherwise.inHelp && !otherwise.text.empty() ? meaning + " (" + otherwise.text + ')' : meaning;
    }
};

} // namespace headroom

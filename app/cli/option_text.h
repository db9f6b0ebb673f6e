// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace headroom {

/// What holds where an option is not given.
struct Otherwise {
    std::string text;   ///< "12", "0.01, on a CPU 0.03"; empty where there is nothing to say
    bool inHelp = true; ///< in brackets behind the sentence
};

/// What a shell offers in place of the capitals of a value; words in small letters it takes from the value
/// itself.
struct Offer {
    enum class Of {
        Nothing,
        Files,    ///< those with one of the endings, and folders
        Words,    ///< these
        Devices,  ///< of this machine and of places
        Places,   ///< as the user calls them
        Hosts,    ///< as ssh knows them
        Programs, ///< on the search path, or files
        Journals, ///< of runs that were cut off
    };
    Of of = Of::Nothing;
    std::vector<std::string> names = {}; ///< endings, or words
    bool inList = false;                 ///< several values, with commas between them
};

inline Offer filesOf(std::vector<std::string> endings) {
    return {Offer::Of::Files, std::move(endings)};
}
/// Several of the words that the value lists, with commas between them.
inline Offer listOfWords() {
    return {Offer::Of::Nothing, {}, true};
}

/// What is said of an option, in these words, by help, the manual and the manual pages.
struct OptionText {
    std::string name; ///< "--heads"
    /// What may follow: words to choose from, "nn|nt|strided", capitals where any value fits; empty: a flag.
    std::string values;
    std::string meaning; ///< a sentence without its full stop
    Otherwise otherwise;
    /// Further sentences, which help has no room for, words of programs between backquotes.
    std::string more = {};
    Offer offer = {};

    /// "Number of attention heads a (12)"
    std::string help() const {
        return otherwise.inHelp && !otherwise.text.empty() ? meaning + " (" + otherwise.text + ')' : meaning;
    }
};

/// What is said of an argument that is told by its place. Its name is what error messages call it.
struct ArgumentText {
    std::string name;
    std::string values; ///< as of an option
    std::string meaning;
    bool isRequired = false;
    Offer offer = {};
};

} // namespace headroom

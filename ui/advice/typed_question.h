// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/lengths.h"

#include <QString>

#include <map>
#include <optional>

namespace headroom::ui {

/// What someone typed who asks about a length: "h ≈ 4096, a = 32", "4096 32", "f", "llama-2-7b f 10922".
struct TypedQuestion {
    /// The length that is marked as about so large, else the first that is named; none where none is.
    std::optional<Length> asked;
    std::map<Length, std::int64_t> lengths; ///< with their numbers; one without a name has the asked one's
    std::string model;                      ///< a preset's name; empty where none is named
    QString problem;                        ///< a sentence; empty where all of it was understood
};

/// A number without a name is that of `length`, unless the text names another one first; a second one that
/// of the heads, where a hidden size is asked about.
TypedQuestion typedQuestion(const QString& text, Length length = Length::Hidden);

/// As it may be typed: "h ≈ 4096, a = 32".
QString questionText(Length length, std::int64_t value, std::optional<std::int64_t> heads = {});

} // namespace headroom::ui

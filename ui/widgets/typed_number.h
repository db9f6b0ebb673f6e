// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace headroom::ui {

/// A number as someone typed it, or why it is none.
template <class T>
struct Typed {
    std::optional<T> value;
    QString problem; ///< a sentence; empty where there is a value
};

// Point and comma are both decimal signs, whatever the locale. Spaces, apostrophes and underscores may part
// thousands; so may points or commas, where nothing else can be meant. A text that could be two numbers, as
// "1.500", is none: the sentence asks which.

Typed<double> typedNumber(const QString& text);
/// "32k" is 32 · 1024 too.
Typed<qint64> typedWholeNumber(const QString& text);

/// With the locale's decimal sign, and so that typedNumber() gives the number again.
QString fieldText(double value);

} // namespace headroom::ui

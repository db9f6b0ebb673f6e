// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace headroom::ui {

/// Whole numbers with commas, semicolons or spaces between them, in their order; words that are none are left
/// out. "1,064" was meant to be one number: none begins with a zero.
std::vector<std::int64_t> numbersIn(const QString& text);
/// The first word that is no such number; empty where there is none.
QString wordThatIsNoNumber(const QString& text);
/// "128, 256"
QString numberList(const std::vector<std::int64_t>& numbers);

} // namespace headroom::ui

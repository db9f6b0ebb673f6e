// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headroom {
struct Measurement;
struct RunContext;
} // namespace headroom

namespace headroom::ui {

/// What the run noted of why there is no roof for that row's type, a sentence; empty where there is one, or
/// nothing was noted.
QString notedWhyNoRoof(const RunContext& context, const Measurement& row);
/// Why no share of the roof is told of that row: what was noted, else that no limit is known. Empty where
/// one is told.
QString whyNoRoof(const RunContext& context, const Measurement& row);

} // namespace headroom::ui

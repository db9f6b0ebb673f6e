// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budget/budget_bars.h"
#include "ui/chart/reading/callout.h"

namespace headroom::ui {

/// "One layer of llama-3.1-8b", or the models that stand side by side.
QString titleOf(const BudgetBars& bars);
/// Under which circumstances all bars were measured, as far as it is the same for all.
QString subtitleOf(const BudgetBars& bars);
/// Of the time axis.
QString axisTitleOf(const BudgetBars& bars);
/// What is not in the sums and which lengths fall on slow curves; what not all runs share with their names.
QStringList notesOn(const BudgetBars& bars);
/// Why there is nothing to draw; empty where there is.
QString whyEmpty(const BudgetBars& bars);

/// "12.34 ms"
QString millisecondsText(double seconds);
/// "±0.4 %"; empty where the interval is not known.
QString halfWidthText(double middle, double low, double high);
/// "41.2 %"; empty without a share.
QString percentText(const std::optional<double>& share);
/// "41.25 ms ±0.4 %", with what is missing.
QString sumText(const BudgetSum& sum, bool interval);

/// Of a list's row: "612.3 TFLOP/s ±0.4 %, 62 % of the roof"; ○ marks one that is flagged.
/// Where there is less room, without the last of these parts.
enum class RowDetail { Rate, Interval, Roof };
QString rowText(const BudgetBars& bars, const BudgetBar& bar, RowDetail detail, bool interval);

/// A segment in whole sentences.
Callout segmentCallout(const BudgetBars& bars, const SegmentPlace& place);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/advice.h"
#include "ui/chart/paint/frame.h"
#include "ui/chart/reading/callout.h"
#include "ui/runs/rate_unit.h"

#include <QStringList>

namespace headroom::ui {

class AdviceState;
struct StoredRun;

/// "+38 %", beside an arrow.
QString gainLabel(const Gain& gain);

/// Whether all of its GEMMs were measured.
bool isWhole(const AdvisedValue& value);

/// One for plot, table, read-out and verdict, so that their figures can be compared.
RateUnit rateUnitOf(const Advice& advice);

/// The engine's sentence, columns and cells in that unit. ○ stands behind a value some of whose rows are
/// flagged, as on the command line.
QString verdictOf(const Advice& advice);
QStringList adviceTitles(const Advice& advice);
QStringList adviceTexts(const Advice& advice, const AdvisedValue& value, RateUnit unit);

/// Around a plot of advice: what is asked, and under which circumstances it was measured.
FrameTexts textsOf(const StoredRun& run, const Advice& advice, RateUnit unit);

/// What a value does, in whole sentences.
Callout valueCallout(const Advice& advice, const AdvisedValue& value);

/// The table with its columns, tab-separated; of these lines, or of all where none is named.
QString adviceText(const Advice& advice, const std::vector<std::size_t>& lines = {});

} // namespace headroom::ui

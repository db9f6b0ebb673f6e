// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/sweep/estimate.h"
#include "engine/sweep/sweep_observer.h"

namespace headroom {

/// Tells of a sweep on stderr: a bar with the time left on a terminal, a line now and then otherwise, nothing
/// when quiet. Failed points are always told, with their reason.
class SweepProgressPrinter final : public SweepObserver {
public:
    SweepProgressPrinter(const SweepPlan& plan, const DeviceInfo& device, bool quiet);

    void onStarted(const RunContext& context) override;
    void onMeasurement(const Measurement& measurement) override;
    void onNote(const RunContext&, const std::string& note) override { onJournalNote(note); }
    void onJournalNote(const std::string& sentence) override;
    /// Ends the bar's line, so that other text can follow.
    void finish();

private:
    void printBeginning(const RunContext& context) const;
    void drawBar(const Measurement& last);
    void printLine();

    SweepProgress m_progress;
    const bool m_quiet;
    const bool m_terminal;
    bool m_barShown = false;
    std::size_t m_nextLine = 0;
};

} // namespace headroom

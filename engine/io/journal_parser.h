// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/journal_reader.h"

#include <optional>
#include <string>

namespace headroom {

/// Sorts a journal's lines by what they hold, whatever their order: the first of each kind that tells of the
/// whole run, and measurements.
class JournalParser {
public:
    void take(const std::string& line);
    /// In the place of a line that is longer than any.
    void takeOverlong();
    void leaveOut(const std::string& reason);

    /// What the run is called in messages.
    void call(const std::string& name) { m_run.name = name; }

    std::size_t rows() const { return m_run.measurements.size(); }
    /// As far as it was told: whole with both lines that tell of it.
    const Run& run() const { return m_run; }
    bool hasHead() const { return m_hasContext && m_hasSpec; }
    /// Lines about the run alone, or none.
    bool hasBegunOnly() const { return rows() == 0 && m_leftOut == 0; }
    std::size_t leftOut() const { return m_leftOut; }
    /// Half a sentence where a newer program wrote it, of which nothing is taken; else empty.
    const std::string& newer() const { return m_newer; }
    /// Why there is no run: half a sentence.
    std::string nothingFound() const;

    /// Requires rows() > 0. What was not told of the run is made of its measurements, and of the file's name.
    RecoveredRun finish(const std::filesystem::path& path);

private:
    bool takeLaterContext(const std::string& line);
    void add(const Measurement& row);

    Run m_run;
    bool m_hasContext = false;
    bool m_hasSpec = false;
    std::size_t m_leftOut = 0;
    std::string m_firstLeftOut;
    std::string m_newer;
    std::size_t m_number = 0;
};

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/remote/line_buffer.h"
#include "engine/remote/protocol.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace headroom {

/// What an engine process writes, from its first byte on, however the bytes arrive: whatever a shell says,
/// then the greeting, then events alone.
class EngineStream {
public:
    /// `remedy` ends the sentence on a greeting of another version; empty for that of one on this machine.
    explicit EngineStream(std::string remedy) : m_remedy(std::move(remedy)) {}

    void append(std::string_view bytes) { m_lines.append(bytes); }

    /// Why nothing of the stream can be used from there on: a sentence.
    struct Broken {
        std::string reason;
    };
    using News = std::variant<Greeting, Started, Refused, Measured, Broken>;
    /// What arrived and was not told yet. Broken is the last of all.
    std::optional<News> next();

    bool hasGreeted() const { return m_greeted; }
    /// Whole lines so far, of any kind: a heartbeat is one.
    std::size_t linesTaken() const { return m_linesTaken; }
    /// What was said in place of a greeting, as a sentence behind another one; empty for nothing.
    std::string quoteNoise() const;

private:
    std::optional<News> handle(const std::string& line);
    std::optional<News> handleBeforeGreeting(const std::string& line);
    News breakOff(const std::string& reason);

    std::string m_remedy;
    LineBuffer m_lines{kMaxLineBytes};
    std::size_t m_linesTaken = 0;
    std::string m_noise; ///< lines before the greeting
    bool m_greeted = false;
    bool m_broken = false;
};

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/engine_stream.h"

#include "engine/model/version.h"
#include "engine/remote/last_words.h"

namespace headroom {

std::optional<EngineStream::News> EngineStream::next() {
    if (m_broken)
        return std::nullopt;
    while (const std::optional<std::string> line = m_lines.takeLine()) {
        ++m_linesTaken;
        if (std::optional<News> news = m_greeted ? handle(*line) : handleBeforeGreeting(*line))
            return news;
    }
    if (m_lines.isOverlong())
        return breakOff("The engine process sent a line of more than " + std::to_string(kMaxLineBytes) +
                        " bytes.");
    if (!m_greeted && m_noise.size() + m_lines.rest().size() > kMaxNoiseBytes)
        return breakOff(
            "What was started as headroom-engine does not behave as one: no greeting in its first " +
            std::to_string(kMaxNoiseBytes) + " bytes." + quoteNoise());
    return std::nullopt;
}

std::optional<EngineStream::News> EngineStream::handleBeforeGreeting(const std::string& line) {
    Result<Event> event = eventFromLine(line);
    auto* greeting = event ? std::get_if<Greeting>(&*event) : nullptr;
    if (!event && line.find("\"greeting\"") != std::string::npos)
        return breakOff("The engine process sent a greeting that cannot be understood (" +
                        event.error().reason + ").");
    if (!greeting) {
        m_noise += line + '\n';
        return std::nullopt;
    }
    if (greeting->protocol != kProtocolVersion)
        return breakOff("The engine process is headroom-engine " + greeting->version +
                        ", which speaks version " + std::to_string(greeting->protocol) +
                        " of the protocol; this program is " + programVersion() + " and speaks version " +
                        std::to_string(kProtocolVersion) + ". " +
                        (m_remedy.empty() ? "Install both from one release." : m_remedy));
    m_greeted = true;
    return std::move(*greeting);
}

std::optional<EngineStream::News> EngineStream::handle(const std::string& line) {
    if (line.empty())
        return std::nullopt;
    Result<Event> event = eventFromLine(line);
    if (!event)
        return breakOff("The engine process sent a line that cannot be understood (" + event.error().reason +
                        "): \"" + lastWords(std::string_view(line).substr(0, kQuotedBytes / 2)) + "\".");
    if (auto* started = std::get_if<Started>(&*event))
        return std::move(*started);
    if (auto* refused = std::get_if<Refused>(&*event))
        return std::move(*refused);
    if (auto* measured = std::get_if<Measured>(&*event))
        return std::move(*measured);
    if (const auto* fault = std::get_if<Fault>(&*event))
        return breakOff("The engine process did not understand a request: " + fault->reason + ".");
    return std::nullopt;
}

EngineStream::News EngineStream::breakOff(const std::string& reason) {
    m_broken = true;
    return Broken{reason};
}

std::string EngineStream::quoteNoise() const {
    const std::string noise = lastWords(m_noise + std::string(m_lines.rest().substr(0, kQuotedBytes)));
    return noise.empty() ? std::string() : " It said: \"" + noise + "\".";
}

} // namespace headroom

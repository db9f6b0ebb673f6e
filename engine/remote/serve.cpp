// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/serve.h"

#include "engine/model/version.h"
#include "engine/remote/line_buffer.h"
#include "engine/remote/request_answerer.h"
#include "engine/remote/wake_event.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <poll.h>
#include <thread>

namespace headroom {

namespace {

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Writes whole lines from any thread. A client that went away ends the worker.
class LineWriter {
public:
    LineWriter(int output, std::stop_source& stop) : m_output(output), m_stop(stop) {}

    void write(const Event& event) {
        std::string line = toLine(event);
        if (line.size() > kMaxLineBytes)
            line = toLine(Event(Fault{"a line became too long"}));
        writeBytes(line);
    }

    void writeBytes(std::string_view bytes) {
        const std::lock_guard lock(m_mutex);
        while (!bytes.empty() && !m_failed) {
            const ssize_t count = ::write(m_output, bytes.data(), bytes.size());
            if (count >= 0)
                bytes.remove_prefix(static_cast<std::size_t>(count));
            else if (errno != EINTR)
                fail();
        }
    }

    bool failed() {
        const std::lock_guard lock(m_mutex);
        return m_failed;
    }

private:
    void fail() {
        m_failed = true;
        m_stop.request_stop();
    }

    std::mutex m_mutex;
    int m_output;
    std::stop_source& m_stop;
    bool m_failed = false;
};

/// Reads the client's lines on a thread of its own, so that a closed input is seen during a measurement.
class RequestReader {
public:
    RequestReader(int input, std::stop_source& stop, const ServeOptions& options)
        : m_input(input), m_stop(stop), m_options(options), m_thread([this] { run(); }) {}

    ~RequestReader() {
        {
            const std::lock_guard lock(m_mutex);
            m_done = true;
        }
        m_changed.notify_all();
        m_wake.set();
        m_thread.join();
    }

    /// Waits for one; nothing when asked to stop.
    std::optional<std::string> next() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, m_stop.get_token(), [this] { return !m_lines.empty(); });
        if (m_stop.stop_requested())
            return std::nullopt;
        std::string line = std::move(m_lines.front());
        m_lines.pop_front();
        return line;
    }

private:
    void run() {
        // A stop from elsewhere (a signal, a failed write) ends the reading too.
        const std::stop_callback wake(m_stop.get_token(), [this] { m_wake.set(); });
        while (readSome()) {
        }
        m_stop.request_stop();
        std::unique_lock lock(m_mutex);
        const auto limit = std::chrono::duration<double>(m_options.stuckS);
        if (!m_changed.wait_for(lock, limit, [this] { return m_done; }) && m_options.onStuck)
            m_options.onStuck();
    }

    bool readSome() {
        std::array<pollfd, 2> waited{{{m_input, POLLIN, 0}, {m_wake.fd(), POLLIN, 0}}};
        if (::poll(waited.data(), waited.size(), -1) < 0)
            return errno == EINTR;
        if (waited[1].revents != 0)
            return false;
        std::array<char, 4096> chunk;
        const ssize_t count = ::read(m_input, chunk.data(), chunk.size());
        if (count <= 0)
            return count < 0 && (errno == EINTR || errno == EAGAIN);
        take({chunk.data(), static_cast<std::size_t>(count)});
        return true;
    }

    void take(std::string_view bytes) {
        if (m_buffer.isOverlong())
            return;
        m_buffer.append(bytes);
        const std::lock_guard lock(m_mutex);
        while (std::optional<std::string> line = m_buffer.takeLine())
            m_lines.push_back(std::move(*line));
        if (m_buffer.isOverlong())
            m_lines.emplace_back("a line that is too long"); // no request either
        m_changed.notify_all();
    }

    int m_input;
    std::stop_source& m_stop;
    const ServeOptions& m_options;
    LineBuffer m_buffer{kMaxLineBytes};
    WakeEvent m_wake;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<std::string> m_lines;
    bool m_done = false;
    std::thread m_thread; // last: it uses the others
};

/// Says each second that the process is alive.
class Heart {
public:
    Heart(LineWriter& writer, double intervalS)
        : m_thread(
              [this, &writer, interval = std::chrono::duration<double>(intervalS)](std::stop_token stop) {
                  std::mutex mutex;
                  std::unique_lock lock(mutex);
                  while (!m_changed.wait_for(lock, stop, interval, [&stop] { return stop.stop_requested(); }))
                      writer.write(Heartbeat{});
              }) {}

private:
    std::condition_variable_any m_changed;
    std::jthread m_thread; // last: it uses the other
};

} // namespace

ServeEnd serve(const std::function<Registry()>& findDevices, int input, int output,
               const ServeOptions& options, std::stop_token stop) {
    std::stop_source ending;
    const std::stop_callback onStop(stop, [&ending] { ending.request_stop(); });
    LineWriter writer(output, ending);
    RequestReader reader(input, ending,
                         options); // outlives what may block, the search first: it watches the end
    const Registry registry = findDevices();
    writer.writeBytes("\n"); // whatever a shell wrote before, the greeting stands on a line of its own
    writer.write(Greeting{kProtocolVersion, programVersion(), registry.found()});
    const Heart heart(writer, options.heartbeatS);
    SteadyClock clock;
    RequestAnswerer answers(
        registry, clock, [&writer](const Event& event) { writer.write(event); }, ending.get_token());
    std::optional<ServeEnd> end;
    while (!end) {
        const auto idleSince = std::chrono::steady_clock::now();
        const std::optional<std::string> line = reader.next();
        if (!line)
            break;
        end = answers.answer(*line, secondsSince(idleSince));
    }
    if (writer.failed())
        return ServeEnd::Fault;
    return end.value_or(ServeEnd::InputClosed);
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/serve.h"

#include "engine/model/version.h"
#include "engine/remote/line_buffer.h"
#include "engine/remote/protocol.h"
#include "engine/remote/wake_event.h"
#include "engine/sweep/local_executor.h"
#include "engine/sweep/sweep_plan.h"

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

/// Answers requests one after the other, in their order.
class Worker {
public:
    Worker(const Registry& registry, LineWriter& writer, std::stop_token stop)
        : m_registry(registry), m_writer(writer), m_stop(std::move(stop)) {}

    ~Worker() { close(); }

    /// How serving ends, where it does.
    std::optional<ServeEnd> answer(const std::string& line, double waitedS) {
        const Result<Request> request = requestFromLine(line);
        if (!request)
            return refuseLine(request.error().reason);
        if (const auto* plan = std::get_if<PlanRequest>(&*request))
            return open(*plan);
        return measure(std::get<MeasureRequest>(*request).index, waitedS);
    }

private:
    std::optional<ServeEnd> open(const PlanRequest& request) {
        close();
        const Result<DeviceInfo> device = m_registry.find(request.deviceId);
        if (!device)
            return refuse(device.error());
        if (device->id != request.deviceId || device->standsForSeveral())
            return refuse({Status::Unsupported, "\"" + request.deviceId + "\" does not name one device."});
        std::string broken;
        for (const SpecError& error : validate(request.spec, *device))
            broken += (broken.empty() ? "" : " ") + error.message;
        if (!broken.empty())
            return refuse({Status::Unsupported, broken});
        m_plan = makePlan(request.spec, request.operandLimit);
        auto executor = std::make_unique<LocalExecutor>(m_registry.backendOf(*device), *device, m_clock);
        // Waiting for a device is the client's: it asks again.
        Refused refused;
        std::stop_source share;
        if (request.share)
            share.request_stop();
        executor->setLockRules({.wait = false,
                                .onHeld = [&](const HeldDevice& held) { refused.holder = held.holder; },
                                .anyway = share.get_token()});
        Result<RunContext> context = executor->begin(m_plan, m_stop);
        if (!context) {
            refused.error = context.error();
            m_writer.write(refused);
            return std::nullopt;
        }
        m_executor = std::move(executor);
        m_writer.write(Started{m_plan.points.size(), std::move(*context)});
        return std::nullopt;
    }

    std::optional<ServeEnd> measure(std::size_t index, double waitedS) {
        if (!m_executor)
            return refuseLine("there is no plan to measure a point of");
        if (index >= m_plan.points.size())
            return refuseLine("the plan has no point " + std::to_string(index));
        const auto began = std::chrono::steady_clock::now();
        std::optional<Measurement> row = m_executor->measure(m_plan.points[index], m_stop);
        if (!row)
            return ServeEnd::InputClosed;
        const bool lost = row->status == Status::DeviceLost;
        const bool again = m_executor->wantsAgain(*row);
        m_writer.write(Measured{std::move(*row), again, WorkerTime{waitedS, secondsSince(began)}});
        return lost ? std::optional(ServeEnd::DeviceLost) : std::nullopt;
    }

    std::optional<ServeEnd> refuse(const Error& error) {
        m_writer.write(Refused{error});
        return std::nullopt;
    }

    std::optional<ServeEnd> refuseLine(const std::string& reason) {
        m_writer.write(Fault{reason});
        return ServeEnd::Fault;
    }

    void close() {
        if (m_executor)
            m_executor->end();
        m_executor.reset();
    }

    const Registry& m_registry;
    LineWriter& m_writer;
    std::stop_token m_stop;
    SteadyClock m_clock;
    SweepPlan m_plan;
    std::unique_ptr<LocalExecutor> m_executor; ///< once a plan was accepted
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
    Worker worker(registry, writer, ending.get_token());
    std::optional<ServeEnd> end;
    while (!end) {
        const auto idleSince = std::chrono::steady_clock::now();
        const std::optional<std::string> line = reader.next();
        if (!line)
            break;
        end = worker.answer(*line, secondsSince(idleSince));
    }
    if (writer.failed())
        return ServeEnd::Fault;
    return end.value_or(ServeEnd::InputClosed);
}

} // namespace headroom

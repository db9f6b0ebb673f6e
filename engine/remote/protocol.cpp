// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/protocol.h"

#include "engine/files/parse_json.h"
#include "engine/io/device_json.h"
#include "engine/io/run_json.h"

namespace headroom {

namespace {

using Json = nlohmann::json;

constexpr const char* kProgram = "headroom-engine";

struct RequestWriter {
    std::string operator()(const PlanRequest& plan) const {
        Json document{{"type", "plan"}, {"device", plan.deviceId}};
        if (plan.operandLimit != kNoOperandLimit)
            document["operand_limit_bytes"] = plan.operandLimit;
        if (plan.share)
            document["share"] = true;
        document["spec"] = toJson(plan.spec);
        return dump(document);
    }
    std::string operator()(const MeasureRequest& measure) const {
        return dump({{"type", "measure"}, {"index", measure.index}});
    }
};

struct EventWriter {
    std::string operator()(const Greeting& greeting) const {
        Json document = toJson(greeting.found);
        document["type"] = "greeting";
        document["program"] = kProgram;
        document["protocol"] = greeting.protocol;
        document["version"] = greeting.version;
        return dump(document);
    }
    std::string operator()(const Heartbeat&) const { return dump({{"type", "heartbeat"}}); }
    std::string operator()(const Started& started) const {
        return dump({{"type", "started"}, {"points", started.points}, {"context", toJson(started.context)}});
    }
    std::string operator()(const Refused& refused) const {
        Json document = {{"type", "refused"},
                         {"status", toString(refused.error.status)},
                         {"reason", refused.error.reason}};
        if (!refused.holder.empty())
            document["holder"] = refused.holder;
        return dump(document);
    }
    std::string operator()(const Measured& measured) const {
        Json document{{"type", "measurement"},
                      {"again", measured.again},
                      {"measurement", toJson(measured.measurement)}};
        if (measured.worker) {
            document["waited_s"] = measured.worker->waitedS;
            document["took_s"] = measured.worker->tookS;
        }
        return dump(document);
    }
    std::string operator()(const Fault& fault) const {
        return dump({{"type", "fault"}, {"reason", fault.reason}});
    }
    std::string operator()(const UnknownEvent&) const { return "{}"; }
};

Greeting readGreeting(JsonReader in, std::string& fault) {
    Greeting greeting;
    if (!in.isText("program", kProgram))
        in.refuse("program", "is not headroom-engine");
    greeting.protocol = static_cast<int>(in.integer("protocol", 0, kMaxSmallCount));
    greeting.version = in.text("version");
    if (!in.faulty() && greeting.protocol == kProtocolVersion)
        greeting.found = readFoundDevices(in, fault);
    return greeting;
}

Started readStarted(JsonReader in, std::string& fault) {
    return {static_cast<std::size_t>(in.integer("points", 0, kMaxPoints)),
            readContext(in.object("context"), fault)};
}

Refused readRefused(JsonReader in) {
    Refused refused{{in.word<Status>("status"), in.text("reason")}};
    if (in.has("holder")) // which 0.1.0 did not tell
        refused.holder = in.text("holder");
    if (refused.error.status == Status::Ok)
        in.refuse("status", "is ok in a refusal");
    return refused;
}

Measured readMeasured(const Json& document, JsonReader in, std::string& fault) {
    Measured measured{readMeasurement(in.object("measurement"), fault),
                      document.value("again", Json()) == Json(true)};
    if (in.has("waited_s") && in.has("took_s"))
        measured.worker = WorkerTime{in.amount("waited_s"), in.amount("took_s")};
    return measured;
}

/// A message of one kind, unless something in it was at fault.
template <class Message, class Kind>
Result<Message> checked(Kind message, const std::string& type, const std::string& fault) {
    if (!fault.empty())
        return Error{Status::Error, type + ": " + fault};
    return Message(std::move(message));
}

Result<Event> readEvent(const Json& document, const std::string& type) {
    std::string fault;
    JsonReader in(document, {}, fault);
    const auto done = [&](auto event) { return checked<Event>(std::move(event), type, fault); };
    if (type == "greeting")
        return done(readGreeting(in, fault));
    if (type == "heartbeat")
        return done(Heartbeat{});
    if (type == "started")
        return done(readStarted(in, fault));
    if (type == "refused")
        return done(readRefused(in));
    if (type == "measurement")
        return done(readMeasured(document, in, fault));
    if (type == "fault")
        return done(Fault{in.text("reason")});
    return done(UnknownEvent{});
}

Result<Request> readRequest(const Json& document, const std::string& type) {
    std::string fault;
    JsonReader in(document, {}, fault);
    const auto done = [&](auto request) { return checked<Request>(std::move(request), type, fault); };
    if (type == "plan")
        return done(PlanRequest{in.text("device"), readSpec(in.object("spec"), fault),
                                in.has("operand_limit_bytes") ? in.unsignedInteger("operand_limit_bytes")
                                                              : kNoOperandLimit,
                                document.value("share", Json()) == Json(true)});
    if (type != "measure")
        in.refuse("type", "has the unknown value " + inQuotes(type));
    return done(MeasureRequest{static_cast<std::size_t>(in.integer("index", 0, kMaxPoints))});
}

/// Parses one line and hands the object and its type to `read`.
template <class T>
Result<T> readMessage(std::string_view line,
                      Result<T> (*read)(const Json& document, const std::string& type)) {
    const Result<Json> document = parseJson(line);
    if (!document)
        return document.error();
    if (!document->is_object())
        return Error{Status::Error, "it is not a JSON object"};
    std::string fault;
    const std::string type = JsonReader(*document, {}, fault).text("type");
    if (!fault.empty())
        return Error{Status::Error, fault};
    return read(*document, type);
}

} // namespace

std::string toLine(const Request& request) {
    return std::visit(RequestWriter(), request) + '\n';
}

Result<Request> requestFromLine(std::string_view line) {
    return readMessage(line, readRequest);
}

std::string toLine(const Event& event) {
    return std::visit(EventWriter(), event) + '\n';
}

Result<Event> eventFromLine(std::string_view line) {
    return readMessage(line, readEvent);
}

} // namespace headroom

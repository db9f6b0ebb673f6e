// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/model/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom {

/// How long an engine process may take, seconds. Generous: a healthy process on a crowded machine meets them.
struct EngineLimits {
    double greetingS = 60; ///< until its greeting; a driver without persistence takes long to wake its GPUs
    double openS = 120;    ///< until a device is open
    double silenceS = 15;  ///< without a line, when a heartbeat is due each second
    double exitS = 5;      ///< to end by itself when its input closes

    friend bool operator==(const EngineLimits&, const EngineLimits&) = default;
};

/// How a place is reached where the way there asks the user something: a password, whether a host is known.
struct AskingStart {
    std::vector<std::string> command; ///< empty where nobody can be asked
    std::vector<std::string> environment;

    friend bool operator==(const AskingStart&, const AskingStart&) = default;
};

/// A job of a scheduler in which a place's workers run, one in each of its tasks.
struct JobRequest {
    /// Asks for the job, waits for it, and holds it for as long as its input is open. Prints a line for
    /// readGrant() when the job is there, and the scheduler's own words to its standard error.
    std::vector<std::string> command;
    std::vector<std::string> environment = {}; ///< NAME=VALUE
    AskingStart asking = {};
    std::vector<std::string> cancel = {}; ///< ends the job wherever it is, in the queue or beyond

    friend bool operator==(const JobRequest&, const JobRequest&) = default;
};

// What stands for these in the words of a place with a job: bytes that no word of a user's holds.
inline constexpr std::string_view kRequestMark = "\001request\001"; ///< what is this program's request alone
inline constexpr std::string_view kJobMark = "\001job\001";         ///< the job's id
inline constexpr std::string_view kMemoryMark = "\001memory\001";   ///< a task's share of a node's memory

/// Where devices are driven: by this process, or by engine processes that a command starts, on this machine
/// or on another. All that the program knows of such a place.
struct Place {
    std::string name;                 ///< of another machine, as the user calls it; empty on this one
    std::vector<std::string> command; ///< starts `headroom-engine serve` there; empty for this process
    EngineLimits limits = {};
    std::vector<std::string> environment = {}; ///< NAME=VALUE, beside what this program was given
    AskingStart asking = {};
    /// How the engine gets there, as a sentence that ends what a user is told where it is missing or too old.
    std::string remedy = {};
    std::optional<JobRequest> job = {}; ///< without which the command reaches nothing
    /// Whether it is one task of such a job, by now held: a task has a GPU of its own, and calls it the
    /// first.
    bool isTask = false;

    bool isThisProcess() const { return command.empty(); }
    bool isOnThisMachine() const { return name.empty(); }

    friend bool operator==(const Place&, const Place&) = default;
};

Place thisProcess();

/// Engine processes beside this one, of the program `named`, or of headroom-engine in this program's folder
/// where that is empty.
Place besideThisProgram(const std::filesystem::path& named = {});

/// The places on this machine: this process, and the engine processes beside it that drive GPUs, unless it is
/// to drive them itself.
std::vector<Place> placesHere(bool gpusInProcess, const Place& beside = besideThisProgram());

/// Whether that place's program is there to be started, as far as this machine can tell; the error is a
/// sentence that says where it was looked for.
Outcome checkProgram(const Place& place);

/// The id that tells a device from those of other places: "cuda:0", "gpu7/cuda:0".
std::string idIn(const Place& place, const std::string& idThere);

/// A device, and the place that drives it.
struct PlacedDevice {
    DeviceInfo device; ///< as its place tells of it
    Place place;
    std::optional<std::size_t> number = {}; ///< instead of the one that its place gives it

    /// The id that tells it from devices of other places: "cuda:0", "gpu7/cuda:0".
    std::string id() const;
    /// Under that id and a name to match: what the rest of the program knows of it.
    DeviceInfo seenFromHere() const;
};

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/compute/found_devices.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace CLI {
class App;
}

namespace headroom {

/// The sweep options as typed; what is absent is the device's own default.
struct SweepOptions {
    std::string device = "auto";
    std::string operation;
    std::string mode;
    std::optional<std::int64_t> heads;
    std::string ratios;
    std::string hidden;
    std::string points;
    std::optional<std::int64_t> seq;
    std::optional<std::int64_t> batch;
    std::string type;
    std::string layout;
    std::string algorithm;
    std::string regime;
    std::optional<double> precision;
    std::optional<double> timeLimitS;
    std::optional<std::uint64_t> orderSeed;
    std::optional<int> threads;
    bool wait = false; ///< for a device that another program measures on

    /// Whether anything but the device was named.
    bool anyGiven() const;
};

/// Adds the options, with their help, to a command.
void addSweepOptions(CLI::App& command, SweepOptions& options);

/// A validated spec and the device it runs on.
struct ChosenSweep {
    SweepSpec spec;
    DeviceInfo device;
};

/// Why the options cannot be run: one message for each broken rule, and the exit status to end with.
struct RefusedSweep {
    int exitStatus = 2;
    std::vector<std::string> messages;
};

using SweepChoice = std::variant<ChosenSweep, RefusedSweep>;

/// Finds the device, fills in its defaults, reads the words and checks every rule. Whether anything
/// of the plan fits into memory shows when the device is opened.
SweepChoice chooseSweep(const SweepOptions& options, const FoundDevices& found);

} // namespace headroom

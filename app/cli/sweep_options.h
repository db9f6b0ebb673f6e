// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/command_table.h"
#include "engine/compute/found_devices.h"
#include "engine/model/lengths.h"
#include "engine/sweep/sweep_spec.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headroom {

/// Puts what was typed for an option into a spec; says why it cannot, or nothing.
using SpecChange = std::function<std::string(SweepSpec& spec)>;

/// The sweep options as typed; what is absent is the device's own default.
struct SweepOptions {
    std::string device = "auto";
    bool wait = false;               ///< for a device that another program measures on
    bool namesLayout = false;        ///< else each operation is laid as it is issued
    std::string model;               ///< a preset, of which the lengths are taken that are not named
    std::vector<SpecChange> changes; ///< one for each other option that was named

    std::set<std::string> named; ///< which those were: "--heads"

    bool names(const std::string& option) const { return named.contains(option); }
    /// Whether anything of the sweep but its device was named.
    bool anyGiven() const { return !changes.empty(); }
};

/// The table of these options: adding one is a row.
std::vector<OptionRow> sweepOptionRows(SweepOptions& into);
/// Those below their heading.
OptionGroup sweepOptionGroup(SweepOptions& into);

// What is said of the options that name a layer's lengths, of a sweep and of a budget.
OptionText lengthText(Length length);
OptionText kvSeqText();
/// And of the one that names a model, with what it does there.
OptionText modelText(const std::string& more);
/// As the command line and the form know the models.
std::vector<std::string> presetNames();
/// "there is no "Mistral-7B". Did you mean mistral-7b?", or what there is, with `more` where none is near.
std::string unknownModel(const std::string& name, const std::string& more);

/// "1,2,4" as numbers; nothing where it is no such list.
std::optional<std::vector<std::int64_t>> wholeNumbers(std::string_view typed);

/// A validated spec and the device it runs on.
struct ChosenSweep {
    SweepSpec spec;
    DeviceInfo device;
    std::vector<std::string> notes = {}; ///< on what was named and has no effect
};

/// Why the options cannot be run: one message for each broken rule, and the exit status to end with.
struct RefusedSweep {
    int exitStatus = 2;
    std::vector<std::string> messages;
};

/// What is wrong with the words whatever the device, a sentence each: known before a device is searched for.
std::vector<std::string> faultsOfWords(const SweepOptions& options);

using SweepChoice = std::variant<ChosenSweep, RefusedSweep>;

/// Finds the device, fills in its defaults, reads the words and checks every rule. Whether anything
/// of the plan fits into memory shows when the device is opened.
SweepChoice chooseSweep(const SweepOptions& options, const FoundDevices& found);

} // namespace headroom

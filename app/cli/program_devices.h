// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "app/cli/sweep_options.h"
#include "engine/devices/devices.h"

#include <memory>
#include <string_view>

namespace headroom {

/// The devices of the backends linked into this program, and of engine processes. Losses of these are told on
/// the standard error, in `program`'s name.
/// Where `words` name devices, and none of them can be a GPU, NVIDIA's libraries are left alone: a driver
/// that is broken keeps nobody from measuring on the processor.
std::unique_ptr<Devices> programDevices(const char* program, Place beside = besideThisProgram(),
                                        std::string_view words = "auto");

class InterruptWatch;

/// How a command finds devices: it tells on the standard error, in its program's name, what a scheduler says
/// while it waits for a job. An interrupt takes the job out of the queue and ends the program.
class DeviceSearch {
public:
    DeviceSearch(const char* program, Devices& devices, InterruptWatch& interrupts)
        : m_program(program), m_devices(devices), m_interrupts(interrupts) {}

    /// What is in those places, once those that need a job have it.
    FoundDevices find(const std::vector<Place>& places) const;
    /// What the options name, here or in the user's places. The error is an unknown place's.
    Result<FoundDevices> findNamed(const SweepOptions& options, const std::vector<Place>& here) const;
    /// The same, and chooses; see chooseSweep().
    SweepChoice findAndChoose(const SweepOptions& options, const std::vector<Place>& here) const;

private:
    std::vector<UnavailableBackend> awaitJobs(const std::vector<Place>& places) const;

    const char* m_program;
    Devices& m_devices;
    InterruptWatch& m_interrupts;
};

} // namespace headroom

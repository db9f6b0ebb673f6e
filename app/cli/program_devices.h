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

/// The places on this machine to be searched for what `words` name. Libraries that reach GPUs may end the
/// process that loads them, or never answer: where there may be a GPU an engine process loads them, unless
/// this one is to.
std::vector<Place> placesFor(std::string_view words, bool gpusInProcess = false,
                             const Place& beside = besideThisProgram());

/// Where `word` leaves the choice to the program, which chooses the processor although a GPU was meant, by
/// the module for it that is installed or by what else is of NVIDIA's here: a line that says why.
std::vector<std::string> whyNoGpu(std::string_view word, const FoundDevices& found);

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

private:
    std::vector<UnavailableBackend> awaitJobs(const std::vector<Place>& places) const;

    const char* m_program;
    Devices& m_devices;
    InterruptWatch& m_interrupts;
};

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/found_devices.h"
#include "engine/remote/place.h"
#include "engine/sweep/point_executor.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace headroom {

/// How places are searched.
struct Search {
    /// Whether the user may be asked what the way there wants to know; a place that must ask is unavailable
    /// otherwise.
    bool mayAsk = true;
    bool keepsOthers = false;  ///< what was found in places that are not among the searched stays known
    std::stop_token stop = {}; ///< what has not answered when it is requested is unavailable
    /// Told once, by find() and on its thread, of what this process has where the other places have not
    /// answered within so many seconds.
    std::function<void(const FoundDevices&)> meanwhile = {};
    double meanwhileAfterS = 3;
};

/// The devices that can be measured on, and the executors for them. Used from one thread at a time, and
/// outlives its executors. A driver may be slow: find() and an executor's begin() may take a minute.
class Devices {
public:
    virtual ~Devices() = default;

    /// Looks for devices in those places. Each is found under an id of its own; whoever chose one chooses it
    /// by that. Where there are several GPUs the device that stands for all of them is found, too. What
    /// cannot be reached is among the unavailable, with the reason. What was found in other places elsewhere
    /// stays known, and in these if the search is stopped before they answer. Returns all that is known now.
    virtual FoundDevices find(const std::vector<Place>& places, const Search& search) = 0;
    FoundDevices find(const std::vector<Place>& places) { return find(places, {}); }

    /// Looks in places elsewhere, each with a name, as find() does, beside what was found here; forgets what
    /// was found in others elsewhere unless the search keeps them.
    virtual FoundDevices findMore(const std::vector<Place>& places, const Search& search) = 0;

    /// Waits until a place that needs a job has it, for as long as the queue takes; `tell` is given each line
    /// that the scheduler says meanwhile. The job is held from then on, and a search finds its devices, until
    /// it is given back or this goes. The error says why there is none. This and giveBack() may be called
    /// from any thread, beside anything else.
    virtual Outcome awaitJob(const Place& place, std::stop_token stop,
                             const std::function<void(const std::string&)>& tell);
    /// The job of that place, if any.
    virtual void giveBack(const std::string& /*place*/) {}

    /// For a device that the last search found; otherwise begin() tells why it cannot be used. Never null.
    virtual std::unique_ptr<PointExecutor> executorFor(const DeviceInfo& device) = 0;
};

inline Outcome Devices::awaitJob(const Place& place, std::stop_token /*stop*/,
                                 const std::function<void(const std::string&)>& /*tell*/) {
    return place.job ? Outcome(Error{Status::Unsupported, "These devices are in no queue."}) : success();
}

} // namespace headroom

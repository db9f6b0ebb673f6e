// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/remote/shared_context.h"

#include "engine/compute/found_devices.h"
#include "engine/model/version.h"

#include <algorithm>

namespace headroom {

namespace {

std::string circumstancesOf(const RunContext& context) {
    return "host " + context.host + ", " + context.backend + " " + context.libraryVersion +
           (context.driverVersion.empty() ? "" : ", driver " + context.driverVersion);
}

/// Places are to have the same release: others may measure in another way.
std::vector<std::string> releaseNotes(const RunContext& shard) {
    if (!placeIn(shard.deviceId) || shard.headroomVersion == programVersion())
        return {};
    return {shard.deviceId + " was measured by Headroom " + shard.headroomVersion + ", and this is " +
            programVersion() + ": install the same release there for figures that can be compared."};
}

} // namespace

std::vector<std::string> notesOn(const RunContext& shard, const RunContext& first) {
    std::vector<std::string> notes = releaseNotes(shard);
    if (shard.device != first.device)
        notes.push_back("The roof is that of " + first.deviceId + "; " + shard.deviceId + " is a " +
                        shard.device + ".");
    if (circumstancesOf(shard) != circumstancesOf(first))
        notes.push_back(shard.deviceId + " was measured elsewhere: " + circumstancesOf(shard) + ".");
    return notes;
}

std::string absenceNote(const Shard& shard) {
    return shard.id() + " does not take part: " + shard.error().reason;
}

bool isOtherCard(const Shard& shard, const FirstShard& first) {
    return shard.context()->device != first.context.device && shard.device().name == first.name;
}

RunContext sharedContext(const DeviceInfo& device, const std::vector<Shard>& shards) {
    const RunContext& first = *std::ranges::find_if(shards, &Shard::hasJoined)->context();
    RunContext context = first;
    for (const Shard& shard : shards) {
        if (shard.isGivenUp())
            context.notes.push_back(absenceNote(shard));
        else if (shard.hasJoined()) // of the first the release alone
            std::ranges::move(notesOn(*shard.context(), first), std::back_inserter(context.notes));
    }
    if (device.standsForSeveral()) {
        context.device = device.name;
        context.deviceId = device.id;
    }
    return context;
}

} // namespace headroom

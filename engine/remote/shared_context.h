// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/remote/shard.h"

#include <vector>

namespace headroom {

/// The one context of a run that several shards measure, of `device`, which stands for them all: that of the
/// first that has joined it, and in its notes what others differ in, and who does not take part. What is
/// still opening is not told of. Requires one that has joined.
RunContext sharedContext(const DeviceInfo& device, const std::vector<Shard>& shards);

/// What the run's context, which is that of `first`, does not tell of a shard with this one.
std::vector<std::string> notesOn(const RunContext& shard, const RunContext& first);
/// That it does not take part, and why.
std::string absenceNote(const Shard& shard);
/// The first one that joined, as it was then.
struct FirstShard {
    RunContext context;
    std::string name; ///< of its device, as its place told when it was asked
};
/// Whether a shard turned out to be another kind of card, though the two were alike when they were looked
/// for: they have a run each then, since a run has one roof.
bool isOtherCard(const Shard& shard, const FirstShard& first);

} // namespace headroom

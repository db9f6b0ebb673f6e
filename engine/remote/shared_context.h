// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/compute/device_info.h"
#include "engine/remote/shard.h"

#include <vector>

namespace headroom {

/// The one context of a run that several shards measure, of `device`, which stands for them all: that of the
/// first, and in its notes what others differ in, and who does not take part. Requires one that is ready.
RunContext sharedContext(const DeviceInfo& device, const std::vector<Shard>& shards);

} // namespace headroom

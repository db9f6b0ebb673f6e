// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/places/place_entry.h"

namespace headroom {

/// Adds to a place of PlaceKind::Slurm how its job is asked for, held and given back, and the command of a
/// worker in it.
///
/// salloc holds the job, with one task for each GPU, for as long as its input is open, and each worker is a
/// step of its own in it: a step that is lost can be started again, and no two workers write to one stream,
/// as the tasks of one step do. A step takes the options of the job that say what a task has; of the job's
/// memory it takes an equal share, for a step that takes all of it lets no other begin.
///
/// Through a login host all of it goes over one connection of ssh, which the one that holds the job shares:
/// who gives a password gives it once.
void addSlurm(Place& place, const PlaceEntry& entry, const std::string& askpass);

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace headroom {

class Journal;
struct Run;

/// Sees to it that a run is somewhere although its outputs could not be written, and returns the sentence
/// that says where: in its journal if that holds all of it, else in a run file in the state folder or the
/// temporary one, else as CSV on `printTo`, the descriptor of the standard output (-1: that is an output
/// already).
std::string keepResults(const Run& run, const Journal& journal, int printTo);
/// The same of a run that no journal holds.
std::string keepElsewhere(const Run& run, int printTo);

} // namespace headroom

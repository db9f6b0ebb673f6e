// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "engine/files/unique_fd.h"
#include "engine/model/result.h"

#include <string>
#include <string_view>

namespace headroom {

/// Takes up the standard descriptors that the program was started without, so that no file opened later gets
/// their number and what is meant for a stream. Using them fails, as on a closed one. First thing in main.
void holdStandardStreams();

/// Whether `path`, as an output was named, means the standard output: "-", or what leads to /dev/stdout.
bool isStandardOutput(const std::string& path);

/// The standard output, kept for this program's data: from its making on, what libraries and their
/// environment variables print there goes to standard error, where free text belongs. Made before a library
/// is loaded or called, once. Any thread.
class DataOutput {
public:
    DataOutput();

    /// Whether it was open for writing when the program started; told before anything is measured for it.
    Outcome check() const;
    /// All of `content`, or why not: closed, full, its reader gone.
    Outcome write(std::string_view content) const;

    int fd() const { return m_fd.get(); }

private:
    UniqueFd m_fd;
    int m_error = 0; ///< errno of taking it
};

/// Says it on standard error if that takes it at once, and not at all otherwise: for threads that must go on
/// while nobody reads.
void sayWithoutWaiting(std::string_view text);

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/result.h"

#include <filesystem>
#include <string_view>

namespace headroom {

/// Replaces the file in one step: a temporary file beside it, written, synced and renamed. A link stays, what
/// it leads to is replaced; the old file's mode is kept where modes can be set. Devices, pipes and inherited
/// descriptors (/dev/stdout) have nothing to replace and are written as they are.
///
/// Where nothing can be renamed (a file mounted on its own, a folder without permission) the file is written
/// in place: writeInPlace() says what that promises.
///
/// On an error (missing folder, no permission, full disk, quota, I/O error) the old file is as it was and
/// nothing is left behind; the sentence names the path and what to do. Programs ignore SIGPIPE and SIGXFSZ,
/// so that a reader that left and a limit on sizes are errors too. Any thread.
Outcome writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// The same with mode 0600, for what a program keeps for its user alone: whatever the umask is, and the old
/// file's mode was. Devices and pipes, which keep nothing, are refused.
Outcome writePrivateFile(const std::filesystem::path& path, std::string_view content);

/// Whether writeFileAtomically could write there, told before a long sweep rather than after it: does the
/// same with a few bytes up to the step that would change the file. Leaves nothing behind, and a file that is
/// there as it was, its times included. Devices and pipes are asked for permission only: their readers would
/// see more.
Outcome checkWritable(const std::filesystem::path& path);

/// Writes all of it to what `descriptor` has open: the standard output, as messages call it.
Outcome writeStandardOutput(int descriptor, std::string_view content);

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

namespace headroom::testing {

/// Why a test cannot mount anything, even for itself alone; null where it can.
const char* whyNoMounts();

struct MountedEnd {
    int status = -1;   ///< of the script, -2 where it crashed or hung
    QByteArray output; ///< both streams
};

/// Runs a shell script whose mounts nobody else sees and that end with it. The arguments are its $0, $1, ….
MountedEnd runMounted(const QString& script, const QStringList& arguments);

} // namespace headroom::testing

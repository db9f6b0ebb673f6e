// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace headroom::ui {

struct StoredRun;

/// How a run is called beside others.
struct RunName {
    QString name;   ///< the one it was given, or else the fewest facts that tell it from the others
    QString detail; ///< what else varies, what tells most first; may be empty

    /// In one line.
    QString whole() const;

    friend bool operator==(const RunName&, const RunName&) = default;
};

/// Names for runs that stand beside each other, in their order; no two are alike, with their details or
/// without. A name says what varies among them: device, heads, sequence length, … and the time only where
/// nothing else tells them apart.
std::vector<RunName> namesOf(const std::vector<const StoredRun*>& runs);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace headroom::ui {

/// "2026-11-26 14:05 UTC", of the time as runs keep it ("2026-11-26T14:05:09Z"); with seconds where told.
/// Empty for what is no such time. The zone is always said: runs come from other machines.
QString utcText(std::string_view iso8601, bool seconds = false);

} // namespace headroom::ui

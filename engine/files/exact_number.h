// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace headroom {

/// The shortest decimal text that reads back as the same number, with '.' in every locale; empty for NaN and
/// infinity.
std::string exactNumber(double value);

} // namespace headroom

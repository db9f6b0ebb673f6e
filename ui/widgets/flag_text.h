// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/flags.h"

#include <QString>

namespace headroom::ui {

/// What flags mean, in words joined by "; "; empty when there is none.
QString flagsText(Flags flags);

} // namespace headroom::ui

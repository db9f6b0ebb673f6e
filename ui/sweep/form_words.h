// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/operations.h"

#include <QString>

namespace headroom::ui {

// The choices as the form names them, and what each means to an architect.
QString label(Operation operation);
QString label(SweepMode mode);
QString label(DataType type);
QString label(Algorithm algorithm);
QString label(Regime regime);
QString explanation(DataType type);
QString explanation(Algorithm algorithm);
QString explanation(Regime regime);

} // namespace headroom::ui

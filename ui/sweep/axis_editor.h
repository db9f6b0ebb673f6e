// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sweep/spec_editor.h"

namespace headroom::ui {

/// Which length grows along the x axis. Another one begins with a range of its own, and h with the one that
/// it had last; the editors below show it then.
SpecEditor axisEditor(const Edited& edited);
/// From where to where it grows, where that is not h.
SpecEditor rangeEditor(const Edited& edited);
/// The range of h, or along another axis its one size.
SpecEditor hiddenEditor(const Edited& edited);

/// "Feed-forward size f"
QString axisText(Axis axis);

} // namespace headroom::ui

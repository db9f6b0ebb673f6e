// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headroom::ui {

class CurveSet;

/// What stands below a figure and its subtitle does not say: first what the shown runs share, then where
/// there are several each by its name with what is its own, and the sources of references. One fact stands
/// once; the text has a line for each run of which the name does not say all.
QString figureCaption(const CurveSet& curves);

} // namespace headroom::ui

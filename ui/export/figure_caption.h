// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headroom::ui {

class CurveSet;

/// What stands below a figure, and neither its subtitle nor its legend says: first what the shown runs share,
/// then where there are several what each has of its own, and the sources of references. One fact stands
/// once. `tellsDetails`: beside the runs' names nothing says yet what tells them apart, as where these names
/// stand at the curves.
QString figureCaption(const CurveSet& curves, bool tellsDetails = false);

} // namespace headroom::ui

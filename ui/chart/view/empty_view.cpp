// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/empty_view.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/view/hidden_extent.h"
#include "ui/widgets/words.h"

#include <cmath>

namespace headroom::ui {

namespace {

QString sizeText(double hidden) {
    return QString::number(std::round(hidden), 'f', 0);
}

} // namespace

QString whyEmpty(const CurveSet& curves, const ViewRange& view) {
    const HiddenExtent span = hiddenExtent(curves);
    if (!curves.hasRows() || (!span.empty() && span.least <= view.xMax && span.greatest >= view.xMin))
        return {};
    if (!span.empty())
        return words("Nothing that is shown was measured from h = %1 to %2: it spans h = %3 to %4.")
            .arg(sizeText(view.xMin), sizeText(view.xMax), sizeText(span.least), sizeText(span.greatest));
    if (!curves.hasPoints())
        return curves.quantity().hint(curves.differences());
    if (!curves.hasMeasuredRun())
        return {};
    return words("All curves that were measured are hidden.");
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/view/empty_view.h"

#include "ui/chart/data/curve_set.h"
#include "ui/widgets/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::ui {

namespace {

/// From the least to the greatest hidden size of what is shown.
struct Span {
    double low = std::numeric_limits<double>::infinity();
    double high = 0;

    bool empty() const { return low > high; }
    void widen(const auto& ascending) {
        if (ascending.empty())
            return;
        low = std::min(low, ascending.front().hidden);
        high = std::max(high, ascending.back().hidden);
    }
};

QString sizeText(double hidden) {
    return QString::number(std::round(hidden), 'f', 0);
}

} // namespace

QString whyEmpty(const CurveSet& curves, const ViewRange& view) {
    Span span;
    for (const Curve& curve : curves.curves())
        if (curve.shown) {
            span.widen(curve.points);
            span.widen(curve.failures);
            span.widen(curve.outlook);
        }
    if (!curves.hasRows() || (!span.empty() && span.low <= view.xMax && span.high >= view.xMin))
        return {};
    if (!span.empty())
        return words("Nothing that is shown was measured from h = %1 to %2: it spans h = %3 to %4.")
            .arg(sizeText(view.xMin), sizeText(view.xMax), sizeText(span.low), sizeText(span.high));
    if (!curves.hasPoints())
        return curves.quantity().hint(curves.differences());
    if (!curves.hasMeasuredRun())
        return {};
    return words("All curves that were measured are hidden.");
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/figure_style.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/plot_view.h"

#include <QFontDatabase>

#include <algorithm>
#include <cmath>
#include <set>

namespace headroom::ui {

namespace {

bool isDrawn(const Curve& curve) {
    return curve.shown && !curve.points.empty();
}

/// The ends of the ordinal palette are the least and the greatest h/a that are drawn.
void setPaletteEnds(CurveLook& look, const CurveSet& curves) {
    std::set<int> exponents;
    for (const Curve& curve : curves.curves())
        if (isDrawn(curve))
            exponents.insert(exponentOf(curve.key.look()));
    if (exponents.empty())
        return;
    look.leastExponent = *exponents.begin();
    look.greatestExponent = *exponents.rbegin();
}

} // namespace

QFont figureFont() {
    const QString family = QStringLiteral("DejaVu Sans");
    QFont font(QFontDatabase::hasFamily(family) ? family : QFont().family());
    font.setPixelSize(static_cast<int>(kFigureType));
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

bool canHaveDashes(const CurveSet& curves) {
    std::set<int> runs;
    for (const Curve& curve : curves.curves())
        if (isDrawn(curve))
            runs.insert(curve.key.runId);
    return runs.size() <= 1;
}

CurveLook figureLook(const CurveSet& curves, const FigureStyle& style, double unit, double width) {
    constexpr double kPage = 7 * 96;
    constexpr double kScreen = 12 * 96;
    constexpr double kMarkerPoints = 3.2; // from edge to edge
    constexpr auto kManyCurves = 28;      // four runs of the paper's seven
    const double toScreen = std::clamp((width - kPage) / (kScreen - kPage), 0.0, 1.0);
    const auto pixels = [&](double inPrint, double onScreen) {
        return std::lerp(inPrint * 96 / 72 / unit, onScreen, toScreen);
    };
    CurveLook look;
    look.palette = style.palette;
    setPaletteEnds(look, curves);
    look.dashes = style.dashes && canHaveDashes(curves);
    look.bestDashed = canHaveDashes(curves);
    look.mainLine = pixels(0.75, look.mainLine);
    look.otherLine = pixels(0.7, look.otherLine);
    look.referenceLine = pixels(0.65, look.referenceLine);
    look.roofLine = pixels(0.6, look.roofLine);
    look.frameLine = pixels(0.4, look.frameLine);
    look.flaggedShare = std::lerp(0.6 / 0.7, look.flaggedShare, toScreen);
    look.fewMarkers = std::ranges::count_if(curves.curves(), isDrawn) >= kManyCurves;
    const double marker = markerDiameter(PlotView());
    look.markers = pixels(kMarkerPoints, marker) / marker;
    return look;
}

} // namespace headroom::ui

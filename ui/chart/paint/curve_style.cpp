// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/curve_style.h"

#include "ui/chart/paint/chart_theme.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

namespace headroom::ui {

namespace {

// The ten colours of matplotlib's tab10 in the order of the paper's chart, then darker ones for wider
// divisors.
constexpr std::array<QRgb, 16> kColors = {
    0xff1f77b4, 0xffff7f0e, 0xff2ca02c, 0xffd62728, 0xff9467bd, 0xff8c564b, 0xffe377c2, 0xff7f7f7f,
    0xffbcbd22, 0xff17becf, 0xff3b3f8f, 0xff8a6d1d, 0xff2f6b4f, 0xff7a1f3d, 0xff5b3a7d, 0xff404b55,
};

/// Viridis: each step as much lighter than the one before, for every kind of sight.
constexpr std::array<QRgb, 9> kOrdinal = {0xff440154, 0xff472d7b, 0xff3b528b, 0xff2c728e, 0xff21918c,
                                          0xff28ae80, 0xff5ec962, 0xffaddc30, 0xfffde725};

/// Of the runs from the front one, in widths of the line. Any two differ in how many dashes repeat, or in a
/// length that is half as long again; each is short enough to show itself within a key of the legend.
const std::array<QList<qreal>, 10>& linePatterns() {
    static const std::array<QList<qreal>, 10> kPatterns = {
        QList<qreal>{},
        QList<qreal>{8, 4},
        QList<qreal>{1.5, 2},
        QList<qreal>{8, 3, 1.5, 3},
        QList<qreal>{3.5, 3.5},
        QList<qreal>{14, 5},
        QList<qreal>{1.5, 2, 1.5, 2, 1.5, 6.5},
        QList<qreal>{1.5, 6},
        QList<qreal>{8, 2.5, 1.5, 2.5, 1.5, 2.5},
        QList<qreal>{4.5, 2, 4.5, 7},
    };
    return kPatterns;
}

double widthOf(CurveRole role, int place, const CurveLook& look) {
    if (place == 0)
        return look.mainLine;
    return role == CurveRole::Reference ? look.referenceLine : look.otherLine;
}

void setPattern(QPen& pen, int number) {
    const auto& patterns = linePatterns();
    const auto& pattern = patterns[static_cast<std::size_t>(number) % patterns.size()];
    if (pattern.isEmpty())
        pen.setStyle(Qt::SolidLine);
    else
        pen.setDashPattern(pattern);
}

/// Dark colours vanish on a dark sheet: same hue, lifted.
QColor lifted(const QColor& color) {
    constexpr float kLeast = 0.62F;
    float hue = 0;
    float saturation = 0;
    float lightness = 0;
    color.getHslF(&hue, &saturation, &lightness);
    return lightness >= kLeast ? color : QColor::fromHslF(std::max(hue, 0.0F), saturation, kLeast);
}

/// Neither end of the scale is lost on the sheet.
QColor ordinalColor(int exponent, const ChartTheme& theme) {
    const double from = theme.dark ? 0.35 : 0;
    const double to = theme.dark ? 1 : 0.78;
    const CurveLook& look = theme.curves;
    const int steps = std::max(1, look.greatestExponent - look.leastExponent);
    const double share = std::clamp(double(exponent - look.leastExponent) / steps, 0.0, 1.0);
    const double place = std::lerp(from, to, share) * (kOrdinal.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), kOrdinal.size() - 2);
    return mixed(kOrdinal[below], kOrdinal[below + 1], place - static_cast<double>(below));
}

QPainterPath polygonPath(int corners, double radius, double startDegrees, double innerRadius = 0) {
    QPainterPath path;
    const int steps = innerRadius > 0 ? corners * 2 : corners;
    for (int i = 0; i < steps; ++i) {
        const double r = innerRadius > 0 && i % 2 == 1 ? innerRadius : radius;
        const double angle = (startDegrees + 360.0 * i / steps) * std::numbers::pi / 180.0;
        const QPointF corner(r * std::cos(angle), r * std::sin(angle));
        i == 0 ? path.moveTo(corner) : path.lineTo(corner);
    }
    path.closeSubpath();
    return path;
}

QPainterPath plusPath(double radius) {
    const double arm = radius * 1.15;
    const double half = radius * 0.42;
    QPainterPath path;
    path.addRect(-arm, -half, 2 * arm, 2 * half);
    QPainterPath upright;
    upright.addRect(-half, -arm, 2 * half, 2 * arm);
    return path.united(upright);
}

} // namespace

int exponentOf(std::int64_t ratio) {
    return ratio > 0 ? std::countr_zero(static_cast<std::uint64_t>(ratio)) : 0;
}

QColor curveColor(std::int64_t ratio, const ChartTheme& theme) {
    if (theme.curves.palette == CurvePalette::Ordinal)
        return ordinalColor(exponentOf(ratio), theme);
    const auto exponent = static_cast<std::size_t>(exponentOf(ratio));
    const QColor color = QColor::fromRgb(kColors[exponent % kColors.size()]);
    return theme.dark ? lifted(color) : color;
}

QColor curveColor(const CurveHead& curve, const ChartTheme& theme) {
    const double paler = theme.dark ? 0.4 : 0.5; // on a dark sheet hues are lost sooner
    const QColor color = curveColor(curve.key.look(), theme);
    const QColor own = curve.best ? mixed(color, theme.sheet, paler) : color;
    return mixed(own, theme.sheet, theme.curves.faded);
}

MarkerShape curveMarker(std::int64_t ratio) {
    constexpr int kShapes = static_cast<int>(MarkerShape::Cross) + 1;
    return static_cast<MarkerShape>(exponentOf(ratio) % kShapes);
}

double patternLength(const QPen& pen) {
    const QList<qreal> pattern = pen.style() == Qt::SolidLine ? QList<qreal>() : pen.dashPattern();
    return std::accumulate(pattern.begin(), pattern.end(), 0.0) * pen.widthF();
}

double sampleLength(const QPen& pen, double width) {
    const QList<qreal> pattern = pen.style() == Qt::SolidLine ? QList<qreal>() : pen.dashPattern();
    const double period = patternLength(pen);
    double end = 0; // of the last dash that is whole; one alone would look solid
    double at = 0;
    for (qsizetype i = 0; period > 0 && at < width; ++i) {
        at += pattern[i % pattern.size()] * pen.widthF();
        if (i > 0 && i % 2 == 0 && at <= width)
            end = at;
    }
    return end > 0 ? end : width;
}

double longestPattern(const CurveLook& look) {
    constexpr double kNext = 2.5; // shows that the pattern begins anew
    double longest = 0;
    for (const QList<qreal>& pattern : linePatterns())
        longest = std::max(longest, std::accumulate(pattern.begin(), pattern.end(), 0.0));
    return (longest + kNext) * (look.dashes ? look.mainLine : look.otherLine);
}

QPen runPen(CurveRole role, int place, const ChartTheme& theme, double scale) {
    QPen pen(theme.label);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    pen.setWidthF(widthOf(role, place, theme.curves) * scale);
    setPattern(pen, place);
    return pen;
}

QPen curvePen(const CurveHead& curve, const ChartTheme& theme, double scale) {
    QPen pen = runPen(curve.role, curve.place, theme, scale);
    pen.setColor(curveColor(curve, theme));
    if (curve.place == 0 && curve.best)
        pen.setWidthF(theme.curves.otherLine * scale);
    if (theme.curves.dashes)
        setPattern(pen, exponentOf(curve.key.look()));
    else if (theme.curves.bestDashed && curve.best)
        pen.setDashPattern({4, 2});
    return pen;
}

QPen roofPen(std::optional<std::int64_t> ratio, int place, const ChartTheme& theme, double scale) {
    static const std::array<QList<qreal>, 3> kDashes = {QList<qreal>{3, 3}, QList<qreal>{9, 3},
                                                        QList<qreal>{1.5, 4.5}};
    QPen pen(ratio ? curveColor(*ratio, theme) : theme.roof);
    pen.setWidthF(theme.curves.roofLine * scale);
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern(kDashes[static_cast<std::size_t>(place) % kDashes.size()]);
    return pen;
}

QPainterPath markerPath(MarkerShape shape, double radius) {
    QPainterPath path;
    switch (shape) {
    case MarkerShape::Circle:
        path.addEllipse(QPointF(0, 0), radius, radius);
        return path;
    case MarkerShape::Square:
        path.addRect(-radius * 0.89, -radius * 0.89, radius * 1.78, radius * 1.78);
        return path;
    case MarkerShape::TriangleUp:
        return polygonPath(3, radius * 1.3, -90).translated(0, radius * 0.2);
    case MarkerShape::Diamond:
        return polygonPath(4, radius * 1.25, -90);
    case MarkerShape::TriangleDown:
        return polygonPath(3, radius * 1.3, 90).translated(0, -radius * 0.2);
    case MarkerShape::Pentagon:
        return polygonPath(5, radius * 1.15, -90);
    case MarkerShape::Star:
        return polygonPath(5, radius * 1.45, -90, radius * 0.62);
    case MarkerShape::Hexagon:
        return polygonPath(6, radius * 1.1, 0);
    case MarkerShape::Plus:
        return plusPath(radius);
    case MarkerShape::Cross:
        return QTransform().rotate(45).map(plusPath(radius));
    }
    return path;
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/callout.h"

#include "ui/chart/paint/chart_theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace headroom::ui {

namespace {

// Pixels; more of them in large type.
constexpr double kPadding = 8; ///< at most: less around small type
constexpr double kLeading = 3;
constexpr double kMarkerColumn = 16;
constexpr double kHeadRadius = 4;
constexpr double kCorner = 5;
constexpr double kUsualHeight = 18; ///< up to which height of a line these hold
constexpr int kReadable = 52;       ///< characters of a line, on average
constexpr double kDetail = 0.75;    ///< of large type, which is for an audience: it reads what is strong

double growthOf(const QFont& font) {
    return std::max(1.0, QFontMetricsF(font).height() / kUsualHeight);
}

QFont smallerType(QFont font, double factor) {
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(1, static_cast<int>(font.pixelSize() * factor)));
    else
        font.setPointSizeF(std::max(1.0, font.pointSizeF() * factor));
    return font;
}

QFont fontOf(const CalloutLine& line, const QFont& font) {
    if (!line.strong)
        return growthOf(font) > 1 ? smallerType(font, std::max(kDetail, 1 / growthOf(font))) : font;
    QFont strong(font);
    strong.setWeight(QFont::DemiBold);
    return strong;
}

double paddingOf(const QFont& font) {
    return std::min(kPadding * growthOf(font), QFontMetricsF(font).height() / 2);
}

/// Breaks the text of `layout` into lines of that width; returns the size of what they take.
QSizeF breakLines(QTextLayout& layout, double width) {
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double widest = 0;
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
        widest = std::max(widest, line.naturalTextWidth());
    }
    layout.endLayout();
    return {widest, height};
}

bool hasMarkers(const Callout& callout) {
    return std::ranges::any_of(callout.lines, [](const CalloutLine& line) { return line.ratio.has_value(); });
}

} // namespace

Callout Callout::brief() const {
    Callout callout(*this);
    std::erase_if(callout.lines, [](const CalloutLine& line) { return line.detail; });
    for (CalloutLine& line : callout.lines)
        if (!line.briefly.isEmpty())
            line.text = line.briefly;
    return callout;
}

QSizeF Callout::size(const QFont& font, double mostWidth, double length) const {
    const double growth = growthOf(font);
    const double around = 2 * paddingOf(font) + (hasMarkers(*this) ? growth * kMarkerColumn : 0);
    const double readable = length * kReadable * QFontMetricsF(font).averageCharWidth();
    const double room = std::max(1.0, std::min(readable, mostWidth - around - 1));
    double width = 0;
    double height = 0;
    for (const CalloutLine& line : lines) {
        QTextLayout layout(line.text, fontOf(line, font));
        const QSizeF size = breakLines(layout, room);
        width = std::max(width, size.width());
        height += size.height() + growth * kLeading;
    }
    return {std::ceil(width + around) + 1, std::ceil(height - growth * kLeading + 2 * paddingOf(font))};
}

namespace {

/// The usual shape first, then the wider ones and a narrow one: where lines are short some are the same.
std::vector<QSizeF> shapesOf(const Callout& callout, const QFont& type, double mostWidth) {
    constexpr double kNarrowShare = 0.6; // of the usual width
    std::vector<QSizeF> shapes;
    for (const double length : {1.0, 1.4, 1.9})
        if (const QSizeF size = callout.size(type, mostWidth, length);
            shapes.empty() || shapes.back() != size)
            shapes.push_back(size);
    shapes.push_back(callout.size(type, kNarrowShare * shapes.front().width()));
    return shapes;
}

/// In that type, in the shape that stands best; nothing where none fits.
std::optional<QRectF> placeBest(const Callout& callout, const QFont& type, const QPointF& anchor,
                                double clearance, const Surroundings& around) {
    constexpr double kNearby = 4;      // times the clearance: no other shape is wanted
    constexpr double kOtherShape = 40; // pixels that another shape must save
    const QRectF& bounds = around.bounds;
    std::optional<QRectF> best;
    double least = std::numeric_limits<double>::infinity();
    double handicap = 0;
    for (const QSizeF& size : shapesOf(callout, type, bounds.width())) {
        if (size.width() <= bounds.width() && size.height() <= bounds.height()) {
            const QRectF box = placeBox(size, anchor, clearance, around);
            const double cost = standingCost(box, anchor, around);
            if (cost + handicap < least) {
                least = cost + handicap;
                best = box;
            }
            if (cost <= kPerPixelAway * kNearby * clearance)
                break;
        }
        handicap = kPerPixelAway * kOtherShape;
    }
    return best;
}

} // namespace

PlacedCallout placeWhole(const Callout& callout, const QFont& font, const QPointF& anchor, double clearance,
                         const Surroundings& around) {
    constexpr double kReadType = 0.7; // smaller type than this is worse than a point that is covered
    std::optional<PlacedCallout> over;
    for (const double factor : {1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4}) {
        if (over && factor < kReadType)
            break;
        const QFont type = factor < 1 ? smallerType(font, factor) : font;
        const auto box = placeBest(callout, type, anchor, clearance, around);
        if (box && !box->contains(anchor))
            return {*box, type};
        if (box && !over)
            over = PlacedCallout{*box, type};
    }
    if (over)
        return *over;
    const QFont type = smallerType(font, 0.4);
    return {placeBox(callout.size(type, around.bounds.width()), anchor, clearance, around), type};
}

void paintCallout(QPainter& painter, const Callout& callout, const QRectF& box, const QFont& font,
                  const ChartTheme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double growth = growthOf(font);
    painter.setPen(QPen(theme.calloutBorder, 1));
    painter.setBrush(theme.callout);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), growth * kCorner, growth * kCorner);
    const double indent = hasMarkers(callout) ? growth * kMarkerColumn : 0;
    const double padding = paddingOf(font);
    double top = box.top() + padding;
    for (const CalloutLine& line : callout.lines) {
        const QFont own = fontOf(line, font);
        if (line.ratio) {
            const double radius = growth * kHeadRadius;
            const QPointF centre(box.left() + padding + radius + 1, top + QFontMetricsF(own).height() / 2);
            painter.setPen(Qt::NoPen);
            CurveHead head;
            head.key.ratio = *line.ratio;
            head.best = line.best;
            painter.setBrush(curveColor(head, theme));
            painter.drawPath(markerPath(curveMarker(*line.ratio), radius).translated(centre));
        }
        QTextLayout layout(line.text, own);
        const QSizeF size = breakLines(layout, box.width() - 2 * padding - indent);
        painter.setPen(line.strong ? theme.text : theme.label);
        layout.draw(&painter, {box.left() + padding + indent, top});
        top += size.height() + growth * kLeading;
    }
    painter.restore();
}

} // namespace headroom::ui

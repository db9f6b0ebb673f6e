// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/reading/box_placement.h"
#include "ui/chart/reading/callout.h"
#include "ui/chart/reading/hover_locator.h"
#include "ui/chart/reading/pin_texts.h"

#include <QStringList>

#include <array>
#include <optional>
#include <vector>

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// What the user fastened to the chart: call-outs of single points, and the two cursors A and B that compare
/// a pair. Exported with the picture, where they stand as they do on screen.
class Pins {
public:
    /// `curves` must outlive this.
    explicit Pins(const CurveSet* curves) : m_curves(curves) {}
    /// Reads the same points in other curves of the same runs.
    void readFrom(const CurveSet* curves) { m_curves = curves; }

    /// Fastens the point's call-out, or takes it off again.
    void toggle(const PointKey& point);
    void remove(int index);
    bool has(const PointKey& point) const;
    const PointKey& pointOf(int index) const { return m_pins[static_cast<std::size_t>(index)].point; }
    /// Moves a call-out by so many pixels from where it is; there it stays.
    void moveBy(int index, const QPointF& pixels, const PlotView& view);
    /// The call-out under that pixel; -1 for none. The topmost is the newest.
    int at(const QPointF& pixel, const PlotView& view) const;
    int count() const { return static_cast<int>(m_pins.size()); }
    /// The box as it is drawn; nothing where its point is hidden or out of view.
    std::optional<QRectF> boxOf(int index, const PlotView& view) const;
    /// All boxes as they are drawn, those of the letters and of the comparison too.
    std::vector<QRectF> boxes(const PlotView& view) const;
    /// From these to their points.
    std::vector<QLineF> leaders(const PlotView& view) const;
    /// How little it takes for a call-out to be put elsewhere; in what standingCost() counts.
    static constexpr double kOnScreen = 12;
    static constexpr double kOnPaper = 70; ///< it stands as on screen, unless over another one
    /// Lets letters, and call-outs that the user did not move, stand clear of curves and of each other: on
    /// paper in few words where that takes it. One
    /// that stands about as well as it could stays where it is.
    void arrange(const PlotView& view, const Surroundings& around, double content = kOnScreen);

    enum class Cursor { A, B };
    /// Puts the cursor on the point, or takes it off when it is there already.
    void setCursor(Cursor cursor, const PointKey& point);
    /// Of its letter; nothing where its point is hidden or out of view, or the other one's is hidden.
    std::optional<QRectF> boxOf(Cursor cursor, const PlotView& view) const;
    bool hasCursors() const { return m_cursors[0] || m_cursors[1]; }
    bool empty() const { return m_pins.empty() && !hasCursors(); }
    void clearCursors() { m_cursors = {}; }
    /// Takes all call-outs off.
    void clear() { m_pins.clear(); }
    /// What lies at A, what at B, and B over A, a line each; empty until both are set and shown.
    QStringList comparison(const PlotMapping& mapping, PinWords words = PinWords::Whole) const;

    void paint(QPainter& painter, const PlotView& view) const;

private:
    // Pixels at scale 1.
    static constexpr double kGap = 4;        ///< between a marker and the leader to it
    static constexpr double kBadge = 8;      ///< radius of the letters A and B
    static constexpr double kBadgeRoom = 12; ///< with what they keep clear of

    struct Pin {
        PointKey point;
        /// The box's corner or side nearest to the point, as a share of the box, and where that lies from the
        /// point, in shares of the plot: so it stands alike in plots and type of other sizes.
        QPointF grip;
        QPointF offset;
        bool placed = false;
        bool moved = false; ///< by the user
    };
    static void put(Pin& pin, const QRectF& box, const QPointF& point, const QRectF& plot);
    /// Of that size, where the pin stands.
    static QRectF boxAt(const Pin& pin, const QSizeF& size, const QPointF& point, const PlotView& view);
    static QRectF badgeBox(const Pin& cursor, const QPointF& point, const PlotView& view);
    /// Where it stands well, unless it does so already.
    static QRectF settle(Pin& pin, const QRectF& box, double clearance, const QPointF& point,
                         const PlotView& view, const Surroundings& taken, double content);
    void placeOnScreen(const PlotView& view, const Surroundings& around, double content);
    /// Call-outs that the user did not move from that one on.
    void place(const PlotView& view, const Surroundings& around, double content, std::size_t first = 0);
    std::vector<QRectF> markedPoints(const PlotView& view) const;
    int overlaps(const PlotView& view) const;
    int farAway(const PlotView& view, const Pins& before) const;
    Callout calloutOf(const Hit& hit, const PlotView& view) const;
    std::optional<Hit> locatePin(const PointKey& point, const PlotMapping& mapping) const;
    Callout comparisonCallout(const PlotView& view) const;
    std::optional<QRectF> comparisonBox(const PlotView& view) const;
    /// Between the two points.
    std::optional<QPointF> comparisonAnchor(const PlotMapping& mapping) const;
    void paintCursors(QPainter& painter, const PlotView& view) const;
    std::optional<Hit> seenCursor(Cursor cursor, const PlotMapping& mapping) const;

    const CurveSet* m_curves;
    PinWords m_words = PinWords::Whole; ///< at most
    std::vector<Pin> m_pins;
    std::array<std::optional<Pin>, 2> m_cursors; ///< their letters stand as call-outs do
    Pin m_comparison; ///< of no point: stands as call-outs do, by the middle between the two cursors
};

} // namespace headroom::ui

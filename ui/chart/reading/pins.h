// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/reading/callout.h"
#include "ui/chart/reading/hover_locator.h"

#include <array>

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// What the user fastened to the chart: call-outs of single points, and the two cursors A and B that compare
/// a pair. Exported with the picture.
class Pins {
public:
    /// `curves` must outlive this.
    explicit Pins(const CurveSet* curves) : m_curves(curves) {}

    /// Fastens the point's call-out, or takes it off again.
    void toggle(const PointKey& point);
    void remove(int index);
    /// Moves a call-out by so many pixels from where it is.
    void moveBy(int index, const QPointF& pixels, const PlotView& view);
    /// The call-out under that pixel; -1 for none. The topmost is the newest.
    int at(const QPointF& pixel, const PlotView& view) const;
    int count() const { return static_cast<int>(m_pins.size()); }
    /// The box as it is drawn; nothing where its point is hidden or out of view.
    std::optional<QRectF> boxOf(int index, const PlotView& view) const;

    enum class Cursor { A, B };
    /// Puts the cursor on the point, or takes it off when it is there already.
    void setCursor(Cursor cursor, const PointKey& point);
    bool hasCursors() const { return m_cursors[0] || m_cursors[1]; }
    void clearCursors() { m_cursors = {}; }
    /// Takes all call-outs off.
    void clear() { m_pins.clear(); }
    /// "A → B" in difference and ratio; empty until both are set and shown.
    QString comparison(const PlotMapping& mapping) const;

    void paint(QPainter& painter, const PlotView& view) const;

private:
    void paintCursors(QPainter& painter, const PlotView& view) const;
    void paintComparison(QPainter& painter, const PlotView& view) const;

    struct Pin {
        PointKey point;
        std::optional<QPointF>
            offset; ///< of the box from the point in shares of the plot, once the user moved it
    };
    std::optional<Hit> locatePin(const Pin& pin, const PlotMapping& mapping) const;

    const CurveSet* m_curves;
    std::vector<Pin> m_pins;
    std::array<std::optional<PointKey>, 2> m_cursors;
};

} // namespace headroom::ui

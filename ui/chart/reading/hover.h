// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/column_reading.h"
#include "ui/chart/reading/callout.h"
#include "ui/chart/reading/hover_locator.h"

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;
struct Surroundings;

/// What is being read, by mouse or keyboard: one point, shown by a ring and a call-out, or all curves at one
/// hidden size, shown by a line and a table beside the plot, or both.
class Hover {
public:
    /// `curves` must outlive this.
    explicit Hover(const CurveSet* curves) : m_curves(curves) {}

    // Each returns whether what is shown changed.
    bool setUnified(const PlotMapping& mapping, bool on);
    bool follow(const PlotMapping& mapping, const QPointF& cursor);
    bool select(const PlotMapping& mapping, const PointKey& point);
    /// Arrow keys: along the curve, or to the next curve up or down.
    bool step(const PlotMapping& mapping, int along, int across);
    /// Reads all curves at that hidden size, whatever the mouse does, until it is released.
    bool hold(const PlotMapping& mapping, double hidden);
    bool release(const PlotMapping& mapping);
    bool held() const { return m_held.has_value(); }
    bool clear(const PlotMapping& mapping);
    /// The data or the view changed under it.
    bool refresh(const PlotMapping& mapping);

    /// Paints less of a point, for an audience; text() says all.
    void setBrief(bool on) { m_brief = on; }
    bool unified() const { return m_unified; }
    /// Whether all curves are read, at some place or at none.
    bool readsColumns() const { return m_unified || m_held; }
    bool empty() const { return !m_point && !m_reading.hidden; }
    /// Of all curves, while they are read: rows and columns without values where nothing is.
    const ColumnReading& reading() const { return m_reading; }
    /// The one point that is read; where all curves are, the one the cursor is at.
    std::optional<Hit> pointed(const PlotMapping& mapping) const;
    /// One line for status bar and screen readers; empty when nothing is read.
    const QString& text() const { return m_text; }
    /// Without the call-out where a pin says the same of its point.
    void paint(QPainter& painter, const PlotView& view, const Surroundings& around, bool pinned) const;

private:
    /// What was read when the view last changed under a pointer at rest.
    struct Rest {
        std::optional<PointKey> point;
        std::optional<double> hidden;
    };

    bool update(const PlotMapping& mapping);
    bool showAtCursor(const PlotMapping& mapping);
    bool show(const PlotMapping& mapping, std::optional<Hit> point, std::optional<double> column);
    void paintCallout(QPainter& painter, const PlotView& view, const Surroundings& around) const;

    const CurveSet* m_curves;
    bool m_unified = false;
    bool m_brief = false;
    std::optional<double> m_held;       ///< the hidden size that is read whatever the mouse does
    std::optional<QPointF> m_cursor;    ///< where the mouse is; none while the keyboard leads
    PlotMapping m_mapping;              ///< that was read last
    std::optional<Rest> m_rest;         ///< stays until the pointer moves
    std::optional<PointKey> m_selected; ///< what the keyboard or a table leads to
    std::optional<Hit> m_point;
    ColumnReading m_empty; ///< what a reading has whatever is read
    ColumnReading m_reading;
    std::vector<Hit> m_column; ///< the points of the reading
    Callout m_callout;         ///< of the point
    QString m_text;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/reading/callout.h"
#include "ui/chart/reading/hover_locator.h"

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// Which point is being read, by mouse or keyboard, and how it is shown: a ring and one call-out.
class Hover {
public:
    /// `curves` must outlive this.
    explicit Hover(const CurveSet* curves) : m_curves(curves) {}

    void setUnified(bool on) { m_unified = on; }
    bool unified() const { return m_unified; }

    // Each returns whether what is shown changed.
    bool follow(const PlotMapping& mapping, const QPointF& cursor);
    bool select(const PlotMapping& mapping, const PointKey& point);
    /// Arrow keys: along the curve, or to the next curve up or down.
    bool step(const PlotMapping& mapping, int along, int across);
    bool clear();
    /// The data or the view moved under it.
    bool update(const PlotMapping& mapping);

    const std::vector<Hit>& hits() const { return m_hits; }
    /// The one point that is read; where all curves are, the one the cursor is at.
    std::optional<Hit> pointed(const PlotMapping& mapping) const;
    /// One line for status bar and screen readers; empty when nothing is read.
    const QString& text() const { return m_text; }
    void paint(QPainter& painter, const PlotView& view) const;

private:
    bool show(std::vector<Hit> hits);
    Callout describe(const std::vector<Hit>& hits) const;
    bool readsColumn() const { return m_unified && m_cursor.has_value(); }

    const CurveSet* m_curves;
    bool m_unified = false;
    std::optional<QPointF> m_cursor; ///< where the mouse is; none while the keyboard leads
    std::vector<Hit> m_hits;         ///< one, or one a curve in unified mode, the read one first
    Callout m_callout;
    QString m_text;
};

} // namespace headroom::ui

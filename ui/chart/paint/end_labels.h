// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/data/curve.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/chart/paint/spread.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include <map>
#include <optional>
#include <vector>

class QPainter;

namespace headroom::ui {

class CurveSet;
struct PlotView;

/// A name beside the plot, with a key before it.
struct EndLabel {
    enum class Kind {
        Curve,
        Best,   ///< what paler curves are
        Run,    ///< at the run's uppermost curve
        Roof,   ///< the uppermost
        Hollow, ///< what hollow points mean: belongs to no line
    };

    Kind kind = Kind::Curve;
    CurveKey key; ///< of the curve it speaks of
    QString text;
    QColor ink;               ///< of the text
    QColor colour;            ///< of leader and marker
    std::optional<QPen> line; ///< in the key, as the plot draws it
    std::optional<MarkerShape> marker;
    QRectF box;       ///< of key and text
    QPolygonF leader; ///< from where the line ends, or leaves the view, to the box
    /// The edge of the plot beyond which the line goes on: an arrow stands in place of a leader, which would
    /// look like a line along that edge.
    std::optional<Qt::Edge> beyond;
};

/// What stands beside a plot in place of a legend: a name at the end of every curve, which says the run too
/// where two are shown. Where these are too many, each h/a is named once, on the front run whose curve
/// reaches the edge, and each run once, in bold type.
class EndLabels {
public:
    EndLabels() = default;
    /// For a plot of that height, on that much width; `view` says type and scale, its mapping is not used.
    EndLabels(const CurveSet& curves, const PlotView& view, const QSizeF& room);

    /// Beside the plot, leaders and margin included; 0 without labels. It follows from what is shown, not
    /// from where the view looks.
    double width() const { return m_width; }
    /// That the plot needs.
    double height() const { return static_cast<double>(m_names.size()) * m_rowHeight; }
    /// Whether all that is drawn is named, so that nobody needs a legend.
    bool sayAll() const { return m_sayAll; }

    /// Those of what is in view, from top to bottom. None lies over another one or over the plot.
    std::vector<EndLabel> placed(const CurveSet& curves, const PlotView& view) const;
    void paint(QPainter& painter, const CurveSet& curves, const PlotView& view) const;

private:
    struct Name {
        EndLabel::Kind kind = EndLabel::Kind::Curve;
        CurveKey key;
        QString text;
    };

    bool nameEvery(const CurveSet& curves, double room, double height);
    bool nameEachOnce(const CurveSet& curves, double room, double height);
    static bool means(const Name& name, const Curve& curve);
    static std::vector<Name> ratiosOnce(const CurveSet& curves);
    void nameRest(const CurveSet& curves);
    void callRuns(const CurveSet& curves, const QFontMetricsF& metrics, double room);
    double keyWidth(const CurveSet& curves, const PlotView& view) const;
    QFont fontOf(EndLabel::Kind kind) const;
    std::optional<EndLabel> label(const Name& name, const CurveSet& curves, const PlotView& view) const;
    static void describe(EndLabel& label, const CurveHead& curve, const PlotView& view);
    static void paintLeader(QPainter& painter, const EndLabel& label, const PlotView& view);
    void paintArrow(QPainter& painter, const EndLabel& label) const;
    void paintKey(QPainter& painter, const EndLabel& label, const PlotView& view) const;

    QFont m_font;
    double m_scale = 1;
    double m_rowHeight = 0;
    double m_width = 0;
    double m_keyWidth = 0;
    bool m_severalRuns = false;
    bool m_hasPatterns = false; ///< the keys show them
    bool m_sayAll = false;
    std::map<int, QString> m_runs; ///< what they are called here
    std::vector<Name> m_names;
};

} // namespace headroom::ui

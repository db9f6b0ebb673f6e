// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/sweep_spec.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <utility>
#include <vector>

class QPainter;

namespace headroom::ui {

class Quantity;
class RunStore;

/// The chart of the store's visible runs with its legend at the right: the only door to ui/chart. It redraws
/// at most 30 times a second, on its own, or when drawNow() is called.
class ChartPanel final : public QWidget {
    Q_OBJECT

public:
    /// `store` must outlive the panel.
    explicit ChartPanel(RunStore* store, QWidget* parent = nullptr);
    ~ChartPanel() override;

    /// What the axes span and the title says before anything is measured, and the curves the legend offers.
    void setSpec(const SweepSpec& spec);

    /// Where redrawing would disturb a measurement: while held, new points wait until drawNow() or the
    /// release.
    void setDrawingHeld(bool held);
    /// Shows everything that has arrived, and paints it before returning.
    void drawNow();

    /// Whether the measurement belongs to a run and a curve that are shown, wherever the view looks.
    bool showsCurveOf(int runId, int row) const;

    /// The visible runs that the newest visible measured one can be compared with; empty where there are
    /// none, or nothing measured is shown.
    std::vector<std::pair<int, QString>> comparisonBases() const;
    /// The one it is compared with, or would be; 0 for none.
    int comparisonBase() const;
    bool comparing() const;
    bool showsPercentOfRoof() const;

    QString title() const;
    /// Paints the figure as exported: title, axes, curves, built-in legend and, if any, a caption below, in
    /// paper colours whatever the theme. `size` is in the painter's units, 1/96 inch on paper.
    void paintFigure(QPainter& painter, const QSizeF& size, const QString& caption) const;

public Q_SLOTS:
    void zoomIn();
    void zoomOut();
    void goHome();
    void goBack();
    void goForward();
    void setLogX(bool on);
    void setUnifiedHover(bool on);
    /// The y axis shows the share of the roof instead of the throughput.
    void setPercentOfRoof(bool on);
    /// The y axis shows the newest run's throughput over another's, as long as both are shown; excludes the
    /// share of the roof.
    void setComparing(bool on);
    void setComparisonBase(int runId);
    /// For an audience: large type, thick lines, the curves named at their ends.
    void setPresentation(bool on);
    /// Marks and reads out a point chosen elsewhere; an unknown row clears the mark.
    void selectPoint(int runId, int row);

Q_SIGNALS:
    /// The read-out of the hovered point, one line; empty when none is.
    void readoutChanged(const QString& text);
    /// A point was chosen in the chart: row of the run's measurements.
    void pointActivated(int runId, int row);
    void historyChanged(bool canGoBack, bool canGoForward);
    /// Curves came, went, or were hidden or shown.
    void shownCurvesChanged();
    /// Which runs can be compared, are compared, or what else the y axis shows.
    void comparisonChanged();
    /// The X key switched it in the chart.
    void unifiedHoverChanged(bool on);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectStore();
    void connectLegend();
    void setQuantity(const Quantity& quantity);
    void rebuild();
    void renameRun(int runId);

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui

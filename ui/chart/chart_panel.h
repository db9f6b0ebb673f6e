// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <memory>
#include <optional>

namespace headroom::ui {

class ChartState;
class RunStore;
struct AdviceMark;
struct Figure;

/// The chart of the store's visible runs with its legend at the right, and beside the plot a table while all
/// curves are read at once. It redraws at most 30 times a second,
/// on its own, or when drawNow() is called.
class ChartPanel final : public QWidget {
    Q_OBJECT

public:
    /// Shows what the state says; the legend changes that, and names and visibility of the store's runs. Both
    /// must outlive the panel.
    ChartPanel(RunStore* store, ChartState* state, QWidget* parent = nullptr);
    ~ChartPanel() override;

    /// Where redrawing would disturb a measurement: while held, new points wait until drawNow() or the
    /// release.
    void setDrawingHeld(bool held);
    /// Shows everything that has arrived, and paints it before returning.
    void drawNow();

    /// Puts a widget that stands over the plot in place of the hint while it is invited. It becomes the
    /// plot's child.
    void setInvitation(QWidget* invitation);
    void invite(bool on);

    /// What is seen, with call-outs, for paper. Valid as long as the state.
    Figure figure() const;

public Q_SLOTS:
    void zoomIn();
    void zoomOut();
    void goHome();
    void goBack();
    void goForward();
    void setLogX(bool on);
    void setLogY(bool on);
    void setUnifiedHover(bool on);
    /// Asks for a hidden size, over the plot, and reads every curve there.
    void askForHidden();
    /// For an audience: type, lines and markers as large as the panel's height asks for, and the curves named
    /// beside the plot.
    void setPresentation(bool on);
    /// Why nothing moves; empty for nothing. An audience sees it small, beside the x axis's title; else it
    /// stands in place of curves, as long as there are none.
    void setStandstill(const QString& why);
    /// Draws what advice says of the chart's points; nothing takes it away.
    void setAdvice(const std::optional<headroom::ui::AdviceMark>& mark);
    /// Marks and reads out a point chosen elsewhere; an unknown row clears the mark.
    void selectPoint(int runId, int row);

Q_SIGNALS:
    /// The read-out of the hovered point, one line; empty when none is.
    void readoutChanged(const QString& text);
    /// A point was chosen in the chart: row of the run's measurements.
    void pointActivated(int runId, int row);
    /// The run in front is to decide the axes.
    void scaleToRunRequested();
    /// The user wants the run off the chart for good.
    void removeRunRequested(int runId);
    void historyChanged(bool canGoBack, bool canGoForward);
    /// Is there a better length beside that point's?
    void adviceWanted(int runId, int row);
    void adviceDismissed();
    /// The X key switched it in the chart.
    void unifiedHoverChanged(bool on);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectPlot();
    void connectState();
    void connectLegend();

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui

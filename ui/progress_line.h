// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

namespace headroom::ui {

class ChartPanel;
class ChartState;
class RunReplay;
class SweepController;

/// How far a sweep or a replay is, in a presentation: a thin line along the chart's lower edge, as long as
/// points are to come. It moves only when points come; above it the chart says in words why none do.
class ProgressLine final : public QWidget {
    Q_OBJECT

public:
    /// A child of `stage`, in which the chart is shown, at its edge. All must outlive the line.
    ProgressLine(const SweepController* controller, const RunReplay* replay, const ChartState* shown,
                 ChartPanel* chart, QWidget* stage);

    void setPresentation(bool on);
    /// For a while, in a presentation, in place of what else the chart says: what the presenter's own key or
    /// command came to.
    void tell(const QString& answer);
    /// Of the points, or of all visits to them: 0 to 1.
    double share() const { return m_share; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void place();
    /// Why no points come, or what is to be known of those that came; empty while they do.
    QString standstill() const;

    const SweepController* m_controller;
    const RunReplay* m_replay;
    const ChartState* m_shown;
    ChartPanel* m_chart;
    bool m_presentation = false;
    double m_share = 0;
    QString m_told;
    QTimer m_isRead;
};

} // namespace headroom::ui

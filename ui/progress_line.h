// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace headroom::ui {

class RunReplay;
class SweepController;

/// How far a sweep or a replay is, in a presentation: a thin line along the chart's lower edge, as long as
/// points are to come. It says nothing in words and moves only when points come.
class ProgressLine final : public QWidget {
    Q_OBJECT

public:
    /// A child of `chart`, at its edge. All must outlive the line.
    ProgressLine(const SweepController* controller, const RunReplay* replay, QWidget* chart);

    void setPresentation(bool on);
    /// Of the points, or of all visits to them: 0 to 1.
    double share() const { return m_share; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();
    void place();

    const SweepController* m_controller;
    const RunReplay* m_replay;
    bool m_presentation = false;
    double m_share = 0;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/advice/advice_state.h"

#include <QObject>

namespace headroom::ui {

class AdvicePanel;
class AdvicePlot;
class BudgetPanel;
class ChartPanel;
class FileCommands;
class SweepController;

/// Who asks for advice, where the answer goes, and when the panel for it stands below the chart.
class AdviceDesk final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        RunStore* store;
        SweepController* controller;
        FileCommands* files;
        ChartPanel* chart;
        BudgetPanel* layers;
        AdviceState* state;
        AdvicePanel* panel;
        AdvicePlot* plot;
    };
    /// The parts must outlive the desk.
    explicit AdviceDesk(const Parts& parts, QObject* parent = nullptr);

    /// Whether the panel is wanted: asked for, or all that is shown is advice.
    bool isOpen() const;
    /// Shows the panel, and puts the keyboard into its question.
    void open();
    /// The table comes back, unless advice is all that is shown.
    void close();
    /// After a sweep began or ended, or another topic is shown.
    void showState();

Q_SIGNALS:
    /// It was opened or closed.
    void openChanged();
    /// The user means to look at the panel, wherever he was.
    void revealed();
    void measureWanted(const headroom::SweepSpec& spec);

private:
    void setOpen(bool open);
    void askAtPoint(int runId, int row);
    void askAboutRow(int runId, int row);
    void showMark();
    QString otherDevice() const;

    Parts m_parts;
    bool m_open = false;
};

} // namespace headroom::ui

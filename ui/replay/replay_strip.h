// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/replay/replay_pace.h"

#include <QFrame>

#include <vector>

class QLabel;
class QToolButton;

namespace headroom::ui {

class Preferences;
class RunReplay;
class ToolComboBox;

/// A line above the chart while a replay is on, and after it until it is stopped: what is shown, how far it
/// is, what of the record is left out, buttons to play, step and play again, and how fast it goes.
class ReplayStrip final : public QFrame {
    Q_OBJECT

public:
    /// Both must outlive the strip.
    ReplayStrip(RunReplay* replay, Preferences* preferences, QWidget* parent = nullptr);

    ToolComboBox* pace() const { return m_pace; }

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* addButton(const char* name, const QString& text, const QString& toolTip);
    void makeButtons();
    void makePaces(Preferences* preferences);
    int rowOf(const ReplayPace& pace) const;
    void choosePace(int row, Preferences* preferences);
    void colourIcons();
    void showState();
    void showProgress();

    RunReplay* m_replay;
    QLabel* m_text;
    QToolButton* m_again = nullptr;
    QToolButton* m_play = nullptr;
    QToolButton* m_back = nullptr;
    QToolButton* m_forward = nullptr;
    ToolComboBox* m_pace;
    std::vector<ReplayPace> m_paces; ///< of the box's rows
};

} // namespace headroom::ui

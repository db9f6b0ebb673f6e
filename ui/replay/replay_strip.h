// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QComboBox;
class QLabel;

namespace headroom::ui {

class Preferences;
class RunReplay;

/// A line above the chart while a run is replayed: what is shown, how far it is, and how fast it goes.
class ReplayStrip final : public QFrame {
    Q_OBJECT

public:
    /// Both must outlive the strip.
    ReplayStrip(RunReplay* replay, Preferences* preferences, QWidget* parent = nullptr);

private:
    void showState();

    RunReplay* m_replay;
    QLabel* m_text;
    QComboBox* m_speed;
};

} // namespace headroom::ui

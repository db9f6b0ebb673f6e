// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sweep/sweep_controller.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace headroom::ui {

/// Progress in the status bar: a bar and "214 of 336 · 0:41 left · h = 12288", at first
/// "12 of 336 · 0:40 – 1:30 left". Nothing in it moves by itself.
class ProgressStrip final : public QWidget {
    Q_OBJECT

public:
    explicit ProgressStrip(QWidget* parent = nullptr);

    /// `waitingFor` names the program that is waited for, where one is.
    void show(SweepState state, const SweepProgress& progress, const QString& waitingFor);
    /// Of a sweep that is measured elsewhere: its text, and how many points are there; without points to come
    /// there is no bar.
    void showElsewhere(const QString& text, std::size_t points, std::size_t planned);
    /// How the last sweep ended.
    void showEnd(const SweepProgress& progress, const SweepOutcome& outcome);

private:
    void showBar(std::size_t done, std::size_t total);

    QProgressBar* m_bar;
    QLabel* m_text;
};

} // namespace headroom::ui

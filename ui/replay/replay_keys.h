// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QKeyEvent;

namespace headroom::ui {

class RunReplay;

/// The keys of a presenter, while a replay is on: Space plays and pauses, R plays it from the start, Left and
/// Right step while it is paused. They come before what the chart does with them otherwise, so that they do
/// the same wherever the pointer rests; with Shift they are the chart's. Other parts of the window keep their
/// keys.
class ReplayKeys final : public QObject {
    Q_OBJECT

public:
    /// `replay` must outlive this.
    explicit ReplayKeys(RunReplay* replay, QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isOurs(const QKeyEvent& event) const;
    void press(const QKeyEvent& event);

    RunReplay* m_replay;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QKeyEvent;

namespace headroom::ui {

class RunReplay;

/// The keys of a presenter and of a presenter's clicker, while a replay is on: Space, Page Down and F5 play
/// it, Space and Page Down also pause it, R alone plays it from the start, End shows all of it; while it is
/// paused Left, Right and Page Up step. They come before what the window does with them otherwise, so that
/// they do the same wherever the pointer rests; with Shift they are the chart's. Other parts of the window
/// keep their keys. F5 and Shift+F5, which clickers send to begin a presentation, start and stop no sweep in
/// one, nor while points of a replay are to come.
class PresenterKeys final : public QObject {
    Q_OBJECT

public:
    /// `replay` must outlive this.
    explicit PresenterKeys(RunReplay* replay, QObject* parent = nullptr);

    void setPresentation(bool on) { m_presentation = on; }
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// A key that plays, at the end: one press too many must not empty the chart.
    void pressedInVain();

private:
    bool isOurs(const QKeyEvent& event) const;
    void press(const QKeyEvent& event);

    RunReplay* m_replay;
    bool m_presentation = false;
};

} // namespace headroom::ui

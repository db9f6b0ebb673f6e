// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

namespace headroom::ui {

class Notice;
class NoticeBar;
class SweepController;

/// Asks, without stopping anyone, what to do about a device that another program is measuring on: wait,
/// measure all the same, or cancel. Unanswered, the sweep waits; the question goes when the answer no longer
/// matters.
class HeldQuestion final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    HeldQuestion(SweepController* controller, NoticeBar* notice, QObject* parent);

private:
    void ask(const QString& reason);
    void withdraw();

    SweepController* m_controller;
    NoticeBar* m_notice;
    QPointer<Notice> m_question; ///< while it stands in the notice bar
};

} // namespace headroom::ui

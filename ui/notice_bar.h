// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace headroom::ui {

/// A line above the chart that says something without stopping anyone: an offer with buttons, or why a sweep
/// ended. Closing it needs no decision.
class NoticeBar final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    /// Replaces what was said before.
    void say(const QString& text);
    /// Adds a button to what was said; the bar closes when it is pressed.
    QPushButton* offer(const QString& text);
    void dismiss();
    QString text() const;

private:
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace headroom::ui

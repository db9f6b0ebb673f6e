// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace headroom::ui {

/// While it lives, the wheel changes the value of no box and no slider of this program unless the user has
/// clicked into it, or typed there: it scrolls what lies around it instead. That a box has the keyboard is
/// not enough, since a dialog gives it to its first one.
class WheelGuard final : public QObject {
    Q_OBJECT

public:
    explicit WheelGuard(QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QPointer<QWidget> m_entered;
};

} // namespace headroom::ui

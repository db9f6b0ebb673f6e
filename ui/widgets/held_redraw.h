// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

namespace headroom::ui {

/// When a view shows what has changed: soon, however often it changes, and while drawing is held not by
/// itself.
class HeldRedraw final : public QObject {
    Q_OBJECT

public:
    explicit HeldRedraw(QObject* parent = nullptr);

    void noteChange();
    void setHeld(bool held);
    /// All that changed is shown now.
    void settle();
    /// Something is still to be shown, and may be.
    bool isDue() const { return m_waiting && !m_held; }

Q_SIGNALS:
    void due();

private:
    QTimer m_soon;
    bool m_held = false;
    bool m_waiting = false;
};

} // namespace headroom::ui

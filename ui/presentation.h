// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>

class QSplitter;
class QWidget;

namespace headroom::ui {

/// The chart alone on the whole screen, for an audience, and afterwards the window as it was.
class Presentation final : public QObject {
    Q_OBJECT

public:
    /// What of a window is touched.
    struct Parts {
        QWidget* window = nullptr;
        QWidget* chart = nullptr;
        QList<QWidget*> aside;       ///< what is hidden, as far as it is shown
        QList<QSplitter*> splitters; ///< whose sizes come back; the chart has what is left
    };

    /// `chartChanges` makes the chart one for an audience, or takes that back.
    Presentation(Parts parts, std::function<void(bool)> chartChanges, QObject* parent);

    void set(bool on);

private:
    void begin();
    void end();

    Parts m_parts;
    std::function<void(bool)> m_chartChanges;
    bool m_on = false;
    QList<QWidget*> m_hidden;
    QList<QList<int>> m_sizes; ///< of the splitters
    QPointer<QWidget> m_focus;
};

} // namespace headroom::ui

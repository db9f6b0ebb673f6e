// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPoint>
#include <QPointer>
#include <QTimer>

#include <functional>

class QSplitter;
class QStackedWidget;
class QWidget;

namespace headroom::ui {

/// The chart alone on the whole screen, for an audience, and afterwards the window as it was. A pointer that
/// rests for a while is hidden until it is moved.
class Presentation final : public QObject {
    Q_OBJECT

public:
    /// What of a window is touched.
    struct Parts {
        QWidget* window = nullptr;
        QStackedWidget* view = nullptr; ///< the chart, or what else is shown in its place
        QList<QWidget*> aside;          ///< what is hidden, as far as it is shown
        QList<QSplitter*> splitters;    ///< whose sizes come back; the chart has what is left
    };

    /// `chartChanges` makes the chart one for an audience, or takes that back.
    Presentation(Parts parts, std::function<void(bool)> chartChanges, QObject* parent);
    ~Presentation() override;

    void set(bool on);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void begin();
    void end();
    void setPointerHidden(bool hidden);

    Parts m_parts;
    std::function<void(bool)> m_chartChanges;
    bool m_on = false;
    QList<QWidget*> m_hidden;
    QList<QList<int>> m_sizes; ///< of the splitters
    QPointer<QWidget> m_focus;
    QTimer m_pointerRests;
    QPointF m_pointer; ///< where it was last
    bool m_pointerHidden = false;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_keys.h"

#include "ui/replay/run_replay.h"

#include <QKeyEvent>

namespace headroom::ui {

ReplayKeys::ReplayKeys(RunReplay* replay, QObject* parent) : QObject(parent), m_replay(replay) {}

bool ReplayKeys::isOurs(const QKeyEvent& event) const {
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Space:
        return m_replay->isActive();
    case Qt::Key_R:
        return m_replay->state() != ReplayState::None;
    case Qt::Key_Left:
    case Qt::Key_Right:
        return m_replay->isPaused();
    default:
        return false;
    }
}

void ReplayKeys::press(const QKeyEvent& event) {
    if (event.key() == Qt::Key_Left)
        m_replay->stepBack();
    else if (event.key() == Qt::Key_Right)
        m_replay->stepForward();
    else if (event.isAutoRepeat())
        return; // one press is one command
    else if (event.key() == Qt::Key_R)
        m_replay->again();
    else
        m_replay->setPaused(!m_replay->isPaused());
}

bool ReplayKeys::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (!isOurs(key))
        return QObject::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        press(key);
    return true;
}

} // namespace headroom::ui

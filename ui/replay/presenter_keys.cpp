// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/presenter_keys.h"

#include "ui/replay/run_replay.h"

#include <QKeyEvent>

namespace headroom::ui {

PresenterKeys::PresenterKeys(RunReplay* replay, QObject* parent) : QObject(parent), m_replay(replay) {}

bool PresenterKeys::isOurs(const QKeyEvent& event) const {
    const Qt::KeyboardModifiers with = event.modifiers() & ~Qt::KeypadModifier;
    const bool isOn = m_replay->state() != ReplayState::None;
    if (event.key() == Qt::Key_F5 && (with == Qt::NoModifier || with == Qt::ShiftModifier))
        return m_presentation || m_replay->isActive();
    if (with != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Space:
    case Qt::Key_R:
    case Qt::Key_End:
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        return isOn;
    case Qt::Key_Left:
    case Qt::Key_Right:
        return m_replay->isPaused();
    default:
        return false;
    }
}

void PresenterKeys::press(const QKeyEvent& event) {
    if (event.key() == Qt::Key_Left)
        m_replay->stepBack();
    else if (event.key() == Qt::Key_Right)
        m_replay->stepForward();
    else if (event.key() == Qt::Key_PageUp)
        m_replay->isPaused() ? m_replay->stepBack() : m_replay->setPaused(true);
    else if (event.isAutoRepeat())
        return; // one press is one command
    else if (event.key() == Qt::Key_R)
        m_replay->again();
    else if (event.key() == Qt::Key_End)
        m_replay->finish();
    else if (m_replay->state() == ReplayState::Over)
        Q_EMIT pressedInVain();
    else if (event.key() != Qt::Key_F5 || m_replay->state() != ReplayState::Playing)
        m_replay->playOrPause();
}

bool PresenterKeys::eventFilter(QObject* watched, QEvent* event) {
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

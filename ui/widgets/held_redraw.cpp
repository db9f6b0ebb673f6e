// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/held_redraw.h"

namespace headroom::ui {

namespace {

constexpr int kSoonMs = 33;

} // namespace

HeldRedraw::HeldRedraw(QObject* parent) : QObject(parent) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &HeldRedraw::due);
}

void HeldRedraw::noteChange() {
    m_waiting = true;
    if (!m_held && !m_soon.isActive())
        m_soon.start();
}

void HeldRedraw::setHeld(bool held) {
    m_held = held;
    if (isDue())
        m_soon.start();
}

void HeldRedraw::settle() {
    m_soon.stop();
    m_waiting = false;
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paper_reference.h"

#include "ui/replay/run_replay.h"
#include "ui/settings/preferences.h"
#include "ui/sweep/sweep_form.h"

#include <QAction>

namespace headroom::ui {

namespace {

QString keptOnGpu() {
    return QStringLiteral("view/referenceOnGpu");
}

} // namespace

PaperReference::PaperReference(QAction* action, const SweepForm* form, const RunReplay* replay,
                               Preferences* preferences, QObject* parent)
    : QObject(parent), m_action(action), m_form(form), m_replay(replay), m_preferences(preferences) {
    connect(action, &QAction::toggled, this, [this](bool shown) {
        if (const DeviceInfo* device = m_form->device())
            m_left[device->kind()] = shown;
    });
    // Only what was chosen in the menu is kept: in the legend it may be hidden for one look.
    connect(action, &QAction::triggered, this, [this](bool shown) {
        if (const DeviceInfo* device = m_form->device(); device && device->kind() == DeviceKind::Gpu)
            m_preferences->setFlag(keptOnGpu(), shown);
    });
}

void PaperReference::showForDevice() {
    // Beside a replay references stand that were asked for with it.
    if (m_replay->state() != ReplayState::None)
        return;
    const DeviceInfo* device = m_form->device();
    if (!device)
        return m_action->setChecked(false);
    const auto left = m_left.find(device->kind());
    m_action->setChecked(left != m_left.end() ? left->second : atStart(device->kind()));
}

bool PaperReference::atStart(DeviceKind kind) const {
    return kind == DeviceKind::Gpu && m_preferences->flag(keptOnGpu(), true);
}

} // namespace headroom::ui

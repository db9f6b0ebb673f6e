// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/compute/device_info.h"

#include <QObject>

#include <map>

class QAction;

namespace headroom::ui {

class Preferences;
class RunReplay;
class SweepForm;

/// Whether the paper's curves stand beside those of the device. They are a GPU's: on one they are there at
/// each start, until its user takes them away in the menu. Beside a CPU's they would leave nothing else to
/// see, and whoever looks at them once has not asked for them at the next start.
class PaperReference final : public QObject {
    Q_OBJECT

public:
    PaperReference(QAction* action, const SweepForm* form, const RunReplay* replay, Preferences* preferences,
                   QObject* parent = nullptr);

    /// As it was left with a device of this kind in this session, else as a start shows it.
    void showForDevice();

private:
    bool atStart(DeviceKind kind) const;

    QAction* m_action;
    const SweepForm* m_form;
    const RunReplay* m_replay;
    Preferences* m_preferences;
    std::map<DeviceKind, bool> m_left; ///< in this session
};

} // namespace headroom::ui

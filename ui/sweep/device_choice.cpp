// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/device_choice.h"

#include "ui/settings/preferences.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/sweep/sweep_form.h"

#include <utility>

namespace headroom::ui {

namespace {

/// What a start was asked for is for that start: only what the user made of it replaces what was before.
SweepSpec changedByHand(SweepSpec now, const SweepSpec& asked, const SweepSpec& before) {
    const auto keep = [&](auto... fields) {
        ((now.*fields = now.*fields == asked.*fields ? before.*fields : now.*fields), ...);
    };
    using S = SweepSpec;
    const SweepSpec whole = now;
    keep(&S::operation, &S::pass, &S::mode, &S::heads, &S::ratios, &S::hiddenMin, &S::hiddenMax, &S::axis,
         &S::fixed, &S::further, &S::pointsPerCurve, &S::seq, &S::batch, &S::type, &S::layout, &S::algorithm,
         &S::regime, &S::precision, &S::timeLimitS, &S::orderSeed, &S::threads);
    return validate(now).empty() ? now : whole; // what fits together only as it is
}

} // namespace

DeviceChoice::DeviceChoice(SweepController* controller, DeviceModel* devices, SweepForm* form,
                           Preferences* preferences, Place beside, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_devices(devices)
    , m_form(form)
    , m_preferences(preferences)
    , m_beside(std::move(beside)) {
    connect(m_controller, &SweepController::devicesFound, this, &DeviceChoice::take);
}

void DeviceChoice::preset(const SweepSpec& spec, const std::string& deviceId) {
    m_presetSpec = spec;
    m_presetDeviceId = deviceId;
}

void DeviceChoice::find(bool gpusInProcess) {
    m_controller->findDevices(placesHere(gpusInProcess, m_beside));
}

void DeviceChoice::takeLater(const FoundDevices& found) {
    QMetaObject::invokeMethod(
        this, [this, found] { take(found); }, Qt::QueuedConnection);
}

void DeviceChoice::driveGpusInProcess(bool here) {
    m_preferences->setGpusInProcess(here);
    find(here);
}

void DeviceChoice::take(const FoundDevices& found) {
    if (!std::exchange(m_known, true)) {
        m_devices->setDevices(found);
        takeFirst();
    } else {
        // The form keeps what it says, and its device where that is still there.
        const SweepSpec spec = m_form->spec();
        const DeviceInfo* before = m_form->device();
        const std::string id = before ? before->id : m_preferences->deviceId();
        m_devices->setDevices(found);
        m_form->selectDevice(id);
        if (const DeviceInfo* device = m_form->device(); device && device->id == id)
            m_form->setSpec(spec);
    }
    Q_EMIT taken();
}

void DeviceChoice::takeFirst() {
    for (int row = 0; const DeviceInfo* device = m_devices->deviceAt(row); ++row)
        if (const auto spec = m_preferences->spec(device->id))
            m_form->rememberSpec(device->id, *spec);
    m_form->selectDevice(m_presetDeviceId.empty() ? m_preferences->deviceId() : m_presetDeviceId);
    if (const DeviceInfo* device = m_form->device()) {
        m_presetFor = device->id;
        const auto spec = m_presetSpec ? m_presetSpec : m_preferences->spec(device->id);
        m_form->setSpec(spec ? *spec : defaultSpec(*device));
    }
}

void DeviceChoice::remember() {
    const DeviceInfo* device = m_form->device();
    if (!device || !m_form->valid())
        return;
    m_preferences->setDeviceId(device->id);
    SweepSpec spec = m_form->spec();
    if (m_presetSpec && device->id == m_presetFor)
        spec = changedByHand(spec, *m_presetSpec,
                             m_preferences->spec(device->id).value_or(defaultSpec(*device)));
    if (spec.isList()) // a file of its own, which the next start would not know
        spec.budget.reset();
    m_preferences->setSpec(device->id, spec);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/device_choice.h"

#include "ui/settings/preferences.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/sweep/sweep_form.h"

#include <utility>

namespace headroom::ui {

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
        const auto spec = m_presetSpec ? m_presetSpec : m_preferences->spec(device->id);
        m_form->setSpec(spec ? *spec : defaultSpec(*device));
    }
}

void DeviceChoice::remember() {
    if (const DeviceInfo* device = m_form->device(); device && m_form->valid()) {
        m_preferences->setDeviceId(device->id);
        m_preferences->setSpec(device->id, m_form->spec());
    }
}

} // namespace headroom::ui

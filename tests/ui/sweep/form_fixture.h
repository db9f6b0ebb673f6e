// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/estimate.h"
#include "tests/support/scripted_backend.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/wheel_guard.h"

#include <QLineEdit>
#include <QWidget>

#include <utility>
#include <vector>

namespace headroom::testing {

/// A shown form over devices that are found, or not.
struct FormFixture {
    explicit FormFixture(std::vector<DeviceInfo> found = {scriptedCpu(), scriptedGpu()}) {
        devices.setDevices({std::move(found), {{"cuBLAS", "cuda", "no NVIDIA driver was found."}}});
        form.selectDevice("cpu");
        form.resize(form.sizeHint());
        form.show();
    }

    template <class T>
    T* find(const char* name) {
        return form.findChild<T*>(QLatin1String(name));
    }
    void write(const char* field, const char* text) {
        QWidget* widget = find<QWidget>(field);
        auto* edit = qobject_cast<QLineEdit*>(widget);
        (edit ? edit : widget->findChild<QLineEdit*>())->setText(QLatin1String(text));
    }

    ui::DeviceModel devices;
    CostModel costs;
    ui::WheelGuard guard; // as a window has
    ui::SweepForm form{&devices, &costs};
};

} // namespace headroom::testing

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/compute/found_devices.h"

#include <QStandardItemModel>

namespace headroom::ui {

/// The devices for a combo box; backends without one follow as disabled rows with the reason as tooltip.
class DeviceModel final : public QStandardItemModel {
    Q_OBJECT

public:
    explicit DeviceModel(QObject* parent = nullptr);

    void setDevices(const FoundDevices& devices);
    /// Places that have not answered yet, each a disabled row until the next devices.
    void setAwaited(const QStringList& places);
    bool isEmpty() const { return m_list.devices.empty(); }
    /// Null for rows that are no device.
    const DeviceInfo* deviceAt(int row) const;
    /// -1 where there is none of that id.
    int rowOf(const std::string& id) const;
    /// The row to begin with: the first GPU, else the CPU; -1 without any device.
    int preferredRow() const;
    /// One line for each backend of this machine without a device, "cuBLAS: no NVIDIA driver found", and for
    /// each place that was not reached.
    QStringList unavailableReasons() const;

private:
    FoundDevices m_list;
};

} // namespace headroom::ui

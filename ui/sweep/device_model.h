// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/compute/found_devices.h"

#include <QSet>
#include <QStandardItemModel>

namespace headroom::ui {

/// The devices for a combo box. What can be done about the jobs of places in a queue follows, a row each.
/// Backends that miss a device which may be there come last, as
/// disabled rows with the reason as tooltip.
class DeviceModel final : public QStandardItemModel {
    Q_OBJECT

public:
    explicit DeviceModel(QObject* parent = nullptr);

    void setDevices(const FoundDevices& devices);
    /// Places that have not answered yet, each a disabled row until the next devices.
    void setAwaited(const QStringList& places);
    /// Whether the job of that place is waited for.
    void setWaiting(const QString& place, bool waits);
    /// The place whose job the row is about; null for other rows.
    const QueuedPlace* queueAt(int row) const;
    bool isEmpty() const { return m_list.devices.empty(); }
    /// Null for rows that are no device.
    const DeviceInfo* deviceAt(int row) const;
    /// -1 where there is none of that id.
    int rowOf(const std::string& id) const;
    /// What a place has to offer first: all its GPUs where there are several. Null where it has nothing.
    const DeviceInfo* firstIn(const std::string& place) const;
    /// The row to begin with: the first GPU, else the CPU; -1 without any device.
    int preferredRow() const;
    /// What devices of this machine are measured with; empty until they are found.
    QStringList libraries() const;
    /// One line for each backend of this machine without a device though its hardware may be there, "cuBLAS:
    /// no NVIDIA driver found", and for each place that was not reached.
    QStringList unavailableReasons() const;
    /// The same of this machine alone, and of hardware that it does not have: for who asks.
    QStringList missingHere() const;

private:
    void showQueue(int row);

    FoundDevices m_list;
    QSet<QString> m_waiting; ///< places whose jobs are
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/device_model.h"

#include "ui/widgets/plain_text.h"

namespace headroom::ui {

DeviceModel::DeviceModel(QObject* parent) : QStandardItemModel(parent) {
    auto* item = new QStandardItem(tr("Looking for devices…"));
    item->setEnabled(false);
    appendRow(item);
}

void DeviceModel::setDevices(const FoundDevices& devices) {
    m_list = devices;
    clear();
    for (const DeviceInfo& device : m_list.devices) {
        auto* item = new QStandardItem(QString::fromStdString(device.name));
        item->setToolTip(
            toolTipText(tr("%1, computed by %2 %3")
                            .arg(QString::fromStdString(device.name), QString::fromStdString(device.backend),
                                 QString::fromStdString(device.libraryVersion))));
        appendRow(item);
    }
    for (const UnavailableBackend& backend : m_list.unavailable) {
        auto* item = new QStandardItem(tr("%1: not available").arg(QString::fromStdString(backend.backend)));
        item->setToolTip(toolTipText(QString::fromStdString(backend.reason)));
        item->setEnabled(false);
        appendRow(item);
    }
}

void DeviceModel::setAwaited(const QStringList& places) {
    for (const QString& place : places) {
        auto* item = new QStandardItem(tr("%1: connecting…").arg(place));
        item->setEnabled(false);
        appendRow(item);
    }
}

const DeviceInfo* DeviceModel::deviceAt(int row) const {
    const auto position = static_cast<std::size_t>(row);
    return row >= 0 && position < m_list.devices.size() ? &m_list.devices[position] : nullptr;
}

int DeviceModel::rowOf(const std::string& id) const {
    for (std::size_t i = 0; i < m_list.devices.size(); ++i)
        if (m_list.devices[i].id == id)
            return static_cast<int>(i);
    return -1;
}

int DeviceModel::preferredRow() const {
    for (std::size_t i = 0; i < m_list.devices.size(); ++i)
        if (m_list.devices[i].kind() == DeviceKind::Gpu)
            return static_cast<int>(i);
    if (const int cpu = rowOf("cpu"); cpu >= 0)
        return cpu;
    return m_list.devices.empty() ? -1 : 0;
}

QStringList DeviceModel::unavailableReasons() const {
    QStringList reasons;
    for (const UnavailableBackend& backend : m_list.unavailable) {
        const QString name = QString::fromStdString(backend.backend);
        const bool isWholePlace = !backend.place.empty() && backend.deviceWord == backend.place;
        if (backend.place.empty())
            reasons << tr("%1: %2").arg(name, QString::fromStdString(backend.reason));
        else if (isWholePlace) // what it said is long, and told where it can be mended
            reasons << tr("%1 was not reached: see Run → Places…").arg(name);
    }
    return reasons;
}

} // namespace headroom::ui

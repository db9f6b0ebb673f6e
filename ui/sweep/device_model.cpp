// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/device_model.h"

#include "ui/widgets/plain_text.h"

#include <algorithm>

namespace headroom::ui {

namespace {

/// Hardware that this machine does not have, or a place without a job, which nobody asked for.
bool isNoFault(const FoundDevices& found, const UnavailableBackend& backend) {
    if (backend.noHardware)
        return true;
    return backend.deviceWord == backend.place &&
           std::ranges::any_of(found.queued, [&backend](const QueuedPlace& queued) {
               return queued.place == backend.place && queued.jobId.empty();
           });
}

} // namespace

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
        QString tip = tr("%1, computed by %2 %3")
                          .arg(QString::fromStdString(device.name), QString::fromStdString(device.backend),
                               QString::fromStdString(device.libraryVersion));
        if (!device.givenAs.empty())
            tip += tr(", given as %1").arg(QString::fromStdString(device.givenAs));
        item->setToolTip(toolTipText(tip));
        appendRow(item);
    }
    for (std::size_t i = 0; i < m_list.queued.size(); ++i) {
        appendRow(new QStandardItem);
        showQueue(rowCount() - 1);
    }
    for (const UnavailableBackend& backend : m_list.unavailable) {
        if (isNoFault(m_list, backend))
            continue;
        auto* item = new QStandardItem(tr("%1: not available").arg(QString::fromStdString(backend.backend)));
        item->setToolTip(toolTipText(QString::fromStdString(backend.reason)));
        item->setEnabled(false);
        appendRow(item);
    }
}

void DeviceModel::showQueue(int row) {
    const QueuedPlace& queued = *queueAt(row);
    const QString place = QString::fromStdString(queued.place);
    const QString job = QString::fromStdString(queued.jobId);
    QStandardItem* const entry = item(row);
    if (m_waiting.contains(place)) {
        entry->setText(tr("%1: waits for its job…").arg(place));
        entry->setToolTip(tr("Choose this to leave the queue"));
    } else if (job.isEmpty()) {
        entry->setText(tr("%1: ask for a job…").arg(place));
        entry->setToolTip(tr("Its devices are offered when the job is there, which the queue decides"));
    } else {
        entry->setText(tr("%1: give job %2 back…").arg(place, job));
        entry->setToolTip(tr("Its devices are for others then"));
    }
}

void DeviceModel::setWaiting(const QString& place, bool waits) {
    if (waits)
        m_waiting.insert(place);
    else
        m_waiting.remove(place);
    for (int row = 0; row < rowCount(); ++row)
        if (queueAt(row))
            showQueue(row);
}

const QueuedPlace* DeviceModel::queueAt(int row) const {
    const auto first = static_cast<int>(m_list.devices.size());
    const int position = row - first;
    return position >= 0 && position < static_cast<int>(m_list.queued.size())
               ? &m_list.queued[static_cast<std::size_t>(position)]
               : nullptr;
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

const DeviceInfo* DeviceModel::firstIn(const std::string& place) const {
    if (const int all = rowOf(place + "/" + kAllGpus); all >= 0)
        return deviceAt(all);
    const auto first = std::ranges::find(m_list.devices, place, &DeviceInfo::place);
    return place.empty() || first == m_list.devices.end() ? nullptr : &*first;
}

int DeviceModel::preferredRow() const {
    for (std::size_t i = 0; i < m_list.devices.size(); ++i)
        if (m_list.devices[i].kind() == DeviceKind::Gpu)
            return static_cast<int>(i);
    if (const int cpu = rowOf("cpu"); cpu >= 0)
        return cpu;
    return m_list.devices.empty() ? -1 : 0;
}

QStringList DeviceModel::libraries() const {
    QStringList texts;
    for (const std::string& library : librariesHere(m_list))
        texts << QString::fromStdString(library);
    return texts;
}

QStringList DeviceModel::unavailableReasons() const {
    QStringList reasons;
    for (const UnavailableBackend& backend : m_list.unavailable) {
        const bool isWholePlace = !backend.place.empty() && backend.deviceWord == backend.place;
        if (isNoFault(m_list, backend))
            continue;
        if (backend.place.empty())
            reasons << QString::fromStdString(backend.told());
        else if (isWholePlace) // what it said is long, and told where it can be mended
            reasons
                << tr("%1 was not reached: see Run → Places…").arg(QString::fromStdString(backend.backend));
    }
    return reasons;
}

QStringList DeviceModel::missingHere() const {
    QStringList reasons;
    for (const UnavailableBackend& backend : m_list.unavailable)
        if (backend.place.empty())
            reasons << QString::fromStdString(backend.told());
    return reasons;
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/job_desk.h"

#include <QDeadlineTimer>

#include <utility>

namespace headroom::ui {

JobDesk::JobDesk(std::shared_ptr<Devices> devices, QObject* parent)
    : QObject(parent), m_devices(std::move(devices)), m_givingThread(QStringLiteral("jobs given back")) {
    m_giver.moveToThread(m_givingThread.get());
}

JobDesk::~JobDesk() {
    for (const auto& [place, wait] : m_waits)
        wait->stop.request_stop();
}

void JobDesk::leave(int limitMs) {
    const QDeadlineTimer limit(limitMs);
    for (const auto& [place, wait] : m_waits) {
        wait->stop.request_stop();
        wait->thread.get()->quit();
    }
    for (const auto& [place, wait] : m_waits)
        wait->thread.get()->wait(limit);
}

std::vector<std::string> JobDesk::waitedFor() const {
    std::vector<std::string> places;
    for (const auto& [place, wait] : m_waits)
        places.push_back(place);
    return places;
}

void JobDesk::ask(const Place& place) {
    if (isWaitingFor(place.name))
        return;
    auto wait = std::make_unique<Wait>(QStringLiteral("job"));
    QMetaObject::invokeMethod(
        &wait->worker,
        [this, place, stop = wait->stop.get_token()] {
            const QString name = QString::fromStdString(place.name);
            const Outcome outcome = m_devices->awaitJob(place, stop, [&](const std::string& words) {
                Q_EMIT told(name,
                            QString::fromStdString(words)); // queued: the receivers are in another thread
            });
            QMetaObject::invokeMethod(
                this, [this, place = place.name, outcome] { takeEnd(place, outcome); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    m_waits[place.name] = std::move(wait);
    Q_EMIT begun(QString::fromStdString(place.name));
}

void JobDesk::stopWaiting(const std::string& place) {
    if (const auto wait = m_waits.find(place); wait != m_waits.end())
        wait->second->stop.request_stop();
}

void JobDesk::takeEnd(const std::string& place, const Outcome& outcome) {
    const auto wait = m_waits.find(place);
    const bool isWanted = !wait->second->stop.stop_requested();
    m_waits.erase(wait);
    if (outcome && !isWanted)
        giveBack(place); // it came at the last moment
    Q_EMIT ended(QString::fromStdString(place), outcome && isWanted,
                 outcome || !isWanted ? QString() : QString::fromStdString(outcome.error().reason));
}

void JobDesk::giveBack(const std::string& place) {
    QMetaObject::invokeMethod(
        &m_giver,
        [this, place] {
            m_devices->giveBack(place);
            Q_EMIT givenBack(QString::fromStdString(place));
        },
        Qt::QueuedConnection);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/places/place_test.h"

#include "engine/remote/engine_process.h"

#include <span>

namespace headroom::ui {

PlaceTest::PlaceTest(QObject* parent) : QObject(parent), m_thread(QStringLiteral("place test")) {
    m_worker.moveToThread(m_thread.get());
}

PlaceTest::~PlaceTest() {
    stop();
}

void PlaceTest::stop() {
    m_stop.request_stop();
    ++m_newest; // what is still to come is of no interest
}

void PlaceTest::start(const Place& place) {
    stop();
    m_stop = {};
    QMetaObject::invokeMethod(
        &m_worker,
        [this, place, number = m_newest, token = m_stop.get_token()] {
            const Result<Greeting> greeting = std::move(askForDevices(std::span(&place, 1), token).front());
            const bool answered = static_cast<bool>(greeting);
            const QString words =
                answered ? whatAnswered(*greeting) : QString::fromStdString(greeting.error().reason);
            QMetaObject::invokeMethod(
                this,
                [this, number, answered, words] {
                    if (number == m_newest)
                        Q_EMIT ended(answered, words);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

QString whatAnswered(const Greeting& greeting) {
    QStringList devices;
    for (const DeviceInfo& device : greeting.found.devices)
        devices << PlaceTest::tr("%1 (%2)").arg(QString::fromStdString(device.name),
                                                QString::fromStdString(device.id));
    QString words =
        PlaceTest::tr("headroom-engine %1 answered: %2.")
            .arg(QString::fromStdString(greeting.version),
                 devices.isEmpty() ? PlaceTest::tr("no device") : devices.join(QStringLiteral(", ")));
    for (const UnavailableBackend& backend : greeting.found.unavailable)
        words += QLatin1Char('\n') + PlaceTest::tr("%1: %2").arg(QString::fromStdString(backend.backend),
                                                                 QString::fromStdString(backend.reason));
    return words;
}

} // namespace headroom::ui

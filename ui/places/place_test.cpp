// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/places/place_test.h"

#include "engine/model/version.h"
#include "engine/remote/engine_process.h"
#include "engine/remote/job.h"

#include <functional>
#include <span>

namespace headroom::ui {

namespace {

/// Of a job, that of its first task; the job is given back then.
Result<Greeting> greetingOf(const Place& place, const std::stop_token& stop,
                            const std::function<void(const std::string&)>& tell) {
    if (!place.job)
        return std::move(askForDevices(std::span(&place, 1), stop).front());
    const Result<std::unique_ptr<Job>> job = Job::askFor(place);
    if (!job)
        return job.error();
    if (const Outcome granted = (*job)->await(stop, tell); !granted)
        return granted.error();
    const Place task = (*job)->placesOf(place).front();
    return std::move(askForDevices(std::span(&task, 1), stop).front());
}

} // namespace

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
            const auto tell = [this, number](const std::string& words) {
                const QString text = QString::fromStdString(words);
                QMetaObject::invokeMethod(
                    this,
                    [this, number, text] {
                        if (number == m_newest)
                            Q_EMIT told(text);
                    },
                    Qt::QueuedConnection);
            };
            const Result<Greeting> greeting = greetingOf(place, token, tell);
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
    if (greeting.version != programVersion())
        words += QLatin1Char('\n') + PlaceTest::tr("This is Headroom %1: install the same release there for "
                                                   "figures that can be compared.")
                                         .arg(QLatin1String(programVersion()));
    for (const UnavailableBackend& backend : greeting.found.unavailable)
        words += QLatin1Char('\n') + QString::fromStdString(backend.told());
    return words;
}

} // namespace headroom::ui

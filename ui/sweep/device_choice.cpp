// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/device_choice.h"

#include "engine/places/askpass.h"
#include "ui/settings/preferences.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/job_desk.h"
#include "ui/sweep/job_questions.h"
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
    const SweepSpec whole = now;
    keep(&SweepSpec::operation, &SweepSpec::pass, &SweepSpec::mode, &SweepSpec::heads, &SweepSpec::ratios,
         &SweepSpec::hiddenMin, &SweepSpec::hiddenMax, &SweepSpec::axis, &SweepSpec::fixed,
         &SweepSpec::further, &SweepSpec::pointsPerCurve, &SweepSpec::seq, &SweepSpec::batch,
         &SweepSpec::type, &SweepSpec::layout, &SweepSpec::algorithm, &SweepSpec::regime,
         &SweepSpec::precision, &SweepSpec::timeLimitS, &SweepSpec::orderSeed, &SweepSpec::threads);
    return validate(now).empty() ? now : whole; // what fits together only as it is
}

} // namespace

DeviceChoice::DeviceChoice(SweepController* controller, DeviceModel* devices, SweepForm* form,
                           Preferences* preferences, JobDesk* jobs, JobQuestions* questions, Place beside,
                           PlaceBook book, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_devices(devices)
    , m_form(form)
    , m_preferences(preferences)
    , m_jobs(jobs)
    , m_questions(questions)
    , m_beside(std::move(beside))
    , m_book(std::move(book)) {
    connect(m_controller, &SweepController::devicesFound, this, &DeviceChoice::take);
    connect(m_controller, &SweepController::findCutOff, this, &DeviceChoice::findAgain);
    connect(m_controller, &SweepController::devicesKnown, this, &DeviceChoice::takeMeanwhile);
    connect(m_controller, &SweepController::runFinished, this, &DeviceChoice::rememberPace);
    connect(m_form, &SweepForm::queueChosen, this, &DeviceChoice::askAboutJob);
    connect(m_jobs, &JobDesk::begun, this,
            [this](const QString& place) { m_devices->setWaiting(place, true); });
    connect(m_jobs, &JobDesk::ended, this, &DeviceChoice::takeJob);
    connect(m_jobs, &JobDesk::givenBack, this,
            [this](const QString& place) { findInPlace(place.toStdString()); });
    connect(m_controller, &SweepController::stateChanged, this, [this](SweepState state) {
        if (state != SweepState::Idle)
            return;
        if (m_controller->searchWasCutOff() && !m_controller->startsAnother())
            find(m_drivesGpusHere);
        if (!m_awaitedPlace.empty()) // a search that the sweep cut off, too
            findInPlace(m_awaitedPlace);
    });
}

void DeviceChoice::preset(const SweepSpec& spec, const std::string& deviceId) {
    m_presetSpec = spec;
    m_presetDeviceId = deviceId;
}

void DeviceChoice::find(bool gpusInProcess) {
    m_elsewhereIsDue = true;
    m_drivesGpusHere = gpusInProcess;
    m_preferences->setSearchingInProcess(gpusInProcess);
    m_controller->findDevices(placesHere(gpusInProcess, m_beside));
}

void DeviceChoice::takeLater(const FoundDevices& found) {
    m_elsewhereIsDue = true;
    QMetaObject::invokeMethod(
        this, [this, found] { take(found); }, Qt::QueuedConnection);
}

void DeviceChoice::driveGpusInProcess(bool here) {
    m_preferences->setGpusInProcess(here);
    find(here);
}

std::optional<std::vector<PlaceEntry>> DeviceChoice::entries() {
    Result<std::vector<PlaceEntry>> entries = m_book.read();
    if (entries)
        return std::move(*entries);
    Q_EMIT failed(QString::fromStdString(entries.error().reason));
    return std::nullopt;
}

void DeviceChoice::askAboutJob(const QueuedPlace& queued) {
    const std::optional<std::vector<PlaceEntry>> known = entries();
    if (!known)
        return;
    const PlaceEntry* entry = entryNamed(*known, queued.place); // none, where a job outlives its place
    m_questions->ask(entry ? placeOf(*entry, ownAskpass()) : Place{.name = queued.place, .command = {}},
                     QString::fromStdString(queued.jobId));
}

void DeviceChoice::findInPlace(const std::string& name) {
    const std::optional<std::vector<PlaceEntry>> known = entries();
    const PlaceEntry* entry = known ? entryNamed(*known, name) : nullptr;
    if (entry)
        m_controller->findIn(placeOf(*entry, ownAskpass()));
    else if (known)
        findElsewhere(false); // nothing is there any more
}

/// Who asked for a job wants what is in it, unless something else was chosen meanwhile.
void DeviceChoice::takeJob(const QString& place, bool isHeld) {
    m_devices->setWaiting(place, false);
    if (!isHeld)
        return;
    const DeviceInfo* device = m_form->device();
    m_insteadId = device ? device->id : std::string();
    m_insteadSpec = m_form->spec();
    m_awaitedId.clear();
    m_awaitedPlace = place.toStdString();
    findInPlace(m_awaitedPlace);
}

/// The device to choose once the job's are found; what is awaited stays so while a search is still to come.
const DeviceInfo* DeviceChoice::awaitedInJob() {
    const DeviceInfo* found = m_devices->firstIn(m_awaitedPlace);
    if (found || !m_controller->isActive())
        m_awaitedPlace.clear();
    return found;
}

void DeviceChoice::findElsewhere(bool mayAsk) {
    const std::optional<std::vector<PlaceEntry>> entries = this->entries();
    if (!entries)
        return;
    std::vector<Place> places;
    QStringList names;
    for (const PlaceEntry& entry : *entries) {
        places.push_back(placeOf(entry, ownAskpass()));
        if (entry.kind != PlaceKind::Slurm) // which has devices once it was asked for a job
            names << QString::fromStdString(entry.name);
    }
    for (const std::string& waited : m_jobs->waitedFor()) {
        const PlaceEntry* entry = entryNamed(*entries, waited);
        if (!entry || entry->kind != PlaceKind::Slurm)
            m_jobs->stopWaiting(waited);
    }
    m_elsewhereIsDue = false;
    if (places.empty() && !m_hasPlaces)
        return;
    m_hasPlaces = !places.empty();
    m_devices->setAwaited(names);
    m_controller->findMore(places, mayAsk);
}

void DeviceChoice::rememberPace() {
    for (int row = 0; const DeviceInfo* device = m_devices->deviceAt(row); ++row)
        if (const std::optional<double> factor = m_controller->costModel().learnt(*device))
            m_preferences->setPace(device->id, device->name, *factor);
}

void DeviceChoice::recallPaces(const FoundDevices& found) {
    for (const DeviceInfo& device : found.devices)
        if (const std::optional<double> factor = m_preferences->pace(device.id, device.name))
            m_controller->recallPace(device, *factor);
}

/// Where devices were known before, those stay until the search has ended.
void DeviceChoice::takeMeanwhile(const FoundDevices& known) {
    if (m_known || m_isMeanwhile) // or it is what they were before a search that was cut off
        return;
    recallPaces(known);
    m_isMeanwhile = true;
    m_form->showDevices(known);
    takeFirst();
    Q_EMIT takenMeanwhile();
}

void DeviceChoice::take(const FoundDevices& found) {
    if (!m_controller->isFinding())
        m_preferences->setSearchingInProcess(false);
    recallPaces(found);
    const bool isFirst = !std::exchange(m_known, true);
    const bool wasMeanwhile = std::exchange(m_isMeanwhile, false);
    if (isFirst && !wasMeanwhile) {
        m_form->showDevices(found);
        takeFirst();
    } else {
        keepDevice(found, wasMeanwhile);
    }
    Q_EMIT taken();
    if (m_elsewhereIsDue && !m_controller->isFinding())
        findElsewhere(false);
}

/// What was cut off says nothing: all stays as it is until a search has ended.
void DeviceChoice::findAgain() {
    if (m_controller->isFinding())
        return; // it was cut off for that one
    m_preferences->setSearchingInProcess(false);
    if (!m_controller->isActive())
        find(m_drivesGpusHere); // a sweep cut it off that has ended before this was heard
    else if (m_elsewhereIsDue)
        findElsewhere(false);
}

/// Whether the form says what it was given in another's stead.
bool DeviceChoice::isUntouched(const std::string& id, const SweepSpec& spec) const {
    return id == m_insteadId && spec == m_insteadSpec;
}

/// The form keeps what it says, and its device where that is still there; unless nobody touched it, and what
/// it was to show may have come.
void DeviceChoice::keepDevice(const FoundDevices& found, bool mayTakeOther) {
    const SweepSpec spec = m_form->spec();
    const DeviceInfo* before = m_form->device();
    const std::string id = before ? before->id : m_preferences->deviceId();
    const bool wasUntouched = isUntouched(id, spec);
    m_form->showDevices(found);
    const bool hasAwaited = !m_awaitedId.empty() && m_devices->rowOf(m_awaitedId) >= 0;
    if (wasUntouched && (mayTakeOther || hasAwaited)) {
        takeFirst();
        return;
    }
    if (!wasUntouched) // the user goes on with what is there
        m_awaitedId.clear();
    const DeviceInfo* inJob = awaitedInJob();
    m_form->selectDevice(inJob && id == m_insteadId ? inJob->id : id);
    if (const DeviceInfo* device = m_form->device(); device && device->id == id)
        m_form->setSpec(spec);
}

void DeviceChoice::takeFirst() {
    for (int row = 0; const DeviceInfo* device = m_devices->deviceAt(row); ++row)
        if (const auto spec = m_preferences->spec(device->id))
            m_form->rememberSpec(device->id, *spec);
    const std::string wanted = m_presetDeviceId.empty() ? m_preferences->deviceId() : m_presetDeviceId;
    m_form->selectDevice(wanted);
    const DeviceInfo* device = m_form->device();
    const bool isElsewhere = wanted.find('/') != std::string::npos;
    m_awaitedId = isElsewhere && (!device || device->id != wanted) ? wanted : std::string();
    m_insteadId = device ? device->id : std::string();
    if (device) {
        m_presetFor = device->id;
        const auto spec = m_presetSpec ? m_presetSpec : m_preferences->spec(device->id);
        m_form->setSpec(spec ? *spec : defaultSpec(*device));
    }
    m_insteadSpec = m_form->spec();
}

void DeviceChoice::rememberAtEnd() {
    const bool isInstead = m_isMeanwhile || !m_awaitedId.empty();
    const DeviceInfo* device = m_form->device();
    if (!isInstead || !device || !isUntouched(device->id, m_form->spec()))
        remember();
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

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_controller.h"

#include "engine/sweep/known_rows.h"

#include <QElapsedTimer>

namespace headroom::ui {

namespace {

/// Beside a point that takes longer than this, drawing once is nothing.
constexpr int kLongestPendingMs = 250;
/// Rows may come by thousands a second: they are shown as often as the chart is drawn, and for no longer at a
/// time than leaves the window free to answer.
constexpr int kFrameMs = 33;
constexpr int kLongestShowMs = 12;

} // namespace

SweepController::SweepController(RunStore* store, std::shared_ptr<Devices> devices,
                                 std::shared_ptr<JournalFolder> journals, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_journals(std::move(journals))
    , m_worker(std::move(devices))
    , m_thread(QStringLiteral("sweep")) {
    m_worker.moveToThread(m_thread.get());
    connect(this, &SweepController::devicesWanted, &m_worker, &SweepWorker::findDevices);
    connect(this, &SweepController::moreWanted, &m_worker, &SweepWorker::findMore);
    connect(this, &SweepController::jobPosted, &m_worker, &SweepWorker::run);
    connect(&m_worker, &SweepWorker::devicesFound, this, &SweepController::devicesFound);
    connect(&m_worker, &SweepWorker::findEnded, this, &SweepController::onFindEnded);
    connect(&m_worker, &SweepWorker::devicesKnown, this, &SweepController::onKnown);
    connect(&m_worker, &SweepWorker::held, this, &SweepController::onHeld);
    connect(&m_worker, &SweepWorker::planned, this, &SweepController::onPlanned);
    connect(&m_worker, &SweepWorker::started, this, &SweepController::onStarted);
    connect(&m_worker, &SweepWorker::measured, this, &SweepController::onMeasured);
    connect(&m_worker, &SweepWorker::gapReached, this, &SweepController::onGapReached);
    m_pendingTooLong.setSingleShot(true);
    m_pendingTooLong.setInterval(kLongestPendingMs);
    connect(&m_pendingTooLong, &QTimer::timeout, this, &SweepController::drawPending);
    m_nextFrame.setSingleShot(true);
    m_nextFrame.setInterval(kFrameMs);
    m_nextFrame.setTimerType(Qt::PreciseTimer);
    connect(&m_nextFrame, &QTimer::timeout, this, &SweepController::showSome);
    connect(&m_worker, &SweepWorker::paused, this, &SweepController::onPaused);
    connect(&m_worker, &SweepWorker::noted, this, [this](int runId, const std::string& sentence) {
        if (!isStale(runId))
            Q_EMIT noted(QString::fromStdString(sentence));
    });
    connect(&m_worker, &SweepWorker::finished, this, &SweepController::onFinished);
}

SweepController::~SweepController() {
    m_search.request_stop();
    m_find.request_stop();
    if (m_control)
        m_control->requestStop();
}

void SweepController::findDevices(const std::vector<Place>& places) {
    m_find.request_stop(); // what it would find is looked for anew
    m_find = {};
    m_findIsNext = isActive();
    ++m_finds;
    Q_EMIT devicesWanted({places, {.stop = m_find.get_token()}}, QPrivateSignal());
}

void SweepController::findMore(const std::vector<Place>& places, bool mayAsk) {
    m_search.request_stop();
    m_search = {};
    Q_EMIT moreWanted({places, {.mayAsk = mayAsk, .stop = m_search.get_token()}}, QPrivateSignal());
}

void SweepController::findIn(const Place& place) {
    if (m_search.stop_requested()) // else it comes after a search that is under way
        m_search = {};
    Q_EMIT moreWanted({{place}, {.keepsOthers = true, .stop = m_search.get_token()}}, QPrivateSignal());
}

void SweepController::start(const SweepSpec& spec, const DeviceInfo& device) {
    if (m_state == SweepState::Idle) {
        begin({spec, device});
        return;
    }
    m_next = Request{spec, device};
    if (!m_findIsNext)
        letNext(device);
    m_control->requestStop();
    setState(SweepState::Stopping);
}

void SweepController::begin(const Request& request) {
    m_search.request_stop();
    letNext(request.device);
    SweepJob job;
    job.spec = request.spec;
    if (request.spec.budget && request.spec.budget->variants) // a question is answered by what is known, too
        job.plan = planWithKnownRows(request);
    job.costFactor = m_costs.factor(request.device);
    m_progress = {};
    job.device = request.device;
    job.drawBetweenPoints = request.device.computesWhereThisDraws();
    job.journals = m_journals;
    job.control = m_control = std::make_shared<SweepControl>();

    Run run;
    run.spec = request.spec;
    run.context.device = request.device.name;
    run.context.deviceId = request.device.id;
    run.context.backend = request.device.backend;
    m_device = request.device;
    m_isHeld = false;
    job.runId = m_runId = m_store->add(RunKind::Live, {}, std::move(run));
    setState(SweepState::Starting);
    Q_EMIT progressChanged();
    Q_EMIT jobPosted(job, QPrivateSignal());
}

std::shared_ptr<const SweepPlan> SweepController::planWithKnownRows(const Request& request) const {
    SweepPlan plan = makePlan(request.spec, operandLimit(request.device));
    for (const StoredRun& known : m_store->measured() | std::views::reverse)
        if (!known.isReplay())
            takeKnownRows(plan, known.run, request.device);
    return std::make_shared<const SweepPlan>(std::move(plan));
}

/// A sweep that was started within these seconds waits behind the search.
void SweepController::onKnown(const FoundDevices& known) {
    m_findIsSlow = true;
    if (isActive())
        letNext(m_next ? m_next->device : m_device);
    Q_EMIT devicesKnown(known);
}

/// What is found of GPUs here is nothing to the processor, nor to devices elsewhere, which stay known.
void SweepController::letNext(const DeviceInfo& device) {
    if (m_findIsSlow && (device.computesWhereThisDraws() || !device.place.empty()))
        m_find.request_stop();
}

void SweepController::onFindEnded(bool isCutOff) {
    --m_finds;
    m_findIsSlow = false;
    if (isCutOff)
        Q_EMIT findCutOff();
}

void SweepController::pause() {
    if (m_state != SweepState::Running && m_state != SweepState::Starting)
        return;
    m_control->setPaused(true);
    setState(SweepState::Pausing);
}

void SweepController::resume() {
    if (m_state != SweepState::Pausing && m_state != SweepState::Paused)
        return;
    m_control->setPaused(false);
    setState(m_isHeld ? SweepState::Waiting : SweepState::Running);
}

void SweepController::stop() {
    m_next.reset();
    if (m_state == SweepState::Idle)
        return;
    if (m_finds > 0 && !m_findIsNext) // it would be stopped after that search
        m_find.request_stop();
    m_control->requestStop();
    setState(SweepState::Stopping);
}

void SweepController::measureAnyway() {
    if (m_state != SweepState::Idle)
        m_control->requestAnyway();
}

void SweepController::onHeld(int runId, const QString& holder, const QString& reason) {
    if (isStale(runId) || m_state == SweepState::Stopping)
        return;
    m_isHeld = true;
    m_waitingFor = holder;
    if (m_state == SweepState::Starting || m_state == SweepState::Running)
        setState(SweepState::Waiting);
    else
        Q_EMIT progressChanged(); // it waits for another one now
    Q_EMIT held(reason);
}

void SweepController::onPlanned(int runId, const SweepProgress& progress) {
    if (isStale(runId))
        return;
    m_progress = progress;
    Q_EMIT progressChanged();
}

void SweepController::onStarted(int runId, const RunContext& context) {
    if (isStale(runId))
        return;
    m_isHeld = false;
    m_store->setContext(runId, context);
    if (m_state == SweepState::Starting || m_state == SweepState::Waiting)
        setState(SweepState::Running);
}

void SweepController::onMeasured(int runId, const Measurement& measurement) {
    if (isStale(runId))
        return;
    m_isHeld = false;
    m_pending.push_back(measurement);
    if (m_state == SweepState::Waiting) // a device of several, or one lost and waited for in between
        setState(SweepState::Running);
    QTimer& soon = m_device.computesWhereThisDraws() ? m_pendingTooLong : m_nextFrame;
    if (!soon.isActive())
        soon.start();
}

void SweepController::onGapReached(int runId, quint64 ticket) {
    if (isStale(runId))
        return;
    drawPending();
    m_control->acknowledge(ticket);
}

void SweepController::showSome() {
    QElapsedTimer showing;
    showing.start();
    while (!m_pending.empty() && showing.elapsed() < kLongestShowMs)
        showFirst();
    if (!m_pending.empty())
        m_nextFrame.start();
    Q_EMIT progressChanged();
}

void SweepController::showPending() {
    m_pendingTooLong.stop();
    m_nextFrame.stop();
    while (!m_pending.empty())
        showFirst();
    Q_EMIT progressChanged();
}

void SweepController::showFirst() {
    const Measurement measurement = std::move(m_pending.front());
    m_pending.pop_front();
    m_store->append(m_runId, measurement);
    m_progress.add(measurement);
}

void SweepController::drawPending() {
    showPending();
    Q_EMIT drawRequested();
}

void SweepController::onPaused(int runId) {
    if (isStale(runId) || m_state != SweepState::Pausing)
        return;
    showPending();
    setState(SweepState::Paused);
}

void SweepController::onFinished(int runId, const SweepOutcome& outcome) {
    if (isStale(runId))
        return;
    showPending();
    constexpr std::size_t kTellingPart = 10; // fewer points than one in so many teach no better
    if (kTellingPart * m_progress.stepsDone() >= m_progress.steps() || !m_costs.learnt(m_device))
        m_costs.learn(m_device, m_progress.guessedDoneS(), m_progress.measuredDoneS());
    m_control.reset();
    m_findIsNext = false;
    setState(SweepState::Idle);
    Q_EMIT runFinished(runId, outcome);
    if (m_next && m_state == SweepState::Idle)
        begin(*std::exchange(m_next, std::nullopt));
}

void SweepController::setState(SweepState state) {
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/follow/followed_folder.h"

#include "ui/runs/run_library.h"

#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

constexpr int kPollMs = 2000;
/// Looks come no closer than this, however much is written.
constexpr int kReadSoonMs = 250;
/// A disk that takes long is not asked all the time.
constexpr qint64 kRestShare = 10;
constexpr int kLongestWaitMs = 2000;
/// Faults that are told in a sentence each.
constexpr std::size_t kMostFaults = 3;

} // namespace

FollowedFolder::FollowedFolder(RunStore* store, RunLibrary* library, const QString& path, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_library(library)
    , m_path(path)
    , m_thread(new QThread)
    , m_due(this)
    , m_soon(this) {
    auto* worker = new FollowWorker(toPath(path), m_stop.get_token());
    worker->moveToThread(m_thread);
    m_thread->setObjectName(QStringLiteral("follow"));
    connect(m_thread, &QThread::finished, worker, &QObject::deleteLater);
    connect(this, &FollowedFolder::lookWanted, worker, &FollowWorker::look);
    connect(worker, &FollowWorker::found, this, &FollowedFolder::onFound);
    connect(worker, &FollowWorker::looked, this, &FollowedFolder::onLooked);
    connect(worker, &FollowWorker::stirred, this, &FollowedFolder::lookSoon);
    connect(store, &RunStore::runRemoved, this, &FollowedFolder::onRemoved);
    m_due.setSingleShot(true);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kReadSoonMs);
    connect(&m_due, &QTimer::timeout, this, &FollowedFolder::look);
    connect(&m_soon, &QTimer::timeout, this, &FollowedFolder::look);
    m_thread->start();
    look();
}

FollowedFolder::~FollowedFolder() {
    leaveThread(kLongestWaitMs);
}

/// A thread that hangs in a disk ends when that answers, and is nobody's until then.
void FollowedFolder::leaveThread(int waitMs) {
    QThread* thread = std::exchange(m_thread, nullptr);
    if (!thread)
        return;
    m_stop.request_stop();
    m_due.stop();
    m_soon.stop();
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->quit();
    if (waitMs > 0)
        thread->wait(waitMs);
}

void FollowedFolder::look() {
    if (isOver())
        return;
    if (m_isLooking) {
        m_lookAgain = true;
        return;
    }
    m_isLooking = true;
    m_soon.stop();
    m_due.stop();
    m_lookTook.start();
    Q_EMIT lookWanted(QPrivateSignal());
}

void FollowedFolder::lookSoon() {
    if (!isOver() && !m_soon.isActive())
        m_soon.start();
}

void FollowedFolder::stop() {
    if (isOver())
        return;
    leaveThread(0);
    Q_EMIT over();
}

void FollowedFolder::onFound(const FollowNews& news) {
    if (isOver())
        return;
    m_count = news.count; // whoever stops now is told of the rows that are shown
    if (news.isFirst) {
        Run run = news.head;
        run.measurements = news.rows;
        const QString own = QString::fromStdString(run.name).simplified();
        const QString called = news.file.empty() ? runNameOf(m_path) : runNameOf(toQString(news.file));
        const int id = m_library->addFollowed(own.isEmpty() ? called : own, std::move(run));
        m_runs[news.position] = id;
        Q_EMIT runOpened(id);
        return;
    }
    const StoredRun* run = m_store->find(m_runs[news.position]);
    if (!run)
        return;
    const int id = run->id;
    if (run->run.context != news.head.context)
        m_store->setContext(id, news.head.context);
    for (const Measurement& row : news.rows)
        m_store->put(id, row);
}

void FollowedFolder::onLooked(const FollowLook& look) {
    if (isOver())
        return;
    m_isLooking = false;
    const bool isFirst = !std::exchange(m_hasLooked, true);
    if (isFirst && !look.problem.isEmpty()) {
        leaveThread(0);
        Q_EMIT failed(look.problem);
        return;
    }
    if (!look.problem.isEmpty() && look.problem != m_problem)
        Q_EMIT noted(look.problem);
    m_problem = look.problem;
    m_count = look.count;
    tellFaults(look.faults);
    if (isFirst && m_count.runs == 0)
        Q_EMIT foundNothing(
            tr("There is no part of a sweep in %1 yet: no journal (*.jsonl) and no run file. The "
               "folder is followed, and parts that come are shown.")
                .arg(m_path));
    Q_EMIT progressed();
    if (m_count.isWhole()) {
        stop();
        return;
    }
    if (std::exchange(m_lookAgain, false))
        lookSoon();
    m_due.start(std::max(kPollMs, static_cast<int>(kRestShare * m_lookTook.elapsed())));
}

void FollowedFolder::tellFaults(const QStringList& faults) {
    qsizetype told = 0;
    for (; told < faults.size() && m_faults < kMostFaults; ++told, ++m_faults)
        Q_EMIT noted(faults[told]);
    if (const qsizetype others = faults.size() - told; others > 0)
        Q_EMIT noted(tr("So it is with %1 more files in %2.").arg(others).arg(m_path));
}

void FollowedFolder::onRemoved(int runId) {
    for (auto& [position, id] : m_runs)
        if (id == runId)
            id = 0;
    if (!m_runs.empty() && std::ranges::all_of(m_runs, [](const auto& run) { return run.second == 0; }))
        stop();
}

} // namespace headroom::ui

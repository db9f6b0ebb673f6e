// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/follow/follow_worker.h"

#include "ui/runs/run_library.h"

#include <QFileSystemWatcher>

#include <algorithm>

namespace headroom::ui {

namespace {

/// The window stays awake between them.
constexpr std::size_t kRowsAtOnce = 200;
/// Watches are few on a machine, and all users' together. Other files are found by their sizes.
constexpr std::size_t kMostWatched = 64;

} // namespace

FollowWorker::FollowWorker(const std::filesystem::path& folder, std::stop_token stop)
    : m_folder(folder), m_stop(std::move(stop)) {}

FollowWorker::~FollowWorker() = default;

void FollowWorker::look() {
    FollowLook result;
    if (const Outcome looked = m_folder.look(m_stop); !looked)
        result.problem = QString::fromStdString(looked.error().reason);
    if (m_stop.stop_requested())
        return;
    result.count = countOf(m_folder);
    for (std::size_t i = 0; i < m_folder.count(); ++i)
        report(i, result.count);
    m_reported = m_folder.count();
    for (const std::string& fault : m_folder.faults())
        result.faults << QString::fromStdString(fault);
    watch();
    Q_EMIT looked(result);
}

void FollowWorker::report(std::size_t position, const FollowCount& count) {
    const PartedRun& parted = m_folder.at(position);
    FollowNews news{position,
                    {parted.run.context, parted.run.spec, {}, {}, parted.run.name},
                    parted.allParts == 1 ? parted.first : std::filesystem::path(),
                    {},
                    position >= m_reported,
                    count};
    if (news.isFirst) {
        news.rows = parted.run.measurements;
        Q_EMIT found(news);
        return;
    }
    for (std::size_t begin = 0; begin < parted.news.size(); begin += kRowsAtOnce) {
        news.rows.clear();
        for (std::size_t i = begin; i < std::min(begin + kRowsAtOnce, parted.news.size()); ++i)
            news.rows.push_back(parted.run.measurements[parted.news[i]]);
        Q_EMIT found(news);
    }
}

/// A file that was exchanged is not watched any more: so all that lack a watch get one.
void FollowWorker::watch() {
    if (!m_watcher) {
        m_watcher = std::make_unique<QFileSystemWatcher>();
        for (const auto changed : {&QFileSystemWatcher::fileChanged, &QFileSystemWatcher::directoryChanged})
            connect(m_watcher.get(), changed, this, &FollowWorker::stirred);
    }
    QStringList wanted{toQString(m_folder.path())};
    for (const std::filesystem::path& file : m_folder.files()) {
        if (static_cast<std::size_t>(wanted.size()) > kMostWatched)
            break;
        wanted << toQString(file);
    }
    for (const QStringList& watched : {m_watcher->files(), m_watcher->directories()})
        for (const QString& path : watched)
            wanted.removeAll(path);
    if (!wanted.isEmpty())
        m_watcher->addPaths(wanted);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/follow/follow_count.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <stop_token>
#include <vector>

class QFileSystemWatcher;

namespace headroom::ui {

/// What is new of one run of a folder.
struct FollowNews {
    std::size_t position = 0;   ///< of the run among the folder's
    Run head;                   ///< without rows
    std::filesystem::path file; ///< of a whole sweep that no other file is a part of; else empty
    std::vector<Measurement> rows;
    bool isFirst = false; ///< all rows that there are
    FollowCount count;    ///< of the look that this is news of
};

/// What a look came to.
struct FollowLook {
    FollowCount count;
    QStringList faults; ///< sentences, of this look
    QString problem;    ///< why the folder could not be looked at, a sentence; else empty
};

/// Looks into a folder on the thread it was moved to, however slow its disk is, and reports by queued signals
/// of values.
class FollowWorker final : public QObject {
    Q_OBJECT

public:
    FollowWorker(const std::filesystem::path& folder, std::stop_token stop);
    ~FollowWorker() override;

public Q_SLOTS:
    void look();

Q_SIGNALS:
    /// Before looked(), a run at a time, of many rows some at a time.
    void found(const headroom::ui::FollowNews& news);
    void looked(const headroom::ui::FollowLook& look);
    /// The system says that something has changed. Of a network's file system it says nothing.
    void stirred();

private:
    void report(std::size_t position, const FollowCount& count);
    void watch();

    PartFolder m_folder;
    std::stop_token m_stop;
    std::size_t m_reported = 0; ///< runs
    std::unique_ptr<QFileSystemWatcher> m_watcher;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/follow/follow_worker.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>

class QThread;

namespace headroom::ui {

class RunLibrary;
class RunStore;

/// Shows the parts of sweeps in a folder as runs that grow while the parts do, until all parts are finished,
/// the user has enough, or has taken the runs away. GUI thread; the reading is done on a thread of its own.
class FollowedFolder final : public QObject {
    Q_OBJECT

public:
    /// Looks at once. All given outlive this.
    FollowedFolder(RunStore* store, RunLibrary* library, const QString& path, QObject* parent = nullptr);
    /// Waits for a look under way, but not for a disk that does not answer.
    ~FollowedFolder() override;

    const QString& path() const { return m_path; }
    /// Now, and not when it is due. While a look is under way, another one follows it.
    void look();
    void stop();
    bool isOver() const { return m_thread == nullptr; }
    const FollowCount& count() const { return m_count; }
    /// Why the folder could not be looked at the last time; empty where it could.
    const QString& problem() const { return m_problem; }

Q_SIGNALS:
    /// There is a first run of the folder's.
    void runOpened(int runId);
    /// After each look.
    void progressed();
    /// There is nothing yet: a sentence, which is true until runOpened().
    void foundNothing(const QString& sentence);
    /// What the user should know: a sentence.
    void noted(const QString& sentence);
    /// There never was anything to follow, and it is over.
    void failed(const QString& reason);
    /// All parts are finished, or the following was ended.
    void over();

    void lookWanted(QPrivateSignal);

private:
    void onFound(const FollowNews& news);
    void onLooked(const FollowLook& look);
    void onRemoved(int runId);
    void lookSoon();
    void tellFaults(const QStringList& faults);
    void leaveThread(int waitMs);

    RunStore* m_store;
    RunLibrary* m_library;
    QString m_path;
    std::stop_source m_stop;
    QThread* m_thread; ///< null when it is over
    QTimer m_due;
    QElapsedTimer m_lookTook;
    QTimer m_soon; ///< after the system said that something has changed
    bool m_isLooking = false;
    bool m_lookAgain = false;
    bool m_hasLooked = false;
    std::map<std::size_t, int> m_runs; ///< ids by position; 0 of those that were taken away
    FollowCount m_count;
    QString m_problem;
    std::size_t m_faults = 0; ///< told one by one
};

} // namespace headroom::ui

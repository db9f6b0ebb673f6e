// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/remote/place.h"

#include <QMap>
#include <QObject>
#include <QPointer>

namespace headroom::ui {

class JobDesk;
class Notice;
class NoticeBar;

/// What the user is asked about jobs in queues, in the notice bar: whether to ask for one, to go on waiting,
/// to give one back. A job costs others something: none is asked for by the way.
class JobQuestions final : public QObject {
    Q_OBJECT

public:
    /// Both must outlive it.
    JobQuestions(JobDesk* desk, NoticeBar* notice, QObject* parent);

    /// About the job of that place, which is held where it has an id.
    void ask(const Place& place, const QString& jobId);

private:
    void askForJob(const Place& place);
    void askToWait(const QString& place, const QString& words);
    void askForReturn(const QString& place, const QString& jobId);
    Notice* replace(const QString& place, const QString& question);

    JobDesk* m_desk;
    NoticeBar* m_notice;
    QMap<QString, QPointer<Notice>> m_questions; ///< by the place
};

} // namespace headroom::ui

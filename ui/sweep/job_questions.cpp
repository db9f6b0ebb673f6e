// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/job_questions.h"

#include "ui/sweep/job_desk.h"
#include "ui/widgets/notice_bar.h"

#include <QPushButton>

namespace headroom::ui {

JobQuestions::JobQuestions(JobDesk* desk, NoticeBar* notice, QObject* parent)
    : QObject(parent), m_desk(desk), m_notice(notice) {
    connect(m_desk, &JobDesk::told, this, &JobQuestions::askToWait);
    connect(m_desk, &JobDesk::ended, this, [this](const QString& place, bool, const QString& reason) {
        if (const QPointer<Notice> question = m_questions.take(place))
            question->dismiss();
        if (!reason.isEmpty())
            m_notice->say(reason);
    });
}

Notice* JobQuestions::replace(const QString& place, const QString& question) {
    if (const QPointer<Notice> before = m_questions.take(place))
        before->dismiss();
    Notice* notice = m_notice->ask(question);
    m_questions[place] = notice;
    return notice;
}

void JobQuestions::ask(const Place& place, const QString& jobId) {
    const QString name = QString::fromStdString(place.name);
    if (m_desk->isWaitingFor(place.name))
        askToWait(name, {});
    else if (!jobId.isEmpty())
        askForReturn(name, jobId);
    else
        askForJob(place);
}

void JobQuestions::askForJob(const Place& place) {
    const QString name = QString::fromStdString(place.name);
    Notice* question = replace(
        name, tr("The devices of %1 are there while it has a job. Once it is granted it is held until "
                 "you give it back or close the window.")
                  .arg(name));
    QPushButton* yes = question->offer(tr("Ask for a job"));
    yes->setObjectName(QStringLiteral("askForJobButton"));
    yes->setToolTip(tr("Waits in the queue, beside anything else"));
    connect(yes, &QPushButton::clicked, this, [this, place, name] {
        m_desk->ask(place);
        askToWait(name, {});
    });
    question->offer(tr("Cancel"))->setToolTip(tr("Ask for none"));
}

void JobQuestions::askToWait(const QString& place, const QString& words) {
    if (!m_desk->isWaitingFor(place.toStdString()))
        return; // said before it came to an end
    Notice* question = replace(place, words.isEmpty() ? tr("%1 waits for its job.").arg(place)
                                                      : tr("%1 waits for its job: %2").arg(place, words));
    QPushButton* leave = question->offer(tr("Leave the queue"));
    leave->setObjectName(QStringLiteral("leaveQueueButton"));
    leave->setToolTip(tr("Take the job back"));
    connect(leave, &QPushButton::clicked, this,
            [this, name = place.toStdString()] { m_desk->stopWaiting(name); });
}

void JobQuestions::askForReturn(const QString& place, const QString& jobId) {
    Notice* question = replace(
        place, tr("%1 holds job %2. Without it its devices are gone from here, and a sweep on them ends.")
                   .arg(place, jobId));
    QPushButton* yes = question->offer(tr("Give it back"));
    yes->setObjectName(QStringLiteral("giveJobBackButton"));
    yes->setToolTip(tr("The job ends, and its devices are for others"));
    connect(yes, &QPushButton::clicked, this, [this, name = place.toStdString()] { m_desk->giveBack(name); });
    question->offer(tr("Keep it"))->setToolTip(tr("Go on with it"));
}

} // namespace headroom::ui

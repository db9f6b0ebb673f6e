// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/recovery_offer.h"

#include "ui/runs/run_library.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/notice_bar.h"

#include <QPushButton>

#include <utility>

namespace headroom::ui {

RecoveryOffer::RecoveryOffer(RunLibrary* library, RunStore* store, NoticeBar* notice, QObject* parent)
    : QObject(parent), m_library(library), m_store(store), m_notice(notice) {
    connect(library, &RunLibrary::leftBehindFound, this, &RecoveryOffer::offer);
}

void RecoveryOffer::offer(const JournalSurvey& survey) {
    const std::vector<std::filesystem::path> journals = survey.paths(JournalState::LeftBehind);
    QStringList sentences;
    if (journals.size() == 1)
        sentences << tr("Headroom ended unexpectedly before a run was saved. Its measurements are kept.");
    else if (!journals.empty())
        sentences << tr("Headroom ended unexpectedly before %1 runs were saved. Their measurements are kept.")
                         .arg(journals.size());
    for (const std::string& note : {survey.setAsideNote(), survey.endedNote(), survey.newerNote})
        if (!note.empty())
            sentences << QString::fromStdString(note);
    if (sentences.isEmpty())
        return;
    const QString text = sentences.join(QLatin1Char(' '));
    if (journals.empty()) {
        m_notice->say(text);
        return;
    }
    ask(journals, text);
}

void RecoveryOffer::ask(const std::vector<std::filesystem::path>& journals, const QString& text) {
    Notice* question = m_notice->ask(text);
    QPushButton* recover = question->offer(tr("Recover"));
    recover->setObjectName(QStringLiteral("recoverButton"));
    recover->setToolTip(tr("Show what was measured as a run, to be looked at and saved"));
    connect(recover, &QPushButton::clicked, this, [this, journals] { this->recover(journals); });
    QPushButton* discard = question->offer(tr("Throw away"));
    discard->setObjectName(QStringLiteral("throwAwayButton"));
    discard->setToolTip(tr("Delete these measurements for good"));
    connect(discard, &QPushButton::clicked, this, [this, journals, text] { askToThrowAway(journals, text); });
}

void RecoveryOffer::askToThrowAway(const std::vector<std::filesystem::path>& journals, const QString& offer) {
    // The bar's button is gone by now: who thinks better of it finds the offer again.
    Notice* question = m_notice->ask(
        journals.size() == 1
            ? tr("Throw these measurements away? They are nowhere else.")
            : tr("Throw the measurements of %1 runs away? They are nowhere else.").arg(journals.size()));
    QPushButton* yes = question->offer(tr("Throw away for good"));
    yes->setObjectName(QStringLiteral("throwAwayForGoodButton"));
    connect(yes, &QPushButton::clicked, this, [this, journals] {
        for (const std::filesystem::path& journal : journals)
            m_library->throwAway(journal);
    });
    QPushButton* no = question->offer(tr("Keep"));
    no->setObjectName(QStringLiteral("keepButton"));
    connect(no, &QPushButton::clicked, this, [this, journals, offer] { ask(journals, offer); });
}

void RecoveryOffer::recover(const std::vector<std::filesystem::path>& journals) {
    int newest = 0;
    QStringList reasons;
    for (const std::filesystem::path& journal : journals) {
        const Result<int> run = m_library->recover(journal);
        if (!run) {
            reasons << QString::fromStdString(run.error().reason);
            continue;
        }
        m_store->setVisible(*run, newest == 0);
        newest = newest == 0 ? *run : newest;
    }
    if (!reasons.isEmpty())
        Q_EMIT failed(reasons);
    if (newest != 0)
        Q_EMIT recovered(newest);
}

} // namespace headroom::ui

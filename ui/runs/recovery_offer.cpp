// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/recovery_offer.h"

#include "engine/io/journal_reader.h"
#include "engine/sweep/plan_part.h"
#include "ui/runs/run_library.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/date_text.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/plain_text.h"

#include <QPushButton>

#include <utility>

namespace headroom::ui {

namespace {

/// ": 5 of 8 points on AMD EPYC, begun 2026-01-02 03:04 UTC"; empty where it cannot be read.
QString describe(const std::filesystem::path& journal) {
    const Result<RecoveredRun> read = readJournal(journal);
    if (!read)
        return {};
    const std::size_t points = read->run.measurements.size();
    const std::optional<std::size_t> planned = plannedPoints(read->run);
    const QString count = planned && *planned > points
                              ? RecoveryOffer::tr("%1 of %2 points").arg(points).arg(*planned)
                          : points == 1 ? RecoveryOffer::tr("1 point")
                                        : RecoveryOffer::tr("%1 points").arg(points);
    return printableText(RecoveryOffer::tr(": %1 on %2, begun %3")
                             .arg(count, QString::fromStdString(read->run.context.device),
                                  utcText(read->run.context.startedUtc)));
}

} // namespace

RecoveryOffer::RecoveryOffer(RunLibrary* library, RunStore* store, NoticeBar* notice, QObject* parent)
    : QObject(parent), m_library(library), m_store(store), m_notice(notice) {
    connect(library, &RunLibrary::leftBehindFound, this, &RecoveryOffer::offer);
}

void RecoveryOffer::offer(const JournalSurvey& survey) {
    const std::vector<std::filesystem::path> journals = survey.paths(JournalState::LeftBehind);
    QStringList sentences;
    if (journals.size() == 1)
        sentences << tr("Headroom ended unexpectedly before a run was saved. Its measurements are kept%1.")
                         .arg(describe(journals.front()));
    else if (!journals.empty())
        sentences << tr("Headroom ended unexpectedly before %1 runs were saved. Their measurements are kept.")
                         .arg(journals.size());
    for (const std::string& note :
         {survey.unreadableNote(), survey.setAsideNote(), survey.endedNote(), survey.newerNote})
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
        int kept = 0;
        for (const std::filesystem::path& journal : journals)
            kept += m_library->throwAway(journal) ? 0 : 1;
        if (kept > 0)
            m_notice->say(
                kept == 1
                    ? tr("One journal belongs to another window now, and was not thrown away.")
                    : tr("%1 journals belong to other windows now, and were not thrown away.").arg(kept));
    });
    QPushButton* no = question->offer(tr("Keep"));
    no->setObjectName(QStringLiteral("keepButton"));
    connect(no, &QPushButton::clicked, this, [this, journals, offer] { ask(journals, offer); });
}

void RecoveryOffer::recover(const std::vector<std::filesystem::path>& journals) {
    int newest = 0;
    int hidden = 0;
    QStringList reasons;
    for (const std::filesystem::path& journal : journals) {
        const Result<int> run = m_library->recover(journal);
        if (!run) {
            reasons << QString::fromStdString(run.error().reason);
            continue;
        }
        m_store->setVisible(*run, newest == 0);
        newest = newest == 0 ? *run : newest;
        ++hidden;
    }
    if (--hidden > 0)
        m_notice->say(
            hidden == 1
                ? tr("The newest run is shown; the other one is hidden: View → Runs shows it.")
                : tr("The newest run is shown; %1 others are hidden: View → Runs shows them.").arg(hidden));
    if (!reasons.isEmpty())
        Q_EMIT failed(reasons);
    if (newest != 0)
        Q_EMIT recovered(newest);
}

} // namespace headroom::ui

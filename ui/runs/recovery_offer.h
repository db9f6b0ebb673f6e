// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/journal_survey.h"

#include <QObject>
#include <QStringList>

#include <filesystem>
#include <vector>

namespace headroom::ui {

class NoticeBar;
class RunLibrary;
class RunStore;

/// Offers, without stopping anyone, what a crash or a kill left behind: to be shown as runs, or thrown away.
/// Names what was set aside or ended on the way.
class RecoveryOffer final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it.
    RecoveryOffer(RunLibrary* library, RunStore* store, NoticeBar* notice, QObject* parent);

Q_SIGNALS:
    /// All that could be is recovered; the newest run is visible, the others are hidden.
    void recovered(int newestId);
    /// Why the others could not be, a sentence each.
    void failed(const QStringList& reasons);

private:
    void offer(const JournalSurvey& survey);
    void ask(const std::vector<std::filesystem::path>& journals, const QString& text);
    void askToThrowAway(const std::vector<std::filesystem::path>& journals, const QString& offer);
    void recover(const std::vector<std::filesystem::path>& journals);

    RunLibrary* m_library;
    RunStore* m_store;
    NoticeBar* m_notice;
};

} // namespace headroom::ui

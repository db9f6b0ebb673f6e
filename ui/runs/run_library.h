// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/journal.h"
#include "engine/io/journal_survey.h"
#include "ui/runs/run_store.h"

#include <filesystem>
#include <map>
#include <thread>

namespace headroom::ui {

/// The runs of a file, and what is to be said of them.
struct ReadRuns {
    std::vector<Run> runs; ///< at least one
    std::string note;      ///< a sentence on what could not be read of a journal; else empty
};

/// The runs of a run file, an exported picture, a journal, or a folder with parts of sweeps: all of them, or
/// an error.
Result<ReadRuns> readRuns(const QString& path);
/// The last of them, if there is something in it to play back.
Result<Run> readRunToReplay(const QString& path);
/// How a run opened from there is called.
QString runNameOf(const QString& path);

/// Knows which runs of the store are safe in a file and which would be lost: opens, saves, recovers and
/// discards them. A measured run stays in its journal until it is saved or discarded.
class RunLibrary final : public QObject {
    Q_OBJECT

public:
    /// `store` must outlive the library.
    RunLibrary(RunStore* store, std::shared_ptr<JournalFolder> journals, QObject* parent = nullptr);
    ~RunLibrary() override;

    /// A run file, an exported picture with the runs inside, or a journal, which stays as it is; others'
    /// results
    /// (*.out, or a CSV of throughputs) become references. The id of the (last) new run.
    Result<int> open(const QString& path);
    /// A run that others measure, in files that stay: nothing is lost that is not saved here.
    int addFollowed(const QString& name, Run run);
    /// Another run that had that file is unsaved from then on.
    Outcome save(int runId, const QString& path);
    /// Where the run was opened from or last saved to; empty for neither.
    QString pathOf(int runId) const;
    /// A file name for it: "key-query-score-a12-cpu-20260102-030405.headroom.json".
    QString suggestedName(int runId) const;

    /// Keeps the journal of a run that has ended from other windows; without a descriptor.
    void adoptJournal(int runId, std::shared_ptr<Journal> journal);
    bool isUnsaved(int runId) const;
    /// Whether its file lacks nothing but the name that the run has now.
    bool isOnlyRenamed(int runId) const;
    /// A sentence on where an unsaved run is, for messages that it could not be written; empty for a saved
    /// one. Waits for the journal's disk.
    QString whereUnsaved(int runId) const;
    /// Oldest first.
    std::vector<int> unsavedRuns() const;
    /// Those of them that would be lost with the program: no journal on the disk holds them, and nobody
    /// wanted them thrown away. Oldest first. Waits for the journals' disk.
    std::vector<const StoredRun*> runsInNoFile() const;
    /// Takes the run out of the store and its journal off the disk.
    void discard(int runId);
    /// Deletes the journals of everything unsaved; the runs stay where they are.
    void abandonUnsaved();

    /// Looks, in a thread of its own, for what other starts of the program left behind.
    void lookForLeftBehind();
    /// The journal's run, which no other window can take from then on. It is deleted when the run is saved or
    /// discarded.
    Result<int> recover(const std::filesystem::path& journal);
    /// Deletes it; false where a running program has it.
    bool throwAway(const std::filesystem::path& journal);

Q_SIGNALS:
    void savedChanged();
    void leftBehindFound(const headroom::JournalSurvey& survey);
    /// A sentence on what was opened or recovered just now, which the user should read.
    void noted(const QString& sentence);

private:
    struct Record {
        QString path;
        std::size_t saved = 0; ///< of StoredRun::received
        std::string savedName; ///< Run::name in the file
        std::shared_ptr<Journal> journal;
        std::filesystem::path recoveredFrom; ///< claimed
        bool isIncomplete = false;           ///< that journal holds lines which could not be read
        bool isElsewhere = false;            ///< all that there will be, in files of others
    };
    /// What others measured, in a file of theirs: as references.
    Result<int> openReferences(const QString& path);
    int referenceLike(const QString& name, const Run& run) const;
    int addOpened(const QString& name, Run run, const QString& path);
    int openedBefore(const Run& run, const QString& savedIn) const;
    void takeFile(int runId, const QString& path);
    bool isInJournal(int runId) const;
    void leaveIncomplete(Record& record);
    void deleteJournalOf(Record& record);
    void removeClaimed(const std::filesystem::path& journal);

    RunStore* m_store;
    std::shared_ptr<JournalFolder> m_journals;
    std::map<int, Record> m_records;
    bool m_abandoned = false; ///< nothing unsaved is wanted any more
    std::jthread m_survey;    ///< last: it ends before the rest goes
};

/// A path as the engine takes it.
std::filesystem::path toPath(const QString& path);
QString toQString(const std::filesystem::path& path);

} // namespace headroom::ui

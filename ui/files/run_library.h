// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/journal.h"
#include "ui/sweep/run_store.h"

#include <filesystem>
#include <map>

namespace headroom::ui {

/// The runs of a file, a run file or an exported picture: all of them, at least one, or an error.
Result<std::vector<Run>> readRuns(const QString& path);
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
    RunLibrary(RunStore* store, std::filesystem::path journalFolder, QObject* parent = nullptr);
    ~RunLibrary() override;

    /// A run file, or an exported picture with the runs inside. The id of the (last) new run.
    Result<int> open(const QString& path);
    Outcome save(int runId, const QString& path);
    /// Where the run was opened from or last saved to; empty for neither.
    QString pathOf(int runId) const;
    /// A file name for it: "key-query-score-a12-cpu-20260102-030405.headroom.json".
    QString suggestedName(int runId) const;

    /// Keeps the journal of a run that has ended.
    void adoptJournal(int runId, std::shared_ptr<Journal> journal);
    bool isUnsaved(int runId) const;
    /// A sentence on where an unsaved run is, for messages that it could not be written; empty for a saved
    /// one. Waits for the journal's disk.
    QString whereUnsaved(int runId) const;
    /// Oldest first.
    std::vector<int> unsavedRuns() const;
    /// Takes the run out of the store and its journal off the disk.
    void discard(int runId);
    /// Deletes the journals of everything unsaved; the runs stay where they are.
    void abandonUnsaved();

    /// What other starts of the program left behind, newest first, read on demand.
    std::vector<std::filesystem::path> leftBehind() const;
    Result<int> recover(const std::filesystem::path& journal);
    static void deleteJournal(const std::filesystem::path& journal);

Q_SIGNALS:
    void savedChanged();

private:
    struct Record {
        QString path;
        std::size_t saved = 0; ///< of StoredRun::received
        std::shared_ptr<Journal> journal;
        std::filesystem::path recoveredFrom;
    };
    int addOpened(const QString& name, Run run, const QString& path);
    void deleteJournalOf(Record& record);

    RunStore* m_store;
    std::filesystem::path m_journalFolder;
    std::map<int, Record> m_records;
};

/// A path as the engine takes it.
std::filesystem::path toPath(const QString& path);
QString toQString(const std::filesystem::path& path);

} // namespace headroom::ui

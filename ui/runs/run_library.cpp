// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_library.h"

#include "engine/io/journal_reader.h"
#include "engine/io/others_results.h"
#include "engine/io/part_folder.h"
#include "engine/io/run_file.h"
#include "ui/runs/picture_runs.h"
#include "ui/widgets/date_text.h"
#include "ui/widgets/plain_text.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <system_error>

namespace headroom::ui {

namespace {

constexpr qsizetype kLongestName = 120; ///< of what a file says

bool endsWith(const QString& path, const char* suffix) {
    return QFileInfo(path).suffix().compare(QLatin1String(suffix), Qt::CaseInsensitive) == 0;
}

bool isPicture(const QString& path) {
    return endsWith(path, "png");
}

bool isDrawing(const QString& path) {
    return endsWith(path, "svg") || endsWith(path, "pdf");
}

bool isJournal(const QString& path) {
    return endsWith(path, "jsonl");
}

bool isOthersResults(const QString& path) {
    return endsWith(path, "out") || endsWith(path, "csv");
}

/// Whether both name one file now, by whatever spelling or link. A second hard link is another file by the
/// time the first was replaced.
bool nameOneFile(const QString& one, const QString& other) {
    std::error_code gone; // then the names alone tell
    return one == other || std::filesystem::equivalent(toPath(one), toPath(other), gone);
}

QString fileNameOf(const QString& path) {
    return printableText(QFileInfo(path).fileName());
}

Result<ReadRuns> readJournalRun(const std::filesystem::path& path) {
    Result<RecoveredRun> read = readJournal(path);
    if (!read)
        return read.error();
    std::string note = read->note();
    if (isJournalInUse(path))
        note = "A running program has this journal: the run is shown as far as it goes now." +
               (note.empty() ? "" : " " + note);
    return ReadRuns{{std::move(read->run)}, std::move(note)};
}

/// As they are now.
Result<ReadRuns> readParts(const std::filesystem::path& folder) {
    PartFolder parts(folder);
    if (const Outcome looked = parts.look(); !looked)
        return looked.error();
    ReadRuns read;
    for (std::size_t i = 0; i < parts.count(); ++i)
        read.runs.push_back(parts.at(i).run);
    for (const std::string& fault : parts.faults())
        read.note += (read.note.empty() ? "" : " ") + fault;
    if (read.runs.empty())
        return Error{Status::Error, "There is no part of a sweep in " + folder.string() +
                                        ": no journal (*.jsonl) and no run file." +
                                        (read.note.empty() ? "" : " " + read.note)};
    return read;
}

} // namespace

std::filesystem::path toPath(const QString& path) {
    return std::filesystem::path(QFile::encodeName(path).toStdString());
}

QString toQString(const std::filesystem::path& path) {
    return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

Result<ReadRuns> readRuns(const QString& path) {
    if (QFileInfo(path).isDir())
        return readParts(toPath(path));
    if (isJournal(path))
        return readJournalRun(toPath(path));
    if (isPicture(path)) {
        Result<std::vector<Run>> runs = runsInPicture(path);
        return runs ? Result<ReadRuns>(ReadRuns{std::move(*runs), {}}) : runs.error();
    }
    if (isDrawing(path) && QFileInfo(path).isFile())
        return Error{Status::Unsupported, "No run can be read from " + toPath(path).string() +
                                              ": of exported pictures only PNGs carry their runs."};
    Result<Run> run = readRunFile(toPath(path));
    return run ? Result<ReadRuns>(ReadRuns{{std::move(*run)}, {}}) : run.error();
}

Result<Run> readRunToReplay(const QString& path) {
    Result<ReadRuns> read = readRuns(path);
    if (!read)
        return read.error();
    if (read->runs.back().measurements.empty())
        return Error{Status::Error,
                     "The run in " + toPath(path).string() + " holds no measurements to replay."};
    return std::move(read->runs.back());
}

QString runNameOf(const QString& path) {
    const QString file = QFileInfo(path).fileName();
    for (const char* ending : {".headroom.json", ".headroom.jsonl", ".json", ".jsonl", ".png"})
        if (file.endsWith(QLatin1String(ending), Qt::CaseInsensitive) &&
            file.size() > qsizetype(qstrlen(ending)))
            return printableText(file.chopped(qsizetype(qstrlen(ending)))).simplified();
    return printableText(file).simplified();
}

RunLibrary::RunLibrary(RunStore* store, std::shared_ptr<JournalFolder> journals, QObject* parent)
    : QObject(parent), m_store(store), m_journals(std::move(journals)) {
    connect(store, &RunStore::measurementAdded, this, &RunLibrary::savedChanged);
    connect(store, &RunStore::measurementReplaced, this, &RunLibrary::savedChanged);
    connect(store, &RunStore::runRemoved, this, &RunLibrary::savedChanged);
    connect(store, &RunStore::namesChanged, this, &RunLibrary::savedChanged);
}

RunLibrary::~RunLibrary() {
    for (const auto& [id, record] : m_records)
        if (!record.recoveredFrom.empty())
            m_journals->release(record.recoveredFrom);
}

/// A reference among curves stands beside those of its own operation alone: others would be read as slower or
/// faster ones. They are there, hidden.
Result<int> RunLibrary::openReferences(const QString& path) {
    Result<OthersResults> results = readOthersResults(toPath(path));
    if (!results)
        return results.error();
    const auto isAlike = [](const SweepSpec& one, const SweepSpec& other) {
        return one.operation == other.operation && one.pass == other.pass;
    };
    const StoredRun* shown = m_store->topic() == RunTopic::Curves ? m_store->newestShown() : nullptr;
    const SweepSpec beside = shown ? shown->run.spec : results->runs.front().spec;
    const QString name = printableText(QFileInfo(path).fileName());
    int first = 0;
    bool isNew = false;
    for (Run& run : results->runs) {
        const bool hides = !run.spec.budget && !isAlike(run.spec, beside);
        const bool isList = run.spec.isList();
        int id = referenceLike(name, run);
        if (id == 0) {
            isNew = true;
            id = m_store->add(RunKind::Reference, name, std::move(run));
            if (hides)
                m_store->setVisible(id, false);
        } else if (!hides) {
            m_store->setVisible(id, true);
        }
        if (first == 0 && isList && m_store->measured().empty())
            m_store->showTopic(RunTopic::Lists);
        else if (first == 0 && isList && m_store->topic() != RunTopic::Lists)
            Q_EMIT noted(tr("%1 was read as a list of GEMMs, which does not stand beside what is shown: its "
                            "figures are seen beside a list that is measured. The run file of a sweep opens "
                            "as curves.")
                             .arg(fileNameOf(path)));
        if (first == 0)
            first = id;
    }
    if (!results->note.empty())
        Q_EMIT noted(QString::fromStdString(results->note));
    if (!isNew)
        Q_EMIT noted(tr("%1 is open already.").arg(fileNameOf(path)));
    return first;
}

/// That was read from a file of that name and says the same; 0 where none is.
int RunLibrary::referenceLike(const QString& name, const Run& run) const {
    for (const StoredRun& stored : m_store->references())
        if (stored.given == name && stored.run == run)
            return stored.id;
    return 0;
}

Result<int> RunLibrary::open(const QString& path) {
    if (isOthersResults(path))
        return openReferences(path);
    Result<ReadRuns> read = readRuns(path);
    if (!read)
        return read.error();
    // A picture is no place to save to, and neither is a journal or a folder of them.
    const bool isRunFile = !isPicture(path) && !isJournal(path) && !QFileInfo(path).isDir();
    const QString savedIn = isRunFile ? QFileInfo(path).absoluteFilePath() : QString();
    int last = 0;
    const bool several = read->runs.size() > 1;
    bool isNew = false;
    for (Run& run : read->runs) {
        if (const int there = openedBefore(run, savedIn)) {
            last = there;
            continue;
        }
        isNew = true;
        // The file's name tells nothing of one among several.
        const QString own = QString::fromStdString(run.name).simplified().left(kLongestName);
        const QString name = own.isEmpty() && !several ? runNameOf(path) : own;
        last = addOpened(name, std::move(run), savedIn);
    }
    if (!read->note.empty())
        Q_EMIT noted(QString::fromStdString(read->note));
    if (!isNew) {
        m_store->setVisible(last, true);
        m_store->move(last, m_store->count());
        Q_EMIT noted(tr("%1 is open already: it is in front now.").arg(fileNameOf(path)));
    }
    return last;
}

/// The run that stands in that file, or was opened from such a picture, as it is there; 0 where none is.
int RunLibrary::openedBefore(const Run& run, const QString& savedIn) const {
    for (const auto& [id, record] : m_records)
        if (const StoredRun* stored = m_store->find(id);
            stored && record.path == savedIn && (!savedIn.isEmpty() || stored->kind == RunKind::Opened) &&
            record.recoveredFrom.empty() && !record.isElsewhere && stored->run == run)
            return id;
    return 0;
}

int RunLibrary::addOpened(const QString& name, Run run, const QString& path) {
    Record record;
    record.path = path;
    record.saved = run.measurements.size();
    record.savedName = run.name;
    const int id = m_store->add(RunKind::Opened, name, std::move(run));
    m_records[id] = std::move(record);
    Q_EMIT savedChanged();
    return id;
}

int RunLibrary::addFollowed(const QString& name, Run run) {
    const int id = addOpened(name.left(kLongestName), std::move(run), {});
    m_records[id].isElsewhere = true;
    return id;
}

Outcome RunLibrary::save(int runId, const QString& path) {
    const StoredRun* run = m_store->find(runId);
    if (!run)
        return Error{Status::Error, "This run is not there any more."};
    if (const Outcome written = writeRunFile(toPath(path), run->run); !written)
        return written.error();
    Record& record = m_records[runId];
    record.path = QFileInfo(path).absoluteFilePath();
    record.saved = run->received;
    record.savedName = run->run.name;
    leaveIncomplete(record);
    deleteJournalOf(record);
    takeFile(runId, record.path);
    Q_EMIT savedChanged();
    return success();
}

/// From the others: a run that stood there is in this window alone from then on.
void RunLibrary::takeFile(int runId, const QString& path) {
    for (auto& [id, record] : m_records)
        if (id != runId && !record.path.isEmpty() && nameOneFile(record.path, path)) {
            record.path.clear();
            record.saved = 0;
        }
}

QString RunLibrary::pathOf(int runId) const {
    const auto record = m_records.find(runId);
    return record == m_records.end() ? QString() : record->second.path;
}

QString RunLibrary::suggestedName(int runId) const {
    const StoredRun* run = m_store->find(runId);
    if (!run)
        return {};
    const SweepSpec& spec = run->run.spec;
    QString time = QString::fromStdString(run->run.context.startedUtc).left(19);
    time.remove(QLatin1Char('-')).remove(QLatin1Char(':')).replace(QLatin1Char('T'), QLatin1Char('-'));
    QStringList parts;
    if (spec.isList())
        parts << QStringLiteral("list")
              << QFileInfo(QString::fromStdString(spec.budget->model.name))
                     .completeBaseName()
                     .replace(u'.', u'_');
    else if (spec.budget)
        parts
            << (spec.budget->variants
                    ? QStringLiteral("advice-%1").arg(QLatin1String(toString(spec.budget->variants->length)))
                    : QStringLiteral("layer"))
            << QString::fromStdString(spec.budget->model.name).replace(u'.', u'_')
            << QStringLiteral("t%1").arg(spec.budget->tensorParallel);
    else
        parts << QLatin1String(toString(spec.operation));
    if (!spec.budget && spec.mode == SweepMode::FixedHeads)
        parts << QStringLiteral("a%1").arg(spec.heads);
    parts << QString::fromStdString(run->run.context.deviceId) << time;
    parts.removeAll(QString());
    QString name = parts.join(QLatin1Char('-'));
    // What a run says of itself may come from a file: it names no folder.
    static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9_-]"));
    return name.remove(other).left(120) + QStringLiteral(".headroom.json");
}

void RunLibrary::adoptJournal(int runId, std::shared_ptr<Journal> journal) {
    Record& record = m_records[runId];
    if (journal)
        journal->close();
    record.journal = std::move(journal);
    if (!isUnsaved(runId))
        deleteJournalOf(record);
    Q_EMIT savedChanged();
}

bool RunLibrary::isUnsaved(int runId) const {
    const StoredRun* run = m_store->find(runId);
    if (!run || !run->isSavable())
        return false;
    const auto found = m_records.find(runId);
    if (found == m_records.end())
        return run->received > 0;
    const Record& record = found->second;
    if (record.isElsewhere && record.path.isEmpty())
        return false;
    // Where it was renamed, its file says otherwise, be it one that it can be saved to or not.
    return run->received > record.saved || run->run.name != record.savedName;
}

bool RunLibrary::isOnlyRenamed(int runId) const {
    const auto found = m_records.find(runId);
    return isUnsaved(runId) && found != m_records.end() &&
           m_store->find(runId)->received <= found->second.saved;
}

QString RunLibrary::whereUnsaved(int runId) const {
    if (!isUnsaved(runId))
        return {};
    if (isOnlyRenamed(runId))
        return tr("The run stands in its file under the name that it had.");
    const auto found = m_records.find(runId);
    const Record record = found == m_records.end() ? Record{} : found->second;
    const bool isHeld = record.journal ? record.journal->holdsAll() : !record.recoveredFrom.empty();
    if (isHeld) {
        const std::filesystem::path& file = record.journal ? record.journal->path() : record.recoveredFrom;
        return tr("The run stays unsaved; its journal keeps it until then: %1").arg(toQString(file));
    }
    if (!record.journal)
        return tr("The run stays unsaved.");
    return tr("The run is in this window alone: its journal could not be written either. Save it elsewhere "
              "before you close the window.");
}

std::vector<int> RunLibrary::unsavedRuns() const {
    std::vector<int> ids;
    for (const StoredRun& run : m_store->runs())
        if (isUnsaved(run.id))
            ids.push_back(run.id);
    return ids;
}

/// The journal of a sweep that goes on belongs to the sweep's thread: what stands in its file is read.
bool RunLibrary::isInJournal(int runId) const {
    const auto found = m_records.find(runId);
    if (found != m_records.end() && found->second.journal)
        return found->second.journal->holdsAll();
    if (found != m_records.end() && !found->second.recoveredFrom.empty())
        return true;
    const Run& run = m_store->find(runId)->run;
    const Result<RecoveredRun> kept = readJournal(m_journals->path() / (run.context.runId + ".jsonl"));
    return kept && kept->run.measurements.size() >= run.measurements.size();
}

std::vector<const StoredRun*> RunLibrary::runsInNoFile() const {
    std::vector<const StoredRun*> runs;
    for (const int id : m_abandoned ? std::vector<int>() : unsavedRuns())
        if (!isOnlyRenamed(id) && !isInJournal(id))
            runs.push_back(m_store->find(id));
    return runs;
}

void RunLibrary::discard(int runId) {
    if (const auto record = m_records.find(runId); record != m_records.end()) {
        deleteJournalOf(record->second);
        m_records.erase(record);
    }
    m_store->remove(runId);
}

void RunLibrary::abandonUnsaved() {
    m_abandoned = true;
    for (auto& [id, record] : m_records)
        deleteJournalOf(record);
}

void RunLibrary::lookForLeftBehind() {
    m_survey = std::jthread([this] { Q_EMIT leftBehindFound(surveyJournals(*m_journals)); });
}

Result<int> RunLibrary::recover(const std::filesystem::path& journal) {
    if (!m_journals->claim(journal))
        return Error{Status::Error, "Another window has " + journal.string() + " by now."};
    Result<RecoveredRun> read = readJournal(journal);
    if (!read) {
        m_journals->release(journal);
        return read.error();
    }
    const QString note = QString::fromStdString(read->note());
    const QString started = utcText(read->run.context.startedUtc);
    const int id =
        m_store->add(RunKind::Opened, tr("Recovered %1").arg(started).trimmed(), std::move(read->run));
    m_records[id].recoveredFrom = journal;
    m_records[id].isIncomplete = read->leftOut > 0;
    Q_EMIT savedChanged();
    if (!note.isEmpty())
        Q_EMIT noted(note);
    return id;
}

/// What was read is in the run's file now; what was not may still be read another time, and by others.
void RunLibrary::leaveIncomplete(Record& record) {
    if (record.recoveredFrom.empty() || !record.isIncomplete)
        return;
    const std::filesystem::path journal = std::exchange(record.recoveredFrom, {});
    m_journals->release(journal);
    Q_EMIT noted(tr("The journal stays in %1: not all of it could be read.").arg(toQString(journal)));
}

bool RunLibrary::throwAway(const std::filesystem::path& journal) {
    if (!m_journals->claim(journal))
        return false;
    removeClaimed(journal);
    return true;
}

void RunLibrary::removeClaimed(const std::filesystem::path& journal) {
    std::error_code ignored; // one that is gone already is as good
    std::filesystem::remove(journal, ignored);
    m_journals->release(journal);
}

void RunLibrary::deleteJournalOf(Record& record) {
    if (record.journal)
        record.journal->discard();
    record.journal.reset();
    if (!record.recoveredFrom.empty())
        removeClaimed(std::exchange(record.recoveredFrom, {}));
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/run_library.h"

#include "engine/io/run_file.h"
#include "ui/export/picture_runs.h"
#include "ui/plain_text.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <system_error>

namespace headroom::ui {

namespace {

bool isPicture(const QString& path) {
    return QFileInfo(path).suffix().compare(QLatin1String("png"), Qt::CaseInsensitive) == 0;
}

} // namespace

std::filesystem::path toPath(const QString& path) {
    return std::filesystem::path(QFile::encodeName(path).toStdString());
}

QString toQString(const std::filesystem::path& path) {
    return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

Result<std::vector<Run>> readRuns(const QString& path) {
    if (isPicture(path))
        return runsInPicture(path);
    Result<Run> run = readRunFile(toPath(path));
    if (!run)
        return run.error();
    return std::vector<Run>{std::move(*run)};
}

Result<Run> readRunToReplay(const QString& path) {
    Result<std::vector<Run>> runs = readRuns(path);
    if (!runs)
        return runs.error();
    if (runs->back().measurements.empty())
        return Error{Status::Error,
                     "The run in " + toPath(path).string() + " holds no measurements to replay."};
    return std::move(runs->back());
}

QString runNameOf(const QString& path) {
    return printableText(QFileInfo(path).fileName().section(QLatin1Char('.'), 0, 0)).simplified();
}

RunLibrary::RunLibrary(RunStore* store, std::filesystem::path journalFolder, QObject* parent)
    : QObject(parent), m_store(store), m_journalFolder(std::move(journalFolder)) {
    connect(store, &RunStore::measurementAdded, this, &RunLibrary::savedChanged);
    connect(store, &RunStore::measurementReplaced, this, &RunLibrary::savedChanged);
    connect(store, &RunStore::runRemoved, this, &RunLibrary::savedChanged);
}

RunLibrary::~RunLibrary() = default;

Result<int> RunLibrary::open(const QString& path) {
    Result<std::vector<Run>> runs = readRuns(path);
    if (!runs)
        return runs.error();
    // A picture is no place to save to.
    const QString savedIn = isPicture(path) ? QString() : QFileInfo(path).absoluteFilePath();
    int last = 0;
    for (Run& run : *runs)
        last = addOpened(runNameOf(path), std::move(run), savedIn);
    return last;
}

int RunLibrary::addOpened(const QString& name, Run run, const QString& path) {
    const std::size_t rows = run.measurements.size();
    const int id = m_store->add(RunKind::Opened, name, std::move(run));
    m_records[id] = Record{path, rows, nullptr, {}};
    Q_EMIT savedChanged();
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
    deleteJournalOf(record);
    Q_EMIT savedChanged();
    return success();
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
    QStringList parts{QLatin1String(toString(spec.operation))};
    if (spec.mode == SweepMode::FixedHeads)
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
    record.journal = std::move(journal);
    if (!isUnsaved(runId))
        deleteJournalOf(record);
    Q_EMIT savedChanged();
}

bool RunLibrary::isUnsaved(int runId) const {
    const StoredRun* run = m_store->find(runId);
    if (!run || run->kind == RunKind::Reference || run->kind == RunKind::Replay)
        return false;
    const auto record = m_records.find(runId);
    return run->received > (record == m_records.end() ? 0 : record->second.saved);
}

QString RunLibrary::whereUnsaved(int runId) const {
    if (!isUnsaved(runId))
        return {};
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
    for (int i = 0; i < m_store->count(); ++i)
        if (isUnsaved(m_store->at(i).id))
            ids.push_back(m_store->at(i).id);
    return ids;
}

void RunLibrary::discard(int runId) {
    if (const auto record = m_records.find(runId); record != m_records.end()) {
        deleteJournalOf(record->second);
        m_records.erase(record);
    }
    m_store->remove(runId);
}

void RunLibrary::abandonUnsaved() {
    for (auto& [id, record] : m_records)
        deleteJournalOf(record);
}

std::vector<std::filesystem::path> RunLibrary::leftBehind() const {
    return abandonedJournals(m_journalFolder);
}

Result<int> RunLibrary::recover(const std::filesystem::path& journal) {
    Result<Run> run = readJournal(journal);
    if (!run)
        return run.error();
    const QString started =
        QString::fromStdString(run->context.startedUtc).left(16).replace(QLatin1Char('T'), QLatin1Char(' '));
    const int id = m_store->add(RunKind::Opened, tr("Recovered %1").arg(started), std::move(*run));
    m_records[id].recoveredFrom = journal;
    Q_EMIT savedChanged();
    return id;
}

void RunLibrary::deleteJournal(const std::filesystem::path& journal) {
    std::error_code ignored; // one that is gone already is as good
    std::filesystem::remove(journal, ignored);
}

void RunLibrary::deleteJournalOf(Record& record) {
    if (record.journal)
        record.journal->discard();
    record.journal.reset();
    if (!record.recoveredFrom.empty())
        deleteJournal(std::exchange(record.recoveredFrom, {}));
}

} // namespace headroom::ui

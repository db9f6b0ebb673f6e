// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/headroom_engine/recover_command.h"

#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/standard_streams.h"
#include "app/headroom_engine/program.h"
#include "engine/files/printable.h"
#include "engine/files/state_folder.h"
#include "engine/files/write_place.h"
#include "engine/io/journal_reader.h"
#include "engine/io/journal_survey.h"
#include "engine/sweep/plan_part.h"
#include "engine/sweep/sweep_plan.h"

#include <algorithm>
#include <sstream>

namespace headroom {

namespace {

namespace fs = std::filesystem;

int refuse(const std::string& message, int status) {
    tell(kProgram, {message});
    return status;
}

/// Text of one line, as a terminal may show it.
std::string lineOf(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return printable(text);
}

/// "2026-01-02 03:04:05Z"
std::string spaced(std::string utc) {
    if (const std::size_t t = utc.find('T'); t != std::string::npos)
        utc[t] = ' ';
    return utc;
}

const char* toString(JournalState state) {
    switch (state) {
    case JournalState::InUse:
        return "running";
    case JournalState::LeftBehind:
        return "left behind";
    case JournalState::Newer:
        return "newer";
    case JournalState::Unreadable:
        return "unreadable";
    case JournalState::Broken:
        break;
    }
    return "broken";
}

/// What was measured, in a few words.
std::string topicOf(const SweepSpec& spec) {
    if (!spec.budget)
        return infoOf(spec.operation).title;
    const std::string& name = spec.budget->model.name;
    if (spec.isList())
        return "a list of GEMMs" + (name.empty() ? name : ", " + name);
    if (spec.budget->variants)
        return std::string("advice on ") + infoOf(spec.budget->variants->length).symbol + " of " + name;
    return "a layer of " + name;
}

/// Two lines a journal, the second its path alone, which can be copied.
void print(std::ostream& text, const FoundJournal& journal) {
    if (!journal.reason.empty()) {
        text << toString(journal.state) << ": " << lineOf(journal.reason) << "\n  " << lineOf(journal.path)
             << '\n';
        return;
    }
    const Result<RecoveredRun> read = readJournal(journal.path);
    if (!read) { // one in use that has no measurement yet
        text << toString(journal.state) << ": no measurement yet\n  " << lineOf(journal.path) << '\n';
        return;
    }
    const Run& run = read->run;
    text << toString(journal.state) << ": " << lineOf(spaced(run.context.startedUtc)) << ", "
         << lineOf(run.context.deviceId) << " (" << lineOf(run.context.device) << "), "
         << lineOf(topicOf(run.spec)) << ", " << run.measurements.size()
         << (run.measurements.size() == 1 ? " point" : " points");
    if (read->leftOut > 0)
        text << ", " << read->leftOut << (read->leftOut == 1 ? " line" : " lines") << " cannot be read";
    text << "\n  " << lineOf(journal.path) << '\n';
}

int list(JournalFolder& folder, const DataOutput& output) {
    std::ostringstream text;
    std::vector<std::string> notes;
    std::size_t found = 0;
    const auto look = [&](JournalFolder& in) {
        const JournalSurvey survey = surveyJournals(in);
        found += survey.journals.size();
        for (const FoundJournal& journal : survey.journals)
            print(text, journal);
        for (const std::string& note : {survey.setAsideNote(), survey.endedNote()})
            if (!note.empty())
                notes.push_back(note);
    };
    look(folder);
    // Where a program had no other folder it made one there, which a kill leaves behind.
    for (const fs::path& path : temporaryFolders())
        if (!journalsIn(path).empty()) {
            JournalFolder temporary(path);
            look(temporary);
        }
    const Outcome written = output.write(text.str());
    if (found == 0)
        tell(
            kProgram,
            {folder.path().empty()
                 ? "There is no folder for journals, and none in the temporary folder that a run left behind."
                 : "There is no journal in " + folder.path().string() + "."});
    tell(kProgram, notes);
    return written ? kExitOk : refuse(written.error().reason, kExitSomeFailed);
}

/// What is no path is a name from the list, with or without its ending.
fs::path find(const std::string& given, const fs::path& folder) {
    std::error_code ignored;
    if (given.find('/') == std::string::npos && !fs::exists(given, ignored))
        for (const char* ending : {"", ".jsonl"})
            if (const fs::path named = folder / (given + ending); fs::exists(named, ignored))
                return named;
    return followLinks(given).path;
}

/// " It has 5 of 14 points: …" where a sweep was cut off.
std::string howToGoOn(const Run& run, bool isInUse) {
    const std::optional<std::size_t> planned = plannedPoints(run);
    if (isInUse || !planned || run.measurements.size() >= *planned)
        return {};
    return " It has " + std::to_string(run.measurements.size()) + " of " + std::to_string(*planned) +
           " points: the command that began the sweep measures the others with --resume and this path.";
}

int writeOut(const RecoverCommand& command, JournalFolder& folder, const fs::path& journal,
             const DataOutput& output, InterruptWatch& interrupts) {
    std::error_code ignored;
    const bool isElsewhere = !fs::equivalent(journal.parent_path(), folder.path(), ignored);
    const bool isInUse = isElsewhere ? isJournalInUse(journal) : folder.isClaimed(journal);
    // Nobody else recovers or deletes it meanwhile; a copy elsewhere is nobody's.
    const bool isMine = command.discard && !isInUse && (isElsewhere || folder.claim(journal));
    if (command.discard && !isMine)
        return refuse("Cannot discard " + journal.string() +
                          ": a running program has it. Leave out --discard to write what it holds now.",
                      kExitUsage);
    const Result<RecoveredRun> read = readJournal(journal);
    if (!read)
        return refuse(read.error().reason, kExitUsage);
    if (isInUse)
        tell(kProgram, {"A running program has this journal: it is written as far as it goes now."});
    if (read->leftOut > 0)
        tell(kProgram, {read->note()});
    interrupts.onInterrupt([] { sayWithoutWaiting("\nWriting. Interrupt again to end at once.\n"); });
    const bool written = writeResults(command, read->run, output);
    const bool isWhole = written && read->leftOut == 0;
    if (isMine && isWhole && fs::remove(journal, ignored))
        tell(kProgram, {"The journal " + journal.string() + " was deleted."});
    else
        tell(kProgram, {"The journal stays in " + journal.string() + "." + howToGoOn(read->run, isInUse)});
    return isWhole ? kExitOk : kExitSomeFailed;
}

} // namespace

int runRecoverCommand(const RecoverCommand& given, InterruptWatch& interrupts) {
    RecoverCommand command = given;
    const bool isNamed = !command.csv.empty() || !command.json.empty();
    JournalFolder folder;
    if (command.journal.empty())
        return isNamed || command.discard
                   ? refuse("Name the journal: headroom-engine recover lists them.", kExitUsage)
                   : list(folder, DataOutput());
    const fs::path journal = find(command.journal, folder.path());
    if (const Outcome settled = settleResultFiles(command, {journal.string()}); !settled)
        return refuse(settled.error().reason, kExitUsage);
    const DataOutput output;
    if (const Outcome writable = checkResultFiles(command, output); !writable)
        return refuse(writable.error().reason, kExitUsage);
    return writeOut(command, folder, journal, output, interrupts);
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/places/slurm_job.h"

#include "engine/files/state_folder.h"
#include "engine/places/ssh_command.h"
#include "engine/remote/job.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <unistd.h>

namespace headroom {

namespace {

/// Options of a job that say what one task has, so that its step has it too.
constexpr std::array<std::string_view, 11> kOfATask{
    "--gpus-per-task", "--cpus-per-task", "-c",    "--cpus-per-gpu", "--mem-per-cpu", "--mem-per-gpu",
    "--cpu-bind",      "--gpu-bind",      "--mpi", "--container",    "--export"};
/// Options that say by themselves which GPUs the job has.
constexpr std::array<std::string_view, 4> kOfGpus{"--gpus", "--gres=gpu", "-G", "--tres-per-task=gres"};
/// ssh makes its socket beside the one that it is told of, under a longer name; a socket's path has 107
/// bytes.
constexpr std::size_t kLongestSocketFolder = 60;

bool beginsWithOneOf(std::string_view word, const auto& beginnings) {
    return std::ranges::any_of(beginnings,
                               [word](std::string_view beginning) { return word.starts_with(beginning); });
}

/// No shell reads what is started from here.
std::string withoutTilde(const std::string& program) {
    const char* home = std::getenv("HOME");
    return program.starts_with("~/") && home != nullptr ? home + program.substr(1) : program;
}

using Words = std::vector<std::string>;

Words jobWords(const PlaceEntry& entry) {
    Words words{"salloc"};
    const auto namesGpus = [](const std::string& option) { return beginsWithOneOf(option, kOfGpus); };
    if (std::ranges::none_of(entry.options, namesGpus))
        words.emplace_back("--gpus-per-task=1");
    words.insert(words.end(), entry.options.begin(), entry.options.end());
    // After the user's, since the last one counts: the job is found by its name, and one that ends before its
    // time ends what holds it.
    words.insert(words.end(), {"--kill-command", "--job-name=headroom-" + std::string(kRequestMark),
                               "--ntasks=" + std::to_string(entry.tasks)});
    // Its last command holds the job until its input ends.
    words.insert(words.end(), {"sh", "-c",
                               "echo; echo " + std::string(kGrantWord) +
                                   " \"$SLURM_JOB_ID\" \"$SLURM_NTASKS\" \"$SLURM_TASKS_PER_NODE\" "
                                   "\"${SLURM_MEM_PER_NODE:-0}\"; exec cat >/dev/null"});
    return words;
}

Words stepWords(const PlaceEntry& entry) {
    Words words{"srun",       "--jobid=" + std::string(kJobMark),
                "--ntasks=1", "--nodes=1",
                "--exact",    std::string(kMemoryMark)};
    bool saysGpus = false;
    for (const std::string& option : entry.options) {
        if (beginsWithOneOf(option, kOfATask))
            words.push_back(option);
        saysGpus = saysGpus || option.starts_with("--gpus-per-task");
        // Which GPUs a node has in the job, of which a step gets one.
        if (option.starts_with("--gres=gpu") && !saysGpus) {
            words.emplace_back("--gres=gpu:1");
            saysGpus = true;
        }
    }
    if (!saysGpus)
        words.emplace_back("--gpus-per-task=1");
    words.insert(words.end(), {entry.host.empty() ? withoutTilde(entry.engine) : entry.engine, "serve"});
    return words;
}

/// As a shell reads them. The mark of the memory stays outside of quotes: nothing may be left of it.
std::string shellLine(const Words& words) {
    std::string line = "exec";
    for (const std::string& word : words)
        line += ' ' + (word == kMemoryMark ? word : quotedForShell(word));
    return line;
}

/// The command as it is outside of any job: what an enclosing one set in the environment is for its own
/// steps.
Words outsideOfJobs(Words command) {
    Words all{"env"};
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string_view text = *variable;
        const std::string_view name = text.substr(0, text.find('='));
        if (name.starts_with("SLURM_") && name != "SLURM_CONF")
            all.insert(all.end(), {"-u", std::string(name)});
    }
    if (all.size() == 1)
        return command;
    std::ranges::move(command, std::back_inserter(all));
    return all;
}

/// A folder of this user alone for the socket of a shared connection; empty where there is none.
std::filesystem::path socketFolder() {
    std::vector<std::filesystem::path> folders{stateFolder().path};
    if (const char* runtime = std::getenv("XDG_RUNTIME_DIR"); runtime != nullptr && *runtime == '/')
        folders.insert(folders.begin(), std::filesystem::path(runtime) / "headroom");
    for (const std::filesystem::path& folder : folders) {
        const std::string text = folder.string();
        const bool isPlain =
            text.find_first_of("% \t\"'\\") == std::string::npos; // ssh reads more than a path
        if (!text.empty() && isPlain && text.size() <= kLongestSocketFolder && makePrivateFolder(folder))
            return folder;
    }
    return {};
}

} // namespace

void addSlurm(Place& place, const PlaceEntry& entry, const std::string& askpass) {
    const Words job = jobWords(entry);
    const Words step = stepWords(entry);
    const Words cancel{"scancel", "--name=headroom-" + std::string(kRequestMark)};
    if (entry.host.empty()) {
        place.command = outsideOfJobs(step);
        place.job = JobRequest{.command = outsideOfJobs(job), .cancel = cancel};
        return;
    }
    Words holds;
    Words shares;
    if (const std::filesystem::path folder = socketFolder(); !folder.empty()) {
        shares = {"-o", "ControlPath=" + (folder / ("headroom-" + std::string(kRequestMark))).string()};
        holds = {"-o", "ControlMaster=yes", "-o", "ControlPersist=no"};
        holds.insert(holds.end(), shares.begin(), shares.end());
        // Whatever the user's configuration says: only what holds the job is there for as long as it is.
        shares.insert(shares.end(), {"-o", "ControlMaster=no"});
    }
    const auto over = [&entry](const Words& command, bool mayAsk, const Words& further) {
        return sshCommand(entry.host, shellLine(command), mayAsk, further);
    };
    place.command = over(step, false, shares);
    place.job = JobRequest{.command = over(job, false, holds),
                           .environment = neverAsking(),
                           .cancel = over(cancel, false, shares)};
    if (askpass.empty())
        return;
    // A server lets so many share a connection, ten by default; others have one of their own.
    place.asking = {over(step, true, shares), askingBy(askpass, entry.name)};
    place.job->asking = {over(job, true, holds), askingBy(askpass, entry.name)};
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/describe/program_texts.h"

namespace headroom::descriptions {

std::span<const Term> exitStatuses() {
    static constexpr Term kStatuses[] = {
        {"0", "All points were measured; with `recover`, all of the journal was written."},
        {"1", "Some points failed, and their rows say why; or a result could not be written; with `recover`, "
              "lines were left out; with `merge`, points of the sweep are in none of the runs."},
        {"2",
         "Wrong usage; an unknown device word, a plan of which nothing fits into memory, a place that cannot "
         "be written, a journal without a run, a picture in which nothing would be seen included."},
        {"3", "The device is not available, or another program measures on it; the reason is named."},
        {"130",
         "Interrupted; what was measured until then is written, or in the journal where a second interrupt "
         "came before."},
    };
    return kStatuses;
}

std::span<const Term> environmentVariables() {
    static constexpr Term kVariables[] = {
        {"HEADROOM_CUDA_MODULE",
         "File of the module that reaches GPUs, by default `headroom_cuda.so` beside this program, or in "
         "the folder of its own among the system's libraries."},
        {"HEADROOM_LOCK_DIR",
         "Folder of the lock files, in place of `/run/lock`. Programs that use different folders do not see "
         "each other."},
        {"XDG_CONFIG_HOME", "Where settings and places are kept, by default `~/.config`."},
        {"XDG_STATE_HOME", "Where journals are kept, by default `~/.local/state`."},
    };
    return kVariables;
}

std::span<const Term> files() {
    static constexpr Term kFiles[] = {
        {"$XDG_CONFIG_HOME/headroom/places.json", "Places elsewhere, by default below `~/.config`."},
        {"$XDG_STATE_HOME/headroom/journal/",
         "One file for each run in progress, by default below `~/.local/state`. It is removed once the "
         "results are written. What was left behind is kept for 90 days, and the newest 200 at most; none "
         "ends before it was listed or offered once. Where neither that folder nor the home folder can be "
         "used, a new private one below the temporary folder takes its place, and is named."},
        {"$XDG_STATE_HOME/headroom/recovered/",
         "A run file of what could be written neither where it was to go nor to its journal; else below "
         "`TMPDIR`, else the rows are printed. A message says which."},
        {"$XDG_CACHE_HOME/headroom/cpu-roof.json",
         "What the processor can reach, by default below `~/.cache`: found out once for each kind of "
         "machine, and anew "
         "where the file is gone."},
        {"/run/lock/headroom-*.lock",
         "One file for each GPU, by its UUID, and for each memory (NUMA node) of the CPUs, locked while it "
         "is measured on; in `/dev/shm` or `/tmp` where not every user may create files there. They are "
         "seen by the programs of all users, though not across containers with folders of their own."},
    };
    return kFiles;
}

} // namespace headroom::descriptions

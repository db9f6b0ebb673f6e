// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A run file, as it is opened, dropped, or carried by a picture.

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/sound_run.h"

#include "engine/io/reproducer.h"
#include "engine/io/run_file.h"

namespace headroom::fuzzing {

namespace {

void requireReproducible(const Run& run) {
    for (const Reproducer as : {Reproducer::PyTorch, Reproducer::CublasLt}) {
        const Result<std::string> program = reproduce(as, run, run.measurements.front());
        if (program)
            require(!program->empty(), "a reproducer is a program");
        else
            requireSentence(program.error().reason);
    }
}

FUZZ_TARGET(run_file) {
    const Result<Run> run = runFromJson(bytes);
    if (!run)
        return requireSentence(run.error().reason);
    requireSound(*run);
    requirePlannable(run->spec);
    if (!run->measurements.empty())
        requireReproducible(*run);
}

} // namespace

} // namespace headroom::fuzzing

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/form_words.h"
#include "ui/widgets/words.h"

namespace headroom::ui {

QString label(SweepMode mode) {
    return mode == SweepMode::FixedHeads ? words("Number of heads fixed") : words("Head dimension fixed");
}

QString label(DataType type) {
    switch (type) {
    case DataType::F32:
        return words("f32");
    case DataType::Tf32:
        return words("tf32");
    case DataType::F16:
        return words("f16 (half)");
    case DataType::Bf16:
        return words("bf16 (bfloat16)");
    }
    return {};
}

QString label(Algorithm algorithm) {
    switch (algorithm) {
    case Algorithm::Default:
        return words("Library's default");
    case Algorithm::Best:
        return words("Best of the library's");
    case Algorithm::Both:
        return words("Both");
    }
    return {};
}

QString label(Regime regime) {
    return regime == Regime::Burst ? words("Burst: full clock") : words("Sustained: settled clock");
}

QString explanation(DataType type) {
    switch (type) {
    case DataType::F32:
        return words("32-bit floats in and out.");
    case DataType::Tf32:
        return words("32-bit floats in and out, multiplied in the tensor cores' 19-bit format.");
    case DataType::F16:
        return words(
            "IEEE half precision in and out, added up in f32: what the paper's chart was measured in.");
    case DataType::Bf16:
        return words("bfloat16 in and out, added up in f32: what most models are trained in today.");
    }
    return {};
}

QString explanation(Algorithm algorithm) {
    switch (algorithm) {
    case Algorithm::Default:
        return words("What the library's own heuristic picks: what a framework gets.");
    case Algorithm::Best:
        return words("The fastest of the library's candidates whose result is right.");
    case Algorithm::Both:
        return words("Two rows a point: what the heuristic leaves on the table. Takes twice as long.");
    }
    return {};
}

QString explanation(Regime regime) {
    return regime == Regime::Burst
               ? words("Short windows with idle time in between, so that the chip keeps its full clock.")
               : words(
                     "Continuous load until clock and power have settled, a second and more for each point: "
                     "what "
                     "a long training run sees.");
}

} // namespace headroom::ui

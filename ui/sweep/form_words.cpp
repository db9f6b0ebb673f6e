// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/form_words.h"

#include <QCoreApplication>

namespace headroom::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("headroom::ui::SweepForm", text);
}

} // namespace

QString label(SweepMode mode) {
    return mode == SweepMode::FixedHeads ? tr("Number of heads fixed") : tr("Head dimension fixed");
}

QString label(DataType type) {
    switch (type) {
    case DataType::F32:
        return tr("f32");
    case DataType::Tf32:
        return tr("tf32");
    case DataType::F16:
        return tr("f16 (half)");
    case DataType::Bf16:
        return tr("bf16 (bfloat16)");
    }
    return {};
}

QString label(Layout layout) {
    switch (layout) {
    case Layout::NN:
        return tr("NN, as bmm(A, B)");
    case Layout::NT:
        return tr("NT, as Q·Kᵀ");
    case Layout::Strided:
        return tr("Strided, as Megatron");
    }
    return {};
}

QString label(Algorithm algorithm) {
    switch (algorithm) {
    case Algorithm::Default:
        return tr("Library's default");
    case Algorithm::Best:
        return tr("Best of the library's");
    case Algorithm::Both:
        return tr("Both");
    }
    return {};
}

QString label(Regime regime) {
    return regime == Regime::Burst ? tr("Burst: full clock") : tr("Sustained: settled clock");
}

QString explanation(DataType type) {
    switch (type) {
    case DataType::F32:
        return tr("32-bit floats in and out.");
    case DataType::Tf32:
        return tr("32-bit floats in and out, multiplied in the tensor cores' 19-bit format.");
    case DataType::F16:
        return tr("IEEE half precision in and out, added up in f32: what the paper's chart was measured in.");
    case DataType::Bf16:
        return tr("bfloat16 in and out, added up in f32: what most models are trained in today.");
    }
    return {};
}

QString explanation(Layout layout) {
    switch (layout) {
    case Layout::NN:
        return tr("A is s × h/a and B is h/a × s, both contiguous: the bmm(A, B) behind the paper's chart.");
    case Layout::NT:
        return tr("Q and K are both s × h/a and contiguous for each head; K is read transposed.");
    case Layout::Strided:
        return tr(
            "The heads lie interleaved in one [s, b·a, h/a] tensor, as Megatron issues the GEMM: rows are "
            "b·a·h/a elements apart.");
    }
    return {};
}

QString explanation(Algorithm algorithm) {
    switch (algorithm) {
    case Algorithm::Default:
        return tr("What the library's own heuristic picks: what a framework gets.");
    case Algorithm::Best:
        return tr("The fastest of the library's candidates whose result is right.");
    case Algorithm::Both:
        return tr("Two rows a point: what the heuristic leaves on the table. Takes twice as long.");
    }
    return {};
}

QString explanation(Regime regime) {
    return regime == Regime::Burst
               ? tr("Short windows with idle time in between, so that the chip keeps its full clock.")
               : tr("Continuous load until clock and power have settled, a second and more for each point: "
                    "what "
                    "a long training run sees.");
}

} // namespace headroom::ui

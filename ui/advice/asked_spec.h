// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/sweep_spec.h"

#include <QString>

namespace headroom::ui {

/// Which GEMMs are compared.
enum class AskedGemms {
    OfChart, ///< the one that a sweep of the form measures
    Forward, ///< of a layer, all that the length changes
    All,     ///< and their gradients
};

/// What a user chose who asks about a length.
struct AskedChoices {
    QString text; ///< as typed; see typedQuestion()
    Length length = Length::Hidden;
    const ModelShape* model = nullptr; ///< none: h and a are typed
    bool headDimFollows = false;       ///< the model states no d: it is h/a
    bool ffnFollows = false;           ///< it states no f
    double within = 0.02;
    AskedGemms gemms = AskedGemms::OfChart;
};

/// What is to be measured, or why nothing can be.
struct AskedSpec {
    SweepSpec spec;
    QString problem; ///< a sentence; empty where there is something to measure
    QString note;    ///< what was asked about instead; may be empty
};

/// `base` is what the form says of everything else: tokens, type, regime … and, for GEMMs of the chart, the
/// operation.
AskedSpec askedSpec(const AskedChoices& choices, const SweepSpec& base);

/// The same question, which has its value, at that distance and for those GEMMs.
AskedSpec askedSpec(const SweepSpec& question, double within, AskedGemms gemms);

} // namespace headroom::ui

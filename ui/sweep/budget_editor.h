// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sweep/spec_editor.h"

namespace headroom::ui {

// Editors of what is measured, and of the part of a spec that is a layer's budget. While curves are measured
// these edit nothing, and keep what they show.

/// Curves, a model's layer, or the GEMMs of the last list that was shown. A layer's parts are then read from
/// the editors below. `askForList` is called when the user wants one, and there is none yet.
SpecEditor topicEditor(std::function<void()> askForList, const Edited& edited);
/// Presets, and models that were read from a config.json. `askForConfig` is called when the user wants to
/// name one.
SpecEditor modelEditor(std::function<void()> askForConfig, const Edited& edited);
SpecEditor kvSeqEditor(const Edited& edited);
SpecEditor tensorParallelEditor(const Edited& edited);
SpecEditor passesEditor(const Edited& edited);

} // namespace headroom::ui

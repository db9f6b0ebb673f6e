// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/model_shape.h"
#include "ui/sweep/spec_editor.h"

namespace headroom::ui {

/// What the user wants of the lengths as a whole.
struct LengthsWishes {
    std::function<void(const ModelShape*)> takeFrom; ///< a model; null: they follow from h and a again
    std::function<void()> askForConfig;
};

/// The layer's lengths that do not follow from h and a: taken from a model, or named one by one. Those are
/// shown that what is measured depends on.
SpecEditor lengthsEditor(const LengthsWishes& wishes, const Edited& edited);

} // namespace headroom::ui

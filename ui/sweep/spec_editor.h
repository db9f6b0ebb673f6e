// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/sweep_spec.h"
#include "ui/widgets/number_edit.h"

#include <functional>

namespace headroom::ui {

/// A widget that edits a part of the spec: one value, or two that belong together.
struct SpecEditor {
    QWidget* widget = nullptr;
    std::function<void(const SweepSpec&)> show;
    /// Takes over what the user chose. Where a text cannot be read, its value stays, and the reason is
    /// returned.
    std::function<QString(SweepSpec&)> read;
    /// Hands its part on.
    std::function<void(const SweepSpec& from, SweepSpec& to)> copy;
    /// Offers what that device can do and says whether there is anything to choose; none: any device can all.
    std::function<bool(const DeviceInfo&)> offer = {};
    /// Explains its parts, where that depends on the other values.
    std::function<void(const SweepSpec&)> explain = {};
    /// What has curves of its own beside what the widget says; shown below it where any length can be swept,
    /// or where a spec names some.
    QWidget* further = nullptr;
    std::function<bool(const SweepSpec&)> namesFurther = {};
    /// Told whether any length can be swept, which offers more.
    std::function<void(bool)> widen = {};
};

/// Called after each change that a user makes, as long as the form is there.
struct Edited {
    QObject* form;
    std::function<void()> call;
};

// The widgets' owner is the form that lays them out.
SpecEditor operationEditor(const Edited& edited);
/// Of curves; that of a layer's budget is among the budget's.
SpecEditor curvePassesEditor(const Edited& edited);
SpecEditor modeEditor(const Edited& edited);
SpecEditor headsEditor(const Edited& edited);
SpecEditor numberEditor(std::int64_t SweepSpec::*value, NumberEdit::Step step, const Edited& edited);
SpecEditor ratioEditor(const Edited& edited);
SpecEditor pointsEditor(const Edited& edited);
SpecEditor typeEditor(const Edited& edited);
SpecEditor layoutEditor(const Edited& edited);
SpecEditor algorithmEditor(const Edited& edited);
SpecEditor regimeEditor(const Edited& edited);
SpecEditor threadsEditor(const Edited& edited);
/// In percent.
SpecEditor precisionEditor(const Edited& edited);
/// In seconds.
SpecEditor timeLimitEditor(const Edited& edited);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The form's fields for sweeps over any length, which are there where that is asked for.
#include "ui/sweep/axis_editor.h"
#include "ui/sweep/lengths_editor.h"
#include "ui/sweep/sweep_form.h"

namespace headroom::ui {

std::vector<SweepForm::Field> SweepForm::anyLengthFields() {
    const Edited edited{this, [this] {
                            m_configFault.clear();
                            readFields();
                        }};
    const LengthsWishes wishes{[this](const ModelShape* model) { takeModel(model); },
                               [this] {
                                   m_configForCurves = true;
                                   Q_EMIT configWanted();
                               }};
    return {
        {.place = SpecField::Pass,
         .label = tr("Pass"),
         .editor = curvePassesEditor(edited),
         .toolTip = tr("Forward computes the outputs; dgrad and wgrad carry the gradients back to inputs and "
                       "weights. Several have curves of their own."),
         .part = Part::AnyLength,
         .isSaid =
             [](const SweepSpec& spec) { return spec.pass != Pass::Forward || !spec.further.passes.empty(); },
         .name = "curvePass"},
        {.place = SpecField::Axis,
         .label = tr("x axis"),
         .editor = axisEditor(edited),
         .toolTip = tr("The length that grows along the chart. Curves are the classes of that length."),
         .part = Part::AnyLength,
         .isSaid = [](const SweepSpec& spec) { return spec.axis.has_value(); }},
        {.place = SpecField::Range,
         .label = tr("Range"),
         .editor = rangeEditor(edited),
         .toolTip = tr("From where to where it grows. Over decades, points are spread by equal factors."),
         .part = Part::AnyLength,
         .matters = [](const SweepSpec& spec) { return spec.axis.has_value(); },
         .isSaid = [](const SweepSpec&) { return true; },
         .labelOf =
             [](const SweepSpec& spec) {
                 return tr("Range of %1").arg(QLatin1String(infoOf(axisOf(spec)).symbol));
             }},
        {.place = SpecField::Lengths,
         .label = tr("Lengths"),
         .editor = lengthsEditor(wishes, edited),
         .toolTip = tr("The layer's other lengths: those of a model, or named one by one. An empty one "
                       "follows from h, a and s."),
         .part = Part::AnyLength,
         .isSaid = [](const SweepSpec& spec) { return spec.fixed != LayerShape(); }},
    };
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/axis_editor.h"

#include "engine/sweep/curve_sizes.h"
#include "ui/sweep/editor_parts.h"
#include "ui/sweep/quiet_combo_box.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <memory>

namespace headroom::ui {

namespace {

/// A hidden size that architects ask about, on the curves that are fast whatever the operation divides by a.
std::int64_t usualHidden(const SweepSpec& spec) {
    constexpr std::int64_t kAbout = 4096;
    const std::int64_t unit = 64 * std::clamp<std::int64_t>(spec.heads, 1, 1024);
    return std::max(unit, (kAbout + unit / 2) / unit * unit);
}

/// Where models of today have that length.
AxisRange usualRange(Axis axis, const SweepSpec& spec) {
    const std::int64_t hidden = spec.hiddenMax;
    switch (axis) {
    case Axis::Hidden:
        return {axis, SweepSpec().hiddenMin, SweepSpec().hiddenMax};
    case Axis::HeadDim:
        return {axis, 32, 256};
    case Axis::Ffn:
        return {axis, 2 * hidden, 4 * hidden};
    case Axis::ExpertFfn:
        return {axis, 512, 4096};
    case Axis::Vocab:
        return {axis, 32000, 65536};
    case Axis::Tokens:
        return {axis, 1, 16384};
    case Axis::Seq:
        return {axis, 128, 8192};
    case Axis::KvSeq:
        return {axis, 1024, 65536};
    case Axis::KvHeads:
        return {axis, 1, std::max<std::int64_t>(1, spec.heads)};
    case Axis::TensorParallel:
        return {axis, 1, 16};
    }
    return {};
}

/// `lastHidden` is the range that h had before another length took its place.
void layAlong(SweepSpec& spec, Axis axis, AxisRange& lastHidden) {
    if (!spec.axis)
        lastHidden = {Axis::Hidden, spec.hiddenMin, spec.hiddenMax};
    if (axis == Axis::Hidden) {
        spec.axis.reset();
        spec.hiddenMin = lastHidden.least;
        spec.hiddenMax = lastHidden.most;
        return;
    }
    spec.mode = SweepMode::FixedHeads;
    if (spec.hiddenMin != spec.hiddenMax)
        spec.hiddenMin = spec.hiddenMax = usualHidden(spec);
    spec.axis = usualRange(axis, spec);
}

bool anyDependsOn(const SweepSpec& spec, Axis axis) {
    return std::ranges::any_of(
        allOperations(spec), [&spec, axis](Operation operation) { return dependsOn(spec, operation, axis); });
}

} // namespace

QString axisText(Axis axis) {
    const AxisInfo& info = infoOf(axis);
    QString name = words(info.name);
    name[0] = name[0].toUpper();
    return QStringLiteral("%1 %2").arg(name, QLatin1String(info.symbol));
}

SpecEditor axisEditor(const Edited& edited) {
    auto* box = new QuietComboBox;
    for (const AxisInfo& axis : allAxes())
        box->addItem(axisText(axis.axis), static_cast<int>(axis.axis));
    const SweepSpec usual;
    const auto lastHidden =
        std::make_shared<AxisRange>(AxisRange{Axis::Hidden, usual.hiddenMin, usual.hiddenMax});
    QObject::connect(box, &QComboBox::currentIndexChanged, edited.form, edited.call);
    return {
        .widget = box,
        .show =
            [=](const SweepSpec& spec) {
                box->setCurrentIndex(box->findData(static_cast<int>(axisOf(spec))));
            },
        .read =
            [=](SweepSpec& spec) {
                if (const auto chosen = static_cast<Axis>(box->currentData().toInt()); chosen != axisOf(spec))
                    layAlong(spec, chosen, *lastHidden);
                return QString();
            },
        .copy = [](const SweepSpec& from, SweepSpec& to) { to.axis = from.axis; },
        .explain =
            [=](const SweepSpec& spec) {
                const QSignalBlocker blocker(box);
                for (int row = 0; row < box->count(); ++row) {
                    const auto axis = static_cast<Axis>(box->itemData(row).toInt());
                    const bool matters = anyDependsOn(spec, axis);
                    box->setItemData(row, matters ? QVariant() : QVariant(0), Qt::UserRole - 1); // its flags
                    box->setItemData(row,
                                     matters ? QString() : words("What is measured does not depend on it."),
                                     Qt::ToolTipRole);
                }
            }};
}

SpecEditor rangeEditor(const Edited& edited) {
    using Step = NumberEdit::Step;
    auto* least = makeNamed(makeNumber(Step::Doubling, 2, 1, edited), "rangeMin", words("Smallest length"),
                            words("Where the x axis begins"));
    auto* most = makeNamed(makeNumber(Step::Doubling, 2, 1, edited), "rangeMax", words("Largest length"),
                           words("Where the x axis ends"));
    const auto shown = std::make_shared<Axis>(Axis::Hidden); // whose range it is
    return {.widget = sideBySide({least, plainLabel(words("to")), most}),
            .show =
                [=](const SweepSpec& spec) {
                    *shown = axisOf(spec);
                    if (!spec.axis)
                        return;
                    least->setValue(spec.axis->least);
                    most->setValue(spec.axis->most);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (!spec.axis || spec.axis->axis != *shown)
                        return QString();
                    const QString ofLeast = readNumber(least, spec.axis->least);
                    const QString ofMost = readNumber(most, spec.axis->most);
                    return ofLeast.isEmpty() ? ofMost : ofLeast;
                },
            .copy = [](const SweepSpec&, SweepSpec&) {}};
}

SpecEditor hiddenEditor(const Edited& edited) {
    const auto make = [&edited](const char* name, const QString& accessibleName, const QString& toolTip) {
        return makeNamed(makeNumber(NumberEdit::Step::Adding, 1024, 0, edited), name, accessibleName,
                         toolTip);
    };
    auto* least = make("hiddenMin", words("Smallest hidden size"),
                       words("The smallest model width on the x axis; the first multiple of a from here on"));
    auto* most =
        make("hiddenMax", words("Largest hidden size"), words("The largest model width on the x axis"));
    QLabel* between = plainLabel(words("to"));
    const auto isOne = std::make_shared<bool>(false);
    return {.widget = sideBySide({least, between, most}),
            .show =
                [=](const SweepSpec& spec) {
                    *isOne = spec.axis.has_value();
                    least->setVisible(!*isOne);
                    between->setVisible(!*isOne);
                    least->setValue(spec.hiddenMin);
                    most->setValue(spec.hiddenMax);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (spec.axis.has_value() != *isOne) // it shows the other axis still
                        return QString();
                    if (*isOne) {
                        const QString problem = readNumber(most, spec.hiddenMax);
                        spec.hiddenMin = spec.hiddenMax;
                        return problem;
                    }
                    const QString ofLeast = readNumber(least, spec.hiddenMin);
                    const QString ofMost = readNumber(most, spec.hiddenMax);
                    return ofLeast.isEmpty() ? ofMost : ofLeast;
                },
            .copy =
                [](const SweepSpec& from, SweepSpec& to) {
                    to.hiddenMin = from.hiddenMin;
                    to.hiddenMax = from.hiddenMax;
                }};
}

} // namespace headroom::ui

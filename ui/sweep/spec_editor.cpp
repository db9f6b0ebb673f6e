// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/spec_editor.h"

#include "engine/sweep/sweep_plan.h"
#include "ui/sweep/editor_parts.h"
#include "ui/sweep/form_words.h"
#include "ui/sweep/quiet_combo_box.h"
#include "ui/sweep/ratio_picker.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <memory>

namespace headroom::ui {

namespace {

constexpr std::int64_t kUsualPoints = 16;

template <class T>
auto copyOf(T SweepSpec::*value) {
    return [value](const SweepSpec& from, SweepSpec& to) { to.*value = from.*value; };
}

template <class T>
void addChoice(QComboBox* box, T value) {
    box->addItem(label(value), static_cast<int>(value));
}

/// A combo box for one value of a vocabulary, still empty.
template <class T>
SpecEditor choiceEditor(T SweepSpec::*value, const Edited& edited) {
    auto* box = new QuietComboBox;
    QObject::connect(box, &QComboBox::currentIndexChanged, edited.form, edited.call);
    return {.widget = box,
            .show =
                [=](const SweepSpec& spec) {
                    box->setCurrentIndex(box->findData(static_cast<int>(spec.*value)));
                },
            .read =
                [=](SweepSpec& spec) {
                    if (const QVariant chosen = box->currentData(); chosen.isValid())
                        spec.*value = static_cast<T>(chosen.toInt());
                    return QString();
                },
            .copy = copyOf(value)};
}

/// Any value of the vocabulary can be chosen.
template <class T>
SpecEditor vocabularyEditor(T SweepSpec::*value, const Edited& edited) {
    SpecEditor editor = choiceEditor(value, edited);
    auto* box = static_cast<QComboBox*>(editor.widget);
    const QSignalBlocker blocker(box);
    for (const Word<T>& word : wordsOf<T>())
        addChoice(box, word.value);
    return editor;
}

/// Empties the box and fills it with one choice for each of the values.
template <class Values, class Add>
void refill(QComboBox* box, const Values& values, Add add) {
    const QSignalBlocker blocker(box);
    box->clear();
    for (const auto& value : values)
        add(value);
}

/// What a device offers can be chosen; with fewer than that there is nothing to choose.
template <class T>
SpecEditor offeredEditor(T SweepSpec::*value, std::vector<T> DeviceInfo::*offered, std::size_t fewest,
                         const Edited& edited) {
    SpecEditor editor = choiceEditor(value, edited);
    auto* box = static_cast<QComboBox*>(editor.widget);
    editor.offer = [=](const DeviceInfo& device) {
        refill(box, device.*offered, [box](T choice) {
            addChoice(box, choice);
            box->setItemData(box->count() - 1, explanation(choice), Qt::ToolTipRole);
        });
        return (device.*offered).size() >= fewest;
    };
    return editor;
}

/// A number with decimals that is shown as so many times the spec's value.
SpecEditor decimalEditor(double SweepSpec::*value, double times, DecimalEdit* edit, const Edited& edited) {
    QObject::connect(edit, &DecimalEdit::edited, edited.form, edited.call);
    return {.widget = edit,
            .show = [=](const SweepSpec& spec) { edit->setValue(spec.*value * times); },
            .read =
                [=](SweepSpec& spec) {
                    if (const auto typed = edit->value())
                        spec.*value = *typed / times;
                    return edit->problem();
                },
            .copy = copyOf(value)};
}

} // namespace

NumberEdit* makeNumber(NumberEdit::Step step, qint64 amount, qint64 least, const Edited& edited) {
    auto* edit = new NumberEdit(step, amount, least);
    QObject::connect(edit, &NumberEdit::edited, edited.form, edited.call);
    return edit;
}

NumberEdit* makeNamed(NumberEdit* edit, const char* name, const QString& accessibleName,
                      const QString& toolTip) {
    edit->setObjectName(QLatin1String(name));
    edit->setAccessibleName(accessibleName);
    edit->setToolTip(toolTip);
    return edit;
}

QWidget* sideBySide(std::initializer_list<QWidget*> widgets) {
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QWidget* widget : widgets)
        row->addWidget(widget, qobject_cast<NumberEdit*>(widget) ? 1 : 0);
    holder->setFocusProxy(*widgets.begin());
    return holder;
}

SpecEditor modeEditor(const Edited& edited) {
    return vocabularyEditor(&SweepSpec::mode, edited);
}

SpecEditor numberEditor(std::int64_t SweepSpec::*value, NumberEdit::Step step, const Edited& edited) {
    auto* edit = makeNumber(step, step == NumberEdit::Step::Doubling ? 2 : 1, 1, edited);
    return {.widget = edit,
            .show = [=](const SweepSpec& spec) { edit->setValue(spec.*value); },
            .read = [=](SweepSpec& spec) { return readNumber(edit, spec.*value); },
            .copy = copyOf(value)};
}

SpecEditor ratioEditor(const Edited& edited) {
    auto* picker = new RatioPicker;
    QObject::connect(picker, &RatioPicker::edited, edited.form, edited.call);
    return {.widget = picker,
            .show = [=](const SweepSpec& spec) { picker->setRatios(spec.ratios); },
            .read =
                [=](SweepSpec& spec) {
                    spec.ratios = picker->ratios();
                    return picker->problem();
                },
            .copy = copyOf(&SweepSpec::ratios),
            .explain =
                [=](const SweepSpec& spec) {
                    QStringList texts;
                    for (const std::int64_t ratio : RatioPicker::usualRatios())
                        texts << QString::fromStdString(
                            describeCurve(spec, {spec.operation, spec.pass, spec.type, spec.heads, ratio}));
                    picker->setChipToolTips(texts);
                }};
}

SpecEditor pointsEditor(const Edited& edited) {
    auto* count =
        makeNamed(makeNumber(NumberEdit::Step::Adding, 1, 1, edited), "pointCount", words("Points per curve"),
                  words("Measured on each curve, spread evenly over its admissible hidden sizes"));
    auto* all = new QCheckBox(words("all"));
    all->setObjectName(QStringLiteral("allPoints"));
    all->setToolTip(words("Measure every admissible hidden size of the range: finer, and much longer"));
    QObject::connect(all, &QCheckBox::toggled, edited.form, edited.call);
    return {.widget = sideBySide({count, all}),
            .show =
                [=](const SweepSpec& spec) {
                    all->setChecked(!spec.pointsPerCurve);
                    count->setValue(spec.pointsPerCurve.value_or(count->value().value_or(kUsualPoints)));
                },
            .read =
                [=](SweepSpec& spec) {
                    count->setEnabled(!all->isChecked());
                    std::int64_t points = spec.pointsPerCurve.value_or(kUsualPoints);
                    const QString problem = readNumber(count, points);
                    spec.pointsPerCurve = all->isChecked() ? std::nullopt : std::optional(points);
                    return problem;
                },
            .copy = copyOf(&SweepSpec::pointsPerCurve)};
}

SpecEditor layoutEditor(const Edited& edited) {
    SpecEditor editor = choiceEditor(&SweepSpec::layout, edited);
    auto* box = static_cast<QComboBox*>(editor.widget);
    const auto ofDevice = std::make_shared<std::vector<Layout>>();
    const auto fill = [box](const std::vector<Layout>& layouts) {
        refill(box, layouts, [box](Layout layout) { box->addItem({}, static_cast<int>(layout)); });
    };
    editor.offer = [ofDevice, fill](const DeviceInfo& device) {
        *ofDevice = device.layouts;
        fill(*ofDevice);
        return true;
    };
    editor.explain = [box, ofDevice,
                      fill](const SweepSpec& spec) { // each operation has its own, and its own words
        std::vector<Layout> offered;
        for (const Layout layout : *ofDevice)
            if (layout == spec.layout || infoOf(spec.operation).offers(layout, spec.pass))
                offered.push_back(layout);
        fill(offered);
        const QSignalBlocker blocker(box);
        box->setCurrentIndex(box->findData(static_cast<int>(spec.layout)));
        for (int row = 0; row < box->count(); ++row) {
            const auto layout = static_cast<Layout>(box->itemData(row).toInt());
            const OperationLayout text = infoOf(spec.operation).layoutText(layout, spec.pass);
            box->setItemText(row, words(text.label));
            box->setItemData(row, words(text.explanation), Qt::ToolTipRole);
        }
    };
    return editor;
}

SpecEditor algorithmEditor(const Edited& edited) {
    return offeredEditor(&SweepSpec::algorithm, &DeviceInfo::algorithms, 2, edited);
}

SpecEditor regimeEditor(const Edited& edited) {
    return offeredEditor(&SweepSpec::regime, &DeviceInfo::regimes, 2, edited);
}

SpecEditor threadsEditor(const Edited& edited) {
    auto* edit = makeNumber(NumberEdit::Step::Adding, 1, 0, edited);
    edit->setMeaningOfEmpty(0, words("automatic")); // until a device says how many
    return {.widget = edit,
            .show = [=](const SweepSpec& spec) { edit->setValue(spec.threads); },
            .read = [=](SweepSpec& spec) { return readNumber(edit, spec.threads); },
            .copy = copyOf(&SweepSpec::threads),
            .offer =
                [=](const DeviceInfo& device) {
                    edit->setMeaningOfEmpty(0, words("all %1").arg(device.maxThreads));
                    return device.kind() == DeviceKind::Processor;
                }};
}

SpecEditor precisionEditor(const Edited& edited) {
    return decimalEditor(&SweepSpec::precision, 100, new DecimalEdit(0.01, 50, 0.5), edited);
}

SpecEditor timeLimitEditor(const Edited& edited) {
    return decimalEditor(&SweepSpec::timeLimitS, 1, new DecimalEdit(0.001, 3600, 1), edited);
}

} // namespace headroom::ui

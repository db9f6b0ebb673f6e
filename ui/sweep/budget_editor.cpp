// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/budget_editor.h"

#include "engine/sweep/axis.h"
#include "ui/sweep/model_list.h"
#include "ui/sweep/pass_boxes.h"
#include "ui/sweep/quiet_combo_box.h"
#include "ui/widgets/words.h"

#include <QSignalBlocker>

#include <memory>

namespace headroom::ui {

SpecEditor topicEditor(const Edited& edited) {
    auto* box = new QuietComboBox;
    box->addItems({words("Curves over hidden size"), words("A model's layer")});
    box->setItemData(0, words("One GEMM of a layer, for many hidden sizes."), Qt::ToolTipRole);
    box->setItemData(1, words("Every GEMM of one model's layer, and its logits: where its time goes."),
                     Qt::ToolTipRole);
    QObject::connect(box, &QComboBox::currentIndexChanged, edited.form, edited.call);
    return {.widget = box,
            .show = [=](const SweepSpec& spec) { box->setCurrentIndex(spec.budget ? 1 : 0); },
            .read =
                [=](SweepSpec& spec) {
                    if (box->currentIndex() == 0)
                        spec.budget.reset();
                    else if (!spec.budget)
                        spec.budget = BudgetSpec();
                    return QString();
                },
            .copy = [](const SweepSpec& from, SweepSpec& to) { to.budget = from.budget; },
            .explain =
                [=](const SweepSpec& spec) {
                    box->setItemText(0, words("Curves over %1").arg(words(infoOf(axisOf(spec)).name)));
                }};
}

SpecEditor modelEditor(std::function<void()> askForConfig, const Edited& edited) {
    auto* box = new QuietComboBox;
    const auto models = std::make_shared<ModelList>(box);
    QObject::connect(box, &QComboBox::activated, edited.form, [=](int row) {
        if (!models->asksForConfig(row))
            return;
        const QSignalBlocker blocker(box);
        box->setCurrentIndex(models->selected());
        askForConfig();
    });
    QObject::connect(box, &QComboBox::currentIndexChanged, edited.form, [=](int row) {
        if (const ModelShape* model = models->at(row)) {
            models->select(ModelShape(*model));
            edited.call();
        }
    });
    return {.widget = box,
            .show =
                [=](const SweepSpec& spec) {
                    if (spec.budget)
                        models->select(spec.budget->model);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (spec.budget)
                        spec.budget->model = *models->at(models->selected());
                    return QString();
                },
            .copy = [](const SweepSpec&, SweepSpec&) {}};
}

namespace {

/// A number of the budget; empty means that value.
SpecEditor budgetNumber(std::int64_t BudgetSpec::*value, NumberEdit* edit, const Edited& edited) {
    QObject::connect(edit, &NumberEdit::edited, edited.form, edited.call);
    return {.widget = edit,
            .show =
                [=](const SweepSpec& spec) {
                    if (spec.budget)
                        edit->setValue((*spec.budget).*value);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (!spec.budget)
                        return QString();
                    if (const auto typed = edit->value())
                        (*spec.budget).*value = *typed;
                    return edit->problem();
                },
            .copy = [](const SweepSpec&, SweepSpec&) {}};
}

} // namespace

SpecEditor kvSeqEditor(const Edited& edited) {
    auto* edit = new NumberEdit(NumberEdit::Step::Doubling, 2, 1);
    edit->setMeaningOfEmpty(0, words("as many as s"));
    edit->setValue(0);
    return budgetNumber(&BudgetSpec::kvSeq, edit, edited);
}

SpecEditor tensorParallelEditor(const Edited& edited) {
    auto* edit = new NumberEdit(NumberEdit::Step::Doubling, 2, 1);
    edit->setValue(1);
    return budgetNumber(&BudgetSpec::tensorParallel, edit, edited);
}

SpecEditor passesEditor(const Edited& edited) {
    auto* boxes = new PassBoxes(QStringLiteral("pass"));
    QObject::connect(boxes, &PassBoxes::edited, edited.form, edited.call);
    return {.widget = boxes,
            .show =
                [=](const SweepSpec& spec) {
                    if (spec.budget)
                        boxes->setPasses(spec.budget->passes);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (spec.budget)
                        spec.budget->passes = boxes->passes();
                    return QString();
                },
            .copy = [](const SweepSpec&, SweepSpec&) {}};
}

} // namespace headroom::ui

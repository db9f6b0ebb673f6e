// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/budget_editor.h"

#include "engine/sweep/axis.h"
#include "ui/sweep/model_list.h"
#include "ui/sweep/pass_boxes.h"
#include "ui/sweep/quiet_combo_box.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QSignalBlocker>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace headroom::ui {

namespace {

/// A list of GEMMs has no model, and none of its lengths.
bool isOfLayer(const SweepSpec& spec) {
    return spec.budget && !spec.isList();
}

} // namespace

SpecEditor topicEditor(std::function<void()> askForList, const Edited& edited) {
    enum Topic { Curves, Layer, List, OtherList }; // rows of the box; the last two as there are lists
    struct Known {
        std::optional<BudgetSpec> list;
        int shown = Curves;
    };
    auto* box = new QuietComboBox;
    box->addItems({words("Curves over hidden size"), words("A model's layer"), words("A list of GEMMs …")});
    box->setItemData(Curves, words("One GEMM of a layer, for many hidden sizes."), Qt::ToolTipRole);
    box->setItemData(Layer, words("Every GEMM of one model's layer, and its logits: where its time goes."),
                     Qt::ToolTipRole);
    const QString listTip =
        words("GEMMs by their lengths, from a CSV with the columns m, n and k, and batch, "
              "dtype, layout and label as you like; one dropped on the window is read, too.");
    box->setItemData(List, listTip, Qt::ToolTipRole);
    const auto known = std::make_shared<Known>();
    const auto select = [=](int row) {
        const QSignalBlocker blocker(box);
        known->shown = row;
        box->setCurrentIndex(row);
    };
    QObject::connect(box, &QComboBox::currentIndexChanged, edited.form, [=](int row) {
        if (row == OtherList || (row == List && !known->list)) {
            select(known->shown);
            askForList();
        } else {
            known->shown = row;
            edited.call();
        }
    });
    return {.widget = box,
            .show =
                [=](const SweepSpec& spec) {
                    if (spec.isList()) {
                        known->list = spec.budget;
                        box->setItemText(
                            List, printableText(words("%1, %2 GEMMs")
                                                    .arg(QString::fromStdString(spec.budget->model.name))
                                                    .arg(spec.budget->list.size())));
                        if (box->count() == OtherList) {
                            box->addItem(words("Another list …"));
                            box->setItemData(OtherList, listTip, Qt::ToolTipRole);
                        }
                    }
                    select(spec.isList() ? List : spec.budget ? Layer : Curves);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (known->shown == Curves)
                        spec.budget.reset();
                    else if (known->shown == List)
                        spec.budget = known->list;
                    else if (!spec.budget || spec.isList())
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
            return edited.call(); // the one that is there, chosen again, takes the place of a faulty file
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
                    if (isOfLayer(spec))
                        models->select(spec.budget->model);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (isOfLayer(spec))
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
                    if (isOfLayer(spec))
                        edit->setValue((*spec.budget).*value);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (!isOfLayer(spec))
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
                    if (isOfLayer(spec))
                        boxes->setPasses(spec.budget->passes);
                },
            .read =
                [=](SweepSpec& spec) {
                    if (isOfLayer(spec))
                        spec.budget->passes = boxes->passes();
                    return QString();
                },
            .copy = [](const SweepSpec&, SweepSpec&) {}};
}

} // namespace headroom::ui

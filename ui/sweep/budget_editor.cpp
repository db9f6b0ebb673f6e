// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/budget_editor.h"

#include "ui/sweep/quiet_combo_box.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>
#include <memory>

namespace headroom::ui {

namespace {

/// "h = 4096, 32 layers"
QString modelText(const ModelShape& model) {
    const LayerShape& layer = model.layer;
    QStringList texts{words("h = %1").arg(layer.hidden), words("a = %1").arg(layer.heads),
                      words("g = %1").arg(layer.kvHeads), words("d = %1").arg(layer.headDim)};
    if (layer.ffn > 0)
        texts << words("f = %1").arg(layer.ffn);
    if (model.hasExperts())
        texts << words("%1 experts of %2").arg(layer.experts).arg(layer.expertFfn);
    if (layer.vocab > 0)
        texts << words("v = %1").arg(layer.vocab);
    texts << words("%1 layers").arg(model.layers);
    return texts.join(QStringLiteral(", "));
}

QString explanation(Pass pass) {
    switch (pass) {
    case Pass::Forward:
        return words("The outputs: all that serving a model computes.");
    case Pass::Dgrad:
        return words("The gradients of the inputs, as training carries them back.");
    case Pass::Wgrad:
        return words("The gradients of the weights, and of keys and values.");
    }
    return {};
}

/// The models of a combo box, row by row; below them the row that asks for another one.
class ModelList {
public:
    explicit ModelList(QComboBox* box) : m_box(box) {
        const QSignalBlocker blocker(box);
        for (const ModelShape& preset : modelPresets())
            m_models.push_back(preset);
        for (const ModelShape& model : m_models)
            add(model, m_box->count());
        box->insertSeparator(box->count());
        box->addItem(words("config.json …"));
        box->setItemData(box->count() - 1,
                         words("Read a model from the config.json that it is published with"),
                         Qt::ToolTipRole);
    }

    bool asksForConfig(int row) const { return row == m_box->count() - 1; }
    const ModelShape* at(int row) const {
        return row >= 0 && row < static_cast<int>(m_models.size()) ? &m_models[static_cast<std::size_t>(row)]
                                                                   : nullptr;
    }
    /// Selects it; one that is no preset is added first.
    void select(const ModelShape& model) {
        const QSignalBlocker blocker(m_box);
        auto known = std::ranges::find(m_models, model);
        if (known == m_models.end()) {
            const int row = static_cast<int>(m_models.size());
            m_models.push_back(model);
            add(model, row);
            known = m_models.end() - 1;
        }
        m_selected = static_cast<int>(known - m_models.begin());
        m_box->setCurrentIndex(m_selected);
        m_box->setToolTip(toolTipText(modelText(model)));
    }
    int selected() const { return m_selected; }

private:
    void add(const ModelShape& model, int row) {
        m_box->insertItem(row, printableText(QString::fromStdString(model.name)));
        m_box->setItemData(row, toolTipText(modelText(model)), Qt::ToolTipRole);
    }

    QComboBox* m_box;
    std::vector<ModelShape> m_models;
    int m_selected = 0;
};

} // namespace

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
            .copy = [](const SweepSpec& from, SweepSpec& to) { to.budget = from.budget; }};
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
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    std::vector<std::pair<Pass, QCheckBox*>> boxes;
    for (const Word<Pass>& word : wordsOf<Pass>()) {
        auto* box = new QCheckBox(words(toString(word.value)));
        box->setObjectName(QStringLiteral("pass-") + QLatin1String(toString(word.value)));
        box->setToolTip(explanation(word.value));
        box->setChecked(true);
        row->addWidget(box);
        QObject::connect(box, &QCheckBox::toggled, edited.form, edited.call);
        boxes.emplace_back(word.value, box);
    }
    row->addStretch(1);
    holder->setFocusProxy(boxes.front().second);
    return {.widget = holder,
            .show =
                [=](const SweepSpec& spec) {
                    for (const auto& [pass, box] : boxes)
                        if (spec.budget)
                            box->setChecked(std::ranges::find(spec.budget->passes, pass) !=
                                            spec.budget->passes.end());
                },
            .read =
                [=](SweepSpec& spec) {
                    if (!spec.budget)
                        return QString();
                    spec.budget->passes.clear();
                    for (const auto& [pass, box] : boxes)
                        if (box->isChecked())
                            spec.budget->passes.push_back(pass);
                    return QString();
                },
            .copy = [](const SweepSpec&, SweepSpec&) {}};
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/lengths_editor.h"

#include "engine/sweep/curve_sizes.h"
#include "ui/sweep/axis_editor.h"
#include "ui/sweep/editor_parts.h"
#include "ui/sweep/model_list.h"
#include "ui/sweep/quiet_combo_box.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <memory>

namespace headroom::ui {

namespace {

/// A length that can be named, and what it is where it is not.
struct NamedLengthCell {
    Axis axis;
    const char* otherwise;
    std::int64_t otherwiseValue = 0;
};
constexpr std::array kCells{
    NamedLengthCell{Axis::HeadDim, "h/a"},
    NamedLengthCell{Axis::KvHeads, "a"},
    NamedLengthCell{Axis::Ffn, "4h"},
    NamedLengthCell{Axis::ExpertFfn, "none"},
    NamedLengthCell{Axis::Vocab, "none"},
    NamedLengthCell{Axis::KvSeq, "s"},
    NamedLengthCell{Axis::TensorParallel, "1", 1},
};

/// Of the model alone, as a sweep takes them: how it is run is not the model's.
LayerShape asModels(LayerShape lengths) {
    lengths.hidden = lengths.heads = lengths.seq = lengths.kvSeq = lengths.batch = 0;
    lengths.tensorParallel = 1;
    return lengths;
}

class LengthsPicker final : public QWidget {
public:
    LengthsPicker(const LengthsWishes& wishes, const Edited& edited)
        : m_from(new QuietComboBox), m_cells(new QGridLayout) {
        m_from->setObjectName(QStringLiteral("lengthsFrom"));
        m_from->setAccessibleName(words("Lengths of"));
        m_from->addItem(words("that follow from h and a"));
        m_from->addItem(words("named one by one"));
        m_models = std::make_unique<ModelList>(m_from);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        column->addWidget(m_from);
        m_cells->setHorizontalSpacing(6);
        m_cells->setVerticalSpacing(4);
        column->addLayout(m_cells);
        setFocusProxy(m_from);
        for (const NamedLengthCell& cell : kCells)
            makeCell(cell, edited);
        connect(m_from, &QComboBox::activated, edited.form, [this, wishes](int row) {
            if (m_models->asksForConfig(row)) {
                showSource(m_shown);
                wishes.askForConfig();
            } else if (const ModelShape* model = m_models->at(row)) {
                wishes.takeFrom(model);
            } else if (row == kFollowing) {
                wishes.takeFrom(nullptr);
            }
        });
    }

    void show(const SweepSpec& spec) {
        showSource(spec);
        for (std::size_t i = 0; i < kCells.size(); ++i)
            m_edits[i]->setValue(spec.fixed.*infoOf(kCells[i].axis).field);
    }

    QString read(SweepSpec& spec) {
        QString problem;
        for (std::size_t i = 0; i < kCells.size(); ++i) {
            const AxisInfo& axis = infoOf(kCells[i].axis);
            const QString own = readNumber(m_edits[i], spec.fixed.*axis.field);
            if (problem.isEmpty() && !own.isEmpty() && matters(spec, kCells[i].axis))
                problem = QStringLiteral("%1: %2").arg(QLatin1String(axis.symbol), own);
        }
        return problem;
    }

    /// Shows those that matter to the spec.
    void explain(const SweepSpec& spec) {
        showSource(spec);
        int place = 0;
        for (std::size_t i = 0; i < kCells.size(); ++i) {
            const bool shown = matters(spec, kCells[i].axis);
            m_labels[i]->setVisible(shown);
            m_edits[i]->setVisible(shown);
            m_cells->removeWidget(m_labels[i]);
            m_cells->removeWidget(m_edits[i]);
            if (!shown)
                continue;
            constexpr int kEditorColumns = 2;
            const int column = 2 * (place % kEditorColumns);
            m_cells->addWidget(m_labels[i], place / kEditorColumns, column);
            m_cells->addWidget(m_edits[i], place / kEditorColumns, column + 1);
            m_cells->setColumnStretch(column + 1, 1);
            ++place;
        }
    }

private:
    static constexpr int kFollowing = 0;
    static constexpr int kNamed = 1;

    void makeCell(const NamedLengthCell& cell, const Edited& edited) {
        const AxisInfo& axis = infoOf(cell.axis);
        auto* edit = makeNumber(axis.isDivisor ? NumberEdit::Step::Doubling : NumberEdit::Step::Adding,
                                axis.isDivisor ? 2 : 64, 0, edited);
        makeNamed(edit, axis.word, axisText(cell.axis), axisText(cell.axis));
        edit->setObjectName(QStringLiteral("length-") + QLatin1String(axis.word));
        edit->setMeaningOfEmpty(cell.otherwiseValue, words(cell.otherwise));
        edit->setValue(cell.otherwiseValue);
        edit->setMinimumWidth(edit->fontMetrics().horizontalAdvance(QStringLiteral("000000")) + 24);
        QLabel* label = plainLabel(QLatin1String(axis.symbol));
        label->setToolTip(axisText(cell.axis));
        label->setBuddy(edit);
        for (QWidget* part : {static_cast<QWidget*>(label), static_cast<QWidget*>(edit)})
            part->setParent(this); // before they have a place
        m_labels.push_back(label);
        m_edits.push_back(edit);
    }

    static bool matters(const SweepSpec& spec, Axis axis) {
        return axis != axisOf(spec) &&
               std::ranges::any_of(allOperations(spec), [&spec, axis](Operation operation) {
                   return dependsOn(spec, operation, axis);
               });
    }

    /// Which model has these lengths.
    void showSource(const SweepSpec& spec) {
        m_shown = spec;
        const LayerShape lengths = asModels(spec.fixed);
        const QSignalBlocker blocker(m_from);
        const auto has = [&lengths](const ModelShape& model) { return asModels(model.layer) == lengths; };
        const auto found = std::ranges::find_if(m_models->models(), has);
        m_from->setToolTip(
            words("Takes the lengths of a model, or lets them follow from h and a")); // or its own
        if (lengths == LayerShape{})
            m_from->setCurrentIndex(kFollowing);
        else if (found == m_models->models().end())
            m_from->setCurrentIndex(kNamed);
        else
            m_models->select(ModelShape(*found));
    }

    QComboBox* m_from;
    QGridLayout* m_cells;
    std::unique_ptr<ModelList> m_models;
    std::vector<QLabel*> m_labels;
    std::vector<NumberEdit*> m_edits;
    SweepSpec m_shown;
};

} // namespace

SpecEditor lengthsEditor(const LengthsWishes& wishes, const Edited& edited) {
    auto* picker = new LengthsPicker(wishes, edited);
    return {.widget = picker,
            .show = [=](const SweepSpec& spec) { picker->show(spec); },
            .read = [=](SweepSpec& spec) { return picker->read(spec); },
            .copy = [](const SweepSpec& from, SweepSpec& to) { to.fixed = from.fixed; },
            .explain = [=](const SweepSpec& spec) { picker->explain(spec); }};
}

} // namespace headroom::ui

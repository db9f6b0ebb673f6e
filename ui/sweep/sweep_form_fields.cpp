// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The table of the form's fields and the making of its rows; what they do is in sweep_form.cpp.
#include "engine/sweep/curve_sizes.h"
#include "ui/sweep/axis_editor.h"
#include "ui/sweep/budget_editor.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/quiet_combo_box.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/plain_text.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

namespace headroom::ui {

namespace {

/// As high as one line of its field, so that the two stand on one line whatever is said below.
QLabel* fieldLabel(const QString& text, QWidget* editor, const QString& toolTip) {
    auto* label = plainLabel(text);
    label->setToolTip(toolTip);
    label->setBuddy(editor);
    label->setFixedHeight(QLineEdit().sizeHint().height() + 4);
    label->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return label;
}

/// A button that opens and closes a part of the form.
QToolButton* disclosure(const char* name, const QString& text, const QString& toolTip) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setToolTip(toolTip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

bool countsHeads(const SweepSpec& spec) {
    return std::ranges::any_of(allOperations(spec), [&spec](Operation operation) {
        return dependsOnHeads(spec, operation) || dividesByHeads(spec, operation);
    });
}

bool growsAlong(const SweepSpec& spec, std::initializer_list<Axis> axes) {
    return std::ranges::find(axes, axisOf(spec)) != axes.end();
}

} // namespace

std::vector<SweepForm::Field> SweepForm::topicFields() {
    const Edited edited{this, [this] {
                            m_configFault.clear(); // it is of the other topic
                            readFields();
                        }};
    return {{.place = SpecField::Topic,
             .label = tr("Measure"),
             .editor = topicEditor([this] { Q_EMIT listWanted(); }, edited),
             .toolTip = tr("One GEMM over many hidden sizes, every GEMM of one model's layer, or the GEMMs "
                           "of a list.")}};
}

std::vector<SweepForm::Field> SweepForm::modelFields() {
    const Edited edited{this, [this] {
                            m_configFault.clear();
                            readFields();
                        }};
    return {{.place = SpecField::Budget,
             .label = tr("Model"),
             .editor = modelEditor([this] { Q_EMIT configWanted(); }, edited),
             .toolTip = tr("The model of which a layer is measured: a published one, or that of a "
                           "config.json, which can be dropped on the window, too.")}};
}

std::vector<SweepForm::Field> SweepForm::budgetFields() {
    const Edited edited{this, [this] { readFields(); }};
    return {
        {.place = SpecField::TensorParallel,
         .label = tr("Devices t"),
         .editor = tensorParallelEditor(edited),
         .unit = tr("devices"),
         .toolTip =
             tr("Devices that share the layer (tensor parallel). One device's part of it is measured.")},
        {.place = SpecField::Passes,
         .label = tr("Passes"),
         .editor = passesEditor(edited),
         .toolTip = tr("Forward computes the outputs; dgrad and wgrad carry the gradients back to inputs and "
                       "weights.")},
        {.place = SpecField::KvSeq,
         .label = tr("Attends to"),
         .editor = kvSeqEditor(edited),
         .unit = tr("tokens"),
         .toolTip = tr("Tokens of a sequence that are attended to, s_kv. With s = 1 and more of these a "
                       "token of each sequence is generated.")},
    };
}

std::vector<SweepForm::Field> SweepForm::operationFields() {
    return {{.place = SpecField::Operation,
             .label = tr("Operation"),
             .editor = operationEditor({this, [this] { readFields(); }}),
             .toolTip = tr("The matrix product of a layer that is measured.")}};
}

std::vector<SweepForm::Field> SweepForm::shapeFields() {
    const Edited edited{this, [this] { readFields(); }};
    return {
        {.place = SpecField::Mode,
         .label = tr("Sweep"),
         .editor = modeEditor(edited),
         .toolTip = tr("Heads fixed: h/a grows along the curve, and a curve collects the hidden sizes whose "
                       "h/a has the ratio as its largest power-of-two divisor.\n"
                       "Head dimension fixed: h/a is the ratio itself, and the number of heads grows with "
                       "h."),
         .matters = [](const SweepSpec& spec) { return !spec.axis; }},
        {.place = SpecField::Heads,
         .label = tr("Heads a"),
         .editor = headsEditor(edited),
         .unit = tr("heads"),
         .toolTip = tr("Number of attention heads of one layer. Hidden sizes are multiples of it. Several, "
                       "as 32, 40, 64, have curves of their own."),
         .isInUse = [](const SweepSpec& spec) { return spec.mode == SweepMode::FixedHeads; },
         .matters = countsHeads},
        {.place = SpecField::Ratios,
         .label = tr("Ratios h/a"),
         .editor = ratioEditor(edited),
         .toolTip = tr("One curve each. “h/a = r” holds the hidden sizes whose head dimension has r as its "
                       "largest power-of-two divisor."),
         .matters = [](const SweepSpec& spec) { return !infoOf(axisOf(spec)).isDivisor; },
         .labelOf =
             [](const SweepSpec& spec) {
                 const QString symbol = QString::fromStdString(classSymbolOf(spec, spec.operation));
                 return symbol == QStringLiteral("h/a") ? tr("Ratios h/a") : tr("Classes %1").arg(symbol);
             }},
        {.place = SpecField::Hidden,
         .label = tr("Hidden size h"),
         .editor = hiddenEditor(edited),
         .toolTip = tr("The chart's x axis: width of the residual stream, smallest to largest. 32k is "
                       "32768.")},
        {.place = SpecField::Points,
         .label = tr("Points a curve"),
         .editor = pointsEditor(edited),
         .toolTip = tr("Spread evenly over the range, first and last included. “All” measures every "
                       "admissible hidden size.")},
    };
}

std::vector<SweepForm::Field> SweepForm::tokenFields() {
    using Step = NumberEdit::Step;
    const Edited edited{this, [this] { readFields(); }};
    return {
        {.place = SpecField::Seq,
         .label = tr("Sequence s"),
         .editor = numberEditor(&SweepSpec::seq, Step::Doubling, edited),
         .unit = tr("tokens"),
         .toolTip = tr("Tokens of one sequence: m and n of the GEMM. The work grows with its square."),
         .isOfDevice = true,
         .matters =
             [](const SweepSpec& spec) {
                 return spec.budget || !growsAlong(spec, {Axis::Seq, Axis::Tokens});
             }},
        {.place = SpecField::Batch,
         .label = tr("Microbatch b"),
         .editor = numberEditor(&SweepSpec::batch, Step::Doubling, edited),
         .unit = tr("sequences"),
         .toolTip = tr("Sequences of one microbatch. The GEMM's batch is b·a."),
         .isOfDevice = true,
         .matters = [](const SweepSpec& spec) { return spec.budget || !growsAlong(spec, {Axis::Tokens}); }},
    };
}

std::vector<SweepForm::Field> SweepForm::deviceFields() {
    const Edited edited{this, [this] { readFields(); }};
    return {
        {.place = SpecField::Type,
         .label = tr("Type"),
         .editor = typeEditor(edited),
         .toolTip = tr("Number format of A, B and C. Sums are kept in f32 everywhere."),
         .isOfDevice = true},
        {.place = SpecField::Layout,
         .label = tr("Layout"),
         .editor = layoutEditor(edited),
         .toolTip = tr("How the operands lie in memory. It matters most where h/a is odd."),
         .isOfDevice = true,
         .matters = isOneGemm,
         .topic = RunTopic::Curves},
        {.place = SpecField::Algorithm,
         .label = tr("Algorithm"),
         .editor = algorithmEditor(edited),
         .toolTip = tr("Which of the library's algorithms is measured."),
         .isOfDevice = true},
        {.place = SpecField::Regime,
         .label = tr("Regime"),
         .editor = regimeEditor(edited),
         .toolTip = tr("Burst reads the speed at full clock; sustained, once clock and power have settled."),
         .isOfDevice = true},
        {.place = SpecField::Threads,
         .label = tr("Threads"),
         .editor = threadsEditor(edited),
         .unit = tr("threads"),
         .toolTip = tr("CPU threads that compute. Empty: one a core. Recorded with the run."),
         .isOfDevice = true},
    };
}

std::vector<SweepForm::Field> SweepForm::advancedFields() {
    const Edited edited{this, [this] { readFields(); }};
    return {
        {.place = SpecField::Precision,
         .label = tr("Precision"),
         .editor = precisionEditor(edited),
         .unit = tr("%"),
         .toolTip = tr("A point whose interval is wider than this, as a half width, is flagged. Another run "
                       "falls into the interval 95 times in 100."),
         .part = Part::Advanced},
        {.place = SpecField::TimeLimit,
         .label = tr("Time limit"),
         .editor = timeLimitEditor(edited),
         .unit = tr("s a point"),
         .toolTip = tr("The longest one point may be timed for, in all its visits. Where visits do not "
                       "agree, all points together may take twice as long."),
         .part = Part::Advanced},
    };
}

void SweepForm::addFields(std::vector<Field> fields, std::optional<RunTopic> topic) {
    for (Field& field : fields) {
        if (topic)
            field.topic = topic;
        QWidget* editor = field.editor.widget;
        editor->setObjectName(QLatin1String(field.name ? field.name : toString(field.place)));
        editor->setToolTip(field.toolTip);
        editor->setAccessibleName(field.label);
        field.holder = new FormField(editor, field.unit, field.editor.further);
        field.caption = fieldLabel(field.label, editor, field.toolTip);
        m_form->addRow(field.caption, field.holder);
        m_fields.push_back(std::move(field));
    }
}

void SweepForm::makeFields() {
    m_form = new QFormLayout(this);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setVerticalSpacing(4);
    m_form->setContentsMargins(10, 10, 10, 10);

    addFields(topicFields());
    addFields(modelFields(), RunTopic::Layers);
    m_modelNote = plainLabel();
    m_modelNote->setObjectName(QStringLiteral("modelNote"));
    m_modelNote->setWordWrap(true);
    m_form->addRow(m_modelNote);
    addFields(budgetFields(), RunTopic::Layers);
    addFields(operationFields(), RunTopic::Curves);
    m_operation = plainLabel();
    m_operation->setWordWrap(true);
    m_form->addRow(m_operation);
    makeAnyLength();
    addFields(shapeFields(), RunTopic::Curves);
    addFields(tokenFields());
    makeDevice();
    addFields(deviceFields());
    makeAdvanced();
    makeEstimate();
}

QString SweepForm::deviceTip() const {
    QStringList lines{tr("What measures. Without an NVIDIA GPU, the processor.")};
    lines += m_devices->missingHere();
    return lines.join(QLatin1Char('\n'));
}

void SweepForm::makeDevice() {
    m_device = new QuietComboBox;
    m_device->setObjectName(QStringLiteral("device"));
    m_device->setAccessibleName(tr("Device"));
    m_deviceNote = plainLabel();
    m_deviceNote->setObjectName(QStringLiteral("deviceNote"));
    m_deviceNote->setWordWrap(true);
    m_form->addRow(fieldLabel(tr("Device"), m_device, deviceTip()), new FormField(m_device, {}));
    m_device->setToolTip(toolTipText(deviceTip()));
    m_form->addRow(m_deviceNote);
}

void SweepForm::makeAdvanced() {
    m_advanced = disclosure("advanced", tr("Advanced"),
                            tr("How precisely each point is measured, and for how long at most."));
    m_form->addRow(m_advanced);
    addFields(advancedFields());
    showRows();
    connect(m_advanced, &QToolButton::toggled, this, &SweepForm::showRows);
}

void SweepForm::makeAnyLength() {
    m_anyLength =
        disclosure("anyLength", tr("Any length, operation or type"),
                   tr("Another x axis than h, other operations and passes, lengths that do not "
                      "follow from h and a, and several head counts, operations or types as curves."));
    m_form->addRow(m_anyLength);
    addFields(anyLengthFields(), RunTopic::Curves);
    connect(m_anyLength, &QToolButton::toggled, this, [this](bool open) {
        m_filling = true;
        for (const Field& field : m_fields)
            if (field.editor.widen)
                field.editor.widen(open);
        m_filling = false;
        showRows();
    });
}

bool SweepForm::isShown(const Field& field) const {
    if (!field.isOffered || (field.topic && *field.topic != topic()))
        return false;
    if (!field.holder->error().isEmpty()) // what is wrong is seen
        return true;
    if (!concerns(field))
        return false;
    switch (field.part) {
    case Part::Always:
        return true;
    case Part::AnyLength:
        return m_anyLength->isChecked() || field.isSaid(m_spec);
    case Part::Advanced:
        return m_advanced->isChecked();
    }
    return true;
}

void SweepForm::showRows() {
    for (QToolButton* button : {m_advanced, m_anyLength})
        button->setArrowType(button->isChecked() ? Qt::DownArrow : Qt::RightArrow);
    const auto show = [this](QWidget* row, bool visible) {
        if (m_form->isRowVisible(row) != visible)
            m_form->setRowVisible(row, visible);
    };
    const bool ofCurves = topic() == RunTopic::Curves;
    for (const Field& field : m_fields) {
        show(field.holder, isShown(field));
        if (field.labelOf)
            field.caption->setText(field.labelOf(m_spec));
        if (QWidget* further = field.editor.further)
            further->setVisible(ofCurves && (m_anyLength->isChecked() || field.editor.namesFurther(m_spec)));
    }
    show(m_anyLength, ofCurves);
    show(m_operation, ofCurves);
    show(m_modelNote, topic() != RunTopic::Lists && !m_modelNote->text().isEmpty());
    show(m_deviceNote, !m_deviceNote->text().isEmpty());
    settleRows();
}

void SweepForm::settleRows() {
    std::vector<int> hidden;
    for (int row = 0; row < m_form->rowCount(); ++row)
        if (!m_form->isRowVisible(row))
            hidden.push_back(row);
    for (const int row : hidden)
        m_form->setRowVisible(row, true);
    m_form->sizeHint(); // finds the places of all
    for (const int row : hidden)
        m_form->setRowVisible(row, false);
    m_form->activate(); // not when somebody looks next
}

void SweepForm::makeEstimate() {
    m_estimate = plainLabel();
    m_estimate->setObjectName(QStringLiteral("estimate"));
    m_estimate->setWordWrap(true);
    m_estimate->setToolTip(tr("Expected from the work of each point and the device's rough speed; after a "
                              "sweep, from what it took."));
    m_form->addRow(m_estimate);
}

} // namespace headroom::ui

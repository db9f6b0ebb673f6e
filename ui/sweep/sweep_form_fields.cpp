// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The making of the form's fields; what they do is in sweep_form.cpp.
#include "ui/sweep/device_model.h"
#include "ui/sweep/form_words.h"
#include "ui/sweep/ratio_picker.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/number_edit.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace headroom::ui {

namespace {

/// A combo box that a scrolling wheel passes over, and that may be narrower than its longest entry.
class QuietComboBox final : public QComboBox {
public:
    QuietComboBox() {
        setFocusPolicy(Qt::StrongFocus);
        setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        setMinimumContentsLength(8);
    }

protected:
    void wheelEvent(QWheelEvent* event) override {
        if (hasFocus())
            QComboBox::wheelEvent(event);
        else
            event->ignore();
    }
};

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

/// As high as one line of its field, so that the two stand on one line whatever is said below.
QLabel* fieldLabel(const QString& text, QWidget* editor, const QString& toolTip) {
    auto* label = plainLabel(text);
    label->setToolTip(toolTip);
    label->setBuddy(editor);
    label->setFixedHeight(QLineEdit().sizeHint().height() + 4);
    label->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return label;
}

} // namespace

FormField* SweepForm::addField(QFormLayout* form, SpecField field, const QString& label, QWidget* editor,
                               const QString& unit, const QString& toolTip) {
    editor->setToolTip(toolTip);
    if (editor->objectName().isEmpty())
        editor->setObjectName(QLatin1String(toString(field)));
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(label);
    auto* holder = new FormField(editor, unit);
    form->addRow(fieldLabel(label, editor, toolTip), holder);
    m_fields[field] = holder;
    return holder;
}

void SweepForm::makeFields() {
    m_form = new QFormLayout(this);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_form->setVerticalSpacing(4);
    m_form->setContentsMargins(10, 10, 10, 10);

    m_operationText = plainLabel({});
    m_operationText->setWordWrap(true);
    m_form->addRow(m_operationText);

    m_operation = new QuietComboBox;
    m_operation->setObjectName(QStringLiteral("operation"));
    for (const OperationInfo& operation : allOperations())
        m_operation->addItem(words(operation.title), static_cast<int>(operation.operation));
    m_operation->setToolTip(tr("The matrix product of a layer that is measured."));
    m_operation->setAccessibleName(tr("Operation"));
    auto* operationField = new FormField(m_operation, {});
    m_form->addRow(fieldLabel(tr("Operation"), m_operation, m_operation->toolTip()), operationField);
    m_form->setRowVisible(operationField, allOperations().size() > 1);
    connect(m_operation, &QComboBox::currentIndexChanged, this, &SweepForm::readFields);

    m_mode = new QuietComboBox;
    m_mode->setObjectName(QStringLiteral("mode"));
    for (const SweepMode mode : {SweepMode::FixedHeads, SweepMode::FixedHeadDim})
        m_mode->addItem(label(mode), static_cast<int>(mode));
    m_mode->setToolTip(
        tr("Heads fixed: h/a grows along the curve, and a curve collects the hidden sizes whose h/a "
           "has the ratio as its largest power-of-two divisor.\n"
           "Head dimension fixed: h/a is the ratio itself, and the number of heads grows with h."));
    m_mode->setAccessibleName(tr("Sweep"));
    m_form->addRow(fieldLabel(tr("Sweep"), m_mode, m_mode->toolTip()), new FormField(m_mode, {}));
    connect(m_mode, &QComboBox::currentIndexChanged, this, &SweepForm::readFields);

    m_heads = new NumberEdit(NumberEdit::Step::Adding, 1, 1);
    addField(m_form, SpecField::Heads, tr("Heads a"), m_heads, tr("heads"),
             tr("Number of attention heads of one layer. Hidden sizes are multiples of it."));
    m_ratios = new RatioPicker;
    m_ratios->setObjectName(QStringLiteral("ratios"));
    addField(m_form, SpecField::Ratios, tr("Ratios h/a"), m_ratios, {},
             tr("One curve each. “h/a = r” holds the hidden sizes whose head dimension has r as its largest "
                "power-of-two divisor."));
    connect(m_ratios, &RatioPicker::edited, this, &SweepForm::readFields);

    m_hiddenMin = new NumberEdit(NumberEdit::Step::Adding, 1024, 0);
    m_hiddenMin->setObjectName(QStringLiteral("hiddenMin"));
    m_hiddenMin->setToolTip(
        tr("The smallest model width on the x axis; the first multiple of a from here on"));
    m_hiddenMin->setAccessibleName(tr("Smallest hidden size"));
    m_hiddenMax = new NumberEdit(NumberEdit::Step::Adding, 1024, 0);
    m_hiddenMax->setObjectName(QStringLiteral("hiddenMax"));
    m_hiddenMax->setToolTip(tr("The largest model width on the x axis"));
    m_hiddenMax->setAccessibleName(tr("Largest hidden size"));
    addField(m_form, SpecField::Hidden, tr("Hidden size h"),
             sideBySide({m_hiddenMin, plainLabel(tr("to")), m_hiddenMax}), {},
             tr("The chart's x axis: width of the residual stream, smallest to largest."));

    m_points = new NumberEdit(NumberEdit::Step::Adding, 1, 1);
    m_points->setObjectName(QStringLiteral("pointCount"));
    m_points->setToolTip(tr("Measured on each curve, spread evenly over its admissible hidden sizes"));
    m_points->setAccessibleName(tr("Points per curve"));
    m_allPoints = new QCheckBox(tr("all"));
    m_allPoints->setObjectName(QStringLiteral("allPoints"));
    m_allPoints->setToolTip(tr("Measure every admissible hidden size of the range: finer, and much longer"));
    addField(m_form, SpecField::Points, tr("Points a curve"), sideBySide({m_points, m_allPoints}), {},
             tr("Spread evenly over the range, first and last included. “All” measures every admissible "
                "hidden size."));
    connect(m_allPoints, &QCheckBox::toggled, this, &SweepForm::readFields);

    m_seq = new NumberEdit(NumberEdit::Step::Doubling, 2, 1);
    addField(m_form, SpecField::Seq, tr("Sequence s"), m_seq, tr("tokens"),
             tr("Tokens of one sequence: m and n of the GEMM. The work grows with its square."));
    m_batch = new NumberEdit(NumberEdit::Step::Doubling, 2, 1);
    addField(m_form, SpecField::Batch, tr("Microbatch b"), m_batch, tr("sequences"),
             tr("Sequences of one microbatch. The GEMM's batch is b·a."));
    makeDeviceFields(m_form);
    makeAdvanced(m_form);

    m_estimate = plainLabel();
    m_estimate->setObjectName(QStringLiteral("estimate"));
    m_estimate->setWordWrap(true);
    m_estimate->setToolTip(tr("Expected from the work of each point and the device's rough speed; after a "
                              "sweep, from what it took."));
    m_form->addRow(m_estimate);
    for (NumberEdit* edit : {m_heads, m_hiddenMin, m_hiddenMax, m_points, m_seq, m_batch, m_threads})
        connect(edit, &NumberEdit::edited, this, &SweepForm::readFields);
    for (QComboBox* box : {m_type, m_layout, m_algorithm, m_regime})
        connect(box, &QComboBox::currentIndexChanged, this, &SweepForm::readFields);
}

void SweepForm::makeDeviceFields(QFormLayout* form) {
    m_device = new QuietComboBox;
    m_device->setObjectName(QStringLiteral("device"));
    m_device->setAccessibleName(tr("Device"));
    m_deviceNote = plainLabel();
    m_deviceNote->setObjectName(QStringLiteral("deviceNote"));
    m_deviceNote->setWordWrap(true);
    m_deviceNote->hide();
    m_device->setToolTip(tr("What measures. Without an NVIDIA GPU, the processor."));
    form->addRow(fieldLabel(tr("Device"), m_device, m_device->toolTip()), new FormField(m_device, {}));
    form->addRow(m_deviceNote);

    m_type = new QuietComboBox;
    addField(form, SpecField::Type, tr("Type"), m_type, {},
             tr("Number format of A, B and C. Sums are kept in f32 everywhere."));
    m_layout = new QuietComboBox;
    addField(form, SpecField::Layout, tr("Layout"), m_layout, {},
             tr("How the operands lie in memory. It matters most where h/a is odd."));
    m_algorithm = new QuietComboBox;
    addField(form, SpecField::Algorithm, tr("Algorithm"), m_algorithm, {},
             tr("Which of the library's algorithms is measured."));
    m_regime = new QuietComboBox;
    addField(form, SpecField::Regime, tr("Regime"), m_regime, {},
             tr("Burst reads the speed at full clock; sustained, once clock and power have settled."));
    m_threads = new NumberEdit(NumberEdit::Step::Adding, 1, 0);
    addField(form, SpecField::Threads, tr("Threads"), m_threads, tr("threads"),
             tr("CPU threads that compute. Empty: one a core. Recorded with the run."));
}

void SweepForm::makeAdvanced(QFormLayout* form) {
    m_advanced = new QToolButton;
    m_advanced->setObjectName(QStringLiteral("advanced"));
    m_advanced->setText(tr("Advanced"));
    m_advanced->setToolTip(tr("How precisely each point is measured, and for how long at most."));
    m_advanced->setCheckable(true);
    m_advanced->setAutoRaise(true);
    m_advanced->setArrowType(Qt::RightArrow);
    m_advanced->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    form->addRow(m_advanced);

    m_precision = new QDoubleSpinBox;
    m_precision->setRange(0.01, 50);
    m_precision->setSingleStep(0.5);
    m_precision->setDecimals(2);
    m_precision->setSuffix(tr(" %"));
    m_timeLimit = new QDoubleSpinBox;
    m_timeLimit->setRange(0.01, 600);
    m_timeLimit->setSuffix(tr(" s"));
    for (QDoubleSpinBox* box : {m_precision, m_timeLimit}) {
        box->setFocusPolicy(Qt::StrongFocus);
        connect(box, &QDoubleSpinBox::valueChanged, this, &SweepForm::readFields);
    }
    addField(form, SpecField::Precision, tr("Precision"), m_precision, {},
             tr("A point whose interval is wider than this, as a half width, is flagged. Another run falls "
                "into the interval 95 times in 100."));
    addField(form, SpecField::TimeLimit, tr("Time limit"), m_timeLimit, tr("a point"),
             tr("The longest one point may be timed for, in all its visits. Where visits do not agree, all "
                "points together may take twice as long."));
    const auto show = [this](bool open) {
        m_advanced->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_form->setRowVisible(m_fields[SpecField::Precision], open);
        m_form->setRowVisible(m_fields[SpecField::TimeLimit], open);
    };
    show(false);
    connect(m_advanced, &QToolButton::toggled, this, show);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_form.h"

#include "engine/sweep/sweep_plan.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/form_words.h"
#include "ui/sweep/ratio_picker.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/number_edit.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <climits>

namespace headroom::ui {

namespace {

template <class T>
T chosen(const QComboBox* box, T otherwise) {
    const QVariant data = box->currentData();
    return data.isValid() ? static_cast<T>(data.toInt()) : otherwise;
}

template <class T>
void choose(QComboBox* box, T value) {
    box->setCurrentIndex(box->findData(static_cast<int>(value)));
}

/// `labelOf` and `explanationOf` say each value in words.
template <class T, class Label, class Explanation>
void offer(QComboBox* box, const std::vector<T>& values, Label labelOf, Explanation explanationOf) {
    const QSignalBlocker blocker(box);
    box->clear();
    for (const T value : values) {
        box->addItem(labelOf(value), static_cast<int>(value));
        box->setItemData(box->count() - 1, explanationOf(value), Qt::ToolTipRole);
    }
}

template <class T>
void offer(QComboBox* box, const std::vector<T>& values) {
    offer(
        box, values, [](T value) { return label(value); }, [](T value) { return explanation(value); });
}

} // namespace

SweepForm::SweepForm(DeviceModel* devices, const CostModel* costs, QWidget* parent)
    : QWidget(parent), m_devices(devices), m_costs(costs) {
    makeFields();
    m_device->setModel(m_devices);
    connect(m_device, &QComboBox::currentIndexChanged, this, &SweepForm::takeDevice);
    setSpec(m_spec);
    colourNote();
}

void SweepForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourNote();
}

/// A palette's own colour for hints is too faint for a reason that should be read.
void SweepForm::colourNote() {
    QPalette colours = m_deviceNote->palette();
    colours.setColor(QPalette::WindowText, quietColour(palette()));
    m_deviceNote->setPalette(colours);
}

void SweepForm::selectDevice(const std::string& id) {
    const int row = m_devices->rowOf(id);
    selectDeviceRow(row >= 0 ? row : m_devices->preferredRow());
}

void SweepForm::selectDeviceRow(int row) {
    {
        const QSignalBlocker blocker(m_device);
        m_device->setCurrentIndex(row);
    }
    takeDevice();
}

int SweepForm::deviceRow() const {
    return m_device->currentIndex();
}

const DeviceInfo* SweepForm::device() const {
    return m_devices->deviceAt(m_device->currentIndex());
}

void SweepForm::rememberSpec(const std::string& deviceId, const SweepSpec& spec) {
    m_remembered[deviceId] = spec;
}

void SweepForm::setSpec(const SweepSpec& spec) {
    m_filling = true;
    m_spec = spec;
    choose(m_operation, spec.operation);
    showOperation();
    choose(m_mode, spec.mode);
    m_heads->setValue(spec.heads);
    m_ratios->setRatios(spec.ratios);
    m_hiddenMin->setValue(spec.hiddenMin);
    m_hiddenMax->setValue(spec.hiddenMax);
    m_allPoints->setChecked(!spec.pointsPerCurve);
    m_points->setValue(spec.pointsPerCurve.value_or(m_points->value().value_or(16)));
    m_seq->setValue(spec.seq);
    m_batch->setValue(spec.batch);
    choose(m_type, spec.type);
    choose(m_layout, spec.layout);
    choose(m_algorithm, spec.algorithm);
    choose(m_regime, spec.regime);
    m_threads->setValue(spec.threads);
    m_precision->setValue(spec.precision * 100);
    m_timeLimit->setValue(spec.timeLimitS);
    m_filling = false;
    readFields();
}

QString SweepForm::errorAt(SpecField field) const {
    const auto entry = m_fields.find(field);
    return entry == m_fields.end() ? QString() : entry->second->error();
}

void SweepForm::takeDevice() {
    const DeviceInfo* info = device();
    m_deviceNote->setText(m_devices->unavailableReasons().join(QLatin1Char('\n')));
    m_deviceNote->setVisible(!m_deviceNote->text().isEmpty());
    if (!info) {
        validateFields();
        return;
    }
    const bool isAnother = info->id != m_shownDevice;
    if (isAnother && !m_shownDevice.empty())
        m_remembered[m_shownDevice] = m_spec;
    m_shownDevice = info->id;
    fillDeviceChoices();
    SweepSpec next = m_spec;
    if (isAnother) {
        // The architect's question stays; what depends on the device is the device's own.
        const auto remembered = m_remembered.find(info->id);
        const SweepSpec own = remembered != m_remembered.end() ? remembered->second : defaultSpec(*info);
        next.seq = own.seq;
        next.batch = own.batch;
        next.type = own.type;
        next.layout = own.layout;
        next.algorithm = own.algorithm;
        next.regime = own.regime;
        next.threads = own.threads;
    }
    setSpec(next);
    Q_EMIT deviceChanged();
}

void SweepForm::fillDeviceChoices() {
    const DeviceInfo& info = *device();
    m_filling = true;
    {
        const QSignalBlocker blocker(m_type);
        m_type->clear();
        for (const TypeSupport& support : info.types) {
            m_type->addItem(label(support.type), static_cast<int>(support.type));
            const int row = m_type->count() - 1;
            m_type->setItemData(row,
                                toolTipText(support.supported ? explanation(support.type)
                                                              : QString::fromStdString(support.reason)),
                                Qt::ToolTipRole);
            if (!support.supported)
                m_type->setItemData(row, 0, Qt::UserRole - 1); // the item's flags: disabled
        }
    }
    offerLayouts();
    offer(m_algorithm, info.algorithms);
    offer(m_regime, info.regimes);
    m_form->setRowVisible(m_fields[SpecField::Algorithm], info.algorithms.size() > 1);
    m_form->setRowVisible(m_fields[SpecField::Regime], info.regimes.size() > 1);
    m_form->setRowVisible(m_fields[SpecField::Threads], info.kind() == DeviceKind::Processor);
    m_threads->setMeaningOfEmpty(0, tr("all %1").arg(info.maxThreads));
    m_filling = false;
}

void SweepForm::offerLayouts() {
    const OperationInfo& operation = infoOf(m_spec.operation);
    offer(
        m_layout, device()->layouts, [&](Layout layout) { return words(operation.layoutText(layout).label); },
        [&](Layout layout) { return words(operation.layoutText(layout).explanation); });
}

void SweepForm::showOperation() {
    const OperationInfo& operation = infoOf(m_spec.operation);
    m_operationText->setText(QStringLiteral("%1,  %2").arg(words(operation.title), words(operation.formula)));
    m_operationText->setToolTip(tr("One batched GEMM for each layer: %1.").arg(words(operation.lengths)));
    if (!device())
        return;
    offerLayouts(); // it means something else by each
    const QSignalBlocker blocker(m_layout);
    choose(m_layout, m_spec.layout);
}

void SweepForm::readFields() {
    if (m_filling)
        return;
    m_unreadable.clear();
    const auto read = [this](SpecField field, const NumberEdit* edit, auto& target) {
        if (const auto value = edit->value())
            target = static_cast<std::remove_reference_t<decltype(target)>>(*value);
        else if (edit->isEnabled())
            m_unreadable[field] = tr("Write a whole number.");
    };
    if (const Operation operation = chosen(m_operation, m_spec.operation); operation != m_spec.operation) {
        m_spec.operation = operation;
        showOperation();
    }
    m_spec.mode = chosen(m_mode, m_spec.mode);
    const bool headsMatter = m_spec.mode == SweepMode::FixedHeads;
    m_heads->setEnabled(headsMatter);
    m_points->setEnabled(!m_allPoints->isChecked());
    read(SpecField::Heads, m_heads, m_spec.heads);
    read(SpecField::Hidden, m_hiddenMin, m_spec.hiddenMin);
    read(SpecField::Hidden, m_hiddenMax, m_spec.hiddenMax);
    std::int64_t points = m_spec.pointsPerCurve.value_or(16);
    read(SpecField::Points, m_points, points);
    m_spec.pointsPerCurve = m_allPoints->isChecked() ? std::nullopt : std::optional(points);
    read(SpecField::Seq, m_seq, m_spec.seq);
    read(SpecField::Batch, m_batch, m_spec.batch);
    std::int64_t threads = m_spec.threads;
    read(SpecField::Threads, m_threads, threads);
    m_spec.threads = static_cast<int>(std::clamp<std::int64_t>(threads, INT_MIN, INT_MAX));
    m_spec.ratios = m_ratios->ratios();
    if (const QString problem = m_ratios->problem(); !problem.isEmpty())
        m_unreadable[SpecField::Ratios] = problem;
    m_spec.type = chosen(m_type, m_spec.type);
    m_spec.layout = chosen(m_layout, m_spec.layout);
    m_spec.algorithm = chosen(m_algorithm, m_spec.algorithm);
    m_spec.regime = chosen(m_regime, m_spec.regime);
    m_spec.precision = m_precision->value() / 100;
    m_spec.timeLimitS = m_timeLimit->value();
    validateFields();
    updateToolTips();
    Q_EMIT specChanged();
}

void SweepForm::validateFields() {
    std::map<SpecField, QString> errors = m_unreadable;
    m_problem.clear();
    const DeviceInfo* info = device();
    for (const SpecError& error : info ? validate(m_spec, *info) : validate(m_spec))
        errors.try_emplace(error.field, QString::fromStdString(error.message));
    for (const auto& [field, widget] : m_fields) {
        const auto error = errors.find(field);
        widget->setError(error == errors.end() ? QString() : error->second);
    }
    if (errors.contains(SpecField::Precision) || errors.contains(SpecField::TimeLimit))
        m_advanced->setChecked(true);
    if (!errors.empty())
        m_problem = errors.begin()->second;
    else if (!info)
        m_problem = m_devices->isEmpty() ? tr("No device to measure on yet.") : tr("Choose a device.");
    updateEstimate();
}

void SweepForm::updateEstimate() {
    if (!valid()) {
        m_estimate->setText(device() ? tr("Something above needs a change.") : m_problem);
        return;
    }
    const SweepEstimate estimate = m_costs->estimate(m_spec, *device());
    QString text = tr("%1 points, about %2")
                       .arg(estimate.points)
                       .arg(QString::fromStdString(clockText(estimate.seconds)));
    for (const std::string& note : estimate.notes)
        text += QLatin1Char('\n') + QString::fromStdString(note);
    m_estimate->setText(text);
}

void SweepForm::updateToolTips() {
    QStringList texts;
    for (const std::int64_t ratio : RatioPicker::usualRatios())
        texts << QString::fromStdString(describeCurve(m_spec, ratio));
    m_ratios->setChipToolTips(texts);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_form.h"

#include "engine/io/model_config.h"
#include "ui/runs/run_library.h"
#include "ui/sweep/device_model.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace headroom::ui {

SweepForm::SweepForm(DeviceModel* devices, const CostModel* costs, QWidget* parent)
    : QWidget(parent), m_devices(devices), m_costs(costs) {
    makeFields();
    m_device->setModel(m_devices);
    connect(m_device, &QComboBox::currentIndexChanged, this, &SweepForm::takeDevice);
    setSpec(m_spec);
    colourNotes();
}

void SweepForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourNotes();
}

/// A palette's own colour for hints is too faint for a reason that should be read.
void SweepForm::colourNotes() {
    const auto colour = [](QLabel* label, const QColor& ink) {
        QPalette colours = label->palette();
        colours.setColor(QPalette::WindowText, ink);
        label->setPalette(colours);
    };
    colour(m_deviceNote, quietColour(palette()));
    colour(m_modelNote, quietColour(palette()));
    colour(m_estimate, m_estimateIsProblem ? errorColour(palette()) : palette().color(QPalette::WindowText));
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
    for (const Field& field : m_fields)
        field.editor.show(spec);
    m_filling = false;
    showRows();
    readFields();
}

QString SweepForm::errorAt(SpecField field) const {
    const auto found = std::ranges::find(m_fields, field, &Field::place);
    return found == m_fields.end() ? QString() : found->holder->error();
}

void SweepForm::takeConfig(const QString& path) {
    const Result<ModelConfig> config = readModelConfig(toPath(path));
    SweepSpec next = m_spec;
    if (!next.budget) {
        next.budget = BudgetSpec{};
        for (const Field& field : m_fields) // what they showed last
            if (field.topic == RunTopic::Layers)
                static_cast<void>(field.editor.read(next));
    }
    m_configFault = config ? QString() : QString::fromStdString(config.error().reason);
    m_modelNote->clear();
    if (config) {
        next.budget->model = m_notedModel = config->model;
        QStringList notes;
        for (const std::string& assumption : config->assumptions)
            notes << QString::fromStdString(assumption);
        m_modelNote->setText(notes.join(u'\n'));
    }
    setSpec(next);
}

void SweepForm::takeDevice() {
    const DeviceInfo* info = device();
    m_deviceNote->setText(m_devices->unavailableReasons().join(QLatin1Char('\n')));
    if (!info) {
        showRows();
        validateFields();
        return;
    }
    const bool isAnother = info->id != m_shownDevice;
    if (isAnother && !m_shownDevice.empty())
        m_remembered[m_shownDevice] = m_spec;
    m_shownDevice = info->id;
    m_filling = true;
    for (Field& field : m_fields)
        if (field.editor.offer)
            field.isOffered = field.editor.offer(*info);
    showRows();
    m_filling = false;
    SweepSpec next = m_spec;
    if (isAnother) {
        // The architect's question stays; what depends on the device is the device's own.
        const auto remembered = m_remembered.find(info->id);
        const SweepSpec own = remembered != m_remembered.end() ? remembered->second : defaultSpec(*info);
        for (const Field& field : m_fields)
            if (field.isOfDevice)
                field.editor.copy(own, next);
    }
    setSpec(next);
    Q_EMIT deviceChanged();
}

void SweepForm::readFields() {
    if (m_filling)
        return;
    m_unreadable.clear();
    const RunTopic before = topic();
    for (const Field& field : m_fields) {
        if (field.isInUse)
            field.editor.widget->setEnabled(field.isInUse(m_spec));
        const QString problem = field.editor.read(m_spec);
        if (!problem.isEmpty() && (!field.topic || *field.topic == topic()))
            m_unreadable[field.place] = problem;
    }
    if (m_spec.budget && m_spec.budget->model != m_notedModel)
        m_modelNote->clear();
    if (topic() != before || m_modelNote->text().isEmpty() == m_form->isRowVisible(m_modelNote))
        showRows();
    validateFields();
    for (const Field& field : m_fields)
        if (field.editor.explain)
            field.editor.explain(m_spec);
    showOperation();
    Q_EMIT specChanged();
}

void SweepForm::showOperation() {
    const OperationInfo& info = infoOf(m_spec.operation);
    m_operation->setText(tr("%1, one batched GEMM for each layer").arg(words(info.formula.front())));
    m_operation->setToolTip(words(info.lengths));
}

void SweepForm::validateFields() {
    std::map<SpecField, QString> errors = m_unreadable;
    m_problem.clear();
    const DeviceInfo* info = device();
    for (const SpecError& error : info ? validate(m_spec, *info) : validate(m_spec))
        errors.try_emplace(error.field, QString::fromStdString(error.message));
    if (m_spec.budget && !m_configFault.isEmpty())
        errors[SpecField::Budget] = m_configFault;
    for (const Field& field : m_fields) {
        const auto error = errors.find(field.place);
        field.holder->setError(error == errors.end() ? QString() : error->second);
        if (error != errors.end() && field.isAdvanced)
            m_advanced->setChecked(true);
    }
    if (!errors.empty())
        m_problem = errors.begin()->second;
    else if (!info)
        m_problem = m_devices->isEmpty() ? tr("No device to measure on yet.") : tr("Choose a device.");
    else if (const auto shortage = memoryShortage(m_spec, *info); shortage && shortage->forGood)
        m_problem = QString::fromStdString(describe(*shortage));
    updateEstimate();
}

SweepEstimate SweepForm::estimate() const {
    return m_costs->estimate(m_spec, *device());
}

void SweepForm::showEstimate(const QString& text, bool isProblem) {
    m_estimate->setText(text);
    m_estimateIsProblem = isProblem;
    colourNotes();
}

void SweepForm::updateEstimate() {
    const bool marked =
        std::ranges::any_of(m_fields, [](const Field& field) { return !field.holder->error().isEmpty(); });
    if (!valid()) {
        showEstimate(marked ? tr("Something above needs a change.") : m_problem, device() && !marked);
        return;
    }
    const SweepEstimate expected = estimate();
    if (expected.shortage) { // there may be more by the time it starts
        showEstimate(QString::fromStdString(describe(*expected.shortage)), true);
        return;
    }
    QString text = (m_spec.budget ? tr("%1 GEMMs, about %2") : tr("%1 points, about %2"))
                       .arg(expected.points)
                       .arg(QString::fromStdString(clockText(expected.seconds)));
    for (const std::string& note : expected.notes)
        text += QLatin1Char('\n') + QString::fromStdString(note);
    showEstimate(text, false);
}

} // namespace headroom::ui

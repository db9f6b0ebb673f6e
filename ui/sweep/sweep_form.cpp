// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_form.h"

#include "engine/io/model_config.h"
#include "ui/runs/run_library.h"
#include "ui/sweep/device_model.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <utility>

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

/// Notes may take other heights then, and rows that are hidden must not take any of theirs.
void SweepForm::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    settleRows();
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

void SweepForm::showDevices(const FoundDevices& devices) {
    const QSignalBlocker blocker(m_device); // which would choose whatever comes first
    m_devices->setDevices(devices);
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
    readFields();
}

void SweepForm::reset() {
    const DeviceInfo* info = device();
    if (!info)
        return;
    m_configFault.clear();
    setSpec(defaultSpec(*info));
}

QString SweepForm::errorAt(SpecField field) const {
    const auto found = std::ranges::find(m_fields, field, &Field::place);
    return found == m_fields.end() ? QString() : found->holder->error();
}

void SweepForm::takeConfig(const QString& path) {
    const Result<ModelConfig> config = readModelConfig(toPath(path));
    SweepSpec next = m_spec;
    const bool ofCurves = std::exchange(m_configForCurves, false) && !next.budget;
    if (topic() != RunTopic::Layers && !ofCurves) {
        next.budget = BudgetSpec{};
        for (const Field& field : m_fields) // what they showed last
            if (field.topic == RunTopic::Layers)
                static_cast<void>(field.editor.read(next));
    }
    m_configFault = config ? QString() : QString::fromStdString(config.error().reason);
    m_modelNote->clear();
    if (config) {
        m_notedModel = config->model;
        if (ofCurves)
            takeLengths(next, m_notedModel);
        else
            next.budget->model = m_notedModel;
        QStringList notes;
        for (const std::string& assumption : config->assumptions)
            notes << QString::fromStdString(assumption);
        m_modelNote->setText(notes.join(u'\n'));
    }
    setSpec(next);
}

void SweepForm::takeList(const ShapeList& list) {
    SweepSpec next = m_spec;
    next.budget = BudgetSpec{};
    next.budget->model.name = list.name;
    next.budget->list = list.gemms;
    m_configFault.clear();
    setSpec(next);
}

bool SweepForm::concerns(const Field& field) const {
    if (topic() == RunTopic::Lists && (field.place == SpecField::Seq || field.place == SpecField::Batch))
        return false; // lengths are the list's
    return (!field.topic || *field.topic == topic()) && (!field.matters || field.matters(m_spec));
}

void SweepForm::takeDevice() {
    const DeviceInfo* info = device();
    m_deviceNote->setText(m_devices->unavailableReasons().join(QLatin1Char('\n')));
    m_device->setToolTip(toolTipText(deviceTip()));
    if (const QueuedPlace* row = m_devices->queueAt(m_device->currentIndex())) {
        const QueuedPlace queued = *row;
        const int before = m_devices->rowOf(m_shownDevice);
        if (before >= 0)
            selectDeviceRow(before);
        Q_EMIT deviceChanged(); // nowhere else the row stays chosen
        Q_EMIT queueChosen(queued);
        return;
    }
    if (!info) {
        validateFields();
        showRows();
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

void SweepForm::readEditors() {
    m_unreadable.clear();
    for (const Field& field : m_fields) {
        if (field.isInUse)
            field.editor.widget->setEnabled(field.isInUse(m_spec));
        const QString problem = field.editor.read(m_spec);
        if (!problem.isEmpty() && concerns(field))
            m_unreadable[field.place] = problem;
    }
}

void SweepForm::readFields() {
    if (m_filling)
        return;
    const SweepSpec before = m_spec;
    readEditors();
    const bool isOther = m_spec.operation != before.operation || m_spec.pass != before.pass;
    if (isOther && before.layout == issuedLayout(before)) // one that was chosen stays
        m_spec.layout = issuedLayout(m_spec);
    if (axisOf(m_spec) != axisOf(before)) // the fields of ranges show the other one still
        return setSpec(m_spec);
    if (!isNoted())
        m_modelNote->clear();
    for (const Field& field : m_fields)
        if (field.editor.explain)
            field.editor.explain(m_spec);
    validateFields();
    showRows();
    showOperation();
    Q_EMIT specChanged();
}

bool SweepForm::isOneGemm(const SweepSpec& spec) {
    return spec.further.operations.empty() && spec.further.passes.empty();
}

bool SweepForm::isNoted() const {
    if (m_spec.budget)
        return m_spec.budget->model == m_notedModel;
    SweepSpec noted = m_spec;
    takeLengths(noted, m_notedModel);
    return noted.fixed == m_spec.fixed;
}

void SweepForm::takeModel(const ModelShape* model) {
    SweepSpec next = m_spec;
    m_configFault.clear();
    next.fixed = LayerShape();
    if (model)
        takeLengths(next, *model);
    setSpec(next);
}

void SweepForm::showOperation() {
    const OperationInfo& info = infoOf(m_spec.operation);
    if (!isOneGemm(m_spec)) {
        m_operation->setText(tr("Each GEMM has the layout in which it is issued"));
        m_operation->setToolTip(
            tr("As training and serving code lays its operands. The layout of one operation "
               "and pass can be chosen."));
        return;
    }
    const QString formula = words(info.formula[static_cast<std::size_t>(m_spec.pass)]);
    m_operation->setText(
        (info.hasWeights() ? tr("%1, one GEMM for each layer") : tr("%1, one batched GEMM for each layer"))
            .arg(formula));
    m_operation->setToolTip(words(info.lengths));
}

void SweepForm::validateFields() {
    std::map<SpecField, QString> errors = m_unreadable;
    m_problem.clear();
    const DeviceInfo* info = device();
    for (const SpecError& error : info ? validate(m_spec, *info) : validate(m_spec))
        errors.try_emplace(error.field, QString::fromStdString(error.message));
    if (!m_configFault.isEmpty())
        errors[m_spec.budget ? SpecField::Budget : SpecField::Lengths] = m_configFault;
    for (const Field& field : m_fields) {
        const auto error = errors.find(field.place);
        field.holder->setError(error == errors.end() ? QString() : error->second);
        if (error != errors.end() && field.part == Part::Advanced)
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
    const bool isAnother = text != m_estimate->text();
    m_estimate->setText(text);
    m_estimateIsProblem = isProblem;
    colourNotes();
    if (isAnother)
        settleRows();
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
    QString text = (m_spec.budget ? tr("%1 GEMMs") : tr("%1 points")).arg(expected.points);
    if (expected.timeIsKnown)
        text += tr(", about %1").arg(QString::fromStdString(clockText(expected.seconds)));
    else
        text += tr("; how long they take is told when some were measured");
    for (const std::string& note : expected.notes)
        text += QLatin1Char('\n') + QString::fromStdString(note);
    showEstimate(text, false);
}

} // namespace headroom::ui

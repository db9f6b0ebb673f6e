// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/compute/found_devices.h"
#include "engine/io/shape_list.h"
#include "engine/sweep/estimate.h"
#include "engine/sweep/sweep_spec.h"
#include "ui/runs/run_store.h"
#include "ui/sweep/spec_editor.h"

#include <QWidget>

#include <map>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QToolButton;

namespace headroom::ui {

class DeviceModel;
class FormField;

/// The form that a sweep is put together in. What is wrong is marked at its field; valid() and problem() say
/// whether a sweep may start.
class SweepForm final : public QWidget {
    Q_OBJECT

public:
    /// `devices` and `costs` must outlive the form.
    SweepForm(DeviceModel* devices, const CostModel* costs, QWidget* parent = nullptr);

    /// Fills the model; the device is to be selected next.
    void showDevices(const FoundDevices& devices);
    /// After the model was filled: selects that device or, where there is none of that id, the preferred one.
    void selectDevice(const std::string& id);
    void selectDeviceRow(int row);
    int deviceRow() const;
    /// Null until there is a device.
    const DeviceInfo* device() const;

    /// What a device's user chose last: taken when that device is selected, for the fields that depend on it.
    void rememberSpec(const std::string& deviceId, const SweepSpec& spec);
    void setSpec(const SweepSpec& spec);
    /// To what the device begins with; without one nothing happens.
    void reset();
    /// What the fields say; where a text is no number, the last valid value.
    const SweepSpec& spec() const { return m_spec; }

    bool valid() const { return m_problem.isEmpty(); }
    /// The first thing to change; empty when valid.
    QString problem() const { return m_problem; }
    /// What the sweep is expected to take. Requires valid().
    SweepEstimate estimate() const;
    /// A layer of the model in that config.json is to be measured; why it cannot be is marked at the field.
    void takeConfig(const QString& path);
    /// These GEMMs are to be measured.
    void takeList(const ShapeList& list);
    /// The mark at a field; empty when there is none.
    QString errorAt(SpecField field) const;

public Q_SLOTS:
    /// Once more, after the cost model has learnt.
    void updateEstimate();

Q_SIGNALS:
    void specChanged();
    void deviceChanged();
    /// The row about that place's job was chosen; the device stays.
    void queueChosen(const headroom::QueuedPlace& place);
    /// The user wants to name a config.json.
    void configWanted();
    /// The user wants to name a list of GEMMs.
    void listWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// When a row is shown.
    enum class Part {
        Always,
        AnyLength, ///< while any length can be swept, or where the spec says something of it
        Advanced,
    };
    using Question = std::function<bool(const SweepSpec&)>;

    /// A row of the form: what it edits, and what is said about it.
    struct Field {
        SpecField place; ///< names the editor, and messages belong to it
        QString label;
        SpecEditor editor;
        QString unit = {};
        QString toolTip = {};
        bool isOfDevice = false; ///< each device has its own value
        Question isInUse = {};   ///< else it is there, and disabled; none: always
        Part part = Part::Always;
        Question matters = {}; ///< else it is not there; none: always
        Question isSaid = {};  ///< of AnyLength: the spec says something there
        std::function<QString(const SweepSpec&)> labelOf = {}; ///< where it depends on the others
        const char* name = nullptr;                            ///< of the editor; null: that of the place
        FormField* holder = nullptr;
        QLabel* caption = nullptr;
        std::optional<RunTopic> topic = {}; ///< none: of either
        bool isOffered = true;              ///< the device leaves something to choose
    };

    void colourNotes();
    void showEstimate(const QString& text, bool isProblem);
    void makeFields();
    void makeDevice();
    QString deviceTip() const;
    void makeAdvanced();
    void makeAnyLength();
    bool isShown(const Field& field) const;
    /// After rows came or went, or became higher. Qt 6.4 lays hidden rows out too, with no height, at the
    /// places that they had last, and a shown one that comes to lie there loses its own. At their places
    /// among all rows hidden ones meet none but shown rows below them, whose heights count.
    void settleRows();
    void makeEstimate();
    RunTopic topic() const { return topicOf(m_spec); }
    /// Whether the field says anything of what is measured.
    bool concerns(const Field& field) const;
    /// Those of the topic that the device offers.
    void showRows();
    // The table of fields, from top to bottom.
    std::vector<Field> topicFields();
    std::vector<Field> modelFields();
    std::vector<Field> budgetFields();
    std::vector<Field> operationFields();
    std::vector<Field> anyLengthFields();
    std::vector<Field> tokenFields();
    std::vector<Field> shapeFields();
    std::vector<Field> deviceFields();
    std::vector<Field> advancedFields();
    void addFields(std::vector<Field> fields, std::optional<RunTopic> topic = {});
    void takeDevice();
    void readFields();
    void readEditors();
    /// What its config.json says of the model that is shown.
    bool isNoted() const;
    void takeModel(const ModelShape* model);
    void showOperation();
    /// Its formula is said, and its layout chosen.
    static bool isOneGemm(const SweepSpec& spec);
    void validateFields();

    DeviceModel* m_devices;
    const CostModel* m_costs;
    SweepSpec m_spec;
    QString m_problem;
    std::map<std::string, SweepSpec> m_remembered;
    std::map<SpecField, QString> m_unreadable; ///< fields whose text is no value
    std::vector<Field> m_fields;
    std::string m_shownDevice;
    bool m_filling = false; ///< while fields are set from a spec, their signals mean nothing

    QFormLayout* m_form = nullptr;
    QLabel* m_operation = nullptr;
    QLabel* m_modelNote = nullptr;  ///< what its config.json does not say
    ModelShape m_notedModel;        ///< of which it is
    QString m_configFault;          ///< of the last config.json, until another model or topic is chosen
    bool m_configForCurves = false; ///< the one asked for gives a sweep its lengths
    QComboBox* m_device = nullptr;
    QLabel* m_deviceNote = nullptr;
    QToolButton* m_advanced = nullptr;
    QToolButton* m_anyLength = nullptr;
    QLabel* m_estimate = nullptr;
    bool m_estimateIsProblem = false;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/advice_panel.h"

#include "engine/io/model_config.h"
#include "engine/sweep/variants.h"
#include "ui/advice/advice_state.h"
#include "ui/advice/advice_table_model.h"
#include "ui/advice/advice_texts.h"
#include "ui/advice/typed_question.h"
#include "ui/runs/run_library.h"
#include "ui/runs/run_store.h"
#include "ui/sweep/model_list.h"
#include "ui/sweep/quiet_combo_box.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/padded_table.h"
#include "ui/widgets/plain_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

/// In front of the models.
QComboBox* boxWithNoModel() {
    auto* box = new QuietComboBox;
    box->addItem(AdvicePanel::tr("no model: h and a"));
    return box;
}

/// A run calls its device with the threads that it used, and a device elsewhere has its place in its name.
bool isSameHardware(const DeviceInfo& device, const std::string& measuredOn) {
    return device.name.find(measuredOn) != std::string::npos ||
           measuredOn.find(device.name) != std::string::npos;
}

} // namespace

AdvicePanel::AdvicePanel(AdviceState* state, const SweepForm* form, QWidget* parent)
    : QWidget(parent)
    , m_state(state)
    , m_form(form)
    , m_model(new AdviceTableModel(state, this))
    , m_text(new QLineEdit)
    , m_models(boxWithNoModel())
    , m_modelList(std::make_unique<ModelList>(m_models))
    , m_length(new QuietComboBox)
    , m_within(new DecimalEdit(0.1, 100, 1))
    , m_rank(new QuietComboBox)
    , m_gemms(new QuietComboBox)
    , m_ask(new QPushButton(tr("&Measure")))
    , m_close(new QToolButton)
    , m_verdict(plainLabel())
    , m_table(new CopyingTable([this] { copySelection(); }, this)) {
    setObjectName(QStringLiteral("advicePanel"));
    makeFields();
    layOut();
    setUpTable();
    connectFields();
    showGemms();
    showVerdict();
}

AdvicePanel::~AdvicePanel() {
    m_table->selectionModel()->disconnect(this);
}

void AdvicePanel::makeFields() {
    constexpr int kMostTyped = 120;
    constexpr double kUsualPercent = 2;
    m_text->setMaxLength(kMostTyped);
    m_text->setPlaceholderText(tr("h ≈ 4096, a = 32"));
    m_text->setClearButtonEnabled(true);
    for (const LengthInfo& info : allLengths())
        m_length->addItem(QStringLiteral("%1 %2").arg(QLatin1String(info.name), QLatin1String(info.symbol)));
    m_within->setValue(kUsualPercent);
    m_rank->addItems({tr("by throughput"), tr("by time")});               // as RankBy
    m_gemms->addItems({QString(), tr("forward GEMMs"), tr("all GEMMs")}); // as AskedGemms
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_DockWidgetCloseButton));
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto name = [](QWidget* widget, const char* object, const QString& accessible,
                         const QString& toolTip) {
        widget->setObjectName(QLatin1String(object));
        widget->setAccessibleName(accessible);
        widget->setToolTip(toolTip);
    };
    name(m_text, "adviceQuestion", tr("Question"),
         tr("A length and its value: h ≈ 4096, a = 32; 4096 32; 4k; or f = 10922 of a model. What it names "
            "first, or with ≈, is asked about. Without a number it is the model's own."));
    name(m_models, "adviceModel", tr("Model"), tr("The model that is asked about"));
    name(m_length, "adviceLength", tr("Length"),
         tr("The length that is asked about, unless the question names it"));
    name(m_within, "adviceWithin", tr("Within, in per cent"), tr("How far a neighbour may be"));
    name(m_rank, "adviceRank", tr("Ranked"),
         tr("What the better one has more of: FLOP a second, or speed whatever it computes"));
    name(
        m_gemms, "adviceGemms", tr("GEMMs"),
        tr("Which GEMMs are compared: the one of the chart alone, or all of a layer that the length changes, "
           "forward or with their gradients"));
    name(m_ask, "adviceAsk", m_ask->text().remove(u'&'), {});
    name(m_close, "adviceClose", tr("Close the advice"), tr("Close the advice (Esc)"));
    name(m_verdict, "adviceVerdict", tr("Verdict"), {});
}

void AdvicePanel::setUpTable() {
    m_table->setObjectName(QStringLiteral("adviceTable"));
    m_table->setAccessibleName(tr("Values that were measured"));
    m_table->setHorizontalHeader(new PaddedHeader(m_table));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PaddedDelegate(m_table));
    dressTable(m_table);
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    constexpr int kWidths[] = {9, 5, 8, 7, 8, 8, 16, 9, 7, 11}; // in digits
    for (int column = 0; column < static_cast<int>(std::size(kWidths)); ++column)
        m_table->setColumnWidth(column, kWidths[column] * digit + 12);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        constexpr int kLongestCell = 22; // heads with their dimension, and a flag
        widenColumns(m_table, kLongestCell);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid() && m_table->hasFocus() && m_state->run())
                    Q_EMIT valueChosen(
                        m_state->advice().values[static_cast<std::size_t>(current.row())].value);
            });
}

void AdvicePanel::connectFields() {
    connect(m_text, &QLineEdit::returnPressed, this, &AdvicePanel::askTyped);
    connect(m_ask, &QPushButton::clicked, this, &AdvicePanel::askTyped);
    connect(m_close, &QToolButton::clicked, this, &AdvicePanel::closed);
    const auto another = [this] {
        m_given.reset();
        m_note.clear();
        say({});
        showGemms();
    };
    connect(m_text, &QLineEdit::textEdited, this, another);
    connect(m_length, &QComboBox::activated, this, another);
    connect(m_models, &QComboBox::activated, this, &AdvicePanel::chooseModel);
    connect(m_rank, &QComboBox::activated, this,
            [this](int rank) { m_state->setRank(static_cast<RankBy>(rank)); });
    connect(m_state, &AdviceState::changed, this, [this] {
        m_rank->setCurrentIndex(static_cast<int>(m_state->rank()));
        followRun();
        showVerdict();
    });
    connect(m_form, &SweepForm::specChanged, this, &AdvicePanel::showGemms);
    for (const QComboBox* box : {m_models, m_length, m_rank, m_gemms})
        connect(box, &QComboBox::currentTextChanged, this, &AdvicePanel::fitBoxes);
}

void AdvicePanel::chooseModel(int row) {
    if (m_modelList->asksForConfig(row)) {
        const QSignalBlocker blocker(m_models);
        m_models->setCurrentIndex(m_modelList->selected());
        Q_EMIT configWanted();
        return;
    }
    m_given.reset();
    forgetNotes();
    say({});
    if (const ModelShape* model = m_modelList->at(row)) {
        m_modelList->select(ModelShape(*model));
        if (m_gemms->currentIndex() == static_cast<int>(AskedGemms::OfChart))
            m_gemms->setCurrentIndex(static_cast<int>(AskedGemms::All));
    } else {
        m_modelList->selectNone();
        m_gemms->setCurrentIndex(static_cast<int>(AskedGemms::OfChart));
    }
    showGemms();
}

void AdvicePanel::takeConfig(const QString& path) {
    const Result<ModelConfig> config = readModelConfig(toPath(path));
    if (!config) {
        say(QString::fromStdString(config.error().reason));
        return;
    }
    m_given.reset();
    std::erase_if(m_configs, [&config](const ModelConfig& known) { return known.model == config->model; });
    m_configs.push_back(*config);
    m_modelList->select(config->model);
    m_gemms->setCurrentIndex(static_cast<int>(AskedGemms::All));
    showGemms();
    QStringList notes;
    for (const std::string& assumption : config->assumptions)
        notes << QString::fromStdString(assumption);
    m_note.clear();
    m_modelNote = notes.join(u' ');
    say({});
}

/// What the first choice stands for; of a model, all GEMMs of a layer or none.
void AdvicePanel::showGemms() {
    const SweepSpec& spec = m_given ? *m_given : m_form->spec();
    m_gemms->setItemText(0, tr("%1 alone").arg(QString::fromStdString(titleOf(spec.operation, spec.pass))));
    auto* items = qobject_cast<QStandardItemModel*>(m_gemms->model());
    const bool ofCurves = !m_given || m_given->budget->variants->only;
    items->item(0)->setEnabled(ofCurves);
    if (!ofCurves && m_gemms->currentIndex() == 0)
        m_gemms->setCurrentIndex(static_cast<int>(AskedGemms::All));
    fitBoxes();
}

void AdvicePanel::focusQuestion() {
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

/// The question stands above its answer, also where it was asked elsewhere and long ago.
void AdvicePanel::followRun() {
    const StoredRun* run = m_state->run();
    const int id = run ? run->id : 0;
    if (std::exchange(m_shownRun, id) == id || m_isAsking)
        return;
    forgetNotes();
    if (run)
        fillIn(run->run.spec);
}

void AdvicePanel::fillIn(const SweepSpec& question) {
    const BudgetSpec& budget = *question.budget;
    const LengthVariants& variants = *budget.variants;
    m_given = question;
    const bool ofCurves = variants.only.has_value();
    if (ofCurves)
        m_modelList->selectNone();
    else
        m_modelList->select(budget.model);
    const bool namesHeads = ofCurves && variants.length == Length::Hidden;
    m_text->setText(questionText(variants.length, variants.values.front(),
                                 namesHeads ? std::optional(budget.model.layer.heads) : std::nullopt));
    m_length->setCurrentIndex(static_cast<int>(variants.length));
    const bool forwardOnly = budget.passes == std::vector{Pass::Forward};
    m_gemms->setCurrentIndex(static_cast<int>(ofCurves      ? AskedGemms::OfChart
                                              : forwardOnly ? AskedGemms::Forward
                                                            : AskedGemms::All));
    if (variants.within > 0)
        m_within->setValue(100 * variants.within);
    showGemms();
    say({});
}

void AdvicePanel::ask(const SweepSpec& question, const std::string& measuredOn) {
    forgetNotes();
    fillIn(question);
    if (const DeviceInfo* device = m_form->device(); device && !isSameHardware(*device, measuredOn)) {
        say(tr("This was measured on %1, and %2 is chosen as device: Measure asks that one.")
                .arg(QString::fromStdString(measuredOn), QString::fromStdString(device->name)));
        return;
    }
    if (m_ask->isEnabled())
        askTyped();
}

AskedChoices AdvicePanel::choices() const {
    AskedChoices choices{.text = m_text->text(),
                         .length = static_cast<Length>(m_length->currentIndex()),
                         .model = m_modelList->at(m_modelList->selected()),
                         .within = m_within->value().value_or(0) / 100,
                         .gemms = static_cast<AskedGemms>(m_gemms->currentIndex())};
    if (!choices.model)
        return choices;
    if (const auto config = std::ranges::find(m_configs, *choices.model, &ModelConfig::model);
        config != m_configs.end()) {
        choices.headDimFollows = config->headDimFollows;
        choices.ffnFollows = config->ffnFollows;
    }
    return choices;
}

AskedSpec AdvicePanel::question() const {
    if (!m_within->problem().isEmpty())
        return {{}, m_within->problem(), {}};
    const AskedChoices chosen = choices();
    AskedSpec asked =
        m_given ? askedSpec(*m_given, chosen.within, chosen.gemms) : askedSpec(chosen, m_form->spec());
    const DeviceInfo* device = m_form->device();
    if (asked.problem.isEmpty() && !device)
        asked.problem = tr("There is no device to measure on yet.");
    if (asked.problem.isEmpty())
        if (const auto faults = validate(asked.spec, *device); !faults.empty())
            asked.problem = QString::fromStdString(faults.front().message);
    return asked;
}

void AdvicePanel::askTyped() {
    if (!m_ask->isEnabled())
        return;
    const AskedSpec asked = question();
    say(asked.problem);
    if (!asked.problem.isEmpty())
        return;
    forgetNotes();
    m_note = asked.note;
    m_isAsking = true;
    Q_EMIT askWanted(asked.spec);
    m_isAsking = false;
}

/// They go with what they are about: the question, the model.
void AdvicePanel::forgetNotes() {
    m_note.clear();
    m_modelNote.clear();
}

void AdvicePanel::say(const QString& problem) {
    m_problem = problem;
    showVerdict();
}

void AdvicePanel::setMeasuring(bool answer, bool other) {
    m_isMeasured = answer;
    m_ask->setEnabled(!answer && !other);
    m_ask->setToolTip(answer || other ? tr("Something is being measured: ask when it has ended, or stop it")
                                      : tr("Measure the neighbours that were not measured yet (Enter)"));
    showVerdict();
}

void AdvicePanel::showVerdict() {
    QString text = m_problem;
    const bool isProblem = !text.isEmpty();
    const bool answers = !isProblem && m_state->run();
    if (answers && m_isMeasured) {
        const std::size_t values = m_state->advice().values.size();
        const std::size_t known = values - m_state->unmeasured();
        text = known < values ? tr("Measuring: %1 of %2 values are known.").arg(known).arg(values)
                              : tr("All %1 values are known, and are measured again.").arg(values);
    } else if (answers) {
        text = verdictOf(m_state->advice())
                   .replace(QStringLiteral(" %"), QChar(QChar::Nbsp) + QStringLiteral("%")); // in one line
        if (!m_otherDevice.isEmpty())
            text = tr("On %1: %2").arg(m_otherDevice, text);
    } else if (!isProblem) {
        text =
            tr("Is another value nearby faster? Name a hidden size and heads, or choose a model and one of "
               "its lengths: its neighbours are measured.");
    }
    for (const QString& note : {m_note, m_modelNote})
        if (!isProblem && !note.isEmpty())
            text = note + u' ' + text;
    m_verdict->setText(printableText(text));
    QPalette colours = palette();
    if (isProblem)
        colours.setColor(QPalette::WindowText, errorColour(palette()));
    else if (!answers)
        colours.setColor(QPalette::WindowText, quietColour(palette()));
    m_verdict->setPalette(colours);
    QFont type = font();
    type.setWeight(answers && !m_isMeasured ? QFont::DemiBold : QFont::Normal);
    m_verdict->setFont(type);
    m_table->setVisible(m_state->run());
}

void AdvicePanel::setOtherDevice(const QString& name) {
    if (std::exchange(m_otherDevice, name) != name)
        showVerdict();
}

void AdvicePanel::setClosable(bool closable) {
    m_close->setVisible(closable);
}

void AdvicePanel::selectValue(qint64 value) {
    if (!m_state->run())
        return;
    const auto& values = m_state->advice().values;
    const auto at = std::ranges::find(values, value, &AdvisedValue::value);
    if (at != values.end())
        m_table->selectRow(static_cast<int>(at - values.begin()));
}

QString AdvicePanel::selectionAsText() const {
    if (!m_state->run())
        return {};
    std::vector<std::size_t> lines;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        lines.push_back(static_cast<std::size_t>(index.row()));
    return adviceText(m_state->advice(), lines);
}

void AdvicePanel::copySelection() const {
    if (m_state->run())
        QGuiApplication::clipboard()->setText(selectionAsText());
}

void AdvicePanel::settle() {
    m_table->executeDelayedItemsLayout();
}

void AdvicePanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !m_close->isHidden())
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void AdvicePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showVerdict();
}

} // namespace headroom::ui

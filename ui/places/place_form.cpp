// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/places/place_form.h"

#include "ui/widgets/plain_text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <map>

namespace headroom::ui {

PlaceForm::PlaceForm(QWidget* parent)
    : QWidget(parent), m_layout(new QFormLayout(this)), m_kind(new QComboBox), m_tasks(new QSpinBox) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_nameField = addLine(tr("&Name"), "placeName", tr("gpu7"),
                          tr("What to call the place: the first part of its devices' names"), m_name);
    m_kind->setObjectName(QStringLiteral("placeKind"));
    m_kind->setToolTip(tr("How the engine there is started"));
    m_kind->addItem(tr("ssh"), static_cast<int>(PlaceKind::Ssh));
    m_kind->addItem(tr("Slurm, a job in a queue"), static_cast<int>(PlaceKind::Slurm));
    m_kind->addItem(tr("A command"), static_cast<int>(PlaceKind::Command));
    add(tr("&Reached by"), m_kind);
    m_hostField =
        addLine(tr("&Host"), "placeHost", tr("me@gpu7.cluster"),
                tr("As you would give it to ssh: a name, user@name, or an alias of your ~/.ssh/config, "
                   "whose port, key and jump hosts hold here, too"),
                m_host);
    m_loginField = addLine(tr("&Login host"), "placeLogin", tr("this machine"),
                           tr("The host that talks to Slurm, as you would give it to ssh; empty where this "
                              "machine does by itself"),
                           m_login);
    m_tasks->setObjectName(QStringLiteral("placeTasks"));
    m_tasks->setRange(1, kMostJobTasks);
    m_tasks->setToolTip(tr("How many a job has, each in a task of its own"));
    connect(m_tasks, &QSpinBox::valueChanged, this, &PlaceForm::edited);
    m_tasksField = add(tr("&GPUs"), m_tasks);
    m_optionsField = addLine(tr("&Options"), "placeOptions", tr("--partition=h100 --time=60"),
                             tr("What else Slurm is told of the job, as salloc takes it: where, how long, "
                                "for whom. Without a word of GPUs each task gets one"),
                             m_options);
    m_engineField = addLine(
        tr("&Engine there"), "placeEngine", tr("headroom-engine"),
        tr("The program on that host: a name on its PATH, or a path. ~/ is the home folder there"), m_engine);
    m_commandField =
        addLine(tr("&Command"), "placeCommand", tr("docker exec -i box headroom-engine serve"),
                tr("Any command that starts headroom-engine serve somewhere and passes its standard "
                   "streams on. No shell reads it; words with spaces stand in double quotes"),
                m_command);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        showKind();
        Q_EMIT edited();
    });
    showKind();
}

FormField* PlaceForm::addLine(const QString& label, const char* name, const QString& hint,
                              const QString& toolTip, QLineEdit*& edit) {
    edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    edit->setPlaceholderText(hint);
    edit->setToolTip(toolTip);
    connect(edit, &QLineEdit::textEdited, this, &PlaceForm::edited);
    return add(label, edit);
}

FormField* PlaceForm::add(const QString& label, QWidget* editor) {
    auto* field = new FormField(editor, QString());
    QLabel* caption = plainLabel(label);
    caption->setBuddy(editor);
    m_layout->addRow(caption, field);
    return field;
}

PlaceKind PlaceForm::kind() const {
    return static_cast<PlaceKind>(m_kind->currentData().toInt());
}

std::vector<FormField*> PlaceForm::fields() const {
    return {m_nameField,  m_hostField,    m_engineField, m_commandField,
            m_loginField, m_optionsField, m_tasksField};
}

void PlaceForm::showKind() {
    m_layout->setRowVisible(m_hostField, kind() == PlaceKind::Ssh);
    for (FormField* field : {m_loginField, m_tasksField, m_optionsField})
        m_layout->setRowVisible(field, kind() == PlaceKind::Slurm);
    m_layout->setRowVisible(m_engineField, kind() != PlaceKind::Command);
    m_layout->setRowVisible(m_commandField, kind() == PlaceKind::Command);
}

void PlaceForm::setEntry(const PlaceEntry& entry) {
    const QSignalBlocker quiet(this); // half an entry is nobody's edit
    m_name->setText(QString::fromStdString(entry.name));
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(entry.kind)));
    for (QLineEdit* edit : {m_host, m_login})
        edit->setText(QString::fromStdString(entry.host));
    m_tasks->setValue(entry.tasks);
    m_options->setText(commandLineOf(entry.options));
    m_engine->setText(QString::fromStdString(entry.engine));
    m_command->setText(commandLineOf(entry.command));
    for (FormField* field : fields())
        field->setError({});
}

PlaceEntry PlaceForm::entry() const {
    PlaceEntry entry;
    entry.name = m_name->text().trimmed().toStdString();
    entry.kind = kind();
    if (entry.kind == PlaceKind::Command) {
        entry.command = commandOf(m_command->text());
        return entry;
    }
    if (const QString engine = m_engine->text().trimmed(); !engine.isEmpty())
        entry.engine = engine.toStdString();
    const bool isSlurm = entry.kind == PlaceKind::Slurm;
    entry.host = (isSlurm ? m_login : m_host)->text().trimmed().toStdString();
    if (isSlurm) {
        entry.tasks = m_tasks->value();
        entry.options = commandOf(m_options->text());
    }
    return entry;
}

bool PlaceForm::check(const std::vector<std::string>& taken) {
    for (FormField* field : fields())
        field->setError({});
    const PlaceEntry entry = this->entry();
    const std::vector<PlaceFault> faults = faultsOf(entry);
    const std::map<PlaceField, FormField*> places{
        {PlaceField::Name, m_nameField},
        {PlaceField::Host, entry.kind == PlaceKind::Slurm ? m_loginField : m_hostField},
        {PlaceField::Engine, m_engineField},
        {PlaceField::Command, m_commandField},
        {PlaceField::Tasks, m_tasksField},
        {PlaceField::Options, m_optionsField},
    };
    for (const PlaceFault& fault : faults)
        places.at(fault.field)->setError(QString::fromStdString(fault.message));
    const bool isTaken = std::ranges::find(taken, entry.name) != taken.end();
    if (isTaken)
        m_nameField->setError(tr("Another place is called so."));
    return faults.empty() && !isTaken;
}

QString commandLineOf(const std::vector<std::string>& words) {
    QStringList line;
    for (const std::string& word : words) {
        QString text = QString::fromStdString(word);
        if (text.isEmpty() ||
            std::ranges::any_of(text, [](QChar c) { return c.isSpace() || c == QLatin1Char('"'); }))
            text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"\"")) +
                   QLatin1Char('"');
        line << text;
    }
    return line.join(QLatin1Char(' '));
}

std::vector<std::string> commandOf(const QString& line) {
    std::vector<std::string> words;
    for (const QString& word : QProcess::splitCommand(line))
        words.push_back(word.toStdString());
    return words;
}

} // namespace headroom::ui

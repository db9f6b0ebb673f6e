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

#include <algorithm>

namespace headroom::ui {

PlaceForm::PlaceForm(QWidget* parent)
    : QWidget(parent), m_layout(new QFormLayout(this)), m_kind(new QComboBox) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_nameField = addLine(tr("&Name"), "placeName", tr("gpu7"),
                          tr("What to call the place: the first part of its devices' names"), m_name);
    m_kind->setObjectName(QStringLiteral("placeKind"));
    m_kind->setToolTip(tr("How the engine there is started"));
    m_kind->addItem(tr("ssh"), QVariant::fromValue(static_cast<int>(PlaceKind::Ssh)));
    m_kind->addItem(tr("A command"), QVariant::fromValue(static_cast<int>(PlaceKind::Command)));
    QLabel* kindLabel = plainLabel(tr("&Reached by"));
    kindLabel->setBuddy(m_kind);
    m_layout->addRow(kindLabel, new FormField(m_kind, QString())); // at the edge of the others
    m_hostField =
        addLine(tr("&Host"), "placeHost", tr("me@gpu7.cluster"),
                tr("As you would give it to ssh: a name, user@name, or an alias of your ~/.ssh/config, "
                   "whose port, key and jump hosts hold here, too"),
                m_host);
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
    auto* field = new FormField(edit, QString());
    QLabel* caption = plainLabel(label);
    caption->setBuddy(edit);
    m_layout->addRow(caption, field);
    return field;
}

void PlaceForm::showKind() {
    const bool isSsh = m_kind->currentIndex() == 0;
    m_layout->setRowVisible(m_hostField, isSsh);
    m_layout->setRowVisible(m_engineField, isSsh);
    m_layout->setRowVisible(m_commandField, !isSsh);
}

void PlaceForm::setEntry(const PlaceEntry& entry) {
    const QSignalBlocker quiet(this); // half an entry is nobody's edit
    m_name->setText(QString::fromStdString(entry.name));
    m_kind->setCurrentIndex(entry.kind == PlaceKind::Ssh ? 0 : 1);
    m_host->setText(QString::fromStdString(entry.host));
    m_engine->setText(QString::fromStdString(entry.engine));
    m_command->setText(commandLineOf(entry.command));
    for (FormField* field : {m_nameField, m_hostField, m_engineField, m_commandField})
        field->setError({});
}

PlaceEntry PlaceForm::entry() const {
    PlaceEntry entry;
    entry.name = m_name->text().trimmed().toStdString();
    if (m_kind->currentIndex() == 0) {
        entry.host = m_host->text().trimmed().toStdString();
        if (const QString engine = m_engine->text().trimmed(); !engine.isEmpty())
            entry.engine = engine.toStdString();
    } else {
        entry.kind = PlaceKind::Command;
        entry.command = commandOf(m_command->text());
    }
    return entry;
}

bool PlaceForm::check(const std::vector<std::string>& taken) {
    for (FormField* field : {m_nameField, m_hostField, m_engineField, m_commandField})
        field->setError({});
    const PlaceEntry entry = this->entry();
    const std::vector<PlaceFault> faults = faultsOf(entry);
    for (const PlaceFault& fault : faults) {
        FormField* field = fault.field == PlaceField::Name     ? m_nameField
                           : fault.field == PlaceField::Host   ? m_hostField
                           : fault.field == PlaceField::Engine ? m_engineField
                                                               : m_commandField;
        field->setError(QString::fromStdString(fault.message));
    }
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

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/places/place_entry.h"
#include "ui/widgets/form_field.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace headroom::ui {

/// One place, to be described.
class PlaceForm final : public QWidget {
    Q_OBJECT

public:
    explicit PlaceForm(QWidget* parent = nullptr);

    void setEntry(const PlaceEntry& entry);
    PlaceEntry entry() const;
    /// Marks what is wrong; `taken` are the names of other places. True where nothing is.
    bool check(const std::vector<std::string>& taken);

Q_SIGNALS:
    void edited();

private:
    FormField* addLine(const QString& label, const char* name, const QString& hint, const QString& toolTip,
                       QLineEdit*& edit);
    FormField* add(const QString& label, QWidget* editor);
    PlaceKind kind() const;
    void showKind();
    std::vector<FormField*> fields() const;

    QFormLayout* m_layout;
    QComboBox* m_kind;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_host = nullptr;
    QLineEdit* m_engine = nullptr;
    QLineEdit* m_command = nullptr;
    QLineEdit* m_login = nullptr;
    QLineEdit* m_options = nullptr;
    QSpinBox* m_tasks;
    FormField* m_nameField;
    FormField* m_hostField;
    FormField* m_engineField;
    FormField* m_commandField;
    FormField* m_loginField;
    FormField* m_optionsField;
    FormField* m_tasksField;
};

/// A command's words on one line, each with white space or quotes in double quotes; and back.
QString commandLineOf(const std::vector<std::string>& words);
std::vector<std::string> commandOf(const QString& line);

} // namespace headroom::ui

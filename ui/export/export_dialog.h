// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/figure_options.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace headroom::ui {

class FormField;
class NumberEdit;
class Preferences;

/// Asks how a picture is to be exported: format, size and resolution, caption. What was chosen is remembered.
class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    /// `preferences` must outlive the dialog.
    ExportDialog(Preferences* preferences, QWidget* parent);

    FigureOptions options() const;
    /// "png", "svg" or "pdf"
    QString format() const;

protected:
    bool event(QEvent* event) override;

private:
    void makeFields();
    FormField* addNumber(QFormLayout* form, NumberEdit* edit, const QString& label, const QString& unit,
                         const char* name, const QString& toolTip);
    void recall();
    void remember() const;
    void takePreset(int index);
    void takeEdit();

    Preferences* m_preferences;
    QComboBox* m_preset;
    QComboBox* m_format;
    NumberEdit* m_width;
    NumberEdit* m_height;
    NumberEdit* m_dpi;
    FormField* m_widthField = nullptr;
    FormField* m_heightField = nullptr;
    FormField* m_dpiField = nullptr;
    QCheckBox* m_caption;
    QLabel* m_size;
    QPushButton* m_accept = nullptr;
};

} // namespace headroom::ui

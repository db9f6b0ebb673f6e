// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/paper_figure.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace headroom::ui {

class FigurePreview;
class FigureText;
class FormField;
class NumberEdit;
class Preferences;

/// Asks how a picture is to be exported, and shows beside it what becomes of it: format, size and resolution,
/// texts, legend, what is drawn and in which colours. What was chosen is remembered.
class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    /// `figure` makes one of what is seen now; what that names and `preferences` must outlive the dialog.
    ExportDialog(FigureMaker figure, Preferences* preferences, QWidget* parent);
    ~ExportDialog() override;

    FigureOptions options() const;
    /// "png", "svg" or "pdf"
    QString format() const;

private:
    void makeFields();
    void addSize(QFormLayout* form);
    void addTexts(QFormLayout* form);
    void addDrawing(QFormLayout* form);
    void addContents(QFormLayout* form);
    void arrange(QWidget* fields);
    void connectFields();
    FormField* addNumber(QFormLayout* form, NumberEdit* edit, const QString& label, const QString& unit,
                         const char* name, const QString& toolTip);
    void recall();
    void remember() const;
    void takePreset(int index);
    void takeEdit();
    bool showFaults(const FigureOptions& chosen);
    void showWhatCanBeHad();

    FigureMaker m_source;
    Preferences* m_preferences;
    std::shared_ptr<const PaperFigure> m_chosen; ///< as last asked for
    QComboBox* m_preset;
    QComboBox* m_format;
    NumberEdit* m_width;
    NumberEdit* m_height;
    QCheckBox* m_fitsHeight;
    NumberEdit* m_dpi;
    FormField* m_widthField = nullptr;
    FormField* m_heightField = nullptr;
    FormField* m_dpiField = nullptr;
    FigureText* m_title = nullptr;
    FigureText* m_subtitle = nullptr;
    FigureText* m_caption = nullptr;
    QComboBox* m_legend;
    QComboBox* m_colours;
    QComboBox* m_background;
    QCheckBox* m_dashes;
    QCheckBox* m_flags;
    QCheckBox* m_intervals;
    QCheckBox* m_references;
    FigurePreview* m_preview;
    QLabel* m_size;
    QLabel* m_note; ///< what became of a choice, where it is not obvious
    QPushButton* m_accept = nullptr;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"
#include "ui/export/figure_presets.h"
#include "ui/export/figure_preview.h"
#include "ui/export/figure_text.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/number_edit.h"
#include "ui/widgets/screen_fit.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace headroom::ui {

namespace {

void name(QWidget* widget, const char* objectName, const QString& toolTip) {
    widget->setObjectName(QLatin1String(objectName));
    widget->setToolTip(toolTip);
}

} // namespace

void ExportDialog::makeFields() {
    auto* fields = new QWidget;
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* top = new QVBoxLayout(fields);
    top->setContentsMargins(0, 0, 6, 0); // a scroll bar may stand there
    top->addLayout(form);
    top->addStretch(1);
    addSize(form);
    addTexts(form);
    addDrawing(form);
    addContents(form);
    arrange(fields);
}

void ExportDialog::addSize(QFormLayout* form) {
    name(m_preset, "exportPreset", tr("Sizes that fit where figures often go"));
    for (const FigurePreset& preset : figurePresets()) {
        m_preset->addItem(words(preset.name));
        m_preset->setItemData(m_preset->count() - 1, words(preset.toolTip), Qt::ToolTipRole);
    }
    m_preset->addItem(tr("Own size"));
    name(m_format, "exportFormat",
         tr("PNG holds pixels, and the runs themselves: Headroom opens it again. SVG and PDF stay sharp at "
            "any size; the PDF carries the measurements as CSV."));
    m_format->addItem(tr("PNG picture"), QStringLiteral("png"));
    m_format->addItem(tr("SVG drawing"), QStringLiteral("svg"));
    m_format->addItem(tr("PDF document"), QStringLiteral("pdf"));
    name(m_fitsHeight, "exportFitsHeight",
         tr("The height follows from legend and texts, and the plot keeps its proportions"));
    form->addRow(tr("&Use"), new FormField(m_preset, {}));
    form->addRow(tr("&Format"), new FormField(m_format, {}));
    m_widthField = addNumber(form, m_width, tr("&Width"), tr("pixels"), "exportWidth", tr("Width in pixels"));
    m_heightField =
        addNumber(form, m_height, tr("H&eight"), tr("pixels"), "exportHeight", tr("Height in pixels"));
    form->addRow(QString(), m_fitsHeight);
    m_dpiField = addNumber(form, m_dpi, tr("Res&olution"), tr("dpi"), "exportDpi",
                           tr("Pixels to the inch: decides how large the figure is on paper, and so how "
                              "large its type is in it"));
}

FormField* ExportDialog::addNumber(QFormLayout* form, NumberEdit* edit, const QString& label,
                                   const QString& unit, const char* objectName, const QString& toolTip) {
    name(edit, objectName, toolTip);
    auto* field = new FormField(edit, unit);
    form->addRow(label, field);
    return field;
}

void ExportDialog::addTexts(QFormLayout* form) {
    m_title = new FigureText(FigureText::Lines::One, "exportTitle",
                             tr("Above the plot; emptied, it is left out, as where a paper has its own"));
    m_subtitle = new FigureText(FigureText::Lines::One, "exportSubtitle",
                                tr("Below the title: under which circumstances was measured; emptied, it is "
                                   "left out"));
    m_caption = new FigureText(FigureText::Lines::Several, "exportCaption",
                               tr("Below the figure in small type: algorithm, driver, settings and what each "
                                  "run has of its own; emptied, it is left out"));
    form->addRow(tr("&Title"), new FormField(m_title, {}));
    form->addRow(tr("&Subtitle"), new FormField(m_subtitle, {}));
    form->addRow(tr("&Caption"), new FormField(m_caption, {}));
}

void ExportDialog::addDrawing(QFormLayout* form) {
    name(m_legend, "exportLegend", {});
    m_legend->addItems({tr("At the right"), tr("Below"), tr("Names at the curves")}); // as LegendPlace
    name(m_colours, "exportPalette", {});
    m_colours->addItems({tr("The paper's"), tr("Ordinal, dark to light")}); // as CurvePalette
    name(m_background, "exportTheme", tr("White as paper, or dark as a slide may be"));
    m_background->addItems({tr("Light"), tr("Dark")});
    name(m_dashes, "exportDashes", {});
    form->addRow(tr("&Legend"), new FormField(m_legend, {}));
    form->addRow(tr("Colou&rs"), new FormField(m_colours, {}));
    form->addRow(QString(), m_dashes);
    form->addRow(tr("&Background"), new FormField(m_background, {}));
}

void ExportDialog::addContents(QFormLayout* form) {
    name(m_flags, "exportFlags", {});
    name(m_intervals, "exportIntervals", {});
    name(m_references, "exportReferences", {});
    form->addRow(tr("Include"), m_flags);
    form->addRow(QString(), m_intervals);
    form->addRow(QString(), m_references);
}

void ExportDialog::arrange(QWidget* fields) {
    constexpr QSize kWanted(1040, 660);
    constexpr int kFieldsWidth = 330;
    name(m_preview, "exportPreview", tr("The figure as it will be written"));
    name(m_size, "exportSize",
         tr("How large the picture becomes; its type is laid out to be read at that size on paper"));
    name(m_note, "exportNote", {});
    m_note->setWordWrap(true);
    m_note->setAlignment(Qt::AlignHCenter);
    auto* scrolled = new QScrollArea;
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setWidget(fields);
    scrolled->setFixedWidth(std::max(kFieldsWidth, fields->minimumSizeHint().width()) +
                            scrolled->verticalScrollBar()->sizeHint().width());
    auto* shown = new QVBoxLayout;
    shown->addWidget(m_preview, 1);
    shown->addWidget(m_size, 0, Qt::AlignHCenter);
    shown->addWidget(m_note);
    auto* sides = new QHBoxLayout;
    sides->addWidget(scrolled);
    sides->addLayout(shown, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("E&xport…"), QDialogButtonBox::AcceptRole);
    name(m_accept, "exportAccept", tr("Choose the file and write it"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addLayout(sides, 1);
    column->addWidget(buttons);
    m_accept->setDefault(true); // in the dialog by now: before, Cancel would become it
    resize(fittingScreen(this, kWanted));
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "ui/export/figure_memory.h"
#include "ui/export/figure_presets.h"
#include "ui/export/figure_preview.h"
#include "ui/export/figure_text.h"
#include "ui/settings/preferences.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/number_edit.h"
#include "ui/widgets/plain_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

/// Room for any size of which a message is shown rather than an overflow.
constexpr qint64 kMostNumber = 1'000'000;

int number(const NumberEdit* edit) {
    return static_cast<int>(std::clamp<qint64>(edit->value().value_or(-1), -1, kMostNumber));
}

} // namespace

ExportDialog::ExportDialog(FigureMaker figure, Preferences* preferences, QWidget* parent)
    : QDialog(parent)
    , m_source(std::move(figure))
    , m_preferences(preferences)
    , m_preset(new QComboBox)
    , m_format(new QComboBox)
    , m_width(new NumberEdit(NumberEdit::Step::Adding, 10, 10))
    , m_height(new NumberEdit(NumberEdit::Step::Adding, 10, 10))
    , m_fitsHeight(new QCheckBox(tr("As &high as it takes")))
    , m_dpi(new NumberEdit(NumberEdit::Step::Adding, 12, 12))
    , m_legend(new QComboBox)
    , m_colours(new QComboBox)
    , m_background(new QComboBox)
    , m_dashes(new QCheckBox(tr("A line &pattern for each h/a")))
    , m_flags(new QCheckBox(tr("F&lags: hollow points")))
    , m_intervals(new QCheckBox(tr("&Intervals")))
    , m_references(new QCheckBox(tr("&References")))
    , m_preview(new FigurePreview)
    , m_size(plainLabel())
    , m_note(plainLabel()) {
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export picture"));
    makeFields();
    recall();
    connectFields();
    takeEdit();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::connectFields() {
    connect(m_preset, &QComboBox::activated, this, &ExportDialog::takePreset);
    for (QComboBox* choice : {m_format, m_legend, m_colours, m_background})
        connect(choice, &QComboBox::currentIndexChanged, this, &ExportDialog::takeEdit);
    for (NumberEdit* edit : {m_width, m_height, m_dpi})
        connect(edit, &NumberEdit::edited, this, &ExportDialog::takeEdit);
    for (QCheckBox* choice : {m_fitsHeight, m_dashes, m_flags, m_intervals, m_references})
        connect(choice, &QCheckBox::clicked, this, &ExportDialog::takeEdit);
    for (FigureText* text : {m_title, m_subtitle, m_caption})
        connect(text, &FigureText::edited, this, &ExportDialog::takeEdit);
    connect(this, &QDialog::accepted, this, &ExportDialog::remember);
}

FigureOptions ExportDialog::options() const {
    FigureOptions options;
    options.size = QSizeF(number(m_width), number(m_height));
    options.fitsHeight = m_fitsHeight->isChecked();
    options.dpi = number(m_dpi);
    options.title = m_title->chosen();
    options.subtitle = m_subtitle->chosen();
    options.caption = m_caption->chosen();
    options.flags = m_flags->isChecked();
    options.intervals = m_intervals->isChecked();
    options.references = m_references->isChecked();
    options.style.legend = static_cast<LegendPlace>(m_legend->currentIndex());
    options.style.palette = static_cast<CurvePalette>(m_colours->currentIndex());
    options.style.dashes = m_dashes->isChecked();
    options.style.dark = m_background->currentIndex() == 1;
    return options;
}

QString ExportDialog::format() const {
    return m_format->currentData().toString();
}

void ExportDialog::recall() {
    const FigureOptions last = recallFigure(*m_preferences, m_source({})->runs());
    m_width->setValue(qRound(last.size.width()));
    m_height->setValue(qRound(last.size.height()));
    m_fitsHeight->setChecked(last.fitsHeight);
    m_dpi->setValue(qRound(last.dotsPerInch()));
    m_title->setChosen(last.title);
    m_subtitle->setChosen(last.subtitle);
    m_caption->setChosen(last.caption);
    m_flags->setChecked(last.flags);
    m_intervals->setChecked(last.intervals);
    m_references->setChecked(last.references);
    m_legend->setCurrentIndex(static_cast<int>(last.style.legend));
    m_colours->setCurrentIndex(static_cast<int>(last.style.palette));
    m_dashes->setChecked(last.style.dashes);
    m_background->setCurrentIndex(last.style.dark ? 1 : 0);
    m_format->setCurrentIndex(
        std::clamp(m_preferences->number(QStringLiteral("export/format"), 0), 0, m_format->count() - 1));
}

void ExportDialog::remember() const {
    rememberFigure(*m_preferences, options(), m_source({})->runs());
    m_preferences->setNumber(QStringLiteral("export/format"), m_format->currentIndex());
}

void ExportDialog::takePreset(int index) {
    const auto presets = figurePresets();
    if (index < 0 || index >= static_cast<int>(presets.size()))
        return;
    FigureOptions preset;
    apply(presets[static_cast<std::size_t>(index)], preset);
    m_fitsHeight->setChecked(preset.fitsHeight);
    m_legend->setCurrentIndex(static_cast<int>(preset.style.legend));
    m_width->setValue(qRound(preset.size.width()));
    m_height->setValue(qRound(preset.size.height()));
    m_dpi->setValue(*preset.dpi);
    takeEdit();
}

void ExportDialog::takeEdit() {
    const FigureOptions chosen = options();
    const auto presets = figurePresets();
    const auto preset = std::ranges::find_if(
        presets, [&chosen](const FigurePreset& known) { return hasSizeOf(known, chosen); });
    m_preset->setCurrentIndex(static_cast<int>(preset - presets.begin()));
    m_heightField->setEnabled(!chosen.fitsHeight);
    m_chosen = m_source(chosen);
    if (chosen.fitsHeight && m_chosen->options().size != chosen.size)
        m_height->setValue(qRound(m_chosen->options().size.height()));
    m_title->setAutomatic(m_chosen->automatic().title);
    m_subtitle->setAutomatic(m_chosen->automatic().subtitle);
    m_caption->setAutomatic(m_chosen->automatic().caption);
    showWhatCanBeHad();
    const bool valid = showFaults(m_chosen->options());
    m_accept->setEnabled(valid);
    m_size->setText(valid ? sizeText(m_chosen->options()) : QStringLiteral("–"));
    const QString why = m_chosen->whyEmpty();
    m_note->setText(!valid ? QString() : why.isEmpty() ? m_chosen->note() : why);
    m_note->setVisible(!m_note->text().isEmpty());
    m_preview->setFigure(valid ? m_chosen : nullptr);
}

/// At their fields; returns whether there is none.
bool ExportDialog::showFaults(const FigureOptions& chosen) {
    QString atWidth;
    QString atHeight;
    QString atDpi;
    for (const FigureFault& fault : validate(chosen))
        (fault.field == FigureField::Height ? atHeight
         : fault.field == FigureField::Dpi  ? atDpi
                                            : atWidth) = fault.message;
    for (const auto& [edit, message] : {std::pair(m_width, &atWidth), {m_height, &atHeight}, {m_dpi, &atDpi}})
        if (!edit->problem().isEmpty())
            *message = edit->problem();
    m_widthField->setError(atWidth);
    m_heightField->setError(atHeight);
    m_dpiField->setError(atDpi);
    return atWidth.isEmpty() && atHeight.isEmpty() && atDpi.isEmpty();
}

/// A choice that would change nothing cannot be made, and says why.
void ExportDialog::showWhatCanBeHad() {
    const FigureLimits limits = m_chosen->limits();
    const auto allow = [](QWidget* choice, const QString& why, const QString& toolTip) {
        choice->setEnabled(why.isEmpty());
        choice->setToolTip(why.isEmpty() ? toolTip : why);
    };
    allow(m_flags, limits.flags,
          tr("Points that carry a flag are hollow, and the line between them is thinner"));
    allow(m_intervals, limits.intervals,
          tr("Whiskers or bands: where another run's figure falls 95 times in 100, of undisturbed points"));
    allow(m_references, limits.references,
          tr("The curves of reference runs, with their rows in legend and caption"));
    allow(m_dashes, limits.dashes, tr("Tells the curves apart without colour, as in a grey print"));
    allow(m_legend, limits.legend, tr("Where the figure says which curve is which"));
    allow(m_colours, limits.palette,
          tr("The paper's colours, or an order from dark to light that grey prints and colour-blind readers "
             "keep"));
}

} // namespace headroom::ui

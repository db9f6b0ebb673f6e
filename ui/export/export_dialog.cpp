// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_dialog.h"

#include "ui/settings/preferences.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/number_edit.h"
#include "ui/widgets/plain_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace headroom::ui {

namespace {

struct Preset {
    const char* name;
    const char* toolTip;
    int width;
    int height;
    int dpi;
};

constexpr Preset kPresets[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::ExportDialog", "Screen"),
     QT_TRANSLATE_NOOP("headroom::ui::ExportDialog", "For a page, a chat or a report on a screen"), 1600,
     1000, 96},
    {QT_TRANSLATE_NOOP("headroom::ui::ExportDialog", "Slide, 1920 × 1080"),
     QT_TRANSLATE_NOOP("headroom::ui::ExportDialog", "A whole slide of 13.3 × 7.5 inches"), 1920, 1080, 144},
    {QT_TRANSLATE_NOOP("headroom::ui::ExportDialog", "Paper, one column"),
     QT_TRANSLATE_NOOP("headroom::ui::ExportDialog",
                       "3.3 inches, a column of a two-column paper, at 300 dpi"),
     990, 690, 300},
    {QT_TRANSLATE_NOOP("headroom::ui::ExportDialog", "Paper, both columns"),
     QT_TRANSLATE_NOOP("headroom::ui::ExportDialog", "6.9 inches, the width of a paper's page, at 300 dpi"),
     2070, 1200, 300},
};

/// Room for any size of which a message is shown rather than an overflow.
constexpr qint64 kMostNumber = 1'000'000;

int number(const NumberEdit* edit) {
    return static_cast<int>(std::clamp<qint64>(edit->value().value_or(-1), -1, kMostNumber));
}

} // namespace

ExportDialog::ExportDialog(Preferences* preferences, QWidget* parent)
    : QDialog(parent)
    , m_preferences(preferences)
    , m_preset(new QComboBox)
    , m_format(new QComboBox)
    , m_width(new NumberEdit(NumberEdit::Step::Adding, 10, 10))
    , m_height(new NumberEdit(NumberEdit::Step::Adding, 10, 10))
    , m_dpi(new NumberEdit(NumberEdit::Step::Adding, 12, 12))
    , m_caption(new QCheckBox(tr("&Caption below the chart")))
    , m_size(plainLabel()) {
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export picture"));
    makeFields();
    recall();
    connect(m_preset, &QComboBox::activated, this, &ExportDialog::takePreset);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::takeEdit);
    for (NumberEdit* edit : {m_width, m_height, m_dpi})
        connect(edit, &NumberEdit::edited, this, &ExportDialog::takeEdit);
    connect(this, &QDialog::accepted, this, &ExportDialog::remember);
    takeEdit();
}

void ExportDialog::makeFields() {
    const auto name = [](QWidget* widget, const char* objectName, const QString& toolTip) {
        widget->setObjectName(QLatin1String(objectName));
        widget->setToolTip(toolTip);
    };
    name(m_preset, "exportPreset", tr("Sizes that fit where figures often go"));
    for (const Preset& preset : kPresets) {
        m_preset->addItem(tr(preset.name));
        m_preset->setItemData(m_preset->count() - 1, tr(preset.toolTip), Qt::ToolTipRole);
    }
    m_preset->addItem(tr("Own size"));
    name(m_format, "exportFormat",
         tr("PNG holds pixels, and the runs themselves: Headroom opens it again. SVG and PDF stay sharp at "
            "any size; the PDF carries the measurements as CSV."));
    m_format->addItem(tr("PNG picture"), QStringLiteral("png"));
    m_format->addItem(tr("SVG drawing"), QStringLiteral("svg"));
    m_format->addItem(tr("PDF document"), QStringLiteral("pdf"));
    name(m_caption, "exportCaption",
         tr("Device, libraries, settings and date in small type, so that the figure says what was measured"));
    m_size->setObjectName(QStringLiteral("exportSize"));
    m_size->setToolTip(
        tr("How large the picture becomes; its type is laid out to be read at that size on paper"));

    auto* form = new QFormLayout;
    form->addRow(tr("&Use"), m_preset);
    form->addRow(tr("&Format"), m_format);
    m_widthField = addNumber(form, m_width, tr("&Width"), tr("pixels"), "exportWidth", tr("Width in pixels"));
    m_heightField =
        addNumber(form, m_height, tr("&Height"), tr("pixels"), "exportHeight", tr("Height in pixels"));
    m_dpiField = addNumber(form, m_dpi, tr("&Resolution"), tr("dpi"), "exportDpi",
                           tr("Pixels to the inch: decides how large the figure is on paper, and so how "
                              "large its type is in it"));
    form->addRow(QString(), m_caption);
    form->addRow(tr("Size"), m_size);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_accept = buttons->addButton(tr("&Export…"), QDialogButtonBox::AcceptRole);
    name(m_accept, "exportAccept", tr("Choose the file and write it"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    m_accept->setDefault(true); // in the dialog by now: before, Cancel would become it
    resize(460, sizeHint().height());
}

FormField* ExportDialog::addNumber(QFormLayout* form, NumberEdit* edit, const QString& label,
                                   const QString& unit, const char* name, const QString& toolTip) {
    edit->setObjectName(QLatin1String(name));
    edit->setToolTip(toolTip);
    auto* field = new FormField(edit, unit);
    form->addRow(label, field);
    return field;
}

bool ExportDialog::event(QEvent* event) {
    const bool handled = QDialog::event(event);
    // A message below a field takes as many lines as it needs.
    if (event->type() == QEvent::LayoutRequest)
        resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
    return handled;
}

FigureOptions ExportDialog::options() const {
    FigureOptions options;
    options.size = QSizeF(number(m_width), number(m_height));
    options.dpi = number(m_dpi);
    options.caption = m_caption->isChecked();
    return options;
}

QString ExportDialog::format() const {
    return m_format->currentData().toString();
}

void ExportDialog::recall() {
    const Preset& first = kPresets[0];
    const auto fill = [this](int width, int height, int dpi) {
        m_width->setValue(width);
        m_height->setValue(height);
        m_dpi->setValue(dpi);
    };
    fill(m_preferences->number(QStringLiteral("export/width"), first.width),
         m_preferences->number(QStringLiteral("export/height"), first.height),
         m_preferences->number(QStringLiteral("export/dpi"), first.dpi));
    if (!validate(options()).empty())
        fill(first.width, first.height, first.dpi);
    m_format->setCurrentIndex(
        std::clamp(m_preferences->number(QStringLiteral("export/format"), 0), 0, m_format->count() - 1));
    m_caption->setChecked(m_preferences->flag(QStringLiteral("export/caption"), true));
}

void ExportDialog::remember() const {
    m_preferences->setNumber(QStringLiteral("export/width"), number(m_width));
    m_preferences->setNumber(QStringLiteral("export/height"), number(m_height));
    m_preferences->setNumber(QStringLiteral("export/dpi"), number(m_dpi));
    m_preferences->setNumber(QStringLiteral("export/format"), m_format->currentIndex());
    m_preferences->setFlag(QStringLiteral("export/caption"), m_caption->isChecked());
}

void ExportDialog::takePreset(int index) {
    if (index < 0 || index >= static_cast<int>(std::size(kPresets)))
        return;
    const Preset& preset = kPresets[index];
    m_width->setValue(preset.width);
    m_height->setValue(preset.height);
    m_dpi->setValue(preset.dpi);
}

void ExportDialog::takeEdit() {
    const FigureOptions chosen = options();
    const auto preset = std::ranges::find_if(kPresets, [&](const Preset& known) {
        return chosen.size == QSizeF(known.width, known.height) && chosen.dpi == known.dpi;
    });
    m_preset->setCurrentIndex(static_cast<int>(preset - std::begin(kPresets)));
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
    const bool valid = atWidth.isEmpty() && atHeight.isEmpty() && atDpi.isEmpty();
    m_accept->setEnabled(valid);
    m_size->setText(valid ? sizeText(chosen) : QStringLiteral("–"));
}

} // namespace headroom::ui

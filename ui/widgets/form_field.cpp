// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/form_field.h"

#include "ui/widgets/plain_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace headroom::ui {

QColor errorColour(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128 ? QColor(0xff, 0x9a, 0x90)
                                                             : QColor(0xb3, 0x1d, 0x1d);
}

QColor quietColour(const QPalette& palette) {
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    const QColor ground = palette.color(QPalette::Active, QPalette::Window);
    const auto mix = [](int a, int b) { return (a * 62 + b * 38) / 100; };
    return {mix(text.red(), ground.red()), mix(text.green(), ground.green()),
            mix(text.blue(), ground.blue())};
}

FormField::FormField(QWidget* editor, const QString& unit, QWidget* below, QWidget* parent)
    : QWidget(parent), m_editor(editor), m_unitLabel(plainLabel(unit)), m_messageLabel(plainLabel()) {
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(editor, 1);
    row->addWidget(m_unitLabel);
    if (unit.isEmpty())
        m_unitLabel->hide();
    // One width for all, so that the editors end on one line.
    m_unitLabel->setMinimumWidth(m_unitLabel->fontMetrics().horizontalAdvance(tr("sequences")));
    m_messageLabel->setObjectName(QStringLiteral("fieldError"));
    m_messageLabel->setWordWrap(true);
    m_messageLabel->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2, 2, 2, 2);
    column->setSpacing(3);
    column->addLayout(row);
    if (below)
        column->addWidget(below);
    column->addWidget(m_messageLabel);
    setFocusProxy(editor);
    colourLabels();
}

void FormField::setError(const QString& message) {
    if (message == m_message)
        return;
    m_message = message;
    m_messageLabel->setText(message);
    m_messageLabel->setVisible(!message.isEmpty());
    m_editor->setAccessibleDescription(message);
    update();
}

void FormField::paintEvent(QPaintEvent* event) {
    QWidget::paintEvent(event);
    if (m_message.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(errorColour(palette()), 2));
    painter.drawRoundedRect(QRectF(m_editor->geometry()).adjusted(-1, -1, 1, 1), 3, 3);
}

void FormField::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourLabels();
}

void FormField::colourLabels() {
    const auto colour = [](QLabel* label, const QColor& ink) {
        QPalette colours = label->palette();
        if (colours.color(QPalette::WindowText) == ink)
            return;
        colours.setColor(QPalette::WindowText, ink);
        label->setPalette(colours);
    };
    colour(m_unitLabel, quietColour(palette()));
    colour(m_messageLabel, errorColour(palette()));
}

} // namespace headroom::ui

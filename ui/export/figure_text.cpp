// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QToolButton>

namespace headroom::ui {

FigureText::FigureText(Lines lines, const char* name, const QString& toolTip, QWidget* parent)
    : QWidget(parent), m_reset(new QToolButton) {
    constexpr int kSeen = 3; // lines
    QWidget* editor = nullptr;
    if (lines == Lines::One) {
        editor = m_line = new QLineEdit;
        connect(m_line, &QLineEdit::textEdited, this, &FigureText::takeText);
    } else {
        editor = m_lines = new QPlainTextEdit;
        m_lines->setTabChangesFocus(true);
        m_lines->setFixedHeight(kSeen * m_lines->fontMetrics().lineSpacing() + 2 * m_lines->frameWidth() + 8);
        connect(m_lines, &QPlainTextEdit::textChanged, this, &FigureText::takeText);
    }
    editor->setObjectName(QLatin1String(name));
    editor->setToolTip(toolTip);
    setFocusProxy(editor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_reset->setObjectName(QLatin1String(name) + QStringLiteral("Reset"));
    m_reset->setText(QStringLiteral("↺"));
    m_reset->setAutoRaise(true);
    m_reset->setToolTip(tr("Bring the automatic text back"));
    m_reset->setAccessibleName(m_reset->toolTip());
    m_reset->setEnabled(false);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        setChosen({});
        Q_EMIT edited();
    });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(2);
    row->addWidget(editor, 1);
    row->addWidget(m_reset, 0, Qt::AlignTop);
}

void FigureText::setAutomatic(const QString& text) {
    if (m_automatic == text)
        return;
    m_automatic = text;
    show();
}

void FigureText::setChosen(const std::optional<QString>& text) {
    m_chosen = text;
    show();
}

QString FigureText::text() const {
    return m_line ? m_line->text() : m_lines->toPlainText();
}

void FigureText::show() {
    const QString shown = m_chosen.value_or(m_automatic);
    m_reset->setEnabled(m_chosen.has_value());
    if (shown == text())
        return;
    if (m_line) {
        m_line->setText(shown);
        m_line->setCursorPosition(0);
    } else {
        const QSignalBlocker quiet(m_lines);
        m_lines->setPlainText(shown);
    }
}

void FigureText::takeText() {
    const QString now = text();
    m_chosen = now == m_automatic ? std::nullopt : std::optional(now.trimmed());
    m_reset->setEnabled(m_chosen.has_value());
    Q_EMIT edited();
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/number_edit.h"

#include "ui/widgets/typed_number.h"

#include <QLineEdit>

#include <algorithm>

namespace headroom::ui {

namespace {

/// Where stepping ends; larger numbers can be typed.
constexpr qint64 kMost = qint64(1) << 40;

} // namespace

NumberEdit::NumberEdit(Step step, qint64 amount, qint64 least, QWidget* parent)
    : QAbstractSpinBox(parent), m_step(step), m_amount(amount), m_least(least) {
    lineEdit()->setMaxLength(20);
    setFocusPolicy(Qt::StrongFocus);
    connect(lineEdit(), &QLineEdit::textChanged, this, &NumberEdit::edited);
}

void NumberEdit::setMeaningOfEmpty(qint64 value, const QString& text) {
    m_meaningOfEmpty = value;
    lineEdit()->setPlaceholderText(text);
    if (this->value() == value)
        lineEdit()->clear();
}

void NumberEdit::setValue(qint64 value) {
    if (this->value() == value)
        return;
    lineEdit()->setText(value == m_meaningOfEmpty ? QString() : QString::number(value));
}

std::optional<qint64> NumberEdit::value() const {
    return text().trimmed().isEmpty() ? m_meaningOfEmpty : typedWholeNumber(text()).value;
}

QString NumberEdit::problem() const {
    return value() ? QString() : typedWholeNumber(text()).problem;
}

QSize NumberEdit::sizeHint() const {
    const QSize hint = QAbstractSpinBox::sizeHint();
    return {std::max(hint.width(), fontMetrics().horizontalAdvance(QStringLiteral("0000000")) + 40),
            hint.height()};
}

void NumberEdit::stepBy(int steps) {
    qint64 value = this->value().value_or(m_least);
    for (int i = 0; i < std::abs(steps) && value > -kMost && value < kMost; ++i) {
        if (m_step == Step::Adding)
            value += steps > 0 ? m_amount : -m_amount;
        else
            value = steps > 0 ? std::max<qint64>(value * 2, 1) : value / 2;
    }
    setValue(std::max(value, m_least));
    selectAll();
}

QAbstractSpinBox::StepEnabled NumberEdit::stepEnabled() const {
    const qint64 current = value().value_or(m_least);
    StepEnabled enabled = StepNone;
    enabled.setFlag(StepUpEnabled, current < kMost);
    enabled.setFlag(StepDownEnabled, current > m_least);
    return enabled;
}

} // namespace headroom::ui

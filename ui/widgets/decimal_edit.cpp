// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/decimal_edit.h"

#include "ui/widgets/typed_number.h"

#include <QLineEdit>

#include <algorithm>

namespace headroom::ui {

DecimalEdit::DecimalEdit(double least, double most, double step, QWidget* parent)
    : QAbstractSpinBox(parent), m_least(least), m_most(most), m_step(step) {
    lineEdit()->setMaxLength(20);
    setFocusPolicy(Qt::StrongFocus);
    connect(lineEdit(), &QLineEdit::textChanged, this, &DecimalEdit::edited);
}

void DecimalEdit::setValue(double value) {
    if (this->value() != value)
        lineEdit()->setText(fieldText(value));
}

std::optional<double> DecimalEdit::value() const {
    return problem().isEmpty() ? typedNumber(text()).value : std::nullopt;
}

QString DecimalEdit::problem() const {
    const Typed<double> typed = typedNumber(text());
    if (typed.value && !(*typed.value >= m_least && *typed.value <= m_most))
        return tr("Use a number from %1 to %2.").arg(fieldText(m_least), fieldText(m_most));
    return typed.problem;
}

QSize DecimalEdit::sizeHint() const {
    const QSize hint = QAbstractSpinBox::sizeHint();
    return {std::max(hint.width(), fontMetrics().horizontalAdvance(QStringLiteral("0000000")) + 40),
            hint.height()};
}

void DecimalEdit::stepBy(int steps) {
    setValue(std::clamp(value().value_or(m_least) + steps * m_step, m_least, m_most));
    selectAll();
}

QAbstractSpinBox::StepEnabled DecimalEdit::stepEnabled() const {
    const double current = value().value_or(m_least);
    StepEnabled enabled = StepNone;
    enabled.setFlag(StepUpEnabled, current < m_most);
    enabled.setFlag(StepDownEnabled, current > m_least);
    return enabled;
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>

#include <optional>

namespace headroom::ui {

/// A field for a whole number that, unlike QSpinBox, takes any text: what is wrong with it is said beside the
/// field, not prevented while typing.
class NumberEdit final : public QAbstractSpinBox {
    Q_OBJECT

public:
    enum class Step { Adding, Doubling };

    NumberEdit(Step step, qint64 amount, qint64 least, QWidget* parent = nullptr);

    /// An empty field means this value and shows that text.
    void setMeaningOfEmpty(qint64 value, const QString& text);

    void setValue(qint64 value);
    /// Nothing where the text is no whole number, or could be another: problem() says why.
    std::optional<qint64> value() const;
    /// A sentence, empty where there is a value.
    QString problem() const;

    QSize sizeHint() const override;
    void stepBy(int steps) override;

Q_SIGNALS:
    void edited();

protected:
    StepEnabled stepEnabled() const override;

private:
    Step m_step;
    qint64 m_amount;
    qint64 m_least;
    std::optional<qint64> m_meaningOfEmpty;
};

} // namespace headroom::ui

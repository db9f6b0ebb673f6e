// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>

#include <optional>

namespace headroom::ui {

/// A field for a number with decimals that, as NumberEdit, takes any text: what is wrong with it is said
/// beside the field. Unlike QDoubleSpinBox it takes point and comma in every locale.
class DecimalEdit final : public QAbstractSpinBox {
    Q_OBJECT

public:
    /// Both ends of the range can be had.
    DecimalEdit(double least, double most, double step, QWidget* parent = nullptr);

    void setValue(double value);
    /// Nothing where problem() says why.
    std::optional<double> value() const;
    /// Why the text is no number of the range, in a sentence; empty where it is.
    QString problem() const;

    QSize sizeHint() const override;
    void stepBy(int steps) override;

Q_SIGNALS:
    void edited();

protected:
    StepEnabled stepEnabled() const override;

private:
    double m_least;
    double m_most;
    double m_step;
};

} // namespace headroom::ui

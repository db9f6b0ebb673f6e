// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

class QAbstractButton;
class QLineEdit;

namespace headroom::ui {

/// Chooses the ratios h/a, one curve each: a chip for each usual one and a field for others.
class RatioPicker final : public QWidget {
    Q_OBJECT

public:
    explicit RatioPicker(QWidget* parent = nullptr);

    void setRatios(const std::vector<std::int64_t>& ratios);
    /// Ascending, each once.
    std::vector<std::int64_t> ratios() const;
    /// Why the text of the field cannot be read; empty when it can.
    QString problem() const;
    /// `texts` in the order of usualRatios().
    void setChipToolTips(const QStringList& texts);

    static const std::vector<std::int64_t>& usualRatios();

Q_SIGNALS:
    void edited();

private:
    std::vector<QAbstractButton*> m_chips;
    QLineEdit* m_others;
};

} // namespace headroom::ui

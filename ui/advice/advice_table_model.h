// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include <vector>

namespace headroom::ui {

class AdviceState;

/// The values of an answer, best first, in the words and numbers of the command line.
class AdviceTableModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    /// `state` must outlive the model.
    explicit AdviceTableModel(const AdviceState* state, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void rebuild();

    const AdviceState* m_state;
    std::vector<QStringList> m_rows;
    std::vector<std::size_t> m_flagged; ///< rows of the value
    QStringList m_titles;
    int m_bold = -1; ///< the best one's row, else that of the value asked about
};

} // namespace headroom::ui

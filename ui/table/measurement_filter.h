// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include <functional>
#include <vector>

namespace headroom::ui {

class MeasurementModel;

/// Sorts the rows of a MeasurementModel, and leaves out those without the words looked for and, unless all
/// are wanted, those that the chart does not show. A row's text is put together once, and only when words are
/// looked for.
class MeasurementFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    /// Whether the curve of that measurement is shown, in a run that is.
    using IsShown = std::function<bool(int runId, int row)>;

    explicit MeasurementFilter(const MeasurementModel* model, QObject* parent = nullptr);

    /// Each of the words must be in some column; capitals do not matter.
    void setWords(const QString& text);
    void setOnlyShown(bool on);
    bool onlyShown() const { return m_onlyShown; }
    void setIsShown(IsShown isShown);
    /// Asks once more what is shown.
    void refresh();

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    const QString& foldedText(int row) const;

    const MeasurementModel* m_model;
    QStringList m_words; ///< without capitals
    bool m_onlyShown = true;
    IsShown m_isShown;
    mutable std::vector<QString> m_foldedTexts; ///< of the rows that were asked for; others are null
};

} // namespace headroom::ui

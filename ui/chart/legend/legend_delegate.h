// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace headroom::ui {

class LegendModel;

/// Draws a legend row: line and marker as in the chart, label, number of points and last value.
class LegendDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// As wide as the curves' labels alone and numbers as they usually are: the plot keeps its place while
    /// measurements arrive. Runs' names may ask for more, up to a limit.
    int width(const LegendModel& model, const QFont& font) const;

    void setCompact(bool on) { m_compact = on; }
    bool compact() const { return m_compact; }

private:
    /// Of a row without its margins: beside the key.
    void paintTexts(QPainter& painter, const QRectF& area, const QStyleOptionViewItem& option,
                    const QModelIndex& index) const;

    bool m_compact = false; ///< without numbers
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budget/bars_layout.h"
#include "ui/widgets/held_redraw.h"

#include <QWidget>

namespace headroom::ui {

class BudgetState;
class RunStore;

/// Budgets of layers as bars on one time axis, with a read-out of the segment below the pointer.
class BudgetPanel final : public QWidget {
    Q_OBJECT

public:
    /// What is given must outlive the panel.
    BudgetPanel(RunStore* store, const BudgetState* state, QWidget* parent = nullptr);
    ~BudgetPanel() override;

    /// For an audience: type as large as the panel's height asks for.
    void setPresentation(bool on);
    /// While on, rows that arrive are shown by drawNow() alone.
    void setDrawingHeld(bool held) { m_redraw.setHeld(held); }
    void drawNow();
    /// Marks a segment chosen elsewhere; an unknown row clears the mark.
    void selectRow(int runId, int row);
    /// What would be measured, as far as it has bars.
    void setOffer(const SweepSpec& spec);
    /// As drawn.
    const BarsLayout& barsLayout();

Q_SIGNALS:
    /// The read-out of the marked segment, one line; empty when none is.
    void readoutChanged(const QString& text);
    /// A segment was chosen here: row of the run's measurements.
    void rowActivated(int runId, int row);
    /// Is there a better length than the one that this row's GEMM depends on?
    void adviceWanted(int runId, int row);
    /// The user wants the run off the view for good.
    void removeRunRequested(int runId);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    BarsRequest request() const;
    QString hint() const;
    void refresh();
    std::optional<SegmentPlace> marked() const;
    void mark(const std::optional<SegmentPlace>& place, const QPointF& anchor = {});
    void markMiddle(const SegmentPlace& place);
    /// Of a list with more rows than have room.
    void scrollTo(std::size_t firstBar);
    void showBar(std::size_t bar);
    void paintCallouts(QPainter& painter) const;
    std::optional<SegmentPlace> stepped(int key) const;
    int runAt(const QPointF& position);

    RunStore* m_store;
    const BudgetState* m_state;
    BarsLayout m_layout;
    bool m_stale = true;
    std::size_t m_firstBar = 0; ///< of a list, at the top
    int m_markedRun = 0;        ///< 0: nothing is marked
    std::size_t m_markedRow = 0;
    QPointF m_anchor; ///< of the call-out
    HeldRedraw m_redraw;
    bool m_presentation = false;
    int m_wheel = 0; ///< eighths of a degree that made no row yet, times rows
    QString m_offer;
};

} // namespace headroom::ui

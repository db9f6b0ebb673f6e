// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/advice/advice_chart.h"
#include "ui/chart/reading/hover_locator.h"
#include "ui/widgets/held_redraw.h"

#include <QWidget>

namespace headroom::ui {

class AdviceState;

/// Advice as points over the length asked about, with a read-out of the value below the pointer.
class AdvicePlot final : public QWidget {
    Q_OBJECT

public:
    /// `state` must outlive the plot.
    explicit AdvicePlot(const AdviceState* state, QWidget* parent = nullptr);

    /// For an audience: type as large as the plot's height asks for.
    void setPresentation(bool on);
    /// While on, rows that arrive are shown by drawNow() alone.
    void setDrawingHeld(bool held) { m_redraw.setHeld(held); }
    void drawNow();
    /// Marks that value; none of the advice clears the mark.
    void selectValue(std::int64_t value);
    /// As drawn.
    const AdviceLayout& adviceLayout();

Q_SIGNALS:
    /// The read-out of the marked value, one line; empty when none is.
    void readoutChanged(const QString& text);
    void valueActivated(qint64 value);
    /// Of the run that answers.
    void renameRunRequested(int runId);
    void removeRunRequested(int runId);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    AdviceRequest request() const;
    QString hint() const;
    void refresh();
    void tellMarked();
    void mark(const std::optional<std::int64_t>& value);
    /// Where the marked value lies; none where it is not drawn.
    std::optional<Hit> marked();
    std::optional<std::int64_t> stepped(int by) const;

    const AdviceState* m_state;
    AdviceChart m_chart;
    AdviceLayout m_layout;
    bool m_stale = true;
    std::optional<std::int64_t> m_marked;
    HeldRedraw m_redraw;
    bool m_presentation = false;
};

} // namespace headroom::ui

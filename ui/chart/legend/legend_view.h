// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QPersistentModelIndex>

#include <optional>
#include <vector>

namespace headroom::ui {

class LegendDelegate;
class LegendModel;
struct CurveKey;

/// The legend: click or space hides and shows, double click or Enter shows alone; F2 renames the row's run,
/// Delete removes it, Ctrl+Up and Ctrl+Down move it. The context menu offers the same. F2 and Delete mean the
/// row below the pointer too, whoever has the focus.
class LegendView final : public QListView {
    Q_OBJECT

public:
    explicit LegendView(LegendModel* model, QWidget* parent = nullptr);

    /// Begins the first row so far down, level with the plot.
    void setTopMargin(int pixels);
    /// Leaves the numbers out, for narrow windows.
    void setCompact(bool on);

    /// Of the row that the pointer is over: what it stands for; empty without one.
    std::vector<CurveKey> pointedCurves() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Of the pointer, to another row or away.
    void pointerMoved();
    /// Curves of every run that stand in one row.
    void isolateRequested(const std::vector<headroom::ui::CurveKey>& keys);
    void isolateRunRequested(int runId);
    /// The axes are to fit that run.
    void scaleRequested(int runId);
    void renameRequested(int runId);
    void removeRequested(int runId);
    /// So many places to the front; negative to the back.
    void moveRequested(int runId, int forward);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setPointer(std::optional<QPoint> at);
    /// Below the pointer, where it was moved last, or else the current row.
    QModelIndex meantRow() const;
    void point(const QModelIndex& index);
    void toggle(const QModelIndex& index);
    void isolate(const QModelIndex& index);
    void rename(const QModelIndex& index);
    void scaleTo(const QModelIndex& index);
    void remove(const QModelIndex& index);
    void move(const QModelIndex& index, int forward);
    void moveForward(const QModelIndex& index);
    void moveBack(const QModelIndex& index);
    /// Whether the key does something with a row.
    bool act(const QKeyEvent& event, const QModelIndex& current);

    LegendModel* m_model;
    LegendDelegate* m_delegate;      // owned by the view
    QPersistentModelIndex m_pointed; ///< whose curves are raised
    std::optional<QPoint> m_pointer; ///< over the viewport; nothing where keys chose a row since
};

} // namespace headroom::ui

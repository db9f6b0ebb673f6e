// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <map>
#include <vector>

class QAction;
class QMenu;

namespace headroom::ui {

class RunStore;

/// The shipped reference runs: those that are ticked are on the chart, the others are nowhere but here. Each
/// is read when it is ticked: most sessions on a CPU show none.
class ReferenceMenu final : public QObject {
    Q_OBJECT

public:
    /// `first` is the action of the first shipped run, the paper's; the others get theirs in `menu`.
    ReferenceMenu(RunStore* store, QMenu* menu, QAction* first, QObject* parent = nullptr);

    /// Shows the one that shows best what a chart is.
    void showExample();
    /// Whether one is shown that was measured by this program: curves enough to look around in.
    bool showsWholeRun() const;

Q_SIGNALS:
    /// One was shown or hidden.
    void shownChanged();
    void failed(const QString& reason);

private:
    void setShown(std::size_t position, const QString& name, bool shown);

    RunStore* m_store;
    std::vector<QAction*> m_actions;  ///< one for each of the shipped
    std::map<std::size_t, int> m_ids; ///< in the store, by the run's place among the shipped
};

} // namespace headroom::ui

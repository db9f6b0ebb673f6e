// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/quantity_menu.h"
#include "ui/runs/run_store.h"

#include <QList>

class QAction;
class QMainWindow;
class QPalette;

namespace headroom::ui {

/// The window's actions, and the menus and tool bar they stand in. Knows nothing of what they do.
struct WindowActions {
    explicit WindowActions(QMainWindow* window);

    QAction* openRun = nullptr;
    QAction* openFolder = nullptr;
    QAction* stopFollowing = nullptr;
    QAction* saveRun = nullptr;
    QAction* saveRunAs = nullptr;
    QAction* exportPicture = nullptr;
    QAction* exportCsv = nullptr;
    QAction* exportVisibleCsv = nullptr;
    QAction* quit = nullptr;
    QAction* copyChart = nullptr;
    QAction* copyTable = nullptr;
    QAction* filterTable = nullptr;
    QAction* resetForm = nullptr;
    QAction* home = nullptr;
    QAction* back = nullptr;
    QAction* forward = nullptr;
    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QAction* logX = nullptr;
    QAction* logY = nullptr;
    QAction* scaleToRun = nullptr;
    QAction* intervals = nullptr;
    QAction* unifiedHover = nullptr;
    QAction* goToHidden = nullptr;
    std::vector<QuantityAction> quantities; ///< what else the y axis can show
    QAction* reference = nullptr;
    QAction* wholeModel = nullptr; ///< instead of one layer
    QAction* showForm = nullptr;
    QAction* showTable = nullptr;
    QAction* presentation = nullptr;
    QAction* start = nullptr;
    QAction* pause = nullptr;
    QAction* stop = nullptr;
    QAction* advice = nullptr;
    QAction* gpusInProcess = nullptr;
    QAction* places = nullptr;
    QAction* replayRun = nullptr;
    QAction* manual = nullptr;
    QAction* howToRead = nullptr;
    QAction* shortcuts = nullptr;
    QAction* about = nullptr;

    QMenu* recentMenu = nullptr;
    QMenu* runsMenu = nullptr;
    QMenu* referenceMenu = nullptr;
    QMenu* compareMenu = nullptr;
    QMenu* themeMenu = nullptr;
    QMenu* exportMenu = nullptr;

    /// In the order of the menus.
    QList<QAction*> all() const { return m_all; }
    void colourIcons(const QPalette& palette);
    /// Those that do something to curves can be used while curves are shown, and the other way round.
    void setTopic(RunTopic topic);

private:
    QAction* make(const char* name, const QString& text, const QString& shortcut, const QString& toolTip);
    void makeFileActions();
    void makeViewActions();
    void makeRunActions();
    void makeMenus();

    QMainWindow* m_window;
    RunTopic m_topic = RunTopic::Curves;
    QList<QAction*> m_all;
};

} // namespace headroom::ui

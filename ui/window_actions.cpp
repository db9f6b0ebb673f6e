// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_actions.h"

#include "ui/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace headroom::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("headroom::ui::MainWindow", text);
}

} // namespace

WindowActions::WindowActions(QMainWindow* window) : m_window(window) {
    makeFileActions();
    makeViewActions();
    makeRunActions();
    makeMenus();
    colourIcons(window->palette());
}

QAction* WindowActions::make(const char* name, const QString& text, const QString& shortcut,
                             const QString& toolTip) {
    auto* action = new QAction(text, m_window);
    action->setObjectName(QLatin1String(name));
    if (!shortcut.isEmpty())
        action->setShortcut(QKeySequence(shortcut, QKeySequence::PortableText));
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? toolTip : QStringLiteral("%1 (%2)").arg(toolTip, keys));
    // The window's own action: its shortcut works while the menu bar is away.
    m_window->addAction(action);
    m_all << action;
    return action;
}

void WindowActions::makeFileActions() {
    openRun = make("openRun", tr("&Open run…"), QStringLiteral("Ctrl+O"),
                   tr("Open saved runs beside what is shown"));
    saveRun = make("saveRun", tr("&Save run"), QStringLiteral("Ctrl+S"),
                   tr("Save the run with all its measurements"));
    saveRunAs = make("saveRunAs", tr("Save run &as…"), QStringLiteral("Ctrl+Shift+S"),
                     tr("Save the run to another file"));
    exportPicture = make("exportPicture", tr("Export &picture…"), QStringLiteral("Ctrl+E"),
                         tr("Export the chart as it is shown: PNG, SVG or PDF"));
    exportCsv = make("exportCsv", tr("Export &all as CSV…"), QStringLiteral("Ctrl+Shift+E"),
                     tr("Export every measurement of every run, hidden ones too, one row each"));
    exportVisibleCsv =
        make("exportVisibleCsv", tr("Export what is &visible as CSV…"), QStringLiteral("Ctrl+Alt+E"),
             tr("Export the measurements of the curves that are shown, one row each"));
    quit = make("quit", tr("&Quit"), QStringLiteral("Ctrl+Q"), tr("Close the window"));
    copyChart = make("copyChart", tr("&Copy figure"), QStringLiteral("Ctrl+Shift+X"),
                     tr("Copy the chart as a picture and a drawing, and the measurements shown as text"));
    copyTable = make("copyTable", tr("Copy &table"), QStringLiteral("Ctrl+Shift+C"),
                     tr("Copy the selected rows, or all, as tab-separated text for a spreadsheet"));
    filterTable = make("filterTable", tr("&Filter table"), QStringLiteral("Ctrl+F"),
                       tr("Look for measurements in the table: a kernel, a flag, a size"));
    resetForm =
        make("resetForm", tr("&Reset form"), QString(), tr("Fill the form with the device's own defaults"));
}

void WindowActions::makeViewActions() {
    home =
        make("home", tr("&Home"), QStringLiteral("Ctrl+0"), tr("Show the whole chart and follow the data"));
    back = make("back", tr("&Back"), QStringLiteral("Alt+Left"), tr("Back to the view before"));
    forward = make("forward", tr("&Forward"), QStringLiteral("Alt+Right"), tr("Forward to the next view"));
    zoomIn = make("zoomIn", tr("Zoom &in"), QStringLiteral("Ctrl++"), tr("Zoom in"));
    zoomOut = make("zoomOut", tr("Zoom &out"), QStringLiteral("Ctrl+-"), tr("Zoom out"));
    back->setEnabled(false);
    forward->setEnabled(false);
    logX = make("logX", tr("&Logarithmic hidden size"), QStringLiteral("Ctrl+L"),
                tr("Powers of two evenly spaced along the x axis"));
    unifiedHover = make("unifiedHover", tr("Read &all curves at once"), QStringLiteral("Ctrl+U"),
                        tr("Hovering reads every visible curve at the nearest hidden size"));
    percentOfRoof = make("percentOfRoof", tr("Share of the r&oof"), QStringLiteral("Ctrl+R"),
                         tr("The y axis shows how much of the device's limit was reached"));
    compare = make("compare", tr("&Compare two runs"), QStringLiteral("Ctrl+D"),
                   tr("The y axis shows the newest run's throughput over another run's, shape by shape"));
    reference =
        make("reference", tr("A100 (&paper, read off the chart)"), QString(),
             tr("The paper's seven curves as dashed reference data; approximate, read off its picture"));
    showForm = make("showForm", tr("&Form"), QStringLiteral("F9"), tr("Show the form at the left"));
    showTable = make("showTable", tr("&Table"), QStringLiteral("F10"), tr("Show the table of measurements"));
    presentation = make("presentation", tr("&Presentation"), QStringLiteral("F11"),
                        tr("The chart alone on the whole screen; Esc or F11 leaves it"));
    for (QAction* action :
         {logX, unifiedHover, percentOfRoof, compare, reference, showForm, showTable, presentation})
        action->setCheckable(true);
    showForm->setChecked(true);
    showTable->setChecked(true);
}

void WindowActions::makeRunActions() {
    start = make("start", tr("&Start"), QStringLiteral("F5"), tr("Start the sweep"));
    pause = make("pause", tr("&Pause"), QStringLiteral("F6"), tr("Pause after the point being measured"));
    stop = make("stop", tr("S&top"), QStringLiteral("Shift+F5"),
                tr("Stop the sweep and keep everything measured"));
    gpusInProcess = make(
        "gpusInProcess", tr("&Drive GPUs in this process"), QString(),
        tr("For profilers, and for who wants no second process: cuBLAS runs inside the window instead of "
           "in headroom-engine.\nA fault of the driver then ends the window, and an error it leaves behind "
           "lasts until the next start.\nDevices are looked for again at once, or after the sweep that "
           "is running. The option --in-process sets it for one start."));
    pause->setCheckable(true);
    gpusInProcess->setCheckable(true);
    replayRun = make("replayRun", tr("&Replay run…"), QStringLiteral("F7"),
                     tr("Play a saved run back at the pace it was measured, without measuring"));
    howToRead =
        make("howToRead", tr("How to &read this chart"), QStringLiteral("F1"), tr("What the curves mean"));
    shortcuts = make("shortcuts", tr("&Shortcuts"), QStringLiteral("Ctrl+F1"), tr("All shortcuts"));
    about = make("about", tr("&About Headroom"), QString(), tr("Version and licences"));
}

void WindowActions::makeMenus() {
    QMenuBar* bar = m_window->menuBar();
    QMenu* file = bar->addMenu(tr("&File"));
    file->addAction(openRun);
    recentMenu = file->addMenu(tr("Open &recent"));
    recentMenu->setObjectName(QStringLiteral("recentMenu"));
    file->addSeparator();
    file->addActions({saveRun, saveRunAs});
    file->addSeparator();
    file->addActions({exportPicture, exportCsv, exportVisibleCsv});
    file->addSeparator();
    file->addAction(quit);

    bar->addMenu(tr("&Edit"))->addActions({copyChart, copyTable, filterTable, resetForm});

    QMenu* view = bar->addMenu(tr("&View"));
    view->addActions({home, back, forward, zoomIn, zoomOut});
    view->addSeparator();
    view->setToolTipsVisible(true);
    view->addActions({logX, percentOfRoof, unifiedHover});
    view->addSeparator();
    view->addAction(compare);
    compareMenu = view->addMenu(tr("Compare &with"));
    compareMenu->setObjectName(QStringLiteral("compareMenu"));
    compareMenu->setToolTipsVisible(true);
    runsMenu = view->addMenu(tr("&Runs"));
    runsMenu->setObjectName(QStringLiteral("runsMenu"));
    referenceMenu = view->addMenu(tr("Refere&nce data"));
    referenceMenu->setObjectName(QStringLiteral("referenceMenu"));
    referenceMenu->addAction(reference);
    view->addSeparator();
    view->addActions({showForm, showTable, presentation});

    QMenu* run = bar->addMenu(tr("&Run"));
    run->addActions({start, pause, stop});
    run->addSeparator();
    run->addAction(replayRun);
    run->addAction(gpusInProcess);
    QMenu* help = bar->addMenu(tr("&Help"));
    help->addActions({howToRead, shortcuts});
    help->addSeparator();
    help->addAction(about);

    exportMenu = new QMenu(tr("Export"), m_window);
    exportMenu->addActions({exportPicture, exportCsv, exportVisibleCsv});
    for (QMenu* menu : m_window->findChildren<QMenu*>())
        menu->setToolTipsVisible(true);
}

void WindowActions::colourIcons(const QPalette& palette) {
    const std::pair<QAction*, const char*> icons[] = {{start, "start"},
                                                      {pause, "pause"},
                                                      {stop, "stop"},
                                                      {home, "home"},
                                                      {back, "back"},
                                                      {forward, "forward"},
                                                      {openRun, "open"},
                                                      {saveRun, "save"},
                                                      {zoomIn, "zoom-in"},
                                                      {zoomOut, "zoom-out"},
                                                      {exportMenu->menuAction(), "export"}};
    for (const auto& [action, name] : icons)
        action->setIcon(icon(QLatin1String(name), palette));
}

} // namespace headroom::ui

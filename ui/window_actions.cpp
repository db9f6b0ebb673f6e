// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_actions.h"

#include "ui/chart/data/quantity.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include <utility>

namespace headroom::ui {

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
    openRun = make("openRun", words("&Open run…"), QStringLiteral("Ctrl+O"),
                   words("Open saved runs beside what is shown"));
    openFolder = make("openFolder", words("Open &folder of parts…"), QString(),
                      words("Show the parts of a sweep that an array job measures as one run, which grows as "
                            "they do"));
    stopFollowing = make("stopFollowing", words("S&top following"), QString(),
                         words("Parts that grow are shown as far as they are now"));
    stopFollowing->setEnabled(false);
    saveRun = make("saveRun", words("&Save run"), QStringLiteral("Ctrl+S"),
                   words("Save the run with all its measurements"));
    saveRunAs = make("saveRunAs", words("Save run &as…"), QStringLiteral("Ctrl+Shift+S"),
                     words("Save the run to another file"));
    exportPicture = make("exportPicture", words("Export &picture…"), QStringLiteral("Ctrl+E"),
                         words("Export the chart as it is shown: PNG, SVG or PDF"));
    exportCsv = make("exportCsv", words("Export &all as CSV…"), QStringLiteral("Ctrl+Shift+E"),
                     words("Export every measurement of every run, hidden ones too, one row each"));
    exportVisibleCsv =
        make("exportVisibleCsv", words("Export what is &visible as CSV…"), QStringLiteral("Ctrl+Alt+E"),
             words("Export the measurements of the curves that are shown, one row each"));
    quit = make("quit", words("&Quit"), QStringLiteral("Ctrl+Q"), words("Close the window"));
    copyChart = make("copyChart", words("&Copy figure"), QStringLiteral("Ctrl+Shift+X"),
                     words("Copy the chart as a picture and a drawing, and the measurements shown as text"));
    copyTable = make("copyTable", words("Copy &table"), QStringLiteral("Ctrl+Shift+C"),
                     words("Copy the selected rows, or all, as tab-separated text for a spreadsheet"));
    filterTable = make("filterTable", words("&Filter table"), QStringLiteral("Ctrl+F"),
                       words("Look for measurements in the table: a kernel, a flag, a size"));
    resetForm = make("resetForm", words("&Reset form"), QString(),
                     words("Fill the form with the device's own defaults"));
}

void WindowActions::makeViewActions() {
    home = make("home", words("&Home"), QStringLiteral("Ctrl+0"),
                words("Show the whole chart and follow the data"));
    back = make("back", words("&Back"), QStringLiteral("Alt+Left"), words("Back to the view before"));
    forward =
        make("forward", words("&Forward"), QStringLiteral("Alt+Right"), words("Forward to the next view"));
    zoomIn = make("zoomIn", words("Zoom &in"), QStringLiteral("Ctrl++"), words("Zoom in"));
    zoomOut = make("zoomOut", words("Zoom &out"), QStringLiteral("Ctrl+-"), words("Zoom out"));
    back->setEnabled(false);
    forward->setEnabled(false);
    logX = make("logX", words("&Logarithmic hidden size"), QStringLiteral("Ctrl+L"),
                words("Powers of two evenly spaced along the x axis"));
    logY = make("logY", words("Lo&garithmic y axis"), QStringLiteral("Ctrl+Shift+L"),
                words("Powers of ten evenly spaced along the y axis: slow and fast devices on one chart"));
    scaleToRun =
        make("scaleToRun", words("&Scale to this run"), QStringLiteral("Ctrl+1"),
             words("Both axes fit the front run's own curves, wherever reference data and other runs reach"));
    intervals =
        make("intervals", words("&Intervals"), QStringLiteral("Ctrl+I"),
             words("What another run would measure 95 times in 100, where it is taller than a marker"));
    unifiedHover = make("unifiedHover", words("Read &all curves at once"), QStringLiteral("Ctrl+U"),
                        words("A table beside the plot reads every visible curve at one hidden size"));
    goToHidden = make("goToHidden", words("Go to a hidden si&ze…"), QStringLiteral("Ctrl+G"),
                      words("Reads every visible curve near a hidden size that you name"));
    for (const Quantity* quantity : allQuantities())
        if (const QuantityOffer offer = quantity->offer(); !offer.text.isEmpty())
            quantities.push_back({quantity, make(offer.name, offer.text, offer.shortcut, offer.toolTip)});
    reference =
        make("reference", words("A100 (&paper, read off the chart)"), QString(),
             words("The paper's seven curves as dashed reference data; approximate, read off its picture"));
    wholeModel = make("wholeModel", words("Whole &model"), QStringLiteral("Ctrl+M"),
                      words("Bars and table of a layer's GEMMs show the times of all layers and the logits"));
    showForm = make("showForm", words("&Form"), QStringLiteral("F9"), words("Show the form at the left"));
    showTable =
        make("showTable", words("&Table"), QStringLiteral("F10"), words("Show the table of measurements"));
    presentation = make("presentation", words("&Presentation"), QStringLiteral("F11"),
                        words("The chart alone on the whole screen; Esc or F11 leaves it"));
    for (QAction* action : {logX, logY, scaleToRun, intervals, unifiedHover, reference, wholeModel, showForm,
                            showTable, presentation})
        action->setCheckable(true);
    for (const QuantityAction& offered : quantities)
        offered.action->setCheckable(true);
    intervals->setChecked(true);
    wholeModel->setEnabled(false);
    showForm->setChecked(true);
    showTable->setChecked(true);
}

void WindowActions::makeRunActions() {
    start = make("start", words("&Start"), QStringLiteral("F5"), words("Start the sweep"));
    pause =
        make("pause", words("&Pause"), QStringLiteral("F6"), words("Pause after the point being measured"));
    stop = make("stop", words("S&top"), QStringLiteral("Shift+F5"),
                words("Stop the sweep and keep everything measured. To go on later, pause it instead"));
    advice = make("advice", words("&Advice…"), QStringLiteral("Ctrl+B"),
                  words("Is a hidden size, or another length of a model, nearby that is faster?"));
    gpusInProcess = make(
        "gpusInProcess", words("&Drive GPUs in this process"), QString(),
        words(
            "For profilers, and for who wants no second process: cuBLAS runs inside the window instead of "
            "in headroom-engine.\nA fault of the driver then ends the window, and an error it leaves behind "
            "lasts until the next start.\nDevices are looked for again at once, or after the sweep that "
            "is running. The option --in-process sets it for one start."));
    places = make("places", words("P&laces…"), QString(),
                  words("Machines elsewhere whose GPUs are measured on, by ssh or by a command of yours"));
    pause->setCheckable(true);
    gpusInProcess->setCheckable(true);
    replayRun = make("replayRun", words("&Replay run…"), QStringLiteral("F7"),
                     words("Play a saved run back at the pace of its last visits, without measuring"));
    manual = make("openManual", words("&Manual"), QStringLiteral("F1"),
                  words("The manual, at the page about what is shown"));
    howToRead = make("howToRead", words("How to &read this chart"), QString(), words("What the curves mean"));
    shortcuts = make("shortcuts", words("&Shortcuts"), QStringLiteral("Ctrl+F1"), words("All shortcuts"));
    about = make("about", words("&About Headroom"), QString(), words("Version and licences"));
}

void WindowActions::makeMenus() {
    QMenuBar* bar = m_window->menuBar();
    QMenu* file = bar->addMenu(words("&File"));
    file->addAction(openRun);
    recentMenu = file->addMenu(words("Open &recent"));
    recentMenu->setObjectName(QStringLiteral("recentMenu"));
    file->addActions({openFolder, stopFollowing});
    file->addSeparator();
    file->addActions({saveRun, saveRunAs});
    file->addSeparator();
    file->addActions({exportPicture, exportCsv, exportVisibleCsv});
    file->addSeparator();
    file->addAction(quit);

    bar->addMenu(words("&Edit"))->addActions({copyChart, copyTable, filterTable, resetForm});

    QMenu* view = bar->addMenu(words("&View"));
    view->addActions({home, back, forward, zoomIn, zoomOut});
    view->addSeparator();
    view->setToolTipsVisible(true);
    const auto addQuantities = [this, view](bool comparing) {
        for (const auto& [quantity, action] : quantities)
            if ((quantity->comparesRuns() || quantity->comparesAll()) == comparing)
                view->addAction(action);
    };
    view->addActions({logX, logY, scaleToRun, intervals});
    addQuantities(false);
    view->addActions({unifiedHover, goToHidden, wholeModel});
    view->addSeparator();
    addQuantities(true);
    compareMenu = view->addMenu(words("Compare &with"));
    compareMenu->setObjectName(QStringLiteral("compareMenu"));
    compareMenu->setToolTipsVisible(true);
    runsMenu = view->addMenu(words("&Runs"));
    runsMenu->setObjectName(QStringLiteral("runsMenu"));
    referenceMenu = view->addMenu(words("Refere&nce data"));
    referenceMenu->setObjectName(QStringLiteral("referenceMenu"));
    referenceMenu->addAction(reference);
    view->addSeparator();
    view->addActions({showForm, showTable, presentation});
    themeMenu = view->addMenu(words("Th&eme"));
    themeMenu->setObjectName(QStringLiteral("themeMenu"));

    QMenu* run = bar->addMenu(words("&Run"));
    run->addActions({start, pause, stop});
    run->addSeparator();
    run->addAction(advice);
    run->addAction(replayRun);
    run->addAction(gpusInProcess);
    run->addAction(places);
    QMenu* help = bar->addMenu(words("&Help"));
    help->addActions({manual, howToRead, shortcuts});
    help->addSeparator();
    help->addAction(about);

    exportMenu = new QMenu(words("Export"), m_window);
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

void WindowActions::setTopic(RunTopic topic) {
    if (std::exchange(m_topic, topic) == topic)
        return;
    const bool curves = topic == RunTopic::Curves;
    wholeModel->setEnabled(topic == RunTopic::Layers);
    for (QAction* action :
         {home, zoomIn, zoomOut, logX, logY, scaleToRun, unifiedHover, goToHidden, filterTable, reference})
        action->setEnabled(curves);
    // Others say themselves when these can be used; while layers are shown, nobody does.
    for (const QuantityAction& offered : quantities)
        offered.action->setVisible(curves);
    for (QMenu* menu : {compareMenu, referenceMenu})
        menu->menuAction()->setVisible(curves);
    for (QAction* action : {back, forward})
        action->setVisible(curves);
}

} // namespace headroom::ui

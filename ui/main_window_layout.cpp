// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the window looks; who tells whom is in main_window.cpp.
#include "ui/advice/advice_panel.h"
#include "ui/advice/advice_plot.h"
#include "ui/advice_desk.h"
#include "ui/budget/budget_panel.h"
#include "ui/budget/budget_table.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/files/file_commands.h"
#include "ui/help/help_dialogs.h"
#include "ui/main_window.h"
#include "ui/presentation.h"
#include "ui/progress_line.h"
#include "ui/replay/replay_strip.h"
#include "ui/runs/run_facts.h"
#include "ui/settings/preferences.h"
#include "ui/sweep/device_choice.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/progress_strip.h"
#include "ui/sweep/sweep_form.h"
#include "ui/table/table_panel.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/screen_fit.h"
#include "ui/widgets/tool_combo_box.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace headroom::ui {

void MainWindow::layOut() {
    m_formArea->setObjectName(QStringLiteral("formArea"));
    m_formArea->setWidget(m_form);
    m_formArea->setWidgetResizable(true);
    m_formArea->setFrameShape(QFrame::NoFrame);
    m_formArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_formArea->setFocusPolicy(Qt::NoFocus);
    m_formArea->setMinimumWidth(m_form->minimumSizeHint().width() +
                                m_formArea->verticalScrollBar()->sizeHint().width());

    m_down = new QSplitter(Qt::Vertical);
    m_down->setObjectName(QStringLiteral("down"));
    m_down->setChildrenCollapsible(false);
    m_view->addWidget(m_chart);
    m_view->addWidget(m_budgetPanel);
    m_view->addWidget(m_advicePlot);
    m_tables->addWidget(m_table);
    m_tables->addWidget(m_budgetTable);
    m_tables->addWidget(m_advicePanel);
    m_down->addWidget(m_view);
    m_down->addWidget(m_tables);
    m_down->setStretchFactor(0, 1);
    m_chart->setMinimumSize(320, 200);
    m_tables->setMinimumHeight(110);

    m_across = new QSplitter(Qt::Horizontal);
    m_across->setChildrenCollapsible(false);
    const auto columnIn = [](QWidget* widget) {
        auto* column = new QVBoxLayout(widget);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        return column;
    };
    m_bars = new QWidget;
    QVBoxLayout* bars = columnIn(m_bars);
    bars->addWidget(m_notice);
    bars->addWidget(m_replayStrip);
    auto* right = new QWidget; // what the bars say moves the chart and not the form
    QVBoxLayout* column = columnIn(right);
    column->addWidget(m_bars);
    column->addWidget(m_down, 1);
    m_across->addWidget(m_formArea);
    m_across->addWidget(right);
    m_across->setStretchFactor(1, 1);
    setCentralWidget(m_across);
}

void MainWindow::makePresentation() {
    Presentation::Parts parts{this, m_view, {}, {m_across, m_down}};
    parts.aside = {menuBar(), m_toolBar, m_bars, m_formArea, m_tables, statusBar()};
    const auto chartChanges = [this](bool on) {
        m_notice->setHeld(on);
        m_files->setReportsHeld(on);
        m_progressLine->setPresentation(on);
        m_chart->setPresentation(on);
        m_budgetPanel->setPresentation(on);
        m_advicePlot->setPresentation(on);
    };
    m_presentation = new Presentation(std::move(parts), chartChanges, this);
}

void MainWindow::makeToolBar() {
    m_toolBar = addToolBar(tr("Tools"));
    m_toolBar->setObjectName(QStringLiteral("toolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({18, 18});
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->addActions({m_actions.start, m_actions.pause, m_actions.stop});
    for (QAction* action : {m_actions.start, m_actions.pause, m_actions.stop})
        qobject_cast<QToolButton*>(m_toolBar->widgetForAction(action))
            ->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->addSeparator();
    m_toolBar->addActions({m_actions.home, m_actions.back, m_actions.forward});
    m_toolBar->addSeparator();

    auto* exportButton = new QToolButton;
    exportButton->setObjectName(QStringLiteral("exportButton"));
    exportButton->setMenu(m_actions.exportMenu);
    exportButton->setDefaultAction(m_actions.exportMenu->menuAction());
    exportButton->setPopupMode(QToolButton::InstantPopup);
    exportButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    exportButton->setToolTip(tr("Export the chart or its measurements"));
    m_toolBar->addWidget(exportButton);

    auto* gap = new QWidget;
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(gap);
    m_deviceBox = new ToolComboBox;
    m_deviceBox->setObjectName(QStringLiteral("deviceBox"));
    m_deviceBox->setAccessibleName(tr("Device"));
    m_deviceBox->setToolTip(tr("The device that measures"));
    m_deviceBox->setModel(m_devices);
    m_deviceBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_deviceBox, &QComboBox::activated, this, [this](int row) { m_form->selectDeviceRow(row); });
    m_toolBar->addWidget(m_deviceBox);
}

void MainWindow::makeStatusBar() {
    m_readout = new ElidedLabel;
    m_readout->setObjectName(QStringLiteral("readout"));
    m_readout->setTextInteractionFlags(Qt::TextSelectableByMouse);
    statusBar()->addWidget(m_readout, 1);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->setSizeGripEnabled(false);
}

void MainWindow::restoreLayout() {
    resize(fittingScreen(this, {1280, 800}));
    if (restoreGeometry(m_preferences->geometry())) // else the desktop finds a place
        keepOnScreen(this);
    m_across->setSizes({320, 960});
    m_down->setSizes({540, 190});
    m_across->restoreState(m_preferences->splitter(QStringLiteral("across")));
    m_down->restoreState(m_preferences->splitter(QStringLiteral("down")));
    m_table->setColumns(m_preferences->tableColumns());
    m_table->setOnlyVisibleCurves(m_preferences->flag(QStringLiteral("table/onlyVisibleCurves"), true));
    m_actions.showForm->setChecked(m_preferences->flag(QStringLiteral("view/form"), true));
    m_actions.showTable->setChecked(m_preferences->flag(QStringLiteral("view/table"), true));
    m_actions.logX->setChecked(m_preferences->flag(QStringLiteral("view/logX"), false));
    m_actions.logY->setChecked(m_preferences->flag(QStringLiteral("view/logY"), false));
    m_actions.scaleToRun->setChecked(m_preferences->flag(QStringLiteral("view/scaleToRun"), false));
    m_actions.intervals->setChecked(m_preferences->flag(QStringLiteral("view/intervals"), true));
    m_actions.unifiedHover->setChecked(m_preferences->flag(QStringLiteral("view/unifiedHover"), false));
}

void MainWindow::saveLayout() {
    m_actions.presentation->setChecked(false);
    if (m_tables->currentWidget() == m_advicePanel) // which is not there at the next start
        swapTableHeight();
    m_preferences->setGeometry(saveGeometry());
    m_preferences->setSplitter(QStringLiteral("across"), m_across->saveState());
    m_preferences->setSplitter(QStringLiteral("down"), m_down->saveState());
    m_preferences->setTableColumns(m_table->columns());
    m_preferences->setFlag(QStringLiteral("table/onlyVisibleCurves"), m_table->onlyVisibleCurves());
    m_preferences->setFlag(QStringLiteral("view/form"), m_actions.showForm->isChecked());
    m_preferences->setFlag(QStringLiteral("view/table"), m_actions.showTable->isChecked());
    m_preferences->setFlag(QStringLiteral("view/logX"), m_actions.logX->isChecked());
    m_preferences->setFlag(QStringLiteral("view/logY"), m_actions.logY->isChecked());
    m_preferences->setFlag(QStringLiteral("view/scaleToRun"), m_actions.scaleToRun->isChecked());
    m_preferences->setFlag(QStringLiteral("view/intervals"), m_actions.intervals->isChecked());
    m_preferences->setFlag(QStringLiteral("view/unifiedHover"), m_actions.unifiedHover->isChecked());
    m_deviceChoice->rememberAtEnd();
}

void MainWindow::showTitle() {
    const StoredRun* run = m_store.newestShown();
    QString name = run ? nameAlone(m_store, *run) : QString();
    name.replace(QStringLiteral("[*]"), QStringLiteral("[*][*]")); // Qt's mark of what is not saved
    // With the dash by which Qt names the program behind the titles of other windows.
    setWindowTitle(run ? tr("%1[*] — Headroom").arg(name) : tr("Headroom[*]"));
    setWindowModified(run && m_library.isUnsaved(run->id));
}

/// Of runs from files, whose end was told when they were measured: all of them in one sentence, which would
/// take the chart's place otherwise.
void MainWindow::sayWhetherDisturbed(int runId) {
    constexpr qsizetype kMostNamed = 4;
    const auto isMeant = [](const StoredRun& run) {
        return run.kind == RunKind::Opened && !disturbedSentence(run.run).isEmpty();
    };
    const auto nameOf = [](const StoredRun& run) { return run.given.isEmpty() ? run.fullName() : run.given; };
    const StoredRun* last = m_store.find(runId);
    if (!last || !isMeant(*last))
        return;
    QStringList names;
    for (const StoredRun& run : m_store.runs())
        if (isMeant(run))
            names << nameOf(run);
    QString sentence = tr("%1: %2").arg(nameOf(*last), disturbedSentence(last->run));
    if (names.size() > 1) {
        sentence =
            tr("Points of %1 runs were disturbed and may be too low, as the legend says: %2")
                .arg(QString::number(names.size()), names.mid(0, kMostNamed).join(QStringLiteral(", ")));
        sentence += names.size() > kMostNamed ? QStringLiteral(" …") : QStringLiteral(".");
    }
    m_notice->sayOf(QStringLiteral("disturbedRuns"), sentence);
}

/// The table of what is shown, or where one asks about it.
void MainWindow::showTables() {
    QWidget* table = m_table;
    if (m_adviceDesk->isOpen())
        table = m_advicePanel;
    else if (standsAsBars(m_store.topic()))
        table = m_budgetTable;
    const bool wasAdvice = m_tables->currentWidget() == m_advicePanel;
    m_tables->setCurrentWidget(table);
    if ((table == m_advicePanel) != wasAdvice)
        swapTableHeight();
}

/// A question, its verdict and a few values take more room than rows that one scrolls through. Each keeps the
/// height that the user gives it.
void MainWindow::swapTableHeight() {
    constexpr double kMostOfWindow = 0.45;
    const QList<int> sizes = m_down->sizes();
    const int whole = sizes[0] + sizes[1];
    const int wanted = std::min(m_otherTableHeight, static_cast<int>(kMostOfWindow * whole));
    const int height = m_otherTableHeight > sizes[1] && m_tables->currentWidget() == m_advicePanel
                           ? std::max(wanted, sizes[1])
                           : m_otherTableHeight;
    m_otherTableHeight = sizes[1];
    m_down->setSizes({whole - height, height});
}

/// Curves, layers, lists and advice are never shown in one view: which it is, the run that came last says.
void MainWindow::showTopic() {
    const RunTopic topic = m_store.topic();
    QWidget* next = m_chart;
    if (topic != RunTopic::Curves)
        next = standsAsBars(topic) ? static_cast<QWidget*>(m_budgetPanel) : m_advicePlot;
    const bool hadFocus =
        m_view->currentWidget()->isAncestorOf(focusWidget()) || m_view->currentWidget() == focusWidget();
    m_view->setCurrentWidget(next);
    showTables();
    if (hadFocus)
        next->setFocus(Qt::OtherFocusReason);
    m_actions.setTopic(m_store.topic());
    showReadout({});
    showState();
    showTitle();
}

void MainWindow::readManual(const QString& place) {
    const QString zoom = QStringLiteral("view/manualZoom");
    showManual(this, m_chart->font(), place, m_preferences->number(zoom, 0),
               [this, zoom](int steps) { m_preferences->setNumber(zoom, steps); });
}

/// Of the manual.
QString MainWindow::pageAboutWhatIsShown() const {
    if (m_replay.isActive())
        return QStringLiteral("window.md#replay");
    if (m_adviceDesk->isOpen())
        return QStringLiteral("layer.md#advice");
    switch (m_store.topic()) {
    case RunTopic::Layers:
        return QStringLiteral("layer.md#reading-the-bars");
    case RunTopic::Lists:
        return QStringLiteral("layer.md#lists-of-gemms");
    case RunTopic::Advice:
        return QStringLiteral("layer.md#advice");
    case RunTopic::Curves:
        break;
    }
    return QStringLiteral("reading.md");
}

void MainWindow::showReadout(const QString& text) {
    m_readout->setText(text);
    m_readout->setToolTip(toolTipText(text));
}

void MainWindow::fillRunsMenu() {
    QMenu* menu = m_actions.runsMenu;
    menu->clear();
    std::set<RunTopic> topics;
    for (const StoredRun& run : m_store.measured())
        topics.insert(run.topic());
    const std::map<RunTopic, QString> kinds{{RunTopic::Curves, tr("Curves: %1")},
                                            {RunTopic::Layers, tr("Layer: %1")},
                                            {RunTopic::Lists, tr("List: %1")},
                                            {RunTopic::Advice, tr("Advice: %1")}};
    for (const StoredRun& run : m_store.measured() | std::views::reverse) { // as in the legend
        const QString mark = m_library.isUnsaved(run.id) ? tr(" (not saved)") : QString();
        const QString name = topics.size() > 1 ? kinds.at(run.topic()).arg(run.fullName()) : run.fullName();
        QAction* action = addPlainAction(menu, name + mark, name);
        action->setCheckable(true);
        action->setChecked(m_store.isShown(run));
        connect(action, &QAction::toggled, this, [this, id = run.id](bool visible) {
            m_store.setVisible(id, visible);
            if (visible) // it may have been visible in the other view
                m_store.showTopic(m_store.find(id)->topic());
            showState();
            showTitle();
        });
    }
    if (menu->isEmpty())
        menu->addAction(tr("Nothing measured or opened yet; see Reference data"))->setEnabled(false);
}

void MainWindow::setPresentation(bool on) {
    // Form and table come back as they were: their keys would do nothing that is seen.
    m_actions.showForm->setDisabled(on);
    m_actions.showTable->setDisabled(on);
    if (on) // an audience sees the names of the curves first
        m_readAllBefore = m_actions.unifiedHover->isChecked();
    m_actions.unifiedHover->setChecked(!on && m_readAllBefore);
    m_presentation->set(on);
}

void MainWindow::present() {
    m_actions.presentation->setChecked(true);
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_actions.colourIcons(palette());
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_actions.presentation->isChecked())
        m_actions.presentation->setChecked(false);
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    event->acceptProposedAction();
    openRuns(paths);
}

} // namespace headroom::ui

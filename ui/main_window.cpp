// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/advice/advice_panel.h"
#include "ui/advice/advice_plot.h"
#include "ui/advice/advice_state.h"
#include "ui/advice_desk.h"
#include "ui/budget/budget_panel.h"
#include "ui/budget/budget_state.h"
#include "ui/budget/budget_table.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/quantity_menu.h"
#include "ui/closing_question.h"
#include "ui/file_actions.h"
#include "ui/files/file_commands.h"
#include "ui/files/removal_question.h"
#include "ui/follow_desk.h"
#include "ui/help/help_dialogs.h"
#include "ui/invitation.h"
#include "ui/paper_reference.h"
#include "ui/places/places_dialog.h"
#include "ui/progress_line.h"
#include "ui/replay/presenter_keys.h"
#include "ui/replay/replay_strip.h"
#include "ui/runs/recovery_offer.h"
#include "ui/runs/reference_menu.h"
#include "ui/settings/preferences.h"
#include "ui/settings/theme.h"
#include "ui/sweep/device_choice.h"
#include "ui/sweep/device_model.h"
#include "ui/sweep/held_question.h"
#include "ui/sweep/job_desk.h"
#include "ui/sweep/job_questions.h"
#include "ui/sweep/progress_strip.h"
#include "ui/sweep/sweep_form.h"
#include "ui/sweep_actions.h"
#include "ui/table/table_panel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/shortcut_guard.h"
#include "ui/widgets/tool_combo_box.h"
#include "ui/widgets/wheel_guard.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>

#include <utility>

namespace headroom::ui {

MainWindow::MainWindow(WindowServices services)
    : m_preferences(services.preferences)
    , m_places(std::move(services.places))
    , m_library(&m_store, services.journals)
    , m_controller(&m_store, services.devices, services.journals)
    , m_replay(&m_store)
    , m_actions(this)
    , m_notice(new NoticeBar)
    , m_jobs(new JobDesk(std::move(services.devices), this))
    , m_devices(new DeviceModel(this))
    , m_form(new SweepForm(m_devices, &m_controller.costModel()))
    , m_deviceChoice(new DeviceChoice(&m_controller, m_devices, m_form, m_preferences, m_jobs,
                                      new JobQuestions(m_jobs, m_notice, this), std::move(services.beside),
                                      m_places, this))
    , m_formArea(new QScrollArea)
    , m_shown(new ChartState(&m_store, this))
    , m_chart(new ChartPanel(&m_store, m_shown))
    , m_invitation(new Invitation)
    , m_table(new TablePanel(&m_store))
    , m_budgets(new BudgetState(&m_store, this))
    , m_budgetPanel(new BudgetPanel(&m_store, m_budgets))
    , m_budgetTable(new BudgetTable(m_budgets))
    , m_advice(new AdviceState(&m_store, this))
    , m_advicePlot(new AdvicePlot(m_advice))
    , m_advicePanel(new AdvicePanel(m_advice, m_form))
    , m_view(new QStackedWidget)
    , m_tables(new QStackedWidget)
    , m_progress(new ProgressStrip)
    , m_replayStrip(new ReplayStrip(&m_replay, m_preferences))
    , m_progressLine(new ProgressLine(&m_controller, &m_replay, m_shown, m_chart, m_view))
    , m_files(
          new FileCommands(this, &m_store, &m_library, m_preferences, m_shown, m_chart, m_budgets, m_advice))
    , m_removal(new RemovalQuestion(this, &m_store, &m_library, m_files))
    , m_references(new ReferenceMenu(&m_store, m_actions.referenceMenu, m_actions.reference, this))
    , m_paper(new PaperReference(m_actions.reference, m_form, &m_replay, m_preferences, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    m_form->setObjectName(QStringLiteral("sweepForm"));
    setWindowIcon(icon(QStringLiteral("headroom"), palette()));
    setAcceptDrops(true);
    layOut();
    makeToolBar();
    makeStatusBar();
    makePresentation();
    connectActions();
    connectChart();
    connectBudget();
    connectAdvice();
    connectSweep();
    connectReplay();
    connectInvitation();
    restoreLayout();
    showState();
    showTitle();
    m_shown->offer(m_form->spec()); // curves, until devices are found
    m_actions.gpusInProcess->setChecked(services.gpusInProcess);
    if (services.found)
        m_deviceChoice->takeLater(*services.found);
    else
        m_deviceChoice->find(services.gpusInProcess);
    m_closing = new ClosingQuestion(this, &m_controller, &m_library, m_files);
    m_preferences->tellTo([this](const QString& sentence) { m_notice->say(sentence); });
    QTimer::singleShot(0, &m_library, &RunLibrary::lookForLeftBehind);
}

MainWindow::~MainWindow() {
    m_preferences->tellTo({});
    // Chart and table look at the store, which as a member goes before the window's children would.
    delete takeCentralWidget();
}

void MainWindow::leaveQueues() {
    m_jobs->leave(10'000);
}

void MainWindow::connectActions() {
    m_fileActions = new FileActions(&m_actions, &m_store, m_files, this);
    m_sweepActions = new SweepActions(&m_actions, &m_controller, &m_replay, m_form, this);
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions.quit, [this] { close(); });
    on(m_actions.copyTable, [this] {
        if (m_tables->currentWidget() == m_advicePanel && m_advice->run())
            m_advicePanel->copySelection();
        else // which a question without an answer hides
            standsAsBars(m_store.topic()) ? m_budgetTable->copySelection() : m_table->copySelection();
    });
    on(m_actions.filterTable, [this] {
        m_actions.presentation->setChecked(false);
        m_actions.showTable->setChecked(true);
        m_adviceDesk->close();
        m_table->focusFilter();
    });
    on(m_actions.resetForm, [this] { m_form->reset(); });
    on(m_actions.start, [this] { startSweep(); });
    on(m_actions.gpusInProcess, [this](bool here) { m_deviceChoice->driveGpusInProcess(here); });
    on(m_actions.places, [this] { editPlaces(); });
    connect(m_deviceChoice, &DeviceChoice::failed, m_notice, &NoticeBar::say);
    on(m_actions.manual, [this] { readManual(pageAboutWhatIsShown()); });
    on(m_actions.howToRead, [this] { readManual(QStringLiteral("reading.md")); });
    on(m_actions.shortcuts, [this] { ui::showShortcuts(this, m_chart->font(), m_actions.all()); });
    on(m_actions.about, [this] { showAbout(this, m_devices->libraries(), m_devices->missingHere()); });

    connect(m_references, &ReferenceMenu::failed, this,
            [this](const QString& reason) { m_files->report(tr("There is no reference data."), reason); });
    connect(m_actions.showForm, &QAction::toggled, m_formArea, &QWidget::setVisible);
    connect(m_actions.showTable, &QAction::toggled, m_tables, &QWidget::setVisible);
    connect(m_actions.presentation, &QAction::toggled, this, &MainWindow::setPresentation);
    connect(m_actions.runsMenu, &QMenu::aboutToShow, this, &MainWindow::fillRunsMenu);
    new Theme(m_preferences, m_actions.themeMenu, this);
    new WheelGuard(this);
    new ShortcutGuard(this, m_actions.all());
}

void MainWindow::editPlaces() {
    if (!m_placesDialog) {
        m_placesDialog = new PlacesDialog(m_places, this);
        connect(m_placesDialog, &PlacesDialog::changed, m_deviceChoice,
                [this] { m_deviceChoice->findElsewhere(true); });
    }
    m_placesDialog->edit();
}

void MainWindow::connectChart() {
    connect(m_actions.home, &QAction::triggered, m_chart, &ChartPanel::goHome);
    connect(m_actions.back, &QAction::triggered, m_chart, &ChartPanel::goBack);
    connect(m_actions.forward, &QAction::triggered, m_chart, &ChartPanel::goForward);
    connect(m_actions.zoomIn, &QAction::triggered, m_chart, &ChartPanel::zoomIn);
    connect(m_actions.zoomOut, &QAction::triggered, m_chart, &ChartPanel::zoomOut);
    connect(m_actions.logX, &QAction::toggled, m_chart, &ChartPanel::setLogX);
    connect(m_actions.logY, &QAction::toggled, m_chart, &ChartPanel::setLogY);
    connect(m_actions.scaleToRun, &QAction::toggled, this, [this](bool on) {
        m_shown->setScaledToFront(on);
        m_chart->goHome(); // where the user looked before has another scale
    });
    connect(m_chart, &ChartPanel::scaleToRunRequested, this, [this] {
        m_actions.scaleToRun->setChecked(true);
        m_chart->goHome();
    });
    connect(m_actions.intervals, &QAction::toggled, m_shown, &ChartState::setIntervalsShown);
    connect(m_actions.unifiedHover, &QAction::toggled, m_chart, &ChartPanel::setUnifiedHover);
    connect(m_actions.goToHidden, &QAction::triggered, m_chart, &ChartPanel::askForHidden);
    connect(m_chart, &ChartPanel::unifiedHoverChanged, m_actions.unifiedHover, &QAction::setChecked);
    new QuantityMenu(m_shown, m_actions.quantities, m_actions.compareMenu, this);
    connect(m_chart, &ChartPanel::historyChanged, this, [this](bool canGoBack, bool canGoForward) {
        m_actions.back->setEnabled(canGoBack);
        m_actions.forward->setEnabled(canGoForward);
    });
    connect(m_chart, &ChartPanel::readoutChanged, this, &MainWindow::showReadout);
    connect(m_chart, &ChartPanel::removeRunRequested, this, &MainWindow::removeRun);
    connect(&m_store, &RunStore::orderChanged, this, &MainWindow::showTitle);
    connect(&m_store, &RunStore::runChanged, this, &MainWindow::showTitle);
    connect(&m_store, &RunStore::runAdded, this, &MainWindow::sayWhetherDisturbed);
    m_table->setIsShown([this](int runId, int row) { return m_shown->curves().shows({runId, row}); });
    connect(m_shown, &ChartState::shownCurvesChanged, m_table, &TablePanel::curvesChanged);
    connect(m_chart, &ChartPanel::pointActivated, m_table, &TablePanel::selectMeasurement);
    connect(m_table, &TablePanel::measurementChosen, m_chart, &ChartPanel::selectPoint);
}

void MainWindow::connectBudget() {
    connect(&m_store, &RunStore::topicChanged, this, &MainWindow::showTopic);
    connect(m_actions.intervals, &QAction::toggled, m_budgets, &BudgetState::setIntervalsShown);
    connect(m_actions.wholeModel, &QAction::toggled, m_budgets,
            [this](bool whole) { m_budgets->setScope(whole ? BudgetScope::Model : BudgetScope::Layer); });
    connect(m_budgets, &BudgetState::scopeChanged, this,
            [this] { m_actions.wholeModel->setChecked(m_budgets->scope() == BudgetScope::Model); });
    connect(m_budgetPanel, &BudgetPanel::readoutChanged, this, &MainWindow::showReadout);
    connect(m_budgetPanel, &BudgetPanel::removeRunRequested, this, &MainWindow::removeRun);
    connect(m_budgetPanel, &BudgetPanel::rowActivated, m_budgetTable, &BudgetTable::selectRow);
    connect(m_budgetTable, &BudgetTable::rowChosen, m_budgetPanel, &BudgetPanel::selectRow);
}

void MainWindow::connectAdvice() {
    m_adviceDesk = new AdviceDesk(
        {&m_store, &m_controller, m_files, m_chart, m_budgetPanel, m_advice, m_advicePanel, m_advicePlot},
        this);
    connect(m_actions.advice, &QAction::triggered, m_adviceDesk, &AdviceDesk::open);
    connect(m_adviceDesk, &AdviceDesk::openChanged, this, &MainWindow::showTables);
    connect(m_adviceDesk, &AdviceDesk::revealed, this, [this] {
        m_actions.presentation->setChecked(false);
        m_actions.showTable->setChecked(true);
    });
    connect(m_adviceDesk, &AdviceDesk::measureWanted, this, &MainWindow::measure);
    connect(m_actions.intervals, &QAction::toggled, m_advice, &AdviceState::setIntervalsShown);
    connect(m_advicePlot, &AdvicePlot::readoutChanged, this, &MainWindow::showReadout);
    connect(m_advicePlot, &AdvicePlot::removeRunRequested, this, &MainWindow::removeRun);
}

void MainWindow::connectSweep() {
    connect(m_deviceChoice, &DeviceChoice::taken, this, &MainWindow::showDevices);
    connect(m_deviceChoice, &DeviceChoice::takenMeanwhile, this, &MainWindow::showState);
    connect(&m_controller, &SweepController::stateChanged, this, &MainWindow::showState);
    connect(&m_controller, &SweepController::progressChanged, this, &MainWindow::showProgress);
    new HeldQuestion(&m_controller, m_notice, this);
    connect(&m_controller, &SweepController::drawRequested, this, &MainWindow::drawInGap);
    connect(&m_controller, &SweepController::runFinished, this, &MainWindow::showEnd);
    connect(&m_controller, &SweepController::noted, m_notice, &NoticeBar::say);
    connect(&m_library, &RunLibrary::savedChanged, this, &MainWindow::showTitle);
    auto* recovery = new RecoveryOffer(&m_library, &m_store, m_notice, this);
    connect(recovery, &RecoveryOffer::failed, this, [this](const QStringList& reasons) {
        const auto count = reasons.size();
        m_files->report(count == 1 ? tr("A run could not be recovered.")
                                   : tr("%1 runs could not be recovered.").arg(count),
                        reasons);
    });
    connect(recovery, &RecoveryOffer::recovered, this, &MainWindow::showState);
    connect(recovery, &RecoveryOffer::recovered, this, &MainWindow::showTitle);
    connect(&m_library, &RunLibrary::noted, m_notice, &NoticeBar::say);
    connect(m_form, &SweepForm::specChanged, this, [this] {
        showOffer();
        showState();
    });
    connect(m_form, &SweepForm::deviceChanged, this, [this] {
        m_deviceBox->setCurrentIndex(m_form->deviceRow());
        m_paper->showForDevice();
        showState();
    });
    connect(m_form, &SweepForm::configWanted, m_files, &FileCommands::chooseConfig);
    connect(m_files, &FileCommands::configChosen, this, &MainWindow::takeConfig);
    connect(m_form, &SweepForm::listWanted, m_files, &FileCommands::chooseList);
    connect(m_files, &FileCommands::listChosen, this, &MainWindow::takeList);
    connect(m_files, &FileCommands::runOpened, this, &MainWindow::showState);
    connect(m_files, &FileCommands::fileWritten, this,
            [this](const QString& path) { showReadout(tr("Written: %1").arg(printableText(path))); });
    connect(m_files, &FileCommands::fileWritten, m_progressLine, [this](const QString& path) {
        m_progressLine->tell(tr("Written: %1").arg(printableText(QFileInfo(path).fileName())));
    });
    connect(m_files, &FileCommands::reportWaits, m_progressLine, &ProgressLine::tell);
    m_follow = new FollowDesk(
        {&m_store, &m_library, &m_controller, m_files, m_notice, m_progress, m_actions.stopFollowing}, this);
    connect(m_follow, &FollowDesk::changed, this, &MainWindow::showState);
}

void MainWindow::connectReplay() {
    connect(m_files, &FileCommands::replayChosen, this,
            [this](const QString& name, const Run& run) { replay(name, run); });
    connect(&m_replay, &RunReplay::stateChanged, this, &MainWindow::showState);
    connect(&m_replay, &RunReplay::progressChanged, m_fileActions, &FileActions::showState);
    auto* keys = new PresenterKeys(&m_replay, this);
    installEventFilter(keys);
    m_chart->focusProxy()->installEventFilter(keys);
    m_replayStrip->pace()->installEventFilter(keys);
    for (const ToolComboBox* box : {m_replayStrip->pace(), m_deviceBox})
        connect(box, &ToolComboBox::listClosed, this, [this] { m_chart->setFocus(Qt::OtherFocusReason); });
    connect(keys, &PresenterKeys::pressedInVain, m_progressLine,
            [this] { m_progressLine->tell(tr("The replay is over: R plays it again")); });
    m_budgetPanel->installEventFilter(keys);
    m_advicePlot->installEventFilter(keys);
    connect(m_actions.presentation, &QAction::toggled, keys, &PresenterKeys::setPresentation);
}

void MainWindow::connectInvitation() {
    m_chart->setInvitation(m_invitation);
    m_invitation->comeAfter(m_chart->focusProxy());
    connect(m_invitation, &Invitation::startWanted, this, &MainWindow::startSweep);
    connect(m_invitation, &Invitation::exampleWanted, m_references, &ReferenceMenu::showExample);
    connect(m_invitation, &Invitation::helpWanted, m_actions.howToRead, &QAction::trigger);
    connect(m_references, &ReferenceMenu::shownChanged, this, &MainWindow::showInvitation);
    for (const auto signal : {&RunStore::runAdded, &RunStore::runRemoved, &RunStore::runChanged})
        connect(&m_store, signal, this, &MainWindow::showInvitation);
    connect(&m_store, &RunStore::measurementAdded, this, &MainWindow::showInvitation);
}

void MainWindow::replay(const QString& name, const Run& run, Beside beside) {
    // Drawing would disturb what is being timed.
    if (m_controller.isActive())
        return;
    m_replay.start(name, run);
    if (beside == Beside::Nothing)
        hideOthers();
    m_view->currentWidget()->setFocus(Qt::OtherFocusReason); // where the replay's keys are
}

void MainWindow::openRuns(const QStringList& paths) {
    m_files->openPaths(paths);
}

void MainWindow::presetSweep(const SweepSpec& spec, const std::string& deviceId) {
    m_deviceChoice->preset(spec, deviceId);
}

void MainWindow::startWhenReady() {
    m_startWhenReady = true;
}

void MainWindow::showDevices() {
    m_deviceBox->setCurrentIndex(m_form->deviceRow());
    showState();
    if (!m_configToTake.isEmpty())
        m_form->takeConfig(std::exchange(m_configToTake, {}));
    if (m_listToTake)
        m_form->takeList(*std::exchange(m_listToTake, std::nullopt));
    if (std::exchange(m_startWhenReady, false))
        startSweep();
}

void MainWindow::takeConfig(const QString& path) {
    m_actions.presentation->setChecked(false);
    m_actions.showForm->setChecked(true);
    if (m_form->device())
        m_form->takeConfig(path);
    else
        m_configToTake = path;
}

void MainWindow::takeList(const ShapeList& list) {
    m_actions.presentation->setChecked(false);
    m_actions.showForm->setChecked(true);
    if (m_form->device())
        m_form->takeList(list);
    else
        m_listToTake = list;
    for (const std::string& note : list.notes)
        m_notice->say(QString::fromStdString(note));
}

/// What Start would measure, as long as nothing was.
void MainWindow::showOffer() {
    const SweepSpec& spec = m_form->spec();
    if (m_form->valid() && !spec.budget)
        m_shown->offer(spec);
    m_budgetPanel->setOffer(spec);
    if (m_store.measured().empty())
        m_store.showTopic(topicOf(spec));
}

void MainWindow::startSweep() {
    if (!m_form->valid() || !m_form->device())
        return;
    m_deviceChoice->remember();
    measure(m_form->spec());
}

void MainWindow::measure(const SweepSpec& spec) {
    m_notice->dismissSentences();
    m_replay.stop();
    m_paper->showForDevice(); // a replay had none
    m_controller.start(spec, *m_form->device());
}

/// Beside its own original, or another, a replay would show nothing new. What it is compared with stays: its
/// ratio grows on the chart as points arrive.
void MainWindow::hideOthers() {
    const int base = m_shown->quantity().comparesRuns() ? m_shown->curves().compared().baseId : 0;
    std::vector<int> inTheWay;
    for (const StoredRun& run : m_store.measured())
        if (run.id != m_replay.runId() && run.id != base && m_store.isShown(run))
            inTheWay.push_back(run.id);
    for (const int id : inTheWay)
        m_store.setVisible(id, false);
}

void MainWindow::showState() {
    const SweepState state = m_controller.state();
    const bool active = m_controller.isActive();
    m_sweepActions->showState();
    m_fileActions->showState();
    m_table->setFollowsNewest(active || m_replay.isActive() || m_follow->isFollowing());
    m_progress->setVisible(m_replay.state() == ReplayState::None);
    // Redrawing takes the processor from what is being timed on it: then only the gaps between points are
    // drawn in.
    const StoredRun* run = m_store.find(m_controller.currentRun());
    const int row = run ? m_devices->rowOf(run->run.context.deviceId) : -1;
    const DeviceInfo* device = m_devices->deviceAt(row);
    const bool timing = active && state != SweepState::Paused && state != SweepState::Waiting;
    const bool held = timing && device && device->computesWhereThisDraws();
    m_chart->setDrawingHeld(held);
    m_budgetPanel->setDrawingHeld(held);
    m_advicePlot->setDrawingHeld(held);
    m_adviceDesk->showState();
    if (active)
        showProgress();
    m_invitation->follow(*m_form);
    showInvitation();
}

void MainWindow::showInvitation() {
    m_chart->invite(!m_controller.isActive() && m_replay.state() == ReplayState::None &&
                    !m_store.hasPoints() && !m_references->showsWholeRun());
}

void MainWindow::showProgress() {
    m_progress->show(m_controller.state(), m_controller.progress(), m_controller.waitingFor());
    m_fileActions->showState();
}

void MainWindow::drawInGap() {
    if (m_adviceDesk->isOpen())
        m_advicePanel->settle();
    switch (m_store.topic()) {
    case RunTopic::Layers:
    case RunTopic::Lists:
        m_budgetTable->settle();
        m_budgetPanel->drawNow();
        break;
    case RunTopic::Advice:
        m_advicePlot->drawNow();
        break;
    case RunTopic::Curves:
        m_table->settle();
        m_chart->drawNow();
        break;
    }
    // Whatever else waits for a paint is painted here too, and not while the next point is being timed.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCoreApplication::sendPostedEvents(this, QEvent::UpdateRequest);
}

void MainWindow::showEnd(int runId, const SweepOutcome& outcome) {
    m_library.adoptJournal(runId, outcome.journal);
    m_progress->showEnd(m_controller.progress(), outcome);
    m_form->updateEstimate();
    if (outcome.end == SweepEnd::Failed)
        m_notice->say(tr("The sweep ended: %1").arg(QString::fromStdString(outcome.error.reason)));
    else if (outcome.journal && !outcome.journal->problem().empty())
        m_notice->say(tr("Save this run soon: %1").arg(QString::fromStdString(outcome.journal->problem())));
    else if (const QString disturbed = disturbedSentence(m_shown->curves(), runId);
             !disturbed.isEmpty() && m_notice->text().isEmpty()) // the engine may have said so in its own way
        m_notice->say(disturbed);
    if (const StoredRun* run = m_store.find(runId); run && run->run.measurements.empty())
        m_library.discard(runId);
    showState();
}

void MainWindow::removeRun(int runId) {
    if (m_controller.isActive() && m_controller.currentRun() == runId)
        m_notice->say(tr("This run is being measured. Stop the sweep first, then remove it."));
    else
        m_removal->remove(runId);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->setAccepted(m_closing->mayClose());
    if (event->isAccepted())
        saveLayout();
}

} // namespace headroom::ui

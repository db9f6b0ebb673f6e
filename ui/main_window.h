// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/shape_list.h"
#include "engine/places/place_book.h"
#include "ui/replay/run_replay.h"
#include "ui/runs/run_library.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/window_actions.h"

#include <QMainWindow>

class QLabel;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace headroom::ui {

class AdviceDesk;
class AdvicePanel;
class AdvicePlot;
class AdviceState;
class BudgetPanel;
class BudgetState;
class BudgetTable;
class ChartPanel;
class ChartState;
class ClosingQuestion;
class DeviceChoice;
class DeviceModel;
class FileActions;
class FileCommands;
class FollowDesk;
class Invitation;
class NoticeBar;
class PaperReference;
class JobDesk;
class PlacesDialog;
class Preferences;
class Presentation;
class ProgressLine;
class ProgressStrip;
class ReferenceMenu;
class RemovalQuestion;
class ReplayStrip;
class SweepActions;
class SweepForm;
class TablePanel;
class ToolComboBox;

/// What the window works with.
struct WindowServices {
    std::shared_ptr<Devices> devices;   ///< used by the window's worker from here on
    Preferences* preferences = nullptr; ///< outlives the window
    std::shared_ptr<JournalFolder> journals;
    bool gpusInProcess = false; ///< at this start; what is remembered changes by the user's hand alone
    std::optional<FoundDevices> found = {}; ///< those of these places, where they were looked for already
    Place beside = besideThisProgram();     ///< what else drives GPUs
    PlaceBook places = PlaceBook(std::filesystem::path()); ///< where else devices are
};

/// Puts the parts together: who tells whom. What they do is theirs.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(WindowServices services);
    ~MainWindow() override;

    void openRuns(const QStringList& paths);
    /// Instead of what is remembered; `deviceId` is selected as soon as devices are found.
    void presetSweep(const SweepSpec& spec, const std::string& deviceId);
    /// Starts as soon as devices are found, if the form is valid.
    void startWhenReady();
    /// Leaves the queues that jobs are waited for in: for a program that ends without closing the window.
    void leaveQueues();
    const RunLibrary& library() const { return m_library; }
    /// What is shown while a run is played back: nothing else, or what was asked for with it.
    enum class Beside { Nothing, AllThatIsShown };
    /// Plays the run back; a sweep that is started ends that.
    void replay(const QString& name, const Run& run, Beside beside = Beside::Nothing);
    void setReplayPace(const ReplayPace& pace) { m_replay.setPace(pace); }
    /// The one that was begun, until the user plays it.
    void pauseReplay() { m_replay.setPaused(true); }
    /// The chart alone on the whole screen, until the user leaves that.
    void present();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void layOut();
    void makeToolBar();
    void makeStatusBar();
    void makePresentation();
    void connectActions();
    void editPlaces();
    void connectChart();
    void connectBudget();
    void connectAdvice();
    void connectSweep();
    void connectReplay();
    void connectInvitation();
    void restoreLayout();
    void saveLayout();

    void showDevices();
    void startSweep();
    void measure(const SweepSpec& spec);
    void takeConfig(const QString& path);
    void takeList(const ShapeList& list);
    void showOffer();
    void hideOthers();
    void showState();
    void showInvitation();
    void showProgress();
    void drawInGap();
    void showEnd(int runId, const SweepOutcome& outcome);
    void showTopic();
    QString pageAboutWhatIsShown() const;
    void readManual(const QString& place);
    void showTables();
    void swapTableHeight();
    void showTitle();
    void sayWhetherDisturbed(int runId);
    void showReadout(const QString& text);
    void fillRunsMenu();
    void removeRun(int runId);

    void setPresentation(bool on);

    Preferences* m_preferences;
    PlaceBook m_places;
    RunStore m_store;
    RunLibrary m_library;
    SweepController m_controller;
    RunReplay m_replay;
    WindowActions m_actions;

    NoticeBar* m_notice;
    JobDesk* m_jobs;
    DeviceModel* m_devices;
    SweepForm* m_form;
    DeviceChoice* m_deviceChoice;
    PlacesDialog* m_placesDialog = nullptr; ///< once it was wanted
    QScrollArea* m_formArea;
    ChartState* m_shown;
    ChartPanel* m_chart;
    Invitation* m_invitation;
    TablePanel* m_table;
    BudgetState* m_budgets;
    BudgetPanel* m_budgetPanel;
    BudgetTable* m_budgetTable;
    AdviceState* m_advice;
    AdvicePlot* m_advicePlot;
    AdvicePanel* m_advicePanel;
    QStackedWidget* m_view;   ///< chart, bars or advice
    QStackedWidget* m_tables; ///< the table of either
    ProgressStrip* m_progress;
    ReplayStrip* m_replayStrip;
    ProgressLine* m_progressLine;
    FileCommands* m_files;
    RemovalQuestion* m_removal;
    ReferenceMenu* m_references;
    PaperReference* m_paper;
    FileActions* m_fileActions = nullptr;
    SweepActions* m_sweepActions = nullptr;
    AdviceDesk* m_adviceDesk = nullptr;
    FollowDesk* m_follow = nullptr;
    ClosingQuestion* m_closing = nullptr;
    ToolComboBox* m_deviceBox = nullptr;
    QSplitter* m_across = nullptr;
    QSplitter* m_down = nullptr;
    QToolBar* m_toolBar = nullptr;
    QLabel* m_readout = nullptr;
    QWidget* m_bars = nullptr; ///< above the chart: notices, and the replay's buttons
    Presentation* m_presentation = nullptr;

    int m_otherTableHeight = 280; ///< of advice while a table is shown, and the other way round
    bool m_startWhenReady = false;
    bool m_readAllBefore = false;          ///< the presentation
    QString m_configToTake;                ///< as soon as devices are found, which fill the form
    std::optional<ShapeList> m_listToTake; ///< likewise
};

} // namespace headroom::ui

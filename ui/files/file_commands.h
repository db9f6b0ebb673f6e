// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/io/csv.h"
#include "engine/io/shape_list.h"
#include "ui/export/paper_figure.h"
#include "ui/runs/run_library.h"

#include <QPointer>
#include <QStringList>

#include <functional>
#include <utility>

class QMenu;
class QWidget;

namespace headroom::ui {

class AdviceState;
class BudgetState;
class ChartPanel;
class ChartState;
class Preferences;
struct SaveRequest;

/// Which measurements a CSV file takes.
enum class CsvRows { All, Visible };

/// File commands with their dialogs: open, save, export, recent files. No dialog holds up a running sweep:
/// each is window-modal and reports when it is done.
class FileCommands final : public QObject {
    Q_OBJECT

public:
    /// Everything given must outlive the commands.
    FileCommands(QWidget* window, RunStore* store, RunLibrary* library, Preferences* preferences,
                 const ChartState* shown, const ChartPanel* chart, const BudgetState* budgets,
                 const AdviceState* advice);

    void openRun();
    /// Asks for a folder of parts.
    void chooseFolder();
    /// All that can be opened; one message names those that cannot.
    void openPaths(const QStringList& paths);
    /// To the run's own file; asks where it has none.
    void saveRun(int runId);
    void saveRunAs(int runId);
    /// Each to its own file, those without one into a folder that is asked for once. `done` is called when
    /// all are saved, and not at all when one is not.
    void saveAll(const std::vector<int>& runIds, const std::function<void()>& done);
    /// Asks for format and size, then for the file.
    void exportPicture();
    /// Every measurement there is, or those of the curves shown.
    void exportCsv(CsvRows rows);
    /// One entry of the clipboard: a picture, an SVG drawing, and the measurements shown as text.
    void copyFigure();
    /// Asks for the config.json of a model.
    void chooseConfig();
    /// The same for something else: `take` is told where it is.
    void askForConfig(const std::function<void(const QString& path)>& take);
    /// Asks for a list of GEMMs.
    void chooseList();
    /// Asks for a run to play back.
    void chooseReplay();
    void fillRecentMenu(QMenu* menu);
    /// What would be lost: save, throw away, or neither.
    void askAboutUnsaved(const std::vector<int>& runs, std::function<void()> save,
                         std::function<void()> discard);
    void report(const QString& what, const QString& reason);
    /// Several faults of one kind in one message.
    void report(const QString& what, const QStringList& reasons);
    /// While held, what is reported waits; it is shown one after the other.
    void setReportsHeld(bool held);

Q_SIGNALS:
    void runOpened(int runId);
    void replayChosen(const QString& name, const headroom::Run& run);
    void fileWritten(const QString& path);
    /// What was asked for could not be done; it is told in full when reports are no longer held.
    void reportWaits(const QString& what);
    /// The config.json of a model was opened, or dropped on the window.
    void configChosen(const QString& path);
    /// A folder was, in which parts of sweeps may grow.
    void folderChosen(const QString& path);
    /// A list of GEMMs was, which can be measured.
    void listChosen(const headroom::ShapeList& list);

private:
    /// Whatever the file is; the error says why it is nothing.
    Outcome openPath(const QString& path);
    /// Of what is shown, whichever that is.
    std::shared_ptr<const PaperFigure> figure(const FigureOptions& options) const;
    std::string shownCsv(CsvStyle style) const;
    QString shownText() const;
    void askAndExport(SaveRequest request,
                      const std::function<Outcome(const QString& path, const QString& filter)>& write);
    void askAndSave(int runId, const std::function<void()>& done);
    void askAndSaveAll(const std::vector<int>& runIds, const std::function<void()>& done);
    /// False where it was not saved, which is told.
    bool saveTo(int runId, const QString& path);
    Outcome write(int runId, const QString& path);
    /// The reason, and where the run is nevertheless.
    QString whyUnwritten(const Error& error, int runId) const;
    int shownRun() const;
    bool isFigureEmpty(const QString& what); ///< and it was told why; `what` says what was not done
    /// As soon as no other one is shown.
    void showNextReport();

    QWidget* m_window;
    RunStore* m_store;
    RunLibrary* m_library;
    Preferences* m_preferences;
    const ChartState* m_shown;
    const ChartPanel* m_chart;
    const BudgetState* m_budgets;
    const AdviceState* m_advice;
    bool m_reportsHeld = false;
    QPointer<QWidget> m_shownReport;
    QList<std::pair<QString, QStringList>> m_waiting; ///< reports
};

} // namespace headroom::ui

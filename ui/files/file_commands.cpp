// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/file_commands.h"

#include "ui/advice/advice_state.h"
#include "ui/advice/advice_texts.h"
#include "ui/advice/typed_question.h"
#include "ui/budget/budget_state.h"
#include "ui/budget/budget_table_model.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/figure.h"
#include "ui/export/chosen_advice.h"
#include "ui/export/chosen_budget.h"
#include "ui/export/chosen_figure.h"
#include "ui/export/csv_export.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figure_export.h"
#include "ui/files/export_file.h"
#include "ui/files/file_dialogs.h"
#include "ui/runs/run_facts.h"
#include "ui/runs/run_library.h"
#include "ui/settings/preferences.h"
#include "ui/table/table_text.h"
#include "ui/widgets/plain_text.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr QLatin1String kRunEnding("headroom.json");
/// Purposes of folders, see Preferences::folder().
constexpr QLatin1String kRunFolder("runs");
constexpr QLatin1String kExportFolder("export");

/// What can be opened and replayed.
QStringList runFilters() {
    return {FileCommands::tr("Runs, journals and exported pictures (*.headroom.json *.jsonl *.png)"),
            FileCommands::tr("Lists of GEMMs and results of others (*.csv *.out)"),
            FileCommands::tr("All files (*)")};
}

/// Standard first: what other programs read.
QStringList csvFilters() {
    const bool isOfThisLocale = QLocale().decimalPoint() == QLatin1String(",");
    return {FileCommands::tr("CSV table (*.csv)"),
            isOfThisLocale ? FileCommands::tr("CSV for spreadsheets in this language (; and ,) (*.csv)")
                           : FileCommands::tr("CSV for spreadsheets with a decimal comma (; and ,) (*.csv)")};
}

/// By its name: "config.json", as models are published with, or "llama-config.json".
bool isModelConfig(const QString& path) {
    return QFileInfo(path).fileName().endsWith(QLatin1String("config.json"), Qt::CaseInsensitive);
}

/// By its name, too: the CSV of a list of GEMMs.
bool isShapeList(const QString& path) {
    return path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
}

/// Of advice, which may be shown nowhere, the question.
QString questionOrName(const StoredRun& run) {
    if (run.topic() != RunTopic::Advice)
        return run.fullName();
    const BudgetSpec& budget = *run.run.spec.budget;
    const LengthVariants& variants = *budget.variants;
    return FileCommands::tr("Advice %1, %2")
        .arg(questionText(variants.length, variants.values.front(),
                          variants.only ? std::optional(budget.model.layer.heads) : std::nullopt),
             run.fullName());
}

QString fileName(const QString& path) {
    return printableText(QFileInfo(path).fileName());
}

} // namespace

FileCommands::FileCommands(QWidget* window, RunStore* store, RunLibrary* library, Preferences* preferences,
                           const ChartState* shown, const ChartPanel* chart, const BudgetState* budgets,
                           const AdviceState* advice)
    : QObject(window)
    , m_window(window)
    , m_store(store)
    , m_library(library)
    , m_preferences(preferences)
    , m_shown(shown)
    , m_chart(chart)
    , m_budgets(budgets)
    , m_advice(advice) {}

std::shared_ptr<const PaperFigure> FileCommands::figure(const FigureOptions& options) const {
    if (standsAsBars(m_store->topic()))
        return std::make_shared<const ChosenBudget>(m_budgets->bars(), m_budgets->intervalsShown(), options);
    if (m_store->topic() == RunTopic::Advice)
        return std::make_shared<const ChosenAdvice>(*m_advice, options);
    return std::make_shared<const ChosenFigure>(m_chart->figure(), options);
}

std::string FileCommands::shownCsv(CsvStyle style) const {
    return m_store->topic() == RunTopic::Curves ? csvOfVisible(*m_store, m_shown->curves(), style)
                                                : csvOfShown(*m_store, style);
}

void FileCommands::chooseConfig() {
    askForConfig([this](const QString& path) { Q_EMIT configChosen(path); });
}

void FileCommands::askForConfig(const std::function<void(const QString& path)>& take) {
    QFileDialog* open = makeFileDialog(m_window, m_preferences, tr("Open a model's config.json"), kRunFolder,
                                       {tr("Configurations of models (*.json)"), tr("All files (*)")});
    open->setFileMode(QFileDialog::ExistingFile);
    connect(open, &QFileDialog::fileSelected, this, take);
    open->open();
}

void FileCommands::openRun() {
    QFileDialog* open = makeFileDialog(m_window, m_preferences, tr("Open run"), kRunFolder, runFilters());
    open->setFileMode(QFileDialog::ExistingFiles);
    connect(open, &QFileDialog::filesSelected, this, &FileCommands::openPaths);
    open->open();
}

void FileCommands::chooseFolder() {
    QFileDialog* open = makeFileDialog(m_window, m_preferences, tr("Open a folder of parts"), kRunFolder, {});
    open->setFileMode(QFileDialog::Directory);
    open->setOption(QFileDialog::ShowDirsOnly);
    connect(open, &QFileDialog::fileSelected, this, [this](const QString& path) { openPaths({path}); });
    open->open();
}

void FileCommands::chooseList() {
    QFileDialog* open = makeFileDialog(m_window, m_preferences, tr("Open a list of GEMMs"), kRunFolder,
                                       {tr("Lists of GEMMs (*.csv *.txt)"), tr("All files (*)")});
    open->setFileMode(QFileDialog::ExistingFile);
    connect(open, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (const Result<ShapeList> list = readShapeList(toPath(path)))
            Q_EMIT listChosen(*list);
        else
            report(tr("%1 cannot be opened.").arg(fileName(path)),
                   QString::fromStdString(list.error().reason));
    });
    open->open();
}

Outcome FileCommands::openPath(const QString& path) {
    if (QFileInfo(path).isDir()) {
        m_preferences->addRecentFile(path);
        Q_EMIT folderChosen(path);
        return success();
    }
    if (isModelConfig(path)) {
        Q_EMIT configChosen(path);
        return success();
    }
    if (isShapeList(path)) {
        const Result<ShapeList> list = readShapeList(toPath(path));
        if (!list)
            return list.error();
        Q_EMIT listChosen(*list); // can be measured, beside figures that it has
        if (!list->hasFigures)
            return success();
    }
    const Result<int> run = m_library->open(path);
    if (!run)
        return run.error();
    m_preferences->addRecentFile(path);
    Q_EMIT runOpened(*run);
    return success();
}

void FileCommands::openPaths(const QStringList& paths) {
    QStringList broken;
    QStringList reasons;
    for (const QString& path : paths) {
        const Outcome opened = openPath(path);
        if (opened)
            continue;
        m_preferences->removeRecentFile(QFileInfo(path).absoluteFilePath());
        broken << fileName(path);
        const QString reason = QString::fromStdString(opened.error().reason);
        reasons << (reason.contains(broken.back()) ? reason : tr("%1: %2").arg(broken.back(), reason));
    }
    if (broken.size() == 1)
        report(tr("%1 cannot be opened.").arg(broken.front()), reasons);
    else if (!broken.isEmpty())
        report(tr("%1 of %2 files cannot be opened.").arg(broken.size()).arg(paths.size()), reasons);
}

void FileCommands::saveRun(int runId) {
    if (const QString path = m_library->pathOf(runId); !path.isEmpty())
        saveTo(runId, path);
    else
        saveRunAs(runId);
}

void FileCommands::saveRunAs(int runId) {
    askAndSave(runId, [] {});
}

void FileCommands::saveAll(const std::vector<int>& runIds, const std::function<void()>& done) {
    std::vector<int> homeless;
    for (const int runId : runIds) {
        if (const QString path = m_library->pathOf(runId); path.isEmpty())
            homeless.push_back(runId);
        else if (!saveTo(runId, path))
            return;
    }
    if (homeless.empty())
        done();
    else if (homeless.size() == 1)
        askAndSave(homeless.front(), done);
    else
        askAndSaveAll(homeless, done);
}

void FileCommands::askAndSave(int runId, const std::function<void()>& done) {
    const StoredRun* run = m_store->find(runId);
    if (!run)
        return;
    askWhereToSave(m_window, m_preferences,
                   {tr("Save run: %1").arg(nameAlone(*m_store, *run)),
                    kRunFolder,
                    {tr("Headroom runs (*.headroom.json)")},
                    {kRunEnding},
                    m_library->suggestedName(runId)},
                   [this, runId, done](const QString& path, const QString&) {
                       if (saveTo(runId, path))
                           done();
                   });
}

void FileCommands::askAndSaveAll(const std::vector<int>& runIds, const std::function<void()>& done) {
    const QString title = tr("Save %1 runs into a folder").arg(runIds.size());
    askWhereToSaveAll(
        m_window, m_preferences, title, kRunFolder, [this, runIds, done](const QString& folder) {
            QStringList reasons;
            for (const int runId : runIds) {
                const QString path = freePath(folder, m_library->suggestedName(runId), kRunEnding);
                if (const Outcome saved = write(runId, path); !saved)
                    reasons << whyUnwritten(saved.error(), runId);
            }
            if (reasons.isEmpty())
                done();
            else
                report(tr("%1 of %2 runs were not saved.").arg(reasons.size()).arg(runIds.size()), reasons);
        });
}

bool FileCommands::saveTo(int runId, const QString& path) {
    const Outcome saved = write(runId, path);
    if (!saved)
        report(tr("The run was not saved."), whyUnwritten(saved.error(), runId));
    return static_cast<bool>(saved);
}

Outcome FileCommands::write(int runId, const QString& path) {
    const Outcome saved = m_library->save(runId, path);
    if (saved) {
        m_preferences->addRecentFile(path);
        Q_EMIT fileWritten(path);
    }
    return saved;
}

bool FileCommands::isFigureEmpty(const QString& what) {
    if (shownRun() != 0)
        return false;
    report(what, tr("All runs are hidden. Show one of them: a click on its name in the legend does it."));
    return true;
}

void FileCommands::exportPicture() {
    if (isFigureEmpty(tr("Nothing was exported.")))
        return;
    auto* choices = new ExportDialog([this](const FigureOptions& options) { return figure(options); },
                                     m_preferences, m_window);
    connect(choices, &QDialog::accepted, this, [this, choices] {
        const FigureOptions options = choices->options();
        const QString format = choices->format();
        // Another ending that is typed chooses its own format.
        const std::pair<QString, QString> formats[] = {{QStringLiteral("png"), tr("PNG picture (*.png)")},
                                                       {QStringLiteral("svg"), tr("SVG drawing (*.svg)")},
                                                       {QStringLiteral("pdf"), tr("PDF document (*.pdf)")}};
        QStringList endings;
        QStringList filters;
        for (const auto& [ending, filter] : formats) {
            const bool isChosen = ending == format;
            endings.insert(isChosen ? 0 : endings.size(), ending);
            if (isChosen)
                filters << filter;
        }
        askAndExport({tr("Export picture"), kExportFolder, filters, endings},
                     [this, options](const QString& path, const QString&) {
                         return exportFile(path, *m_store, *figure(options));
                     });
    });
    choices->open();
}

void FileCommands::exportCsv(CsvRows rows) {
    const QString title =
        rows == CsvRows::All ? tr("Export all measurements") : tr("Export the measurements shown");
    const QStringList filters = csvFilters();
    const bool wasComma = m_preferences->flag(QStringLiteral("export/decimalComma"), false);
    askAndExport(
        {title, kExportFolder, filters, {QStringLiteral("csv")}, {}, wasComma ? filters.back() : QString()},
        [this, rows, filters](const QString& path, const QString& filter) {
            const bool comma = filter == filters.back();
            m_preferences->setFlag(QStringLiteral("export/decimalComma"), comma);
            const CsvStyle style = comma ? CsvStyle::DecimalComma : CsvStyle::Standard;
            return writeCsv(path, rows == CsvRows::All ? csvOfEverything(*m_store, style) : shownCsv(style));
        });
}

/// As the table below the figure would be copied.
QString FileCommands::shownText() const {
    if (standsAsBars(m_store->topic()))
        return budgetText(*m_budgets);
    if (m_store->topic() == RunTopic::Advice)
        return m_advice->run() ? adviceText(m_advice->advice()) : QString();
    return measurementText(*m_store, [this](int runId, int row) {
        return m_shown->curves().shows({runId, row});
    });
}

void FileCommands::copyFigure() {
    if (isFigureEmpty(tr("Nothing was copied.")))
        return;
    const std::shared_ptr<const PaperFigure> copied = figure({});
    const Result<QImage> picture = figureImage(*copied);
    if (!picture) {
        report(tr("Nothing was copied."), QString::fromStdString(picture.error().reason));
        return;
    }
    auto* data = new QMimeData;
    data->setImageData(*picture);
    data->setData(QStringLiteral("image/svg+xml"), figureSvg(*copied));
    data->setText(shownText());
    QGuiApplication::clipboard()->setMimeData(data);
}

void FileCommands::chooseReplay() {
    QFileDialog* open = makeFileDialog(m_window, m_preferences, tr("Replay run"), kRunFolder, runFilters());
    open->setFileMode(QFileDialog::ExistingFile);
    connect(open, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (const Result<Run> run = readRunToReplay(path))
            Q_EMIT replayChosen(runNameOf(path), *run);
        else
            report(tr("%1 cannot be replayed.").arg(fileName(path)),
                   QString::fromStdString(run.error().reason));
    });
    open->open();
}

void FileCommands::askAndExport(
    SaveRequest request, const std::function<Outcome(const QString& path, const QString& filter)>& write) {
    request.name = m_library->suggestedName(shownRun());
    request.name.replace(kRunEnding, request.endings.front());
    askWhereToSave(m_window, m_preferences, request,
                   [this, write](const QString& path, const QString& filter) {
                       if (const Outcome written = write(path, filter); !written)
                           report(tr("Nothing was exported."), whyUnwritten(written.error(), shownRun()));
                       else
                           Q_EMIT fileWritten(path);
                   });
}

void FileCommands::fillRecentMenu(QMenu* menu) {
    menu->clear();
    m_preferences->readRecentFilesAgain();
    const QStringList files = m_preferences->recentFiles();
    for (const QString& path : files) {
        QAction* action = addPlainAction(menu, printableText(QFileInfo(path).fileName()),
                                         printableText(QDir::toNativeSeparators(path)));
        connect(action, &QAction::triggered, this, [this, path] { openPaths({path}); });
    }
    if (files.isEmpty())
        menu->addAction(tr("No run opened or saved yet"))->setEnabled(false);
}

void FileCommands::askAboutUnsaved(const std::vector<int>& runs, std::function<void()> save,
                                   std::function<void()> discard) {
    constexpr qsizetype kMostNamed = 6;
    if (m_window->findChild<QMessageBox*>(QStringLiteral("unsavedBox")))
        return;
    QStringList names;
    for (const int id : runs)
        names << questionOrName(*m_store->find(id));
    auto* box = new QMessageBox(QMessageBox::Question, tr("Headroom"),
                                names.size() == 1 ? tr("“%1” is not saved.").arg(names.front())
                                                  : tr("%1 runs are not saved.").arg(names.size()),
                                QMessageBox::NoButton, m_window);
    box->setObjectName(QStringLiteral("unsavedBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QString which = names.size() == 1 ? QString() : names.mid(0, kMostNamed).join(QLatin1Char('\n'));
    if (names.size() > kMostNamed)
        which += tr("\n… and %1 more.").arg(names.size() - kMostNamed);
    const bool onlyNames = std::ranges::all_of(runs, [this](int id) { return m_library->isOnlyRenamed(id); });
    const QString lost = onlyNames
                             ? tr("The measurements are in their files; the new names are lost when the "
                                  "window closes.")
                             : tr("What is not saved is lost when the window closes.");
    box->setInformativeText(which.isEmpty() ? lost : which + QStringLiteral("\n\n") + lost);
    QPushButton* saveButton =
        box->addButton(names.size() == 1 ? tr("&Save…") : tr("&Save all…"), QMessageBox::AcceptRole);
    QPushButton* discardButton = box->addButton(tr("&Don't save"), QMessageBox::DestructiveRole);
    saveButton->setObjectName(QStringLiteral("saveButton"));
    discardButton->setObjectName(QStringLiteral("discardButton"));
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(saveButton);
    makePlain(box);
    connect(saveButton, &QPushButton::clicked, this, [save = std::move(save)] { save(); });
    connect(discardButton, &QPushButton::clicked, this, [discard = std::move(discard)] { discard(); });
    box->open();
}

QString FileCommands::whyUnwritten(const Error& error, int runId) const {
    const QString reason = QString::fromStdString(error.reason);
    const QString where = m_library->whereUnsaved(runId);
    return where.isEmpty() ? reason : reason + QLatin1Char('\n') + where;
}

void FileCommands::report(const QString& what, const QString& reason) {
    report(what, QStringList{reason});
}

void FileCommands::setReportsHeld(bool held) {
    m_reportsHeld = held;
    if (held || m_waiting.isEmpty())
        return;
    // A window that closes lets go too: a box would outlive it.
    QTimer::singleShot(0, this, [this] {
        if (m_window->isVisible())
            showNextReport();
    });
}

void FileCommands::report(const QString& what, const QStringList& reasons) {
    m_waiting.emplace_back(what, reasons);
    if (m_reportsHeld)
        Q_EMIT reportWaits(what);
    showNextReport();
}

void FileCommands::showNextReport() {
    if (m_reportsHeld || m_shownReport || m_waiting.isEmpty())
        return;
    const auto [what, reasons] = m_waiting.takeFirst();
    constexpr qsizetype kMostShown = 6; // a box must fit on the screen
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Headroom"), what, QMessageBox::Ok, m_window);
    box->setObjectName(QStringLiteral("errorBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QStringList shown = reasons.mid(0, kMostShown);
    if (reasons.size() > kMostShown) {
        shown << tr("… and %1 more, which the details name.").arg(reasons.size() - kMostShown);
        box->setDetailedText(reasons.join(QLatin1Char('\n')));
    }
    box->setInformativeText(shown.join(QStringLiteral("\n\n")));
    makePlain(box);
    m_shownReport = box;
    connect(box, &QDialog::finished, this, [this] {
        m_shownReport = nullptr;
        showNextReport();
    });
    box->open();
}

int FileCommands::shownRun() const {
    const StoredRun* measured = m_store->newestShown();
    const StoredRun* run = measured ? measured : m_store->shownReference();
    return run ? run->id : 0;
}

} // namespace headroom::ui

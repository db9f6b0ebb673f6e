// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/file_commands.h"

#include "ui/chart/chart_panel.h"
#include "ui/chart/data/chart_state.h"
#include "ui/chart/figure.h"
#include "ui/export/csv_export.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figure_export.h"
#include "ui/files/export_file.h"
#include "ui/settings/preferences.h"
#include "ui/table/table_text.h"
#include "ui/widgets/plain_text.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>

namespace headroom::ui {

namespace {

QString runFilter() {
    return FileCommands::tr("Headroom runs (*.headroom.json)");
}

} // namespace

FileCommands::FileCommands(QWidget* window, RunStore* store, RunLibrary* library, Preferences* preferences,
                           const ChartState* shown, const ChartPanel* chart)
    : QObject(window)
    , m_window(window)
    , m_store(store)
    , m_library(library)
    , m_preferences(preferences)
    , m_shown(shown)
    , m_chart(chart) {}

QFileDialog* FileCommands::dialog(const QString& title, const QString& folderPurpose, const QString& filter) {
    auto* dialog = new QFileDialog(m_window, title, m_preferences->folder(folderPurpose), filter);
    dialog->setObjectName(QStringLiteral("fileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, folderPurpose](const QString& path) {
        m_preferences->setFolder(folderPurpose, QFileInfo(path).absolutePath());
    });
    return dialog;
}

QFileDialog* FileCommands::saveDialog(const QString& title, const QString& folderPurpose,
                                      const QString& filter, const QString& suffix, const QString& name) {
    QFileDialog* save = dialog(title, folderPurpose, filter);
    save->setAcceptMode(QFileDialog::AcceptSave);
    save->setDefaultSuffix(suffix);
    save->selectFile(name);
    return save;
}

void FileCommands::openRun() {
    QFileDialog* open =
        dialog(tr("Open run"), QStringLiteral("runs"),
               tr("Runs, journals and exported pictures (*.headroom.json *.jsonl *.png);;All files (*)"));
    open->setFileMode(QFileDialog::ExistingFiles);
    connect(open, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        for (const QString& path : paths)
            openPath(path);
    });
    open->open();
}

void FileCommands::openPath(const QString& path) {
    const Result<int> run = m_library->open(path);
    if (!run) {
        m_preferences->removeRecentFile(QFileInfo(path).absoluteFilePath());
        report(tr("%1 cannot be opened.").arg(QFileInfo(path).fileName()),
               QString::fromStdString(run.error().reason));
        return;
    }
    m_preferences->addRecentFile(path);
    Q_EMIT runOpened(*run);
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

void FileCommands::saveAll(std::vector<int> runIds, std::function<void()> done) {
    if (runIds.empty()) {
        done();
        return;
    }
    const int first = runIds.front();
    runIds.erase(runIds.begin());
    const auto rest = [this, runIds = std::move(runIds), done = std::move(done)] { saveAll(runIds, done); };
    if (const QString path = m_library->pathOf(first); path.isEmpty())
        askAndSave(first, rest);
    else if (saveTo(first, path))
        rest();
}

void FileCommands::askAndSave(int runId, std::function<void()> done) {
    if (!m_store->find(runId))
        return;
    QFileDialog* save = saveDialog(tr("Save run"), QStringLiteral("runs"), runFilter(),
                                   QStringLiteral("headroom.json"), m_library->suggestedName(runId));
    connect(save, &QFileDialog::fileSelected, this,
            [this, runId, done = std::move(done)](const QString& path) {
                if (saveTo(runId, path))
                    done();
            });
    save->open();
}

bool FileCommands::saveTo(int runId, const QString& path) {
    if (const Outcome saved = m_library->save(runId, path); !saved) {
        reportUnwritten(tr("The run was not saved."), saved.error(), runId);
        return false;
    }
    m_preferences->addRecentFile(path);
    Q_EMIT fileWritten(path);
    return true;
}

void FileCommands::exportPicture() {
    auto* choices = new ExportDialog(m_preferences, m_window);
    connect(choices, &QDialog::accepted, this, [this, choices] {
        const FigureOptions options = choices->options();
        const QString format = choices->format();
        const QString filter = format == QLatin1String("png")   ? tr("PNG picture (*.png)")
                               : format == QLatin1String("svg") ? tr("SVG drawing (*.svg)")
                                                                : tr("PDF document (*.pdf)");
        askAndExport(tr("Export picture"), format, filter, [this, options](const QString& path) {
            return exportFile(path, *m_store, m_chart->figure(), options);
        });
    });
    choices->open();
}

void FileCommands::exportCsv(CsvRows rows) {
    const QString title =
        rows == CsvRows::All ? tr("Export all measurements") : tr("Export the measurements shown");
    askAndExport(title, QStringLiteral("csv"), tr("CSV table (*.csv)"), [this, rows](const QString& path) {
        return writeCsv(path, rows == CsvRows::All ? csvOfEverything(*m_store)
                                                   : csvOfVisible(*m_store, m_shown->curves()));
    });
}

void FileCommands::copyFigure() {
    const Figure figure = m_chart->figure();
    const Result<QImage> picture = figureImage(figure);
    if (!picture) {
        report(tr("Nothing was copied."), QString::fromStdString(picture.error().reason));
        return;
    }
    auto* data = new QMimeData;
    data->setImageData(*picture);
    data->setData(QStringLiteral("image/svg+xml"), figureSvg(figure));
    data->setText(measurementText(*m_store, [this](int runId, int row) {
        return m_shown->curves().shows({runId, row});
    }));
    QGuiApplication::clipboard()->setMimeData(data);
}

void FileCommands::chooseReplay() {
    QFileDialog* open =
        dialog(tr("Replay run"), QStringLiteral("runs"),
               tr("Runs, journals and exported pictures (*.headroom.json *.jsonl *.png);;All files (*)"));
    open->setFileMode(QFileDialog::ExistingFile);
    connect(open, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (const Result<Run> run = readRunToReplay(path))
            Q_EMIT replayChosen(runNameOf(path), *run);
        else
            report(tr("%1 cannot be replayed.").arg(QFileInfo(path).fileName()),
                   QString::fromStdString(run.error().reason));
    });
    open->open();
}

void FileCommands::askAndExport(const QString& title, const QString& suffix, const QString& filter,
                                std::function<Outcome(const QString&)> write) {
    QString name = m_library->suggestedName(shownRun());
    name.replace(QStringLiteral(".headroom.json"), QLatin1Char('.') + suffix);
    QFileDialog* save = saveDialog(title, QStringLiteral("export"), filter, suffix, name);
    connect(save, &QFileDialog::fileSelected, this, [this, write = std::move(write)](const QString& path) {
        if (const Outcome written = write(path); !written)
            reportUnwritten(tr("Nothing was exported."), written.error(), shownRun());
        else
            Q_EMIT fileWritten(path);
    });
    save->open();
}

void FileCommands::fillRecentMenu(QMenu* menu) {
    menu->clear();
    const QStringList files = m_preferences->recentFiles();
    for (const QString& path : files) {
        QAction* action = addPlainAction(menu, printableText(QFileInfo(path).fileName()),
                                         printableText(QDir::toNativeSeparators(path)));
        connect(action, &QAction::triggered, this, [this, path] { openPath(path); });
    }
    if (files.isEmpty())
        menu->addAction(tr("No run opened or saved yet"))->setEnabled(false);
}

void FileCommands::askAboutUnsaved(std::size_t runs, std::function<void()> save,
                                   std::function<void()> discard) {
    if (m_window->findChild<QMessageBox*>(QStringLiteral("unsavedBox")))
        return;
    auto* box =
        new QMessageBox(QMessageBox::Question, tr("Headroom"),
                        runs == 1 ? tr("One run is not saved.") : tr("%1 runs are not saved.").arg(runs),
                        QMessageBox::NoButton, m_window);
    box->setObjectName(QStringLiteral("unsavedBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("What is not saved is lost when the window closes."));
    QPushButton* saveButton =
        box->addButton(runs == 1 ? tr("&Save…") : tr("&Save all…"), QMessageBox::AcceptRole);
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

void FileCommands::reportUnwritten(const QString& what, const Error& error, int runId) {
    const QString reason = QString::fromStdString(error.reason);
    const QString where = m_library->whereUnsaved(runId);
    report(what, where.isEmpty() ? reason : reason + QLatin1Char('\n') + where);
}

void FileCommands::report(const QString& what, const QString& reason) {
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Headroom"), what, QMessageBox::Ok, m_window);
    box->setObjectName(QStringLiteral("errorBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(reason);
    makePlain(box);
    box->open();
}

int FileCommands::shownRun() const {
    const StoredRun* run = m_store->newestShown();
    return run ? run->id : 0;
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/file_dialogs.h"

#include "ui/settings/preferences.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace headroom::ui {

namespace {

void askToReplace(QWidget* window, const QString& path, const std::function<void()>& replace,
                  const std::function<void()>& chooseAnother) {
    const QString name = printableText(QFileInfo(path).fileName());
    auto* box = new QMessageBox(QMessageBox::Warning, words("Headroom"),
                                words("%1 exists already.").arg(name), QMessageBox::NoButton, window);
    box->setObjectName(QStringLiteral("replaceBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        words("It is in %1. What it holds is lost if you replace it.")
            .arg(printableText(QDir::toNativeSeparators(QFileInfo(path).absolutePath()))));
    QPushButton* replaceButton = box->addButton(words("&Replace"), QMessageBox::DestructiveRole);
    QPushButton* otherButton = box->addButton(words("Another &name…"), QMessageBox::ActionRole);
    replaceButton->setObjectName(QStringLiteral("replaceButton"));
    otherButton->setObjectName(QStringLiteral("otherNameButton"));
    box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(otherButton);
    makePlain(box);
    QObject::connect(replaceButton, &QPushButton::clicked, window, replace);
    QObject::connect(otherButton, &QPushButton::clicked, window, chooseAnother);
    box->open();
}

/// Whether the ending says another format: "g1.eps.pdf" would be a surprise, "fig.1.pdf" is none.
bool hasForeignEnding(const QString& path, const QStringList& endings) {
    static const QStringList formats =
        QStringLiteral("eps ps jpg jpeg tif tiff gif bmp webp emf wmf xls xlsx ods png svg pdf csv")
            .split(QLatin1Char(' '));
    const QString ending = QFileInfo(path).suffix().toLower();
    const bool isOffered = std::ranges::any_of(
        endings, [&](const QString& offered) { return offered.section(QLatin1Char('.'), -1) == ending; });
    return formats.contains(ending) && !isOffered;
}

void refuseEnding(QWidget* window, const QString& path, const QStringList& endings,
                  const std::function<void()>& chooseAnother) {
    QStringList offered;
    for (const QString& ending : endings)
        offered << QLatin1Char('.') + ending;
    offered.sort();
    const QString last = offered.takeLast();
    auto* box = new QMessageBox(QMessageBox::Warning, words("Headroom"),
                                words("The ending of %1 says a format that cannot be written here.")
                                    .arg(printableText(QFileInfo(path).fileName())),
                                QMessageBox::Ok, window);
    box->setObjectName(QStringLiteral("endingBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(offered.isEmpty()
                                ? words("Use %1.").arg(last)
                                : words("Use %1 or %2.").arg(offered.join(QStringLiteral(", ")), last));
    makePlain(box);
    QObject::connect(box, &QMessageBox::accepted, window, chooseAnother);
    box->open();
}

} // namespace

QFileDialog* makeFileDialog(QWidget* window, Preferences* preferences, const QString& title,
                            const QString& folderPurpose, const QStringList& filters) {
    auto* dialog = new QFileDialog(window, title, preferences->folder(folderPurpose));
    dialog->setObjectName(QStringLiteral("fileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(filters);
    QObject::connect(dialog, &QFileDialog::filesSelected, window, [=](const QStringList& paths) {
        const QFileInfo first(paths.value(0));
        const bool isFolder = dialog->fileMode() == QFileDialog::Directory;
        preferences->setFolder(folderPurpose, isFolder ? first.absoluteFilePath() : first.absolutePath());
    });
    return dialog;
}

QString withEnding(const QString& path, const QStringList& endings) {
    const auto has = [](const QString& name, const QString& ending) {
        return name.endsWith(QLatin1Char('.') + ending, Qt::CaseInsensitive);
    };
    if (std::ranges::any_of(endings, [&](const QString& ending) { return has(path, ending); }))
        return path;
    QString stem = path;
    // Of an ending in two parts one may have been typed.
    for (const QString& part : endings.front().split(QLatin1Char('.')))
        if (has(stem, part))
            stem.chop(part.size() + 1);
    while (stem.endsWith(QLatin1Char('.')))
        stem.chop(1);
    return stem + QLatin1Char('.') + endings.front();
}

QString freePath(const QString& folder, const QString& name, const QString& ending) {
    const QString whole = QDir(folder).filePath(withEnding(name, {ending}));
    const auto isTaken = [](const QString& path) {
        const QFileInfo file(path);
        return file.exists() || file.isSymLink();
    };
    QString path = whole;
    for (int number = 2; isTaken(path); ++number) {
        path = whole;
        path.insert(whole.size() - ending.size() - 1, QStringLiteral("-%1").arg(number));
    }
    return path;
}

void askWhereToSave(QWidget* window, Preferences* preferences, const SaveRequest& request,
                    const WriteTo& write) {
    QFileDialog* dialog =
        makeFileDialog(window, preferences, request.title, request.folderPurpose, request.filters);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    // The dialog would ask about the name without its ending.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->selectFile(request.name);
    if (!request.filter.isEmpty())
        dialog->selectNameFilter(request.filter);
    QObject::connect(dialog, &QFileDialog::fileSelected, window, [=](const QString& chosen) {
        const QString filter = dialog->selectedNameFilter();
        SaveRequest again = request;
        again.filter = filter;
        if (hasForeignEnding(chosen, request.endings)) {
            again.name = withEnding(QFileInfo(chosen).completeBaseName(), request.endings);
            refuseEnding(window, chosen, request.endings,
                         [=] { askWhereToSave(window, preferences, again, write); });
            return;
        }
        const QString path = withEnding(chosen, request.endings);
        if (!QFileInfo(path).isFile()) {
            write(path, filter);
            return;
        }
        again.name = QFileInfo(path).fileName();
        askToReplace(
            window, path, [=] { write(path, filter); },
            [=] { askWhereToSave(window, preferences, again, write); });
    });
    dialog->open();
}

void askWhereToSaveAll(QWidget* window, Preferences* preferences, const QString& title,
                       const QString& folderPurpose,
                       const std::function<void(const QString& folder)>& write) {
    QFileDialog* dialog = makeFileDialog(window, preferences, title, folderPurpose, {});
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, words("Save here"));
    QObject::connect(dialog, &QFileDialog::fileSelected, window, write);
    dialog->open();
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_dialogs.h"

#include "engine/model/version.h"
#include "ui/help/help_texts.h"
#include "ui/help/manual_window.h"
#include "ui/widgets/screen_fit.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFontMetricsF>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace headroom::ui {

namespace {

double growthTo(const QFont& type) {
    return QFontMetricsF(type).height() / QFontMetricsF(QApplication::font()).height();
}

void bringUp(QDialog* dialog) {
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

/// The size is for the application's own type.
void showPage(QWidget* parent, const QFont& type, const QString& name, const QString& title,
              const QString& html, QSize size) {
    auto* dialog = parent->findChild<QDialog*>(name, Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = new QDialog(parent);
        dialog->setObjectName(name);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setWindowTitle(title);
        auto* page = new QTextBrowser;
        page->setOpenExternalLinks(true);
        page->setHtml(html);
        page->setFrameShape(QFrame::NoFrame);
        page->document()->setDocumentMargin(14);
        auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
        QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
        auto* column = new QVBoxLayout(dialog);
        column->addWidget(page);
        column->addWidget(buttons);
    }
    if (dialog->font() != type || dialog->isHidden()) {
        dialog->setFont(type);
        dialog->resize(fittingScreen(parent, growthTo(type) * size));
    }
    bringUp(dialog);
}

} // namespace

void showManual(QWidget* parent, const QFont& type, const QString& place, int zoom,
                const std::function<void(int zoom)>& zoomed) {
    auto* manual = parent->findChild<ManualWindow*>(QString(), Qt::FindDirectChildrenOnly);
    if (!manual) {
        manual = new ManualWindow(parent, zoom);
        QObject::connect(manual, &ManualWindow::zoomed, parent, zoomed);
    }
    if (manual->font() != type || manual->isHidden()) {
        manual->setType(type);
        manual->resize(fittingScreen(parent, growthTo(type) * QSize(980, 720)));
    }
    bringUp(manual);
    manual->read(place);
}

void showShortcuts(QWidget* parent, const QFont& type, const QList<QAction*>& actions) {
    showPage(parent, type, QStringLiteral("shortcuts"), words("Shortcuts"), shortcutsText(actions),
             {560, 680});
}

void showAbout(QWidget* parent, const QStringList& libraries, const QStringList& missing) {
    const QString commit = QLatin1String(programCommit());
    QStringList running{QStringLiteral("Qt ") + QLatin1String(qVersion())};
    for (const QString& library : libraries)
        running << library.toHtmlEscaped();
    running << QString::fromStdString(cLibrary());
    QString lacks;
    for (const QString& reason : missing)
        lacks += QStringLiteral("<p>%1</p>").arg(reason.toHtmlEscaped());
    const QString html =
        words("<h2>Headroom %1</h2>"
              "<p>%2 with %3.</p>%4"
              "<p>How fast a transformer's attention GEMMs run on a machine, for every model "
              "shape, and how much speed the "
              "shape leaves on the table.</p>"
              "<p>© 2026 The Headroom authors</p>"
              "<p><b>Licences.</b> This window: GNU General Public License, version 3 or "
              "later. The measuring engine and its "
              "command line: Apache License 2.0. There is no warranty.</p>"
              "<p><b>Made with</b> Qt and Qt Charts (GPL 3), oneDNN (Apache 2.0), "
              "nlohmann/json (MIT), CLI11 (BSD). "
              "cuBLAS is used where it is installed and never shipped.</p>"
              "<p><b>The chart</b> follows <i>The Case for Co-Designing Model Architectures "
              "with Hardware</i>, Anthony et al., "
              "2024, <a href='https://arxiv.org/abs/2401.14489'>arXiv 2401.14489</a>.</p>")
            .arg(QLatin1String(programVersion()),
                 commit.isEmpty() ? words("Runs") : words("Built of commit %1, runs").arg(commit),
                 running.join(QStringLiteral("; ")), lacks);
    showPage(parent, QApplication::font(), QStringLiteral("about"), words("About Headroom"), html,
             {480, 410});
}

} // namespace headroom::ui

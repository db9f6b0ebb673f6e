// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_dialogs.h"

#include "engine/model/version.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace headroom::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("headroom::ui::Help", text);
}

void showPage(QWidget* parent, const QString& name, const QString& title, const QString& html, QSize size) {
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
        auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
        QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
        auto* column = new QVBoxLayout(dialog);
        column->addWidget(page);
        column->addWidget(buttons);
        dialog->resize(size);
    }
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace

void showHowToRead(QWidget* parent) {
    const QString html = tr(
        "<h2>How to read this chart</h2>"
        "<p>The chart shows how fast one matrix product of a transformer runs on this machine: the score "
        "matrix "
        "<b>S = Q·Kᵀ</b> of one attention layer, as one batched GEMM. Up is faster, right is a wider "
        "model.</p>"
        "<table cellpadding='3'>"
        "<tr><td><b>h</b></td><td>hidden size, the x axis</td></tr>"
        "<tr><td><b>a</b></td><td>number of attention heads</td></tr>"
        "<tr><td><b>h/a</b></td><td>head dimension: the contraction length k of the GEMM</td></tr>"
        "<tr><td><b>s, b</b></td><td>sequence length and microbatch: batch b·a, m = n = s</td></tr>"
        "<tr><td><b>TFLOP/s</b></td><td>2·b·a·s·s·(h/a) floating-point operations over the median time of a "
        "call</td>"
        "</tr></table>"
        "<h3>What “h/a = 8” means</h3>"
        "<p>With a fixed, h/a grows along x. A curve “h/a = r” collects the hidden sizes whose h/a has <b>r "
        "as its "
        "largest power-of-two divisor</b>; the last curve, from 64 up, takes every h/a divisible by it. So "
        "with a = 12, "
        "h = 4092 (h/a = 341 = 1 × 341) lies on “1”, and h = 4128 (h/a = 344 = 8 × 43) on “8”. Libraries "
        "pick faster "
        "kernels for rows that are aligned: where curves lie apart, choose a hidden size on a higher one.</p>"
        "<p>In the mode “head dimension fixed”, h/a <i>is</i> r, and the number of heads grows along x.</p>"
        "<h3>What limits a point</h3>"
        "<p>The dotted <b>roof</b> is what arithmetic and memory of this device allow for the shape at best. "
        "A small "
        "h/a leaves little arithmetic for each byte of S that must be written, so the roof itself rises "
        "along x. The distance "
        "to it is the <b>headroom</b>.</p>"
        "<h3>How sure a point is</h3>"
        "<p>Each point is the median of repeated batches with its 95 % interval, and its result was checked "
        "against "
        "double precision. A hollow point carries a flag: hover over it for the reason. A point that failed "
        "is a row in the table with the "
        "reason, never a throughput. Dashed curves are reference data and name their source.</p>");
    showPage(parent, QStringLiteral("howToRead"), tr("How to read this chart"), html, {620, 640});
}

void showShortcuts(QWidget* parent, const QList<QAction*>& actions) {
    QString html = tr("<h2>Shortcuts</h2>") + QStringLiteral("<table cellpadding='3'>");
    for (const QAction* action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        QString text = action->text();
        text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
        html += QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped(),
                         text.toHtmlEscaped());
    }
    html += tr("<tr><td><b>Arrow keys</b></td><td>in the chart: from point to point and from curve to "
               "curve</td></tr>"
               "<tr><td><b>Wheel</b></td><td>in the chart: zoom; with Shift along x only, with Ctrl along y "
               "only</td></tr>"
               "<tr><td><b>Ctrl+C</b></td><td>in the table: copy the selected rows</td></tr>") +
            QStringLiteral("</table>");
    showPage(parent, QStringLiteral("shortcuts"), tr("Shortcuts"), html, {460, 560});
}

void showAbout(QWidget* parent) {
    const QString html = tr("<h2>Headroom %1</h2>"
                            "<p>How fast a transformer's attention GEMMs run on a machine, for every model "
                            "shape, and how much speed the "
                            "shape leaves on the table.</p>"
                            "<p>© 2026 The Headroom authors</p>"
                            "<p><b>Licences.</b> This window: GNU General Public License, version 3 or "
                            "later. The measuring engine and its "
                            "command line: Apache License 2.0. There is no warranty.</p>"
                            "<p><b>Made with</b> Qt %2 and Qt Charts (GPL 3), oneDNN (Apache 2.0), "
                            "nlohmann/json (MIT), CLI11 (BSD). "
                            "cuBLAS is used where it is installed and never shipped.</p>"
                            "<p><b>The chart</b> follows <i>The Case for Co-Designing Model Architectures "
                            "with Hardware</i>, Anthony et al., "
                            "2024, <a href='https://arxiv.org/abs/2401.14489'>arXiv 2401.14489</a>.</p>")
                             .arg(QLatin1String(programVersion()), QLatin1String(qVersion()));
    showPage(parent, QStringLiteral("about"), tr("About Headroom"), html, {480, 380});
}

} // namespace headroom::ui

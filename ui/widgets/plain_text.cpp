// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plain_text.h"

#include "engine/files/printable.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QTextDocument>

namespace headroom::ui {

QLabel* plainLabel(const QString& text) {
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

QString toolTipText(const QString& text) {
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

QAction* addPlainAction(QMenu* menu, const QString& text, const QString& toolTip) {
    QString shown = text.simplified(); // a tab would begin the shortcut
    QAction* action = menu->addAction(shown.replace(QLatin1Char('&'), QStringLiteral("&&")));
    action->setToolTip(toolTipText(toolTip));
    return action;
}

void makePlain(QMessageBox* box) {
    for (QLabel* label : box->findChildren<QLabel*>())
        label->setTextFormat(Qt::PlainText);
}

QString printableText(const QString& text) {
    return QString::fromStdString(printable(text.toStdString()));
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/manual_pages.h"

#include <QFile>
#include <QRegularExpression>

// In a static library the resource has to be asked for, from outside any namespace.
static void initManual() {
    Q_INIT_RESOURCE(manual);
}

namespace headroom::ui {

namespace {

ManualPage read(const char* name) {
    // What is written by a program is marked in the file, and not for readers.
    static const QRegularExpression comment(QStringLiteral("<!--.*?-->\\n?"),
                                            QRegularExpression::DotMatchesEverythingOption);
    ManualPage page{QLatin1String(name), {}, {}};
    QFile file(QStringLiteral(":/manual/") + page.name);
    if (file.open(QIODevice::ReadOnly))
        page.text = QString::fromUtf8(file.readAll()).remove(comment);
    page.title = page.text.section(QLatin1Char('\n'), 0, 0).mid(2);
    return page;
}

} // namespace

const QList<ManualPage>& manualPages() {
    static const QList<ManualPage> pages = [] {
        initManual();
        QList<ManualPage> all;
        for (const char* name : {"reading.md", "window.md", "measuring.md", "layer.md", "places.md",
                                 "files.md", "command-line.md"})
            all << read(name);
        return all;
    }();
    return pages;
}

QString anchorOf(const QString& heading) {
    QString anchor;
    const QString lower = heading.toLower();
    for (const QChar c : lower) {
        if (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'))
            anchor += c;
        else if (c == QLatin1Char(' '))
            anchor += QLatin1Char('-');
    }
    return anchor;
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace headroom::ui {

/// A page of the manual: one of the files of resources/manual, compiled in.
struct ManualPage {
    QString name;  ///< of the file, by which pages link to each other: "files.md"
    QString title; ///< its first heading
    QString text;  ///< Markdown
};

/// All of them, in the order in which they are listed.
const QList<ManualPage>& manualPages();

/// How links name a heading, as the places where Markdown is shown do: "The whole layer", "the-whole-layer".
QString anchorOf(const QString& heading);

} // namespace headroom::ui

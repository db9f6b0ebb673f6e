// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace headroom::testing {

/// A shell that completes command lines.
enum class ShellKind { Bash, Zsh, Fish };

/// What a shell is run with, made anew for each run: a folder to stand in, settings and a search path.
struct ShellPlace {
    QString folder;  ///< current, and the home of files that are completed
    QString config;  ///< XDG_CONFIG_HOME
    QString state;   ///< XDG_STATE_HOME
    QString scripts; ///< where the completion scripts lie
    QString path;    ///< stands before the search path
};

/// The program of that shell; empty where it is not installed.
QString programOf(ShellKind kind);

/// For each line what the shell offers at its end, without what bash takes for words of their own before "="
/// and
/// ":", and without the items of a list before the last. Each shell completes as at its prompt.
QList<QStringList> offeredBy(ShellKind kind, const QStringList& lines, const ShellPlace& place);
/// "chart.png" of "--export=chart.png", "f16" of "bf16,f16", "--csv" of "--csv=", "runs" of "runs/".
QString lastPiece(QString word);

} // namespace headroom::testing

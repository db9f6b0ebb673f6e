// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/app/program.h"

#include <QList>
#include <QProcess>
#include <QStringList>

#include <initializer_list>

namespace headroom::testing {

/// With a variable, `NAME=value`, where one is given.
inline Ended runEngine(const QStringList& arguments, const QByteArray& variable = {}) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (const qsizetype equals = variable.indexOf('='); equals > 0)
        environment.insert(QString::fromLatin1(variable.left(equals)),
                           QString::fromLatin1(variable.mid(equals + 1)));
    process.setProcessEnvironment(environment);
    process.start(kEngine, arguments);
    return endOf(process);
}

/// The arguments of a quick sweep, and more.
inline QStringList smallSweep(std::initializer_list<const char*> more = {}) {
    QStringList arguments = QStringList(QStringLiteral("sweep")) + kSmall.split(QLatin1Char(' '));
    for (const char* argument : more)
        arguments.append(QString::fromUtf8(argument));
    return arguments;
}

inline QList<QByteArray> rowsOf(const QByteArray& csv) {
    QList<QByteArray> lines = csv.split('\n');
    lines.removeLast();
    return lines;
}

} // namespace headroom::testing

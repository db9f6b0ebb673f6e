// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/app/program.h"

#include <QFile>
#include <QObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace headroom::testing {

/// What tests of the window's program have: it, run to its end, and a folder for its files.
class HeadroomTest : public QObject {
protected:
    static Ended runWith(const QProcessEnvironment& environment, const QString& arguments) {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(kHeadroom, arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
        return endOf(process);
    }
    static Ended run(const QString& arguments, const char* platform = "") {
        QProcessEnvironment environment = bareEnvironment();
        if (*platform)
            environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QLatin1String(platform));
        return runWith(environment, arguments);
    }

    void takeNewFolder() { m_folder = std::make_unique<QTemporaryDir>(); }
    QString folder() const { return m_folder->path(); }
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    QByteArray content(const char* name) const { return contentOf(path(name)); }

    static inline const QString kStart = kSmall + QStringLiteral(" --start");

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace headroom::testing

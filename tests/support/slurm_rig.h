// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace headroom::testing {

/// Slurm of the distribution on the loopback interface, with a key, ports and files of its own, whose daemons
/// a test starts as its children. One node, this machine, with two GPUs that are none: all that they are is
/// the CUDA_VISIBLE_DEVICES of who is given one.
class SlurmRig {
public:
    SlurmRig();
    ~SlurmRig();
    SlurmRig(const SlurmRig&) = delete;
    SlurmRig& operator=(const SlurmRig&) = delete;

    /// Why there is none; empty where it runs.
    const QString& problem() const { return m_problem; }
    QByteArray configuration() const { return path(QStringLiteral("slurm.conf")).toUtf8(); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// Writes an executable script there; its path.
    QString script(const QString& name, const QByteArray& lines) const;

    /// What a command of Slurm's prints.
    QByteArray ask(const QString& program, const QStringList& arguments) const;
    /// The ids of jobs in that state ("PENDING", "RUNNING"; all, where it is empty), a line each.
    QByteArray jobs(const QString& state = {}) const;

private:
    bool configure();
    bool start(QProcess& daemon, const QString& program, const QStringList& arguments);
    bool isIdle();

    QTemporaryDir m_folder;
    QProcess m_munge;
    QProcess m_controller;
    QProcess m_node;
    QByteArray m_before; ///< the configuration that the environment named
    QString m_problem;
};

} // namespace headroom::testing

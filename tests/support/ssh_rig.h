// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace headroom::testing {

/// An ssh server of the distribution on the loopback interface, with keys and files of its own, which a test
/// starts as its child; and an `ssh` in front of the PATH that reads the rig's configuration alone. Hosts:
/// "near", and "far", which is reached through near.
class SshRig {
public:
    /// `serverOptions`: further lines for its configuration.
    explicit SshRig(const QByteArray& serverOptions = {});
    ~SshRig();
    SshRig(const SshRig&) = delete;
    SshRig& operator=(const SshRig&) = delete;

    /// Why there is none; empty where it runs.
    const QString& problem() const { return m_problem; }

    /// A file of the rig: "user_key", "known_hosts", "ssh_config".
    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// Writes an executable script there; its path.
    QString script(const QString& name, const QByteArray& lines) const;
    void write(const QString& name, const QByteArray& content) const;
    QByteArray read(const QString& name) const;

    /// As the client is configured from the start: it knows the host and has its key.
    void configure(const QByteArray& more = {}) const;
    /// The line of known_hosts for this server with that public key.
    QByteArray knownHost(const QByteArray& publicKey) const;
    QByteArray hostKey() const { return read(QStringLiteral("host_key.pub")); }

    /// Kills the server's processes for open connections, as a cut line does.
    void cutConnections() const;

private:
    bool makeKey(const QString& name, const QString& passphrase = {}) const;
    bool startServer();

    QTemporaryDir m_folder;
    QProcess m_server;
    QByteArray m_pathBefore;
    QByteArray m_serverOptions;
    quint16 m_port = 0;
    QString m_problem;
};

} // namespace headroom::testing

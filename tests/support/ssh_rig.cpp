// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/ssh_rig.h"

#include "tests/support/loopback.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>

#include <csignal>
#include <unistd.h>

namespace headroom::testing {

namespace {

/// -1 where there is no such process.
qint64 parentOf(pid_t pid) {
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return -1;
    // Its name stands in brackets, and may hold anything.
    const QByteArray line = stat.readAll();
    return line.mid(line.lastIndexOf(')') + 2).split(' ').value(1).toLongLong();
}

} // namespace

SshRig::SshRig(const QByteArray& serverOptions)
    : m_pathBefore(qgetenv("PATH")), m_serverOptions(serverOptions) {
    const QString server = QStandardPaths::findExecutable(
        QStringLiteral("sshd"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
    const QString client = QStandardPaths::findExecutable(QStringLiteral("ssh"));
    if (server.isEmpty() || client.isEmpty()) {
        m_problem = QStringLiteral(
            "There is no ssh server and client here (packages openssh-server, openssh-client).");
        return;
    }
    if (::geteuid() == 0)
        QDir().mkpath(QStringLiteral("/run/sshd")); // where a server started by root becomes somebody else
    m_port = freePort();
    if (!makeKey(QStringLiteral("host_key")) || !makeKey(QStringLiteral("user_key")) ||
        !makeKey(QStringLiteral("locked_key"), QStringLiteral("open sesame")) ||
        !makeKey(QStringLiteral("other_key"))) {
        m_problem = QStringLiteral("ssh-keygen made no keys.");
        return;
    }
    write(QStringLiteral("authorized_keys"),
          read(QStringLiteral("user_key.pub")) + read(QStringLiteral("locked_key.pub")));
    m_server.setProgram(server);
    if (!startServer())
        return;
    configure();
    script(QStringLiteral("bin/ssh"),
           "exec " + client.toUtf8() + " -F " + path(QStringLiteral("ssh_config")).toUtf8() + " \"$@\"");
    qputenv("PATH", path(QStringLiteral("bin")).toUtf8() + ':' + m_pathBefore);
}

SshRig::~SshRig() {
    qputenv("PATH", m_pathBefore);
    if (m_server.state() == QProcess::NotRunning)
        return;
    cutConnections();
    m_server.kill();
    m_server.waitForFinished();
}

bool SshRig::makeKey(const QString& name, const QString& passphrase) const {
    return QProcess::execute(QStringLiteral("ssh-keygen"),
                             {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                              QStringLiteral("-N"), passphrase, QStringLiteral("-f"), path(name)}) == 0;
}

bool SshRig::startServer() {
    const auto inRig = [this](const char* name) { return path(QLatin1String(name)).toUtf8(); };
    write(QStringLiteral("sshd_config"),
          "Port " + QByteArray::number(m_port) + "\nListenAddress 127.0.0.1\nHostKey " + inRig("host_key") +
              "\nPidFile none\nAuthorizedKeysFile " + inRig("authorized_keys") +
              "\nPasswordAuthentication no\nUsePAM no\nStrictModes no\n" + m_serverOptions + '\n');
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(m_server.program(), {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"),
                                        path(QStringLiteral("sshd_config"))});
    QElapsedTimer waiting;
    waiting.start();
    while (m_server.state() != QProcess::NotRunning && waiting.elapsed() < 20'000) {
        if (answers(m_port))
            return true;
        m_server.waitForReadyRead(20);
    }
    m_problem = QStringLiteral("The ssh server does not start: ") +
                QString::fromLocal8Bit(m_server.readAll()).simplified();
    return false;
}

QString SshRig::script(const QString& name, const QByteArray& lines) const {
    write(name, "#!/bin/sh\n" + lines + '\n');
    QFile::setPermissions(path(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path(name);
}

void SshRig::write(const QString& name, const QByteArray& content) const {
    const QString whole = path(name);
    QDir().mkpath(whole.left(whole.lastIndexOf(QLatin1Char('/'))));
    QFile file(whole);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("The rig's file %s cannot be written.", qPrintable(whole));
}

QByteArray SshRig::read(const QString& name) const {
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray SshRig::knownHost(const QByteArray& publicKey) const {
    const QList<QByteArray> words = publicKey.split(' ');
    return "[127.0.0.1]:" + QByteArray::number(m_port) + ' ' + words.value(0) + ' ' + words.value(1) + '\n';
}

void SshRig::configure(const QByteArray& more) const {
    write(QStringLiteral("known_hosts"), knownHost(hostKey()));
    // The first value counts, so that a test's own comes before.
    write(QStringLiteral("ssh_config"),
          "Host far\n  ProxyJump near\nHost *\n" + more + "\n  HostName 127.0.0.1\n  Port " +
              QByteArray::number(m_port) + "\n  IdentityFile " + path(QStringLiteral("user_key")).toUtf8() +
              "\n  IdentitiesOnly yes\n  IdentityAgent none\n  UserKnownHostsFile " +
              path(QStringLiteral("known_hosts")).toUtf8() + "\n  GlobalKnownHostsFile none\n");
}

void SshRig::cutConnections() const {
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const pid_t pid = entry.toInt();
        if (pid > 0 && parentOf(pid) == m_server.processId())
            ::kill(pid, SIGKILL);
    }
}

} // namespace headroom::testing

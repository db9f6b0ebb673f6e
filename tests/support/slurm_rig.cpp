// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/slurm_rig.h"

#include "tests/support/loopback.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QSysInfo>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::testing {

namespace {

constexpr int kPatienceMs = 20'000;

QString daemonNamed(const QString& name) {
    return QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
}

QByteArray userName() {
    const passwd* user = ::getpwuid(::geteuid());
    return user != nullptr ? user->pw_name : "root";
}

} // namespace

SlurmRig::SlurmRig() : m_before(qgetenv("SLURM_CONF")) {
    const QString munge = daemonNamed(QStringLiteral("munged"));
    const QString controller = daemonNamed(QStringLiteral("slurmctld"));
    const QString node = daemonNamed(QStringLiteral("slurmd"));
    if (munge.isEmpty() || controller.isEmpty() || node.isEmpty() ||
        QStandardPaths::findExecutable(QStringLiteral("salloc")).isEmpty()) {
        m_problem = QStringLiteral("There is no Slurm here (packages slurm-wlm, munge).");
        return;
    }
    if (!configure()) {
        m_problem = QStringLiteral("Slurm's files cannot be written.");
        return;
    }
    qputenv("SLURM_CONF", configuration());
    const auto inMunge = [this](const char* name) {
        return path(QStringLiteral("munge/") + QLatin1String(name));
    };
    // Later ones read the key, and ask the one before.
    if (!start(
            m_munge, munge,
            {QStringLiteral("--force"), QStringLiteral("--foreground"),
             QStringLiteral("--socket=") + inMunge("socket"), QStringLiteral("--key-file=") + inMunge("key"),
             QStringLiteral("--pid-file=") + inMunge("pid"), QStringLiteral("--seed-file=") + inMunge("seed"),
             QStringLiteral("--log-file=") + inMunge("log")}))
        return;
    QElapsedTimer waiting;
    waiting.start();
    while (!QFile::exists(inMunge("socket")) && waiting.elapsed() < kPatienceMs)
        m_munge.waitForReadyRead(20);
    if (!start(m_controller, controller, {QStringLiteral("-D")}) ||
        !start(m_node, node, {QStringLiteral("-D")}))
        return;
    while (!isIdle() && waiting.elapsed() < kPatienceMs)
        m_node.waitForReadyRead(50);
    if (!isIdle())
        m_problem = QStringLiteral("Slurm does not start: ") +
                    QString::fromLocal8Bit(m_node.readAll() + m_controller.readAll()).simplified().right(400);
}

SlurmRig::~SlurmRig() {
    if (m_controller.state() == QProcess::Running)
        ask(QStringLiteral("scancel"), {QStringLiteral("--user=") + QString::fromLocal8Bit(userName())});
    for (QProcess* daemon : {&m_node, &m_controller, &m_munge}) {
        if (daemon->state() == QProcess::NotRunning)
            continue;
        daemon->terminate();
        if (!daemon->waitForFinished(5'000)) {
            daemon->kill();
            daemon->waitForFinished();
        }
    }
    if (m_before.isEmpty())
        qunsetenv("SLURM_CONF");
    else
        qputenv("SLURM_CONF", m_before);
}

bool SlurmRig::configure() {
    for (const char* name : {"munge", "state", "spool"})
        if (!QDir().mkpath(path(QLatin1String(name))))
            return false;
    // munge wants its clients to reach the socket, whoever they are.
    ::chmod(QFile::encodeName(m_folder.path()).constData(), 0711);
    ::chmod(QFile::encodeName(path(QStringLiteral("munge"))).constData(), 0711);
    QByteArray key(128, '\0');
    QRandomGenerator::system()->fillRange(reinterpret_cast<quint32*>(key.data()), key.size() / 4);
    const auto write = [this](const char* name, const QByteArray& content) {
        QFile file(path(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() &&
               file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    };
    const QByteArray folder = m_folder.path().toUtf8();
    const QByteArray host = QSysInfo::machineHostName().section(QLatin1Char('.'), 0, 0).toUtf8();
    // More processors than there may be: what is tried here does not compute.
    const QByteArray lines =
        "ClusterName=rig\nSlurmctldHost=" + host + "(127.0.0.1)\nSlurmUser=" + userName() +
        "\nSlurmdUser=" + userName() + "\nSlurmctldPort=" + QByteArray::number(freePort()) +
        "\nSlurmdPort=" + QByteArray::number(freePort()) +
        "\nAuthType=auth/munge\nCredType=cred/munge\nAuthInfo=socket=" + folder +
        "/munge/socket\nStateSaveLocation=" + folder + "/state\nSlurmdSpoolDir=" + folder +
        "/spool\nSlurmctldPidFile=" + folder + "/slurmctld.pid\nSlurmdPidFile=" + folder +
        "/slurmd.pid\nProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\n"
        "JobAcctGatherType=jobacct_gather/none\nAccountingStorageType=accounting_storage/none\n"
        "MpiDefault=none\nSwitchType=switch/none\nSelectType=select/cons_tres\n"
        "SelectTypeParameters=CR_Core_Memory\nSlurmdParameters=config_overrides\n"
        "ReturnToService=2\nKillWait=2\nGresTypes=gpu\nNodeName=" +
        host +
        " NodeAddr=127.0.0.1 CPUs=8 RealMemory=4000 State=UNKNOWN Gres=gpu:h200:2\n"
        "PartitionName=rig Nodes=" +
        host + " Default=YES MaxTime=INFINITE State=UP\n";
    return write("munge/key", key) && write("slurm.conf", lines) &&
           write("gres.conf", "NodeName=" + host + " Name=gpu Type=h200 File=/dev/null\nNodeName=" + host +
                                  " Name=gpu Type=h200 File=/dev/zero\n");
}

bool SlurmRig::start(QProcess& daemon, const QString& program, const QStringList& arguments) {
    daemon.setProcessChannelMode(QProcess::MergedChannels);
    daemon.start(program, arguments);
    if (daemon.waitForStarted(kPatienceMs))
        return true;
    m_problem = program + QStringLiteral(" does not start: ") + daemon.errorString();
    return false;
}

bool SlurmRig::isIdle() {
    return ask(QStringLiteral("sinfo"), {QStringLiteral("--noheader"), QStringLiteral("--format=%t")})
               .trimmed() == "idle";
}

QString SlurmRig::script(const QString& name, const QByteArray& lines) const {
    QFile file(path(name));
    const QByteArray content = "#!/bin/sh\n" + lines + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("The rig's file %s cannot be written.", qPrintable(path(name)));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path(name);
}

QByteArray SlurmRig::ask(const QString& program, const QStringList& arguments) const {
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(kPatienceMs);
    return process.readAllStandardOutput();
}

QByteArray SlurmRig::jobs(const QString& state) const {
    QStringList arguments{QStringLiteral("--noheader"), QStringLiteral("--format=%A")};
    if (!state.isEmpty())
        arguments << QStringLiteral("--states=") + state;
    return ask(QStringLiteral("squeue"), arguments).trimmed();
}

} // namespace headroom::testing

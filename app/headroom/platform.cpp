// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headroom/platform.h"

#include "engine/files/unique_fd.h"

#include <QDir>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QPluginLoader>

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

namespace headroom::ui {

namespace {

constexpr const char* kVariable = "QT_QPA_PLATFORM";
constexpr const char* kLast = "offscreen";

bool isSet(const char* variable) {
    return !qEnvironmentVariableIsEmpty(variable);
}

/// Whether a compositor is where libwayland looks for it.
bool waylandAnswers() {
    if (isSet("WAYLAND_SOCKET")) // open already
        return true;
    QByteArray path = qgetenv("WAYLAND_DISPLAY");
    if (path.isEmpty())
        return false;
    if (!path.startsWith('/'))
        path = qgetenv("XDG_RUNTIME_DIR") + '/' + path;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (!path.startsWith('/') || path.size() >= qsizetype{sizeof address.sun_path})
        return false;
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return socket.isOpen() &&
           ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

/// The names of those that Qt finds, as it spells them.
QStringList platformsHere() {
    QStringList names;
    const QStringList paths = QCoreApplication::libraryPaths();
    for (const QString& path : paths) {
        const QDir folder(path + QStringLiteral("/platforms"));
        const QStringList files = folder.entryList({QStringLiteral("*.so")}, QDir::Files);
        for (const QString& file : files) {
            const QJsonObject about = QPluginLoader(folder.filePath(file)).metaData();
            const QJsonArray keys =
                about.value(QLatin1String("MetaData")).toObject().value(QLatin1String("Keys")).toArray();
            for (const auto& key : keys)
                names << key.toString();
        }
    }
    names.removeDuplicates();
    names.sort();
    return names;
}

} // namespace

void Platform::useNone() {
    qputenv(kVariable, kLast);
    qunsetenv("QT_QPA_PLATFORMTHEME"); // some of them open a display
}

Platform Platform::choose() {
    Platform platform;
    platform.m_named = qgetenv(kVariable);
    const bool hasX = isSet("DISPLAY");
    platform.m_hasWayland = waylandAnswers();
    if (!platform.m_named.isEmpty()) {
        if (!platform.m_named.contains(kLast))
            platform.tryFirst(platform.m_named);
    } else if (platform.m_hasWayland) {
        // In Qt's own order; the first's plugin is a package of its own.
        platform.tryFirst(hasX ? "wayland;xcb" : "wayland");
    } else if (hasX) {
        platform.tryFirst("xcb"); // which finds out itself whether a display answers
    } else {
        platform.m_mayShow = false;
    }
    return platform;
}

void Platform::tryFirst(const QByteArray& platforms) {
    qputenv(kVariable, platforms + ';' + kLast);
    m_hasOwnLast = true;
}

bool Platform::shows() const {
    return m_mayShow && !(m_hasOwnLast && QGuiApplication::platformName() == QLatin1String(kLast));
}

std::string Platform::whyNot() const {
    const char* without =
        "measure without a window: headroom --start --export chart.png --export data.csv (or "
        "headroom-engine sweep).\n";
    if (m_mayShow && !m_named.isEmpty())
        return "headroom: QT_QPA_PLATFORM is \"" + m_named.toStdString() +
               "\", and no window can be opened by that. Those that there are: " +
               platformsHere().join(QLatin1String(", ")).toStdString() +
               ". Unset the variable for the one that fits; or " + without;
    if (m_hasWayland)
        return "headroom: the display is one of Wayland, and Qt has nothing here to open a window there by. "
               "Install the package qt6-wayland; or " +
               std::string(without);
    return "headroom: there is no display to open the window on. Log in to a desktop, or use ssh -X; or " +
           std::string(without);
}

} // namespace headroom::ui

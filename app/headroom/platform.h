// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string>

namespace headroom::ui {

/// By what Qt shows windows, chosen before there is an application: Qt ends the program where nothing that it
/// is told to use works, so that a platform that always does comes last and is found out by its name.
class Platform {
public:
    /// Exports need no display and ask for none, whatever the desktop has set for its windows.
    static void useNone();

    /// The user's own QT_QPA_PLATFORM is respected.
    static Platform choose();

    /// Whether there is anything to try; where there is not, no application may be made.
    bool mayShow() const { return m_mayShow; }

    /// Of an application that was made: whether windows are seen, or drawn where the user wants them.
    bool shows() const;

    /// Why none are, and what to do: a line for standard error.
    std::string whyNot() const;

private:
    void tryFirst(const QByteArray& platforms);

    QByteArray m_named;        ///< by the user
    bool m_hasWayland = false; ///< that answers
    bool m_mayShow = true;
    bool m_hasOwnLast = false;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/follow/followed_folder.h"

#include <memory>
#include <vector>

class QAction;

namespace headroom::ui {

class FileCommands;
class NoticeBar;
class ProgressStrip;
class SweepController;

/// Which folders of parts are followed, and where the window says how far they are.
class FollowDesk final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        RunStore* store;
        RunLibrary* library;
        const SweepController* controller;
        FileCommands* files;
        NoticeBar* notice;
        ProgressStrip* progress;
        QAction* stop;
    };
    /// The parts must outlive the desk.
    explicit FollowDesk(const Parts& parts, QObject* parent = nullptr);

    bool isFollowing() const { return !m_folders.empty(); }
    /// Looks into all folders now.
    void look();
    void follow(const QString& path);
    void stop();

Q_SIGNALS:
    /// A run was opened, or there is more or less to follow.
    void changed();

private:
    void show(const FollowedFolder& folder);
    void remove(FollowedFolder* folder);

    Parts m_parts;
    std::vector<FollowedFolder*> m_folders; ///< children; those that are not over
};

} // namespace headroom::ui

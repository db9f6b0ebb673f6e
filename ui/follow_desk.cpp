// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/follow_desk.h"

#include "ui/files/file_commands.h"
#include "ui/sweep/progress_strip.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/plain_text.h"

#include <QAction>
#include <QFileInfo>

#include <algorithm>
#include <chrono>

namespace headroom::ui {

FollowDesk::FollowDesk(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
    connect(parts.files, &FileCommands::folderChosen, this, &FollowDesk::follow);
    connect(parts.stop, &QAction::triggered, this, &FollowDesk::stop);
}

void FollowDesk::follow(const QString& path) {
    const QString whole = QFileInfo(path).absoluteFilePath();
    const auto known = std::ranges::find(m_folders, whole, &FollowedFolder::path);
    if (known != m_folders.end()) {
        (*known)->look();
        return;
    }
    auto* folder = new FollowedFolder(m_parts.store, m_parts.library, whole, this);
    m_folders.push_back(folder);
    connect(folder, &FollowedFolder::runOpened, m_parts.files, &FileCommands::runOpened);
    connect(folder, &FollowedFolder::foundNothing, this, [this, folder](const QString& sentence) {
        Notice* notice = m_parts.notice->ask(sentence);
        connect(folder, &FollowedFolder::runOpened, notice, &Notice::dismiss);
        connect(folder, &FollowedFolder::over, notice, &Notice::dismiss);
    });
    connect(folder, &FollowedFolder::noted, m_parts.notice, &NoticeBar::say);
    connect(folder, &FollowedFolder::progressed, this, [this, folder] { show(*folder); });
    connect(folder, &FollowedFolder::failed, this, [this, folder](const QString& reason) {
        m_parts.files->report(
            tr("%1 cannot be opened.").arg(printableText(QFileInfo(folder->path()).fileName())), reason);
        remove(folder);
    });
    connect(folder, &FollowedFolder::over, this, [this, folder] {
        show(*folder);
        remove(folder);
    });
    m_parts.stop->setEnabled(true);
    Q_EMIT changed();
}

void FollowDesk::remove(FollowedFolder* folder) {
    std::erase(m_folders, folder);
    folder->deleteLater();
    m_parts.stop->setEnabled(isFollowing());
    Q_EMIT changed();
}

void FollowDesk::look() {
    for (FollowedFolder* folder : m_folders)
        folder->look();
}

void FollowDesk::stop() {
    const std::vector<FollowedFolder*> folders = m_folders; // each is taken out as it ends
    for (FollowedFolder* folder : folders)
        folder->stop();
}

/// Of several folders that which was opened last; a sweep that is measured here comes first.
void FollowDesk::show(const FollowedFolder& folder) {
    if (m_parts.controller->isActive() || (!m_folders.empty() && m_folders.back() != &folder))
        return;
    const FollowCount& count = folder.count();
    if (folder.isOver())
        m_parts.progress->showElsewhere(followEndText(count), 0, 0);
    else
        m_parts.progress->showElsewhere(folder.problem().isEmpty()
                                            ? followText(count, std::chrono::system_clock::now())
                                            : tr("The folder cannot be read now"),
                                        count.points, count.planned);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace headroom::ui {

class FileCommands;
class RunStore;
struct WindowActions;

/// The window's actions on files: which command each is, and whether there is anything to save or export.
class FileActions final : public QObject {
    Q_OBJECT

public:
    /// All given outlive this.
    FileActions(const WindowActions* actions, const RunStore* store, FileCommands* files, QObject* parent);

    void showState();

private:
    const WindowActions* m_actions;
    const RunStore* m_store;
};

} // namespace headroom::ui

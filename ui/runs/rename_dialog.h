// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace headroom::ui {

class RunStore;

/// Asks, over `parent`, what the run is to be called from now on. The store must outlive the parent.
void askForRunName(QWidget* parent, RunStore* store, int runId);

} // namespace headroom::ui

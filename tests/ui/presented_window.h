// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/chart/chart_fixture.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/plot_widget.h"
#include "ui/progress_line.h"

#include <QAction>
#include <QTest>

namespace headroom::testing {

/// A window whose chart is shown to an audience when `present` says so.
struct PresentedWindow : WindowFixture {
    using WindowFixture::WindowFixture;

    ui::ChartPanel* chart = find<ui::ChartPanel>("chart");
    ui::PlotWidget* plot = find<ui::PlotWidget>("plot");
    ui::ProgressLine* line = find<ui::ProgressLine>("progressLine");

    bool presenting() const { return action("presentation")->isChecked(); }
    void present() const {
        action("presentation")->trigger();
        QTRY_COMPARE(chart->size(), window->size());
    }
};

} // namespace headroom::testing

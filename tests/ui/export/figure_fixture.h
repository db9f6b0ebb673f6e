// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/chart/chart_fixture.h"
#include "ui/chart/figure_layout.h"
#include "ui/export/chosen_figure.h"
#include "ui/export/figure_presets.h"

#include <QXmlStreamReader>

namespace headroom::testing {

inline ui::FigureOptions presetOptions(const char* word) {
    ui::FigureOptions options;
    ui::apply(*ui::presetOf(QLatin1String(word)), options);
    return options;
}

inline ui::FigureLayout layoutOf(const ui::ChosenFigure& chosen) {
    return ui::layOutFigure(chosen.options().layoutSize(), chosen.figure());
}

/// So many runs that differ in s, some of them with long names.
inline void addRuns(ChartFixture& chart, int count) {
    for (int i = 0; i < count; ++i) {
        SweepSpec spec = sampleSpec(6);
        spec.seq = 256 * (i + 1);
        const QString name = i % 3 == 2 ? QStringLiteral("a longer name of a driver, number %1").arg(i)
                                        : QStringLiteral("run %1").arg(i);
        chart.addRun(sampleRun(spec), i == 0 ? ui::RunKind::Live : ui::RunKind::Opened, name);
    }
}

/// All that is written in a drawing.
inline QString textsOf(const QByteArray& svg) {
    QString texts;
    QXmlStreamReader reader(svg);
    while (reader.readNext() != QXmlStreamReader::EndDocument && !reader.hasError())
        if (reader.isStartElement() && reader.name() == QLatin1String("text"))
            texts += reader.readElementText().trimmed() + QLatin1Char(' ');
    return texts;
}

} // namespace headroom::testing

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_memory.h"

#include "ui/export/figure_presets.h"
#include "ui/runs/run_store.h"
#include "ui/settings/preferences.h"

#include <algorithm>

namespace headroom::ui {

namespace {

QString key(const char* name) {
    return QStringLiteral("export/") + QLatin1String(name);
}

/// Names the runs that are shown, for as long as their files live.
QString runsOf(const std::vector<const StoredRun*>& shown) {
    QStringList runs;
    for (const StoredRun* run : shown)
        runs << (run->run.context.runId.empty() ? run->name()
                                                : QString::fromStdString(run->run.context.runId));
    runs.sort(); // whichever is in front
    return runs.join(QLatin1Char(' '));
}

// Of a text: whether it stands, and the user's own. Both are of the runs for which they were chosen.
std::optional<QString> recallText(const Preferences& preferences, const QString& name) {
    if (!preferences.flag(name, true))
        return QString();
    const QString own = preferences.text(name + QStringLiteral("Own"));
    return own.isEmpty() ? std::nullopt : std::optional(own);
}

void rememberText(Preferences& preferences, const QString& name, const std::optional<QString>& text) {
    const bool isLeftOut = text && text->isEmpty();
    preferences.setFlag(name, !isLeftOut);
    preferences.setText(name + QStringLiteral("Own"), text.value_or(QString()));
}

template <class T>
T recallChoice(const Preferences& preferences, const char* name, T greatest) {
    return static_cast<T>(std::clamp(preferences.number(key(name), 0), 0, static_cast<int>(greatest)));
}

} // namespace

FigureOptions recallFigure(const Preferences& preferences, const std::vector<const StoredRun*>& shown) {
    FigureOptions options;
    apply(figurePresets().front(), options);
    FigureOptions sized = options;
    sized.size = QSizeF(preferences.number(key("width"), qRound(options.size.width())),
                        preferences.number(key("height"), qRound(options.size.height())));
    sized.fitsHeight = preferences.flag(key("fitsHeight"), options.fitsHeight);
    sized.dpi = preferences.number(key("dpi"), *options.dpi);
    if (validate(sized).empty())
        options = sized;
    if (preferences.text(key("textsOf")) == runsOf(shown)) {
        options.title = recallText(preferences, key("title"));
        options.subtitle = recallText(preferences, key("subtitle"));
        options.caption = recallText(preferences, key("caption"));
    }
    options.flags = preferences.flag(key("flags"), true);
    options.intervals = preferences.flag(key("intervals"), true);
    options.references = preferences.flag(key("references"), true);
    options.style.legend = recallChoice(preferences, "legend", LegendPlace::Labels);
    options.style.palette = recallChoice(preferences, "palette", CurvePalette::Ordinal);
    options.style.dashes = preferences.flag(key("dashes"), false);
    options.style.dark = preferences.flag(key("dark"), false);
    return options;
}

void rememberFigure(Preferences& preferences, const FigureOptions& options,
                    const std::vector<const StoredRun*>& shown) {
    preferences.setNumber(key("width"), qRound(options.size.width()));
    preferences.setNumber(key("height"), qRound(options.size.height()));
    preferences.setFlag(key("fitsHeight"), options.fitsHeight);
    preferences.setNumber(key("dpi"), qRound(options.dotsPerInch()));
    preferences.setText(key("textsOf"), runsOf(shown));
    rememberText(preferences, key("title"), options.title);
    rememberText(preferences, key("subtitle"), options.subtitle);
    rememberText(preferences, key("caption"), options.caption);
    preferences.setFlag(key("flags"), options.flags);
    preferences.setFlag(key("intervals"), options.intervals);
    preferences.setFlag(key("references"), options.references);
    preferences.setNumber(key("legend"), static_cast<int>(options.style.legend));
    preferences.setNumber(key("palette"), static_cast<int>(options.style.palette));
    preferences.setFlag(key("dashes"), options.style.dashes);
    preferences.setFlag(key("dark"), options.style.dark);
}

} // namespace headroom::ui

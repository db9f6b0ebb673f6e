// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_memory.h"

#include "ui/export/chosen_figure.h"
#include "ui/export/figure_presets.h"
#include "ui/settings/preferences.h"

#include <algorithm>

namespace headroom::ui {

namespace {

QString key(const char* name) {
    return QStringLiteral("export/") + QLatin1String(name);
}

// Of a text: whether it stands, the user's own, and the automatic one that this is instead of.
std::optional<QString> recallText(const Preferences& preferences, const QString& name,
                                  const QString& automatic) {
    if (!preferences.flag(name, true))
        return QString();
    const QString own = preferences.text(name + QStringLiteral("Own"));
    if (own.isEmpty() || preferences.text(name + QStringLiteral("InsteadOf")) != automatic)
        return std::nullopt;
    return own;
}

void rememberText(Preferences& preferences, const QString& name, const std::optional<QString>& text,
                  const QString& automatic) {
    preferences.setFlag(name, !text || !text->isEmpty());
    if (text && text->isEmpty())
        return;
    preferences.setText(name + QStringLiteral("Own"), text.value_or(QString()));
    preferences.setText(name + QStringLiteral("InsteadOf"), text ? automatic : QString());
}

template <class T>
T recallChoice(const Preferences& preferences, const char* name, T greatest) {
    return static_cast<T>(std::clamp(preferences.number(key(name), 0), 0, static_cast<int>(greatest)));
}

} // namespace

FigureOptions recallFigure(const Preferences& preferences, const FigureTexts& automatic) {
    FigureOptions options;
    apply(figurePresets().front(), options);
    FigureOptions sized = options;
    sized.size = QSizeF(preferences.number(key("width"), qRound(options.size.width())),
                        preferences.number(key("height"), qRound(options.size.height())));
    sized.fitsHeight = preferences.flag(key("fitsHeight"), options.fitsHeight);
    sized.dpi = preferences.number(key("dpi"), *options.dpi);
    if (validate(sized).empty())
        options = sized;
    options.title = recallText(preferences, key("title"), automatic.title);
    options.subtitle = recallText(preferences, key("subtitle"), automatic.subtitle);
    options.caption = recallText(preferences, key("caption"), automatic.caption);
    options.flags = preferences.flag(key("flags"), true);
    options.intervals = preferences.flag(key("intervals"), true);
    options.references = preferences.flag(key("references"), true);
    options.style.legend = recallChoice(preferences, "legend", LegendPlace::Labels);
    options.style.palette = recallChoice(preferences, "palette", CurvePalette::Ordinal);
    options.style.dashes = preferences.flag(key("dashes"), false);
    options.style.dark = preferences.flag(key("dark"), false);
    return options;
}

void rememberFigure(Preferences& preferences, const FigureOptions& options, const FigureTexts& automatic) {
    preferences.setNumber(key("width"), qRound(options.size.width()));
    preferences.setNumber(key("height"), qRound(options.size.height()));
    preferences.setFlag(key("fitsHeight"), options.fitsHeight);
    preferences.setNumber(key("dpi"), qRound(options.dotsPerInch()));
    rememberText(preferences, key("title"), options.title, automatic.title);
    rememberText(preferences, key("subtitle"), options.subtitle, automatic.subtitle);
    rememberText(preferences, key("caption"), options.caption, automatic.caption);
    preferences.setFlag(key("flags"), options.flags);
    preferences.setFlag(key("intervals"), options.intervals);
    preferences.setFlag(key("references"), options.references);
    preferences.setNumber(key("legend"), static_cast<int>(options.style.legend));
    preferences.setNumber(key("palette"), static_cast<int>(options.style.palette));
    preferences.setFlag(key("dashes"), options.style.dashes);
    preferences.setFlag(key("dark"), options.style.dark);
}

} // namespace headroom::ui

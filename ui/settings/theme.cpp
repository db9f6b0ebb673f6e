// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/theme.h"

#include "ui/settings/preferences.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QPalette>
#include <QStyle>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom::ui {

namespace {

constexpr double kReadableContrast = 4.5;

struct ThemeColours {
    QRgb window, base, alternate, text, button, highlight, link, tip, tipText;
};

constexpr ThemeColours kLight{0xfff2f2f3, 0xffffffff, 0xfff5f6f8, 0xff1a1a1c, 0xffececee,
                              0xff2a6cbf, 0xff1a5fb4, 0xfffff8dc, 0xff1a1a1c};
// Fusion draws the edges of boxes a little darker than the window: that has to be light enough for them.
constexpr ThemeColours kDark{0xff37383c, 0xff1d1e20, 0xff242528, 0xffe7e7ea, 0xff46484d,
                             0xff2f6cb8, 0xff8ab8f5, 0xff3b3623, 0xfff3ecd2};

struct ThemeWords {
    Theme::Choice choice;
    const char* name; ///< of its action, and in the settings
    const char* text;
    const char* toolTip;
};

constexpr ThemeWords kChoices[] = {
    {Theme::Choice::System, "themeSystem", QT_TRANSLATE_NOOP("headroom::ui", "As the &system"),
     QT_TRANSLATE_NOOP("headroom::ui", "The colours of the desktop, light or dark as it is")},
    {Theme::Choice::Light, "themeLight", QT_TRANSLATE_NOOP("headroom::ui", "&Light"),
     QT_TRANSLATE_NOOP("headroom::ui", "Dark type on a light ground, whatever the desktop has")},
    {Theme::Choice::Dark, "themeDark", QT_TRANSLATE_NOOP("headroom::ui", "&Dark"),
     QT_TRANSLATE_NOOP("headroom::ui", "Light type on a dark ground, whatever the desktop has")},
};

constexpr QLatin1String kThemeKey("view/theme");

QColor blended(const QColor& ink, const QColor& ground, double share) {
    const auto mix = [share](int a, int b) {
        return static_cast<int>(std::lround(a * share + b * (1 - share)));
    };
    return {mix(ink.red(), ground.red()), mix(ink.green(), ground.green()), mix(ink.blue(), ground.blue())};
}

QPalette paletteOf(const ThemeColours& colours) {
    const QColor text(colours.text);
    const QColor window(colours.window);
    // This way it works out the shades of edges and grooves as well.
    QPalette palette(QColor(colours.button), window);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, text);
    palette.setColor(QPalette::Base, QColor(colours.base));
    palette.setColor(QPalette::AlternateBase, QColor(colours.alternate));
    palette.setColor(QPalette::Highlight, QColor(colours.highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(colours.link));
    palette.setColor(QPalette::LinkVisited, QColor(colours.link));
    palette.setColor(QPalette::ToolTipBase, QColor(colours.tip));
    palette.setColor(QPalette::ToolTipText, QColor(colours.tipText));
    palette.setColor(QPalette::PlaceholderText, blended(text, QColor(colours.base), 0.62));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, blended(text, window, 0.45));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, blended(text, window, 0.2));
    palette.setColor(QPalette::Disabled, QPalette::Light, QColor(colours.base)); // menus etch type with it
    return palette;
}

/// Some dark palettes leave the hints in empty fields black, or nearly as dark as the field.
void makeHintsReadable() {
    QPalette palette = QApplication::palette();
    const QColor hint = palette.color(QPalette::PlaceholderText);
    const QColor ground = palette.color(QPalette::Base);
    if (contrast(blended(hint, ground, hint.alphaF()), ground) >= kReadableContrast)
        return;
    const QColor text = palette.color(QPalette::Text);
    const QColor quiet = blended(text, ground, 0.62);
    palette.setColor(QPalette::PlaceholderText, contrast(quiet, ground) >= kReadableContrast ? quiet : text);
    if (palette != QApplication::palette())
        QApplication::setPalette(palette);
}

} // namespace

double contrast(const QColor& ink, const QColor& ground) {
    const auto light = [](const QColor& colour) {
        const auto linear = [](double part) {
            return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
               0.0722 * linear(colour.blueF());
    };
    const auto [darker, lighter] = std::minmax({light(ink), light(ground)});
    return (lighter + 0.05) / (darker + 0.05);
}

Theme::Theme(Preferences* preferences, QMenu* menu, QWidget* window)
    : QObject(window), m_preferences(preferences), m_actions(new QActionGroup(this)) {
    const QString remembered = preferences->word(kThemeKey);
    Choice choice = Choice::System;
    for (const ThemeWords& known : kChoices) {
        QAction* action = menu->addAction(words(known.text));
        action->setObjectName(QLatin1String(known.name));
        action->setToolTip(words(known.toolTip));
        action->setCheckable(true);
        m_actions->addAction(action);
        connect(action, &QAction::triggered, this, [this, known] { choose(known.choice); });
        if (remembered == QLatin1String(known.name))
            choice = known.choice;
    }
    window->installEventFilter(this);
    apply(choice);
}

void Theme::choose(Choice choice) {
    m_preferences->setWord(kThemeKey, QLatin1String(kChoices[static_cast<int>(choice)].name));
    apply(choice);
}

void Theme::apply(Choice choice) {
    m_actions->actions().at(static_cast<int>(choice))->setChecked(true);
    const QString style = QApplication::style()->name();
    if (choice == Choice::System) {
        if (!m_systemStyle.isEmpty()) { // else nothing of it was changed
            QApplication::setStyle(std::exchange(m_systemStyle, {}));
            QApplication::setPalette(QPalette());
            QToolTip::setPalette(QPalette());
        }
    } else {
        if (m_systemStyle.isEmpty())
            m_systemStyle = style;
        // Others take some colours from the desktop, whatever the palette says.
        if (style.compare(QLatin1String("fusion"), Qt::CaseInsensitive) != 0)
            QApplication::setStyle(QStringLiteral("Fusion"));
        const QPalette palette = paletteOf(choice == Choice::Dark ? kDark : kLight);
        QApplication::setPalette(palette);
        QToolTip::setPalette(palette);
    }
    makeHintsReadable();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ApplicationPaletteChange)
        makeHintsReadable();
    return QObject::eventFilter(watched, event);
}

} // namespace headroom::ui

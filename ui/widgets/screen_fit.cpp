// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/screen_fit.h"

#include <QGuiApplication>
#include <QScreen>
#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace headroom::ui {

namespace {

/// What a window manager will put around it, about: nobody knows before it is shown.
QMargins frameOf(const QWidget* window) {
    const QStyle* style = window->style();
    const int border = style->pixelMetric(QStyle::PM_MdiSubWindowFrameWidth, nullptr, window);
    return {border, style->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, window), border, border};
}

QScreen* screenWithMostOf(const QRect& area) {
    const auto share = [&area](const QScreen* screen) {
        const QRect part = screen->geometry() & area;
        return part.width() * part.height();
    };
    const QList<QScreen*> screens = QGuiApplication::screens();
    QScreen* most = *std::ranges::max_element(screens, {}, share);
    return share(most) > 0 ? most : QGuiApplication::primaryScreen();
}

} // namespace

QSize fittingScreen(const QWidget* window, QSize wanted) {
    return wanted.boundedTo(window->screen()->availableGeometry().marginsRemoved(frameOf(window)).size());
}

void keepOnScreen(QWidget* window) {
    const QRect inside = window->geometry();
    const QRect area = inside.marginsAdded(frameOf(window));
    if (window->isMaximized() || window->isFullScreen() ||
        (QGuiApplication::screenAt(area.topLeft()) && QGuiApplication::screenAt(area.bottomRight())))
        return;
    const QRect free = screenWithMostOf(area)->availableGeometry().marginsRemoved(frameOf(window));
    const QSize size = inside.size().boundedTo(free.size());
    const QPoint last = free.bottomRight() - QPoint(size.width() - 1, size.height() - 1);
    window->setGeometry(
        QRect(QPoint(std::clamp(inside.x(), free.x(), last.x()), std::clamp(inside.y(), free.y(), last.y())),
              size));
}

} // namespace headroom::ui

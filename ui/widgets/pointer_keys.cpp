// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pointer_keys.h"

#include <QApplication>
#include <QWidget>

namespace headroom::ui {

bool isKeyForPointed(const QWidget* pointed, const QObject* receiver) {
    // Each event comes by once for the widget that has the focus, and again for those around it.
    const QWidget* focus = QApplication::focusWidget();
    if (receiver != (focus ? focus : pointed->window()) || receiver == pointed ||
        QApplication::activePopupWidget())
        return false;
    const auto* widget = static_cast<const QWidget*>(receiver);
    return widget->window() == pointed->window() && !widget->testAttribute(Qt::WA_InputMethodEnabled);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sweep/spec_editor.h"

#include <algorithm>
#include <initializer_list>
#include <limits>

class QComboBox;

namespace headroom::ui {

// What editors of a spec are put together from.

NumberEdit* makeNumber(NumberEdit::Step step, qint64 amount, qint64 least, const Edited& edited);
NumberEdit* makeNamed(NumberEdit* edit, const char* name, const QString& accessibleName,
                      const QString& toolTip);
/// Numbers share what the others leave of the width.
QWidget* sideBySide(std::initializer_list<QWidget*> widgets);

/// Empty, or why the text is no value. One that is out of use need not be any.
template <class T>
QString readNumber(const NumberEdit* edit, T& target) {
    if (const auto value = edit->value())
        target = static_cast<T>(
            std::clamp<std::int64_t>(*value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    else if (edit->isEnabled())
        return edit->problem();
    return {};
}

} // namespace headroom::ui

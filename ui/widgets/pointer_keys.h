// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QObject;
class QWidget;

namespace headroom::ui {

/// Whether a key event on its way to `receiver`, as the application's filters see it, is for `pointed`, which
/// the pointer is over: nothing else takes a text, and no menu is open.
bool isKeyForPointed(const QWidget* pointed, const QObject* receiver);

} // namespace headroom::ui

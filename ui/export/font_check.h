// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"

#include <QString>

namespace headroom::ui {

/// Whether text can be painted at all, else a sentence on what to install. Without a font in the system Qt
/// paints boxes, or nothing, and says so nowhere. Needs a QGuiApplication.
Outcome checkFonts();

/// A sentence that names the letters of a text for which no font is there, and which would be boxes; empty
/// where it has none.
QString lettersWithoutFont(const QString& text);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"

#include <QCoreApplication>

namespace headroom::ui {

/// What a user reads, where there is no QObject whose tr() would be asked.
inline QString words(const char* text) {
    return QCoreApplication::translate("headroom::ui", text);
}

/// An error that says this sentence.
inline Error errorOf(const QString& sentence) {
    return {Status::Error, sentence.toStdString()};
}

} // namespace headroom::ui

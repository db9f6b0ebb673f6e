// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/date_text.h"

#include <QDateTime>

namespace headroom::ui {

QString utcText(std::string_view iso8601, bool seconds) {
    const QString text = QString::fromUtf8(iso8601.data(), static_cast<qsizetype>(iso8601.size()));
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return {};
    return time.toUTC().toString(seconds ? QStringLiteral("yyyy-MM-dd HH:mm:ss")
                                         : QStringLiteral("yyyy-MM-dd HH:mm")) +
           QStringLiteral(" UTC");
}

} // namespace headroom::ui

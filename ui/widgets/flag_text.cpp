// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/flag_text.h"

#include "ui/widgets/words.h"

#include <QStringList>

namespace headroom::ui {

QString flagsText(Flags flags) {
    QStringList texts;
    for (const FlagInfo& info : allFlags())
        if (flags.has(info.flag))
            texts += words(info.meaning);
    return texts.join(QStringLiteral("; "));
}

} // namespace headroom::ui

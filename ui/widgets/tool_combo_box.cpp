// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tool_combo_box.h"

#include <QAbstractItemView>

namespace headroom::ui {

void ToolComboBox::hidePopup() {
    const bool wasOpen = view()->isVisible();
    QComboBox::hidePopup();
    if (wasOpen)
        Q_EMIT listClosed();
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace headroom::ui {

/// A choice above the chart, whose keys it leaves alone: a click opens its list and takes no keyboard.
class ToolComboBox final : public QComboBox {
    Q_OBJECT

public:
    ToolComboBox() { setFocusPolicy(Qt::TabFocus); }

    void hidePopup() override;

Q_SIGNALS:
    /// Something was chosen in it, or nothing.
    void listClosed();
};

} // namespace headroom::ui

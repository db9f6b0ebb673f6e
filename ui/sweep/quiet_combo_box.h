// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace headroom::ui {

/// A combo box that may be narrower than its longest entry. (WheelGuard keeps the wheel from all of them.)
class QuietComboBox final : public QComboBox {
public:
    QuietComboBox() {
        setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        setMinimumContentsLength(8);
    }
};

} // namespace headroom::ui

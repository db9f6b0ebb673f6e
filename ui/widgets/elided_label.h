// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace headroom::ui {

/// A plain text on one line that never makes a window wider: where it has no room it ends with "…".
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    /// As it is painted.
    QString shownText() const;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace headroom::ui

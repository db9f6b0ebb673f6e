// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/places/askpass.h"

#include <QDialog>

class QLineEdit;

namespace headroom::ui {

/// Asks what ssh wants to know on the way to a place, and says which place that is.
class AskpassDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AskpassDialog(const Askpass& askpass, QWidget* parent = nullptr);

    /// What ssh is told, once the dialog was accepted.
    QString answer() const;

private:
    QLineEdit* m_secret = nullptr; ///< where a secret is asked for
};

} // namespace headroom::ui

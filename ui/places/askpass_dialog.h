// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;

namespace headroom::ui {

/// Asks what ssh wants to know on the way to a place, and says which place that is.
class AskpassDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Kind {
        Secret,  ///< a password: typed unseen
        YesOrNo, ///< whether a host is to be trusted
        Notice,  ///< nothing to answer
    };
    AskpassDialog(const QString& place, const QString& question, Kind kind, QWidget* parent = nullptr);

    /// What ssh is told, once the dialog was accepted.
    QString answer() const;

private:
    Kind m_kind;
    QLineEdit* m_secret = nullptr;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace headroom::ui {

/// A form's editor with its unit behind it, perhaps something more below it and, when something is wrong, a
/// frame around it and the reason below.
class FormField final : public QWidget {
    Q_OBJECT

public:
    FormField(QWidget* editor, const QString& unit, QWidget* below = nullptr, QWidget* parent = nullptr);

    /// Empty: nothing is wrong.
    void setError(const QString& message);
    QString error() const { return m_message; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void colourLabels();

    QWidget* m_editor;
    QLabel* m_unitLabel;
    QLabel* m_messageLabel;
    QString m_message;
};

/// The colour of text that matters less than the rest, and is still read.
QColor quietColour(const QPalette& palette);
/// The colour of error text and marks that can be read on that palette.
QColor errorColour(const QPalette& palette);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace headroom::ui {

/// An editor for a text that the program writes unless the user does, with a button that brings the
/// program's back.
class FigureText final : public QWidget {
    Q_OBJECT

public:
    enum class Lines { One, Several };

    /// The editor is named `name`, the button the same with "Reset" behind it.
    FigureText(Lines lines, const char* name, const QString& toolTip, QWidget* parent = nullptr);

    /// What the program would write: shown as long as the user writes nothing else.
    void setAutomatic(const QString& text);
    /// None: the program's text. Empty: none at all.
    std::optional<QString> chosen() const { return m_chosen; }
    void setChosen(const std::optional<QString>& text);

Q_SIGNALS:
    void edited();

private:
    QString text() const;
    void show();
    void takeText();

    QLineEdit* m_line = nullptr;       ///< for one line
    QPlainTextEdit* m_lines = nullptr; ///< for several
    QToolButton* m_reset;
    QString m_automatic;
    std::optional<QString> m_chosen;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace headroom::ui {

class SweepForm;

/// What stands on a chart on which nothing was measured yet: what a curve is, and what can be done now.
class Invitation final : public QFrame {
    Q_OBJECT

public:
    explicit Invitation(QWidget* parent = nullptr);

    /// In the order of the Tab key, in one window.
    void comeAfter(QWidget* widget);
    /// Says how long the form's sweep would take, or why it cannot start.
    void follow(const SweepForm& form);

    bool hasHeightForWidth() const override { return true; }
    /// With the buttons beside each other where they fit; else in a column, and with fewer words.
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void startWanted();
    void exampleWanted();
    void helpWanted();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(int width) const;
    void colourTexts();

    QLabel* m_heading;
    QLabel* m_curve;
    QLabel* m_problem;
    QBoxLayout* m_buttons;
    QBoxLayout* m_otherButtons;
    QPushButton* m_start;
    QPushButton* m_example;
    QPushButton* m_help;
    bool m_isWrong = false; ///< the form is; not that devices are still looked for
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

#include <vector>

class QMenu;

namespace headroom::ui {

/// Chooses what has curves of its own beside what a field above it says: a button that names them, and a menu
/// of all that stays open while they are chosen.
class FurtherPicker final : public QPushButton {
    Q_OBJECT

public:
    struct Choice {
        int value;
        QString text;
        QString brief; ///< on the button
        QString toolTip = {};
        bool enabled = true;
    };

    explicit FurtherPicker(QWidget* parent = nullptr);

    /// Keeps those chosen that are still offered.
    void offer(const std::vector<Choice>& choices);
    void setChosen(const std::vector<int>& values);
    /// In the order of the menu, without the one left out.
    std::vector<int> chosen() const;
    /// What the field above says, which is not to be chosen again.
    void leaveOut(int value);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QString shownText() const;

Q_SIGNALS:
    void edited();

protected:
    /// As the box above it, of which it is the second part.
    void paintEvent(QPaintEvent* event) override;

private:
    void tellChosen();

    QMenu* m_choices;
    std::vector<Choice> m_offered;
    int m_leftOut = -1;
};

} // namespace headroom::ui

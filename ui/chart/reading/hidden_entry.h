// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <cstdint>
#include <optional>

class QLabel;
class QLineEdit;

namespace headroom::ui {

/// A hidden size as people write one: "4096", "4k" (1024 each), "4,096" and "4.096"; nothing for what is
/// none.
std::optional<std::int64_t> hiddenSizeOf(const QString& text);

/// "h about …": a small field over the chart that asks for a hidden size.
class HiddenEntry final : public QFrame {
    Q_OBJECT

public:
    explicit HiddenEntry(QWidget* parent);

    /// Shows it with what was asked last, ready to be typed over.
    void ask();
    /// As wide as a sentence likes, on so many pixels.
    void fit(int room);
    /// Why nothing is read there, in a sentence; empty: all is well.
    void say(const QString& problem);

Q_SIGNALS:
    void entered(std::int64_t hidden);
    void closed();
    void resized();

protected:
    bool event(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void read();
    void fitHeight();

    QLineEdit* m_edit; // owned by the widget
    QLabel* m_problem;
};

} // namespace headroom::ui

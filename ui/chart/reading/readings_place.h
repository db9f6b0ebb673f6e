// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

class QVBoxLayout;

namespace headroom::ui {

class ReadingsView;

/// What a panel has for the table of readings, and how it shows itself.
struct ReadingsRoom {
    QSize panel;
    int plotTop = 0;        ///< where the plot begins
    int legendWidth = 0;    ///< of what stands below the table at the side, 0 for nothing
    bool compact = false;   ///< a narrow panel
    bool presented = false; ///< to an audience, which has no scroll bars to move
};

/// Where the table of readings stands: at the plot's side, above the legend, or below both.
class ReadingsPlace {
public:
    /// `side` is right of the plot; `down` holds all, and what lies below it. All outlive this.
    ReadingsPlace(ReadingsView* readings, QVBoxLayout* side, QVBoxLayout* down);

    /// Whether the table then stands at the side.
    bool put(const ReadingsRoom& room);

private:
    void setType(const ReadingsRoom& room);
    bool move(const ReadingsRoom& room);

    ReadingsView* m_readings;
    QVBoxLayout* m_side;
    QVBoxLayout* m_down;
};

} // namespace headroom::ui

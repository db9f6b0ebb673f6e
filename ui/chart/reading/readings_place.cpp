// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/readings_place.h"

#include "ui/chart/reading/readings_view.h"

#include <QSizeF>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace headroom::ui {

ReadingsPlace::ReadingsPlace(ReadingsView* readings, QVBoxLayout* side, QVBoxLayout* down)
    : m_readings(readings), m_side(side), m_down(down) {}

bool ReadingsPlace::put(const ReadingsRoom& room) {
    const auto bounds = [this] { return std::pair(m_readings->minimumSize(), m_readings->maximumSize()); };
    const auto before = bounds();
    const bool beside = move(room);
    // A layout that moved the plot, and so led here, is at work still and does not see what that changed.
    if (bounds() != before)
        QTimer::singleShot(0, m_down, [down = m_down] { down->invalidate(); });
    return beside;
}

bool ReadingsPlace::move(const ReadingsRoom& room) {
    constexpr double kSideShare = 0.55; // of the width, at the most
    constexpr int kLeastPlot = 240;     // pixels of height that the plot keeps above it
    m_readings->setTopMargin(0);
    setType(room);
    const QSize wanted = m_readings->sizeHint();
    const int widest = static_cast<int>(kSideShare * room.panel.width());
    const bool beside = wanted.width() <= widest || room.panel.height() - wanted.height() < kLeastPlot;
    m_down->removeWidget(m_readings);
    m_side->removeWidget(m_readings);
    if (beside)
        m_side->insertWidget(0, m_readings, 0, Qt::AlignTop); // there may be no legend below it
    else
        m_down->addWidget(m_readings);
    // Level with the plot, where all rows fit so.
    m_readings->setTopMargin(beside ? std::clamp(room.panel.height() - wanted.height(), 0, room.plotTop) : 0);
    m_readings->setMinimumWidth(beside ? std::min(wanted.width(), widest) : 0);
    m_readings->setMaximumWidth(beside ? std::max(std::min(wanted.width(), widest), room.legendWidth)
                                       : QWIDGETSIZE_MAX);
    // All rows, with a bar below them where the columns do not fit.
    const int bar = beside || wanted.width() <= room.panel.width()
                        ? 0
                        : m_readings->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int rows = m_readings->sizeHint().height() + bar;
    m_readings->setMinimumHeight(beside ? 0 : rows);
    m_readings->setMaximumHeight(rows);
    return beside;
}

/// An audience has no scroll bars to move: smaller type rather than a part of the table, beside a plot that
/// is wider than it, or else below one. Names are cut only where whole ones would take much smaller type.
void ReadingsPlace::setType(const ReadingsRoom& room) {
    using enum ReadingsView::Titles;
    constexpr double kCompactType = 0.85;
    if (!room.presented)
        return m_readings->setType(room.compact ? kCompactType : 1, Cut);
    constexpr double kLeast = 0.6;
    constexpr double kLeastForNames = 0.7;
    constexpr double kStep = 0.05;
    constexpr QSizeF kBeside(0.44, 1); // shares of the panel
    constexpr QSizeF kBelow(1, 0.4);
    const auto take = [&](double least, std::initializer_list<ReadingsView::Titles> wanted) {
        for (const QSizeF& part : {kBeside, kBelow})
            for (double share = 1; share > least; share -= kStep)
                for (const auto titles : wanted)
                    if (const QSize table = m_readings->sizeIn(share, titles);
                        table.width() <= part.width() * room.panel.width() &&
                        table.height() <= part.height() * room.panel.height()) {
                        m_readings->setType(share, titles);
                        return true;
                    }
        return false;
    };
    if (!take(kLeastForNames, {Whole}) && !take(kLeast, {Whole, Cut}))
        m_readings->setType(kLeast, Cut);
}

} // namespace headroom::ui

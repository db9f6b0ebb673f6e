// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/bars_layout.h"

#include "ui/budget/budget_texts.h"
#include "ui/chart/paint/wrapped_text.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/scaled_font.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

// Pixels; more of them beside large type.
constexpr double kBarTextGap = 6;
constexpr double kEdge = 12;
constexpr double kUsualBarLine = 17; ///< up to which height of tick labels these hold
constexpr double kMostBar = 6;       ///< line heights
constexpr double kMostAlone = 14;    ///< of a single one
constexpr double kMostBetween = 4;
constexpr int kMostTicks = 9;
constexpr double kFewRows = 10; ///< of a list that are to be seen before anything around them is

QString titleOf(Operation operation) {
    return words(infoOf(operation).title);
}

/// Places what stands above each other: headings from the top, notes, legend and axis from the bottom, bars
/// in what is left.
class BarsComposer {
public:
    BarsComposer(const BudgetBars& bars, const BarsRequest& request) : m_bars(bars), m_request(request) {
        m_layout.fonts = FrameFonts(request.font, request.whom);
        m_layout.notesType = scaledFont(m_layout.fonts.tick, request.notesShare);
        m_line = QFontMetricsF(m_layout.fonts.tick).height();
        const double growth = std::max(1.0, m_line / kUsualBarLine);
        m_layout.gap = kBarTextGap * growth;
        m_area = request.area.adjusted(kEdge * growth, m_layout.gap, -kEdge * growth, -m_layout.gap);
    }

    BarsLayout compose() {
        m_bottom = m_area.bottom();
        const double least = leastBarsHeight();
        const double headings = placeHeadings();
        const auto fits = [&](double more) { return m_bottom - more - headings >= least; };
        const bool keeps = m_request.overflow == Overflow::Keep;
        const double axis = m_line + m_layout.gap * 1.5;
        const double axisTitle = QFontMetricsF(m_layout.fonts.axis).height() + m_layout.gap;
        const double keys = keysHeight();
        if (const double notes = notesHeight(); notes > 0 && (keeps || fits(notes + keys + axis + axisTitle)))
            placeNotes(notes);
        if (keeps || fits(keys + axis + axisTitle))
            placeKeys(keys);
        else
            m_layout.keys.clear();
        if (keeps || fits(axis + axisTitle)) {
            m_layout.axisTitle = QRectF(m_area.left(), m_bottom - axisTitle, m_area.width(), axisTitle);
            m_bottom -= axisTitle;
        }
        const bool hasTicks = keeps || fits(axis);
        if (hasTicks)
            m_bottom -= axis;
        placeBars(QRectF(QPointF(m_area.left(), headings), QPointF(m_area.right(), m_bottom)));
        if (hasTicks)
            makeTicks();
        return m_layout;
    }

private:
    double placeHeadings() {
        double top = m_area.top();
        // Where the window is very low, bars say more than their title does.
        if (m_request.overflow == Overflow::LeaveOut && m_area.height() < 8 * m_line)
            return top;
        const auto place = [&](QRectF& room, const QString& text, const QFont& font) {
            const double height = wrappedHeight(text, m_area.width(), QFontMetricsF(font));
            room = QRectF(m_area.left(), top, m_area.width(), height);
            top += height + (height > 0 ? m_layout.gap / 2 : 0);
        };
        top += m_layout.gap / 2;
        place(m_layout.title, m_request.texts.title, m_layout.fonts.title);
        place(m_layout.subtitle, m_request.texts.subtitle, m_layout.fonts.subtitle);
        return top + m_layout.gap / 2;
    }

    double notesHeight() const {
        const double height =
            wrappedHeight(m_request.texts.notes, m_area.width(), QFontMetricsF(m_layout.notesType));
        return height > 0 ? height + m_layout.gap : 0;
    }

    void placeNotes(double height) {
        m_layout.notes =
            QRectF(m_area.left(), m_bottom - height + m_layout.gap, m_area.width(), height - m_layout.gap);
        m_bottom -= height;
    }

    /// Of several lists, whose bars stand beside each other.
    std::vector<BarsKey> runTexts() const {
        std::vector<BarsKey> keys;
        if (m_bars.runs().size() < 2)
            return keys;
        for (const StoredRun* run : m_bars.runs())
            for (const BudgetBar& bar : m_bars.bars())
                if (bar.runId == run->id && !bar.segments.empty()) {
                    BarsKey key;
                    key.text = run->name();
                    key.operation = bar.segments.front().operation;
                    keys.push_back(std::move(key));
                    break;
                }
        return keys;
    }

    std::vector<BarsKey> keyTexts() const {
        std::vector<BarsKey> keys;
        if (m_bars.isList())
            return runTexts();
        for (const Operation operation : m_bars.operations()) {
            BarsKey key;
            key.text = titleOf(operation);
            key.operation = operation;
            if (m_bars.bars().size() == 1) {
                double seconds = 0;
                for (const BudgetSegment& segment : m_bars.bars().front().segments)
                    if (segment.operation == operation)
                        seconds += segment.line.seconds;
                key.text += QStringLiteral("  %1, %2")
                                .arg(millisecondsText(seconds),
                                     percentText(seconds / m_bars.bars().front().sum.seconds));
            }
            keys.push_back(std::move(key));
        }
        if (m_bars.passes().size() > 1 && !m_bars.isList())
            for (const Pass pass : m_bars.passes()) {
                BarsKey key;
                key.text = words(toString(pass));
                key.isPass = true;
                key.pass = pass;
                keys.push_back(std::move(key));
            }
        return keys;
    }

    /// One beside the other, on as many lines as it takes; passes begin a line of their own.
    double keysHeight() {
        m_layout.keys = keyTexts();
        const QFontMetricsF metrics(m_layout.fonts.tick);
        const double swatch = 0.8 * m_line;
        double x = 0;
        double y = m_layout.gap;
        bool inPasses = false;
        for (BarsKey& key : m_layout.keys) {
            const double text = std::ceil(metrics.horizontalAdvance(key.text)) + 1;
            const double width = swatch + m_layout.gap + text;
            const bool begins = key.isPass && !std::exchange(inPasses, key.isPass);
            if (x > 0 && (begins || x + width > m_area.width())) {
                x = 0;
                y += 1.25 * m_line;
            }
            key.swatch = QRectF(m_area.left() + x, y + 0.1 * m_line, swatch, swatch);
            key.label = QRectF(m_area.left() + x + swatch + m_layout.gap, y, text, m_line);
            x += width + 3 * m_layout.gap;
        }
        return m_layout.keys.empty() ? 0 : y + 1.25 * m_line;
    }

    void placeKeys(double height) {
        m_bottom -= height;
        for (BarsKey& key : m_layout.keys) {
            key.swatch.translate(0, m_bottom);
            key.label.translate(0, m_bottom);
        }
    }

    double nameHeight(const BudgetBar& bar) const {
        if (m_bars.isList()) // at the left
            return 0;
        const double height = wrappedHeight(bar.name, m_area.width(), QFontMetricsF(m_layout.fonts.axis));
        return height > 0 ? height + m_layout.gap / 3 : 0;
    }

    double remarksHeight(const BudgetBar& bar) const {
        if (m_bars.isList()) // where the bar would be
            return 0;
        const double height =
            wrappedHeight(bar.remarks.join(u'\n'), m_area.width(), QFontMetricsF(m_layout.notesType));
        return height > 0 ? height + m_layout.gap / 3 : 0;
    }

    /// With names and remarks, and least gaps.
    double leastBarsHeight() const {
        if (m_bars.isList() && m_request.overflow == Overflow::LeaveOut) // the others can be scrolled to
            return std::min<double>(kFewRows, static_cast<double>(m_bars.bars().size())) * rowHeight();
        double height = 0;
        for (const BudgetBar& bar : m_bars.bars())
            height += nameHeight(bar) + m_request.leastBar * m_line + remarksHeight(bar) + m_layout.gap;
        return height;
    }

    /// Of a list's row that can be read.
    double rowHeight() const { return m_request.leastBar * m_line + m_layout.gap; }

    QFont nameFont() const { return m_bars.isList() ? m_layout.fonts.tick : m_layout.fonts.axis; }

    /// Of what stands beside bars as much as leaves room for these.
    void chooseDetail() {
        constexpr double kMostText = 0.5; // of the width
        for (const RowDetail detail : {RowDetail::Roof, RowDetail::Interval, RowDetail::Rate}) {
            if (detail == RowDetail::Interval && !m_request.intervals)
                continue;
            m_detail = detail;
            double widest = 0;
            for (const BudgetBar& bar : m_bars.bars())
                widest = std::max(widest, widthOfSum(bar));
            if (widest <= kMostText * m_layout.plot.width())
                return;
        }
    }

    /// A list's rows as bars beside their names, as many as have room.
    void placeRows(const QRectF& room) {
        constexpr double kMostName = 0.42; // of the width
        constexpr double kMostRow = 2.6;   // line heights
        const QFontMetricsF metrics(nameFont());
        double name = 0;
        for (const BudgetBar& bar : m_bars.bars())
            name = std::max(name, std::ceil(metrics.horizontalAdvance(bar.name)) + 1);
        name = std::min(name, kMostName * room.width());
        m_layout.plot = room.adjusted(name + 2 * m_layout.gap, 0, 0, 0);
        chooseDetail();
        const std::size_t all = m_bars.bars().size();
        const auto rowsIn = [this](double height) {
            return static_cast<std::size_t>(std::max(1.0, height / rowHeight()));
        };
        m_layout.fits = rowsIn(room.height()) >= all;
        // Which rows are seen stands below them, where they are not all.
        const double rows = room.height() - (m_layout.fits ? 0 : m_line);
        const std::size_t fitting = std::min(rowsIn(rows), all);
        m_layout.shownBars = std::min(fitting, all - std::min(all, m_request.firstBar));
        const double height = std::min(rows / static_cast<double>(fitting), kMostRow * m_line + m_layout.gap);
        moveUp(rows - height * static_cast<double>(fitting));
        setScale(m_layout.plot);
        for (std::size_t i = 0; i < all; ++i) {
            PlacedBar placed;
            if (i >= m_request.firstBar && i < m_request.firstBar + m_layout.shownBars) {
                const double top = room.top() + static_cast<double>(i - m_request.firstBar) * height;
                placed = this->placed(m_bars.bars()[i], top + m_layout.gap / 2, height - m_layout.gap);
                placed.name = QRectF(room.left(), top, name, height);
            }
            placed.segments.resize(m_bars.bars()[i].segments.size());
            m_layout.bars.push_back(std::move(placed));
        }
    }

    void placeBars(const QRectF& room) {
        if (m_bars.isList() && !m_bars.bars().empty()) {
            placeRows(room);
            return;
        }
        m_layout.shownBars = m_bars.bars().size();
        const auto count = static_cast<double>(m_bars.bars().size());
        m_layout.plot = room;
        if (count == 0)
            return;
        double texts = 0;
        for (const BudgetBar& bar : m_bars.bars())
            texts += nameHeight(bar) + remarksHeight(bar) + m_layout.gap;
        const double free = room.height() - texts;
        m_layout.fits = free / count >= m_request.leastBar * m_line;
        const double least = std::min(m_request.leastBar, 0.6) * m_line;
        // Bars that fill all of the room would be blocks.
        const double bar = std::clamp(0.72 * free / count, std::max(2.0, least),
                                      (count > 1 ? kMostBar : kMostAlone) * m_line);
        const double even = std::max(0.0, (free - bar * count) / (count + 1));
        const double between = std::min(even, kMostBetween * m_line);
        moveUp((even - between) * (count + 1));
        setScale(room);
        double top = room.top() + between;
        for (const BudgetBar& of : m_bars.bars()) {
            m_layout.bars.push_back(placed(of, top, bar));
            top += nameHeight(of) + bar + remarksHeight(of) + m_layout.gap + between;
        }
    }

    /// All below the bars: what is over stays empty at the bottom.
    void moveUp(double by) {
        m_layout.plot.setHeight(m_layout.plot.height() - by);
        for (QRectF* room : {&m_layout.axisTitle, &m_layout.notes})
            room->translate(0, -by);
        for (BarsKey& key : m_layout.keys) {
            key.swatch.translate(0, -by);
            key.label.translate(0, -by);
        }
    }

    QString textOfSum(const BudgetBar& bar) const {
        return m_bars.isList() ? rowText(m_bars, bar, m_detail, m_request.intervals)
                               : sumText(bar.sum, m_request.intervals);
    }

    double widthOfSum(const BudgetBar& bar) const {
        const QFont& type = m_bars.isList() ? m_layout.fonts.tick : m_layout.fonts.axis;
        return std::ceil(QFontMetricsF(type).horizontalAdvance(textOfSum(bar))) + 1;
    }

    double endOf(const BudgetBar& bar) const {
        return m_request.intervals ? std::max(bar.end, bar.high) : bar.end;
    }

    /// So that each bar leaves room for its sum.
    void setScale(const QRectF& room) {
        double perUnit = (m_bars.isList() ? 0.98 : 0.9) * room.width() / m_bars.longest();
        for (const BudgetBar& bar : m_bars.bars())
            if (endOf(bar) > 0)
                perUnit = std::min(perUnit, (room.width() - widthOfSum(bar) - 2 * m_layout.gap) / endOf(bar));
        m_layout.perUnit = std::isfinite(perUnit) ? std::max(0.0, perUnit) : 0;
    }

    PlacedBar placed(const BudgetBar& bar, double top, double height) const {
        PlacedBar placed;
        const double left = m_layout.plot.left();
        const double width = m_layout.plot.width();
        const double name = nameHeight(bar);
        placed.name = QRectF(left, top, width, name);
        placed.box = QRectF(left, top + name, bar.end * m_layout.perUnit, height);
        for (const BudgetSegment& segment : bar.segments)
            placed.segments.emplace_back(m_layout.xOf(segment.start), placed.box.top(),
                                         segment.length * m_layout.perUnit, height);
        placed.sumText = bar.segments.empty() ? QString() : textOfSum(bar);
        if (m_bars.isList() && bar.segments.empty()) {
            placed.remarks = QRectF(left, top, width, height);
            return placed;
        }
        placed.sum =
            QRectF(m_layout.xOf(endOf(bar)) + 2 * m_layout.gap, placed.box.top(), widthOfSum(bar), height);
        placed.remarks = QRectF(left, placed.box.bottom() + m_layout.gap / 3, width, remarksHeight(bar));
        return placed;
    }

    void makeTicks() {
        if (m_layout.perUnit <= 0)
            return;
        m_layout.perTick = m_bars.isList() ? inUnit(1, m_bars.rateUnit()) : 1e3; // a bar's are seconds
        const double most = m_layout.perTick * m_layout.plot.width() / m_layout.perUnit;
        const double label = 4 * m_line;
        const int wanted = std::clamp(static_cast<int>(m_layout.plot.width() / label), 2, kMostTicks);
        m_layout.ticks = valueTicks(0, most, wanted);
    }

    const BudgetBars& m_bars;
    const BarsRequest& m_request;
    BarsLayout m_layout;
    QRectF m_area;
    RowDetail m_detail = RowDetail::Roof;
    double m_line = 0;
    double m_bottom = 0; ///< of what is not taken yet
};

} // namespace

BarsLayout layOutBars(const BudgetBars& bars, const BarsRequest& request) {
    return BarsComposer(bars, request).compose();
}

std::optional<SegmentPlace> BarsLayout::segmentAt(const QPointF& position) const {
    constexpr double kNear = 4; // pixels beside the ends of a bar
    for (std::size_t bar = 0; bar < bars.size(); ++bar) {
        const QRectF& box = bars[bar].box;
        if (bars[bar].segments.empty() || !box.adjusted(-kNear, 0, kNear, 0).contains(position))
            continue;
        std::size_t nearest = 0;
        for (std::size_t i = 0; i < bars[bar].segments.size(); ++i)
            if (bars[bar].segments[i].left() <= position.x())
                nearest = i;
        return SegmentPlace{bar, nearest};
    }
    return std::nullopt;
}

} // namespace headroom::ui

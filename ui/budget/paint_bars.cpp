// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/paint_bars.h"

#include "ui/budget/budget_texts.h"
#include "ui/budget/segment_style.h"
#include "ui/chart/paint/wrapped_text.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

/// Paints the parts of one picture.
class BarsPainter {
public:
    BarsPainter(QPainter& painter, const BudgetBars& bars, const BarsLayout& layout,
                const BarsRequest& request, const ChartTheme& theme)
        : m_painter(painter)
        , m_bars(bars)
        , m_layout(layout)
        , m_request(request)
        , m_theme(theme)
        , m_line(QFontMetricsF(layout.fonts.tick).height()) {}

    void paint(const std::optional<SegmentPlace>& marked) {
        paintText(m_layout.title, m_request.texts.title, m_layout.fonts.title, m_theme.text,
                  Qt::AlignHCenter);
        paintText(m_layout.subtitle, m_request.texts.subtitle, m_layout.fonts.subtitle, m_theme.quiet,
                  Qt::AlignHCenter);
        paintAxis();
        for (std::size_t bar = 0; bar < m_layout.bars.size(); ++bar)
            paintBar(bar);
        paintExtent();
        if (marked)
            paintMark(m_layout.boxOf(*marked));
        paintKeys();
        paintText(m_layout.notes, m_request.texts.notes, m_layout.notesType, m_theme.quiet, Qt::AlignLeft);
    }

private:
    void paintText(const QRectF& room, const QString& text, const QFont& font, const QColor& color,
                   Qt::Alignment alignment) {
        if (room.isEmpty() || text.isEmpty())
            return;
        m_painter.setFont(font);
        m_painter.setPen(color);
        m_painter.drawText(room.adjusted(0, 0, 0, 1), alignment | Qt::AlignTop,
                           wrapped(text, room.width(), QFontMetricsF(font)));
    }

    /// Over the grid, whose lines would run through it.
    void paintOverGrid(const QRectF& room, const QString& text, const QFont& font, const QColor& color) {
        if (room.isEmpty() || text.isEmpty())
            return;
        const QFontMetricsF metrics(font);
        double width = 0;
        for (const QString& line : wrapped(text, room.width(), metrics).split(u'\n'))
            width = std::max(width, metrics.horizontalAdvance(line));
        m_painter.fillRect(QRectF(room.topLeft(), QSizeF(width + 2, room.height())), m_theme.sheet);
        paintText(room, text, font, color, Qt::AlignLeft);
    }

    void paintAxis() {
        if (m_layout.ticks.empty())
            return;
        const double bottom = m_layout.plot.bottom();
        const double hairline = m_theme.curves.frameLine;
        m_painter.setFont(m_layout.fonts.tick);
        const QFontMetricsF metrics(m_layout.fonts.tick);
        for (const Tick& tick : m_layout.ticks) {
            const double x = m_layout.xOf(tick.value / m_layout.perTick);
            m_painter.setPen(QPen(m_theme.grid, hairline));
            m_painter.drawLine(QPointF(x, m_layout.plot.top()), QPointF(x, bottom));
            m_painter.setPen(m_theme.label);
            const double width = metrics.horizontalAdvance(tick.label);
            const double left =
                std::min(std::max(x - width / 2, m_layout.plot.left()), m_layout.plot.right() - width);
            m_painter.drawText(QPointF(left, bottom + m_layout.gap / 2 + metrics.ascent()), tick.label);
        }
        m_painter.setPen(QPen(m_theme.axis, hairline));
        m_painter.drawLine(m_layout.plot.bottomLeft(), m_layout.plot.bottomRight());
        if (!m_layout.axisTitle.isEmpty())
            paintText(m_layout.axisTitle, m_request.texts.axis, m_layout.fonts.axis, m_theme.label,
                      Qt::AlignHCenter);
    }

    /// Of a list that has more rows than room: which are seen.
    void paintExtent() {
        if (!m_bars.isList() || m_layout.shownBars >= m_bars.bars().size())
            return;
        const QString text = words("rows %1 to %2 of %3")
                                 .arg(m_request.firstBar + 1)
                                 .arg(m_request.firstBar + m_layout.shownBars)
                                 .arg(m_bars.bars().size());
        const QFontMetricsF metrics(m_layout.notesType);
        const double width = metrics.horizontalAdvance(text) + 4;
        const QRectF room(m_layout.plot.right() - width, m_layout.plot.bottom() - metrics.height() - 2, width,
                          metrics.height());
        m_painter.fillRect(room, m_theme.sheet);
        paintText(room, text, m_layout.notesType, m_theme.quiet, Qt::AlignRight);
    }

    void paintBar(std::size_t place) {
        const PlacedBar& placed = m_layout.bars[place];
        const BudgetBar& bar = m_bars.bars()[place];
        if (m_bars.isList()) {
            paintRow(placed, bar);
            return;
        }
        paintOverGrid(placed.name, bar.name, m_layout.fonts.axis, m_theme.text);
        for (std::size_t i = 0; i < bar.segments.size(); ++i)
            paintOne(bar.segments[i], placed.segments[i]);
        const QRectF clear = placed.box.adjusted(0, 0, -whiskerReach(bar), 0);
        for (std::size_t i = 0; i < bar.segments.size(); ++i)
            paintLabel(bar.segments[i], placed.segments[i].intersected(clear));
        if (m_request.intervals)
            paintWhisker(bar, placed.box);
        paintOverGrid(onOneLine(placed.sum, m_layout.fonts.axis), placed.sumText, m_layout.fonts.axis,
                      m_theme.text);
        paintOverGrid(placed.remarks, bar.remarks.join(u'\n'), m_layout.notesType,
                      bar.sum.missing > 0 ? m_theme.failure : m_theme.quiet);
    }

    /// Of a list: its name, its bar with the roof, and its figures; or why there are none.
    void paintRow(const PlacedBar& placed, const BudgetBar& bar) {
        if (placed.name.isEmpty()) // it has no room
            return;
        const QFont& type = m_layout.fonts.tick;
        const auto paint = [&](const QRectF& room, const QString& text, const QColor& color) {
            const QString shown = QFontMetricsF(type).elidedText(text, Qt::ElideMiddle, room.width());
            paintOverGrid(onOneLine(room, type), shown, type, color);
        };
        paint(placed.name, bar.name, m_theme.label);
        for (std::size_t i = 0; i < bar.segments.size(); ++i)
            bar.isReference ? paintOutline(bar.segments[i], placed.segments[i])
                            : paintOne(bar.segments[i], placed.segments[i]);
        if (bar.roof && m_layout.xOf(*bar.roof) < m_layout.plot.right() + 1) {
            const double x = m_layout.xOf(*bar.roof);
            m_painter.setPen(QPen(m_theme.quiet, std::max(1.2, m_line / 12), Qt::DashLine, Qt::FlatCap));
            m_painter.drawLine(QPointF(x, placed.box.top()), QPointF(x, placed.box.bottom()));
        }
        if (m_request.intervals)
            paintWhisker(bar, placed.box);
        if (bar.segments.empty())
            paint(placed.remarks, bar.remarks.join(u' '), m_theme.failure);
        else
            paintOverGrid(onOneLine(placed.sum, type), placed.sumText, type, m_theme.text);
    }

    /// Others' figure, dashed as reference curves are.
    void paintOutline(const BudgetSegment& segment, const QRectF& box) {
        const double width = std::max(1.2, m_line / 10);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(segmentStyle(segment.operation, segment.pass, m_theme).fill, width,
                              Qt::DashLine, Qt::FlatCap, Qt::MiterJoin));
        m_painter.drawRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2));
    }

    /// The line in the middle of that room.
    static QRectF onOneLine(const QRectF& room, const QFont& font) {
        QRectF line(room);
        line.setHeight(QFontMetricsF(font).height());
        line.moveCenter(room.center());
        return line;
    }

    void paintOne(const BudgetSegment& segment, const QRectF& box) {
        constexpr double kSeen = 3; // pixels: a narrower segment has no room for an edge
        const double edge = box.width() > kSeen ? 1 : 0;
        paintSegment(m_painter, box.adjusted(0, 0, -edge, 0),
                     segmentStyle(segment.operation, segment.pass, m_theme), hatch());
    }

    double hatch() const { return 0.4 * m_line; }

    /// The most of what a segment is that it has room for: in whole words, with its pass and its time.
    void paintLabel(const BudgetSegment& segment, const QRectF& box) {
        constexpr double kInside = 3; // pixels clear of the edges
        const QFont& type = m_layout.notesType;
        const QFontMetricsF metrics(type);
        const double width = box.width() - 2 * kInside;
        const QString title = words(infoOf(segment.operation).title);
        const QString name = shortLabel(segment.operation);
        const QString time = millisecondsText(segment.line.seconds).replace(u' ', QChar::Nbsp);
        const QString pass = m_bars.passes().size() > 1 ? words(toString(segment.pass)) : QString();
        const QStringList tries[] = {
            {title, pass, time}, {name, pass, time}, {title, time}, {name, time}, {title}, {name}};
        for (QStringList lines : tries) {
            lines.removeAll(QString());
            const QString text = wordsUpTo(lines, width, metrics);
            if (text.isEmpty() || wrappedHeight(text, width, metrics) > box.height() - kInside)
                continue;
            drawLabel(text, box, segmentStyle(segment.operation, segment.pass, m_theme), metrics);
            return;
        }
    }

    /// The lines broken between words; empty where a word is wider than that.
    static QString wordsUpTo(const QStringList& lines, double width, const QFontMetricsF& metrics) {
        const QString text = lines.join(u'\n');
        for (const QString& line : lines)
            for (const QString& word : line.split(u' '))
                if (metrics.horizontalAdvance(word) > width)
                    return {};
        return wrapped(text, width, metrics);
    }

    void drawLabel(const QString& text, const QRectF& box, const SegmentStyle& style,
                   const QFontMetricsF& metrics) {
        double width = 0;
        const QStringList lines = text.split(u'\n');
        for (const QString& line : lines)
            width = std::max(width, metrics.horizontalAdvance(line.trimmed()));
        QRectF room(0, 0, std::ceil(width) + 1,
                    std::ceil(metrics.lineSpacing() * static_cast<double>(lines.size())));
        room.moveCenter(box.center());
        if (style.hatch.isValid()) // lines through letters are hard to read
            m_painter.fillRect(room.adjusted(-2, -1, 2, 1).intersected(box), style.fill);
        m_painter.setFont(m_layout.notesType);
        m_painter.setPen(style.text);
        m_painter.drawText(room, Qt::AlignCenter, text);
    }

    /// So far it lies over the bar: no label does.
    double whiskerReach(const BudgetBar& bar) const {
        if (!m_request.intervals || !(bar.high > bar.low))
            return 0;
        return m_layout.xOf(bar.end) - m_layout.xOf(bar.low) + 2;
    }

    /// At the end of a bar: where another run's sum falls.
    void paintWhisker(const BudgetBar& bar, const QRectF& box) {
        const double low = m_layout.xOf(bar.low);
        const double high = m_layout.xOf(bar.high);
        if (!(bar.high > bar.low) || bar.segments.empty())
            return;
        const double middle = box.center().y();
        const double cap = std::min(box.height() / 4, m_line / 2);
        const auto draw = [&](const QColor& color, double width) {
            m_painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
            m_painter.drawLine(QPointF(low, middle), QPointF(high, middle));
            for (const double x : {low, high})
                m_painter.drawLine(QPointF(x, middle - cap), QPointF(x, middle + cap));
        };
        const double width = std::max(1.2, m_line / 12);
        draw(m_theme.sheet, 3 * width);
        draw(m_theme.text, width);
    }

    void paintMark(const QRectF& box) {
        const double width = std::max(2.0, m_line / 8);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(m_theme.text, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        m_painter.drawRect(box.adjusted(-0.5, -0.5, -0.5, 0.5));
    }

    void paintKeys() {
        m_painter.setFont(m_layout.fonts.tick);
        for (const BarsKey& key : m_layout.keys) {
            const SegmentStyle style = key.isPass ? passStyle(key.pass, m_theme)
                                                  : segmentStyle(key.operation, Pass::Forward, m_theme);
            paintSegment(m_painter, key.swatch, style, hatch());
            m_painter.setPen(m_theme.label);
            m_painter.drawText(key.label, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, key.text);
        }
    }

    QPainter& m_painter;
    const BudgetBars& m_bars;
    const BarsLayout& m_layout;
    const BarsRequest& m_request;
    const ChartTheme& m_theme;
    double m_line;
};

} // namespace

void paintBars(QPainter& painter, const BudgetBars& bars, const BarsLayout& layout,
               const BarsRequest& request, const ChartTheme& theme,
               const std::optional<SegmentPlace>& marked) {
    painter.save();
    BarsPainter(painter, bars, layout, request, theme).paint(marked);
    painter.restore();
}

} // namespace headroom::ui

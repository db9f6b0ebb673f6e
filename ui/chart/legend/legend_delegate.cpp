// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend/legend_delegate.h"

#include "ui/chart/data/flagged_points.h"
#include "ui/chart/legend/legend_model.h"
#include "ui/chart/paint/chart_theme.h"
#include "ui/runs/short_names.h"

#include <QPainter>

#include <algorithm>

namespace headroom::ui {

namespace {

constexpr int kRowPadding = 8;
constexpr int kPartGap = 9;        ///< above a row that opens a part
constexpr int kWidestRunName = 28; ///< in average characters
constexpr int kCompactRunName = 14;
constexpr double kSwatchRadius = 4.2;

const LegendEntry& entryAt(const QModelIndex& index) {
    return static_cast<const LegendModel*>(index.model())->entry(index.row());
}

const QString& detailMark() {
    static const QString mark = QStringLiteral(" · ");
    return mark;
}

/// How many times as large as usual the type is: keys grow with it.
double keyScale(const QFontMetricsF& metrics) {
    constexpr double kUsualRowHeight = 17;
    return std::max(1.0, metrics.height() / kUsualRowHeight);
}

/// Of a run with its detail, in one line.
int wholeWidth(const LegendEntry& entry, const QFontMetrics& metrics) {
    return metrics.horizontalAdvance(entry.detail.isEmpty() ? entry.label
                                                            : entry.label + detailMark() + entry.detail);
}

/// That runs' names may take.
int widestName(const QFontMetrics& metrics, bool compact) {
    return (compact ? kCompactRunName : kWidestRunName) * metrics.averageCharWidth();
}

/// The row's label: that of a run with what tells it from the others, whatever there is room for.
QString fittingLabel(const QModelIndex& index, const QFontMetricsF& metrics, double room) {
    const auto* model = static_cast<const LegendModel*>(index.model());
    const LegendEntry& entry = model->entry(index.row());
    if (entry.kind != LegendEntry::Kind::Run)
        return metrics.elidedText(entry.label, Qt::ElideRight, room);
    QStringList names;
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->entry(row).kind == LegendEntry::Kind::Run)
            names << model->entry(row).label;
    return shortNames(names, metrics, room).at(names.indexOf(entry.label));
}

/// Whether a run's detail stands below its name, for want of room beside it.
bool hasTwoLines(const LegendEntry& entry, const QFontMetrics& metrics, bool compact) {
    return !entry.detail.isEmpty() && wholeWidth(entry, metrics) > widestName(metrics, compact);
}

/// "16 · 0.213": number of points and last value, each right-aligned below those of the other rows.
class NumberColumns {
public:
    NumberColumns(const QFont& font, const QModelIndex& index)
        : m_metrics(font)
        , m_value(m_metrics.horizontalAdvance(static_cast<const LegendModel*>(index.model())->widestValue()))
        , m_dot(m_metrics.horizontalAdvance(dot())) {}

    double width(const LegendEntry& entry) const {
        return m_metrics.horizontalAdvance(QString::number(entry.points)) + m_dot + m_value;
    }
    void paint(QPainter& painter, QRectF row, const LegendEntry& entry) const {
        constexpr int kFlags = Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine;
        painter.drawText(row, kFlags, entry.lastValue);
        row.setRight(row.right() - m_value);
        painter.drawText(row, kFlags, dot());
        row.setRight(row.right() - m_dot);
        painter.drawText(row, kFlags, QString::number(entry.points));
    }

private:
    static QString dot() { return QStringLiteral(" · "); }

    QFontMetricsF m_metrics;
    double m_value;
    double m_dot;
};

} // namespace

void LegendDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const LegendEntry& entry = entryAt(index);
    const ChartTheme theme = themeFor(option.palette);
    const QRect rect = option.rect.adjusted(0, entry.opensPart ? kPartGap : 0, 0, 0);
    const QRectF row = QRectF(rect).adjusted(kRowPadding, 0, -kRowPadding, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    if (focused || option.state.testFlag(QStyle::State_MouseOver)) {
        QColor shade = theme.text;
        shade.setAlphaF(focused ? 0.10F : 0.05F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(shade);
        painter->drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 4, 4);
    }
    painter->setOpacity(entry.shown ? 1.0 : 0.35);
    const double scale = keyScale(QFontMetricsF(option.font));
    const double swatch = scale * swatchWidth();
    QRectF text = row;
    text.setLeft(row.left() + swatch + kRowPadding);
    // Level with the first line of what stands beside it.
    const double line = hasTwoLines(entry, option.fontMetrics, m_compact)
                            ? QFontMetricsF(option.font).height() + 4
                            : row.height();
    painter->save();
    painter->translate(row.topLeft());
    painter->scale(scale, scale);
    paintSwatch(*painter, entry, QRectF(0, 0, swatch / scale, line / scale), kSwatchRadius, theme);
    painter->restore();
    paintTexts(*painter, text, option, index);
    painter->restore();
}

void LegendDelegate::paintTexts(QPainter& painter, const QRectF& area, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const {
    constexpr int kFlags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine;
    const LegendEntry& entry = entryAt(index);
    const ChartTheme theme = themeFor(option.palette);
    QFont font = option.font;
    font.setStrikeOut(!entry.shown);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.setPen(theme.text);
    if (hasTwoLines(entry, option.fontMetrics, m_compact)) {
        const double half = area.height() / 2;
        painter.drawText(area.adjusted(0, 0, 0, -half), kFlags, fittingLabel(index, metrics, area.width()));
        painter.setFont(option.font);
        painter.setPen(theme.quiet);
        painter.drawText(area.adjusted(0, half, 0, 0), kFlags,
                         metrics.elidedText(entry.detail, Qt::ElideRight, area.width()));
        return;
    }
    const bool numbers = !m_compact && !entry.lastValue.isEmpty() && entry.key.runId != 0;
    const NumberColumns columns(option.font, index);
    const double room = area.width() - (numbers ? columns.width(entry) + kRowPadding : 0);
    painter.drawText(area, kFlags, fittingLabel(index, metrics, room));
    painter.setFont(option.font);
    painter.setPen(theme.quiet);
    if (numbers)
        columns.paint(painter, area, entry);
    if (!entry.detail.isEmpty())
        painter.drawText(area.adjusted(metrics.horizontalAdvance(entry.label), 0, 0, 0), kFlags,
                         detailMark() + entry.detail);
}

QSize LegendDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(option.font);
    const LegendEntry& entry = entryAt(index);
    const int lines = hasTwoLines(entry, metrics, m_compact) ? 2 : 1;
    return {10 * metrics.averageCharWidth(), lines * metrics.height() + 8 + (entry.opensPart ? kPartGap : 0)};
}

int LegendDelegate::width(const LegendModel& model, const QFont& font) const {
    const QFontMetrics metrics(font);
    int labels = metrics.horizontalAdvance(QStringLiteral("h/a = 64"));
    // Whether that row is there depends on the view, which the legend's width must not move.
    int names = model.mayMarkFlagged() ? metrics.horizontalAdvance(hollowLabel()) : 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        const LegendEntry& entry = model.entry(row);
        if (entry.kind == LegendEntry::Kind::Curve)
            labels = std::max(labels, metrics.horizontalAdvance(entry.label));
        else if (entry.kind == LegendEntry::Kind::Hollow)
            continue;
        else if (hasTwoLines(entry, metrics, m_compact))
            names = std::max(
                {names, metrics.horizontalAdvance(entry.label), metrics.horizontalAdvance(entry.detail)});
        else
            names = std::max(names, wholeWidth(entry, metrics));
    }
    if (!m_compact)
        labels += kRowPadding + metrics.horizontalAdvance(QStringLiteral("1000 · 0.000"));
    names = std::min(names, widestName(metrics, m_compact));
    return static_cast<int>(keyScale(QFontMetricsF(font)) * swatchWidth()) + 4 * kRowPadding +
           std::max(labels, names);
}

} // namespace headroom::ui

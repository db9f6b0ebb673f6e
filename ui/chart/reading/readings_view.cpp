// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/readings_view.h"

#include "ui/chart/paint/chart_theme.h"
#include "ui/chart/paint/curve_style.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/plain_text.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom::ui {

namespace {

constexpr int kCellPadding = 6;
constexpr int kRowGap = 6;
constexpr int kSideMargin = 8;
// Pixels; more of them in large type.
constexpr double kMarkerRoom = 18;
constexpr double kReadingMarker = 4.2;
constexpr double kWidestTitle = 130; ///< of a run's name; its tool tip has the rest
constexpr double kUsualRow = 18;     ///< up to which height of a line these hold

double growthAt(const QFontMetricsF& metrics) {
    return std::max(1.0, metrics.height() / kUsualRow);
}

/// As the chart marks a flagged point.
const QString& hollowMark() {
    static const QString mark = QStringLiteral("○ ");
    return mark;
}

/// The marker of an h/a, at the left of the cell; returns what is left of that.
QRectF paintMarker(QPainter& painter, const QVariant& ratio, QRectF cell, const QFont& font,
                   const ChartTheme& theme) {
    if (!ratio.isValid())
        return cell;
    const double growth = growthAt(QFontMetricsF(font));
    const double radius = growth * kReadingMarker;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(curveColor(ratio.toLongLong(), theme));
    painter.drawPath(markerPath(curveMarker(ratio.toLongLong()), radius)
                         .translated(cell.left() + radius + 1, cell.center().y()));
    painter.restore();
    cell.setLeft(cell.left() + growth * kMarkerRoom);
    return cell;
}

QFont headlineType(QFont type) {
    type.setWeight(QFont::DemiBold);
    return type;
}

QString noHeadline() {
    return ReadingsView::tr("All curves at one h");
}

int heightOfWrapped(const QString& text, const QFontMetrics& metrics, int width) {
    return metrics.boundingRect(QRect(0, 0, width, QWIDGETSIZE_MAX), Qt::TextWordWrap, text).height();
}

/// No line ends within a unit.
QString heldTogether(QString text) {
    return text.replace(u'/', QStringLiteral("/\u2060"));
}

/// Those in the cells of a table.
struct Signs {
    bool dash = false;
    bool hollow = false;
};

Signs signsIn(const ColumnReading& reading) {
    Signs signs;
    for (const ReadingRow& row : reading.rows)
        for (const auto& cell : row.cells) {
            signs.dash |= cell && !cell->point;
            signs.hollow |= cell && cell->point && cell->point->flagged;
        }
    return signs;
}

/// What they mean, or without any how to have values; and what of the curves the table's titles do not say.
QString keyOfColumn(const ColumnReading& reading, const Signs& signs) {
    QStringList parts;
    if (!reading.hidden && !signs.dash)
        parts << ReadingsView::tr("Point at a hidden size to read all curves there");
    if (signs.dash)
        parts << ReadingsView::tr("– no point within half a step, at most %1\u00a0%").arg(100 * kReadWithin);
    if (signs.hollow)
        parts << hollowMark() + ReadingsView::tr("flagged");
    const auto hasBoth = [&reading](const ReadingColumn& column) {
        return std::ranges::count(reading.columns, column.runId, &ReadingColumn::runId) > 1;
    };
    if (std::ranges::any_of(reading.columns, hasBoth))
        parts << ReadingsView::tr("paler: best");
    if (!reading.unpaired.isEmpty())
        parts << reading.unpaired;
    return parts.join(QStringLiteral("; "));
}

/// The column's titles, in the chart's own quiet type.
class TitleRow final : public QHeaderView {
public:
    explicit TitleRow(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
        setSectionResizeMode(QHeaderView::Fixed);
        setMinimumSectionSize(10);
    }

    QSize sizeHint() const override {
        const int lines = static_cast<const ReadingsModel*>(model())->titleLines();
        return {QHeaderView::sizeHint().width(), lines * fontMetrics().height() + kRowGap};
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override {
        const ChartTheme theme = themeFor(palette());
        const QStringList lines =
            model()->headerData(section, orientation(), ReadingsModel::LinesRole).toStringList();
        painter->fillRect(rect, theme.sheet);
        painter->setFont(font());
        QRectF text =
            paintMarker(*painter, model()->headerData(section, orientation(), ReadingsModel::RatioRole),
                        QRectF(rect).adjusted(kCellPadding, 0, -kCellPadding, 0), font(), theme);
        painter->setPen(theme.quiet);
        const int side = section == 0 ? Qt::AlignLeft : Qt::AlignRight;
        const QFontMetricsF metrics(font());
        text.setBottom(text.bottom() - kRowGap / 2);
        text.setTop(text.bottom() - static_cast<double>(lines.size()) * metrics.height());
        for (const QString& line : lines) {
            text.setHeight(metrics.height());
            painter->drawText(text, side | Qt::AlignVCenter | Qt::TextSingleLine,
                              metrics.elidedText(line, Qt::ElideMiddle, text.width()));
            text.moveTop(text.bottom());
        }
        painter->setPen(theme.grid);
        painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    }

    /// The style would fill what no column takes with a title's grey.
    void paintEvent(QPaintEvent* event) override {
        QHeaderView::paintEvent(event);
        const QRect beyond = viewport()->rect().adjusted(length() - offset(), 0, 0, 0);
        if (beyond.isValid())
            QPainter(viewport()).fillRect(beyond, themeFor(palette()).sheet);
    }
};

class CellDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const ChartTheme theme = themeFor(option.palette);
        QRectF cell = QRectF(option.rect).adjusted(kCellPadding, 0, -kCellPadding, 0);
        painter->save();
        painter->setFont(option.font);
        const QFontMetricsF metrics(option.font);
        cell = paintMarker(*painter, index.data(ReadingsModel::RatioRole), cell, option.font, theme);
        const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
        const int flags = static_cast<int>(alignment) | Qt::TextSingleLine;
        if (const QString aside = index.data(ReadingsModel::AsideRole).toString(); !aside.isEmpty()) {
            painter->setPen(theme.quiet);
            painter->drawText(cell, flags, aside);
            cell.setRight(cell.right() - metrics.horizontalAdvance(aside));
        }
        QString text = index.data().toString();
        if (ReadingsModel::isTitle(index.column()))
            text = metrics.elidedText(text, Qt::ElideMiddle, cell.width());
        painter->setPen(index.data(ReadingsModel::WithinRole).toBool() ? theme.quiet : theme.text);
        painter->drawText(cell, flags, text);
        if (index.data(ReadingsModel::FlaggedRole).toBool()) {
            cell.setRight(cell.right() - metrics.horizontalAdvance(text));
            painter->setPen(theme.label);
            painter->drawText(cell, flags, hollowMark());
        }
        painter->restore();
    }
};

} // namespace

ReadingsView::ReadingsView(QWidget* parent)
    : QWidget(parent)
    , m_headline(plainLabel())
    , m_quantity(plainLabel())
    , m_table(new QTableView)
    , m_key(plainLabel()) {
    setObjectName(QStringLiteral("readings"));
    m_headline->setObjectName(QStringLiteral("readingsHeadline"));
    m_quantity->setObjectName(QStringLiteral("readingsQuantity"));
    m_key->setObjectName(QStringLiteral("readingsKey"));
    m_key->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("readingsTable"));
    m_table->setAccessibleName(tr("All curves at one hidden size"));
    m_table->setModel(&m_model);
    m_table->setHorizontalHeader(new TitleRow(m_table));
    m_table->setItemDelegate(new CellDelegate(m_table));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(8);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setFocusPolicy(Qt::NoFocus); // the keys are the chart's
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    m_quantity->setWordWrap(true);
    for (QLabel* label : {m_headline, m_quantity, m_key})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    for (QLabel* label : {m_quantity, m_key})
        label->setForegroundRole(QPalette::WindowText); // whatever lies behind it
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kSideMargin, 0, kSideMargin, kSideMargin);
    column->setSpacing(0);
    column->addWidget(m_headline);
    column->addWidget(m_quantity);
    column->addSpacing(kRowGap / 2);
    column->addWidget(m_table, 1);
    column->addSpacing(kRowGap / 2);
    column->addWidget(m_key);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ReadingsView::fitColumns);
    fitColumns();
}

void ReadingsView::show(const ColumnReading& reading) {
    m_model.show(reading);
    const QString headline = reading.headline();
    m_headline->setText(headline.isEmpty() ? noHeadline() : headline);
    m_quantity->setText(heldTogether(reading.quantity));
    m_key->setText(keyText());
    m_quantity->setToolTip(toolTipText(reading.quantity));
    m_table->setAccessibleDescription(reading.oneLine());
}

int ReadingsView::columnWidth(int column, const QFontMetrics& metrics, Titles titles) const {
    const double growth = growthAt(metrics);
    const auto widthOf = [&metrics](const QString& text) { return metrics.horizontalAdvance(text); };
    const int markerRoom = qRound(growth * kMarkerRoom);
    const int widestTitle = titles == Titles::Whole ? QWIDGETSIZE_MAX : qRound(growth * kWidestTitle);
    int width = widthOf(m_model.widestText(column));
    if (ReadingsModel::isTitle(column))
        width = std::min(width, widestTitle) + markerRoom;
    else // room for a first value
        width = std::max(width, widthOf(QStringLiteral("00.0")));
    if (m_model.hasAsides(column))
        width += widthOf(tr(" at 00000"));
    if (m_model.hasFlagged(column))
        width += widthOf(hollowMark());
    const auto title = [&](int role) { return m_model.headerData(column, Qt::Horizontal, role); };
    int titled = 0;
    for (const QString& line : title(ReadingsModel::LinesRole).toStringList())
        titled = std::max(titled, std::min(widthOf(line), widestTitle));
    titled += (title(ReadingsModel::RatioRole).isValid() ? markerRoom : 0);
    return std::max(width, titled) + 2 * kCellPadding + 2;
}

/// What the signs in the table mean.
QString ReadingsView::keyText() const {
    const ColumnReading& reading = m_model.reading();
    return keyOfColumn(reading, reading.hidden ? signsIn(reading) : Signs());
}

/// It stays while the signs come and go.
int ReadingsView::keyHeight(const QFontMetrics& metrics, int width) const {
    const ColumnReading& reading = m_model.reading();
    const QString longest = keyOfColumn(reading, {true, reading.hasFlagged()});
    return std::max(heightOfWrapped(longest, metrics, width),
                    heightOfWrapped(keyOfColumn(reading, {}), metrics, width));
}

QFont ReadingsView::typeIn(double share) const {
    QFont type(font());
    if (type.pixelSize() > 0)
        type.setPixelSize(std::max(1, static_cast<int>(std::lround(share * type.pixelSize()))));
    else
        type.setPointSizeF(share * type.pointSizeF());
    return type;
}

/// No narrower than its headline and any word above it.
QSize ReadingsView::tableSize(const QFont& type, Titles titles) const {
    const QFontMetrics metrics(type);
    const int row = metrics.height() + kRowGap;
    QSize size(0, m_model.titleLines() * metrics.height() + kRowGap + row * m_model.rowCount());
    for (int column = 0; column < m_model.columnCount(); ++column)
        size.rwidth() += columnWidth(column, metrics, titles);
    const QFontMetrics headline(headlineType(type));
    int widest =
        std::max(headline.horizontalAdvance(noHeadline()), headline.horizontalAdvance(tr("h about 00000")));
    for (const QString& word : m_model.reading().quantity.split(u' '))
        widest = std::max(widest, metrics.horizontalAdvance(word));
    size.setWidth(std::max(size.width(), widest));
    return size;
}

void ReadingsView::fitColumns() {
    const QFont type = typeIn(m_typeShare);
    m_table->setFont(type);
    m_quantity->setFont(type);
    m_key->setFont(type);
    m_headline->setFont(headlineType(type));
    QPalette quiet(m_quantity->palette());
    quiet.setColor(QPalette::WindowText, quietColour(palette()));
    m_quantity->setPalette(quiet);
    m_key->setPalette(quiet);
    const QFontMetrics metrics(type);
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + kRowGap);
    for (int column = 0; column < m_model.columnCount(); ++column)
        m_table->setColumnWidth(column, columnWidth(column, metrics, m_titles));
    const QSize wanted = tableSize(type, m_titles);
    m_key->setText(keyText());
    m_key->setFixedHeight(keyHeight(metrics, wanted.width()));
    m_quantity->setFixedHeight(
        heightOfWrapped(heldTogether(m_model.reading().quantity), metrics, wanted.width()));
    if (std::exchange(m_tableSize, wanted) != wanted) {
        updateGeometry();
        Q_EMIT resized();
    }
}

void ReadingsView::setType(double share, Titles titles) {
    if (std::exchange(m_typeShare, share) != share || std::exchange(m_titles, titles) != titles) {
        m_titles = titles;
        fitColumns();
    }
}

QSize ReadingsView::sizeIn(double share, Titles titles) const {
    const QFont type = typeIn(share);
    const QFontMetrics metrics(type);
    const QSize table = tableSize(type, titles);
    const int texts = QFontMetrics(headlineType(type)).height() +
                      heightOfWrapped(heldTogether(m_model.reading().quantity), metrics, table.width()) +
                      keyHeight(metrics, table.width());
    return {table.width() + 2 * kSideMargin, table.height() + texts + kRowGap + kSideMargin};
}

void ReadingsView::setTopMargin(int pixels) {
    if (std::exchange(m_topMargin, pixels) == pixels)
        return;
    layout()->setContentsMargins(kSideMargin, pixels, kSideMargin, kSideMargin);
    updateGeometry();
}

QSize ReadingsView::sizeHint() const {
    const int titles = m_headline->sizeHint().height() + m_quantity->height() + kRowGap / 2;
    const int key = kRowGap / 2 + m_key->height();
    return {m_tableSize.width() + 2 * kSideMargin,
            m_topMargin + titles + m_tableSize.height() + key + kSideMargin};
}

QSize ReadingsView::minimumSizeHint() const {
    constexpr int kLeastRows = 3;
    return {80, m_topMargin + (kLeastRows + 2) * m_table->fontMetrics().height()};
}

void ReadingsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        fitColumns();
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budget/budget_table_model.h"

#include "engine/io/csv.h"
#include "ui/budget/budget_state.h"
#include "ui/budget/budget_texts.h"
#include "ui/runs/roof_text.h"
#include "ui/runs/run_store.h"
#include "ui/widgets/flag_text.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QFont>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace headroom::ui {

namespace {

struct ColumnTexts {
    const char* title;
    const char* toolTip;
    bool isNumber;
};

/// In the order of BudgetTableModel::Column.
constexpr ColumnTexts kColumns[] = {
    {QT_TRANSLATE_NOOP("headroom::ui", "run"),
     QT_TRANSLATE_NOOP("headroom::ui", "The run this row belongs to"), false},
    {QT_TRANSLATE_NOOP("headroom::ui", "GEMM"),
     QT_TRANSLATE_NOOP("headroom::ui", "Operation of the layer and pass: forward, dgrad and wgrad are the "
                                       "gradients of the inputs and of the weights"),
     false},
    {QT_TRANSLATE_NOOP("headroom::ui", "m×n×k"),
     QT_TRANSLATE_NOOP("headroom::ui", "Rows and columns of the result and length of a dot product; before "
                                       "them the batch, where it is not one"),
     true},
    {QT_TRANSLATE_NOOP("headroom::ui", "times"),
     QT_TRANSLATE_NOOP("headroom::ui", "How often it is computed: in a layer, or in the model"), true},
    {QT_TRANSLATE_NOOP("headroom::ui", "ms"),
     QT_TRANSLATE_NOOP("headroom::ui", "Milliseconds that all of these calls take"), true},
    {QT_TRANSLATE_NOOP("headroom::ui", "± %"),
     QT_TRANSLATE_NOOP("headroom::ui", "Another run's time is within so much of it, 95 times in 100"), true},
    {QT_TRANSLATE_NOOP("headroom::ui", "% of sum"),
     QT_TRANSLATE_NOOP("headroom::ui", "Share of the layer's or the model's time"), true},
    {"%1", QT_TRANSLATE_NOOP("headroom::ui", "Throughput of the median call"), true},
    {QT_TRANSLATE_NOOP("headroom::ui", "% of roof"),
     QT_TRANSLATE_NOOP("headroom::ui",
                       "Share of what arithmetic and memory of this device allow for the shape"),
     true},
    {QT_TRANSLATE_NOOP("headroom::ui", "remarks"),
     QT_TRANSLATE_NOOP("headroom::ui", "Flags, and why there is no figure"), false},
    {QT_TRANSLATE_NOOP("headroom::ui", "kernel"),
     QT_TRANSLATE_NOOP("headroom::ui", "The library's own name of the implementation that ran"), false},
};
static_assert(std::size(kColumns) == BudgetTableModel::ColumnCount);

QString percentNumber(const std::optional<double>& share) {
    return share ? QString::number(100 * *share, 'f', 1) : QString();
}

QString halfWidthNumber(double middle, double low, double high) {
    return middle > 0 && high > low ? QString::number(50 * (high - low) / middle, 'f', 1) : QString();
}

QString millisecondsNumber(double seconds) {
    return shortNumber(1e3 * seconds, 4);
}

} // namespace

BudgetTableModel::BudgetTableModel(const BudgetState* state, QObject* parent)
    : QAbstractTableModel(parent), m_state(state) {
    connect(state, &BudgetState::barsChanged, this, &BudgetTableModel::rebuild);
    connect(state, &BudgetState::rowsArrived, this, &BudgetTableModel::rebuild);
    rebuild();
}

int BudgetTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BudgetTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BudgetTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.cells.value(index.column());
    case Qt::ToolTipRole:
        return toolTipText(toldOf(row, index.column()));
    case Qt::TextAlignmentRole:
        return row.kind == Kind::Note ? QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter))
                                      : headerData(index.column(), Qt::Horizontal, role);
    case Qt::FontRole:
        if (row.kind == Kind::Sum) {
            QFont strong;
            strong.setWeight(QFont::DemiBold);
            return strong;
        }
        return {};
    default:
        return {};
    }
}

QVariant BudgetTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    const ColumnTexts& column = kColumns[section];
    switch (role) {
    case Qt::DisplayRole:
        return words(column.title).replace(QStringLiteral("%1"), nameOf(m_state->bars().rateUnit()));
    case Qt::ToolTipRole:
        return words(column.toolTip);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    default:
        return {};
    }
}

/// Whole, where the cell is too narrow, or why it is empty.
QString BudgetTableModel::toldOf(const Row& row, int column) const {
    const QString text = row.cells.value(column);
    if (column != RoofShare || row.kind != Kind::Gemm || !text.isEmpty())
        return text;
    for (const StoredRun* stored : m_state->bars().runs())
        if (stored->id == row.runId && row.row < stored->run.measurements.size())
            if (const Measurement& measurement = stored->run.measurements[row.row]; measurement.ok())
                return whyNoRoof(stored->run.context, measurement);
    return {};
}

int BudgetTableModel::rowOf(int runId, std::size_t row) const {
    const auto at = std::ranges::find_if(m_rows, [&](const Row& own) {
        return own.kind == Kind::Gemm && own.runId == runId && own.row == row;
    });
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

bool BudgetTableModel::namesRuns() const {
    return m_state->bars().runs().size() > 1;
}

std::vector<int> BudgetTableModel::wantedColumns() const {
    std::vector<int> columns;
    for (int column = namesRuns() ? RunName : RunName + 1; column < ColumnCount; ++column)
        if (!m_state->bars().isList() || (column != Times && column != Share))
            columns.push_back(column);
    return columns;
}

QStringList BudgetTableModel::cellsOf(const Run& run, const BudgetLine& line) const {
    const Measurement& row = run.measurements[line.row];
    QStringList cells(ColumnCount);
    cells[Gemm] = QString::fromStdString(nameOf(row.point));
    cells[Shape] = QString::fromStdString(shapeText(row.point.gemm));
    if (m_state->bars().isList())
        cells[Shape] += QStringLiteral(" %1 %2").arg(QLatin1String(toString(row.point.gemm.type)),
                                                     QLatin1String(toString(row.point.layout)));
    cells[Times] = QString::number(line.count);
    if (!row.ok()) {
        cells[Milliseconds] = QStringLiteral("–");
        cells[Remarks] = QString::fromStdString(row.reason);
        return cells;
    }
    cells[Milliseconds] = millisecondsNumber(line.seconds);
    cells[Interval] = halfWidthNumber(line.seconds, line.lowS, line.highS);
    cells[Share] = line.isInSum ? percentNumber(line.share) : words("the model's");
    cells[Throughput] = rateNumber(row.throughputTflops(), m_state->bars().rateUnit());
    cells[RoofShare] = percentNumber(line.roofShare);
    cells[Kernel] = QString::fromStdString(row.kernel);
    cells[Remarks] = flagsText(row.flags);
    return cells;
}

QStringList BudgetTableModel::cellsOf(const QString& title, const BudgetSum& sum,
                                      const std::string& lack) const {
    QStringList cells(ColumnCount);
    cells[Gemm] = title;
    cells[Remarks] = QString::fromStdString(lack);
    if (!(sum.seconds > 0)) { // none of its GEMMs is there
        cells[Milliseconds] = QStringLiteral("–");
        return cells;
    }
    cells[Milliseconds] = millisecondsNumber(sum.seconds);
    cells[Interval] = halfWidthNumber(sum.seconds, sum.lowS, sum.highS);
    cells[Throughput] = rateNumber(sum.tflops(), m_state->bars().rateUnit());
    return cells;
}

void BudgetTableModel::addRun(const StoredRun& stored, const QString& name) {
    if (m_state->bars().isList()) {
        addList(stored, name);
        return;
    }
    const std::vector<BudgetLines> ofScope = budgetLines(stored.run, m_state->scope());
    const std::vector<BudgetLines> ofLayer = budgetLines(stored.run, BudgetScope::Layer);
    const std::vector<BudgetLines> ofModel = budgetLines(stored.run, BudgetScope::Model);
    const ModelShape& model = stored.run.spec.budget->model;
    const auto add = [&](Kind kind, std::size_t row, QStringList cells) {
        cells[RunName] = name;
        m_rows.push_back({kind, stored.id, row, std::move(cells)});
    };
    for (std::size_t i = 0; i < ofScope.size(); ++i) {
        for (const BudgetLine& line : ofScope[i].lines)
            add(Kind::Gemm, line.row, cellsOf(stored.run, line));
        const QString suffix = ofScope[i].algorithm == Algorithm::Best ? words(", best") : QString();
        const std::pair<BudgetScope, const BudgetLines*> sums[] = {{BudgetScope::Layer, &ofLayer[i]},
                                                                   {BudgetScope::Model, &ofModel[i]}};
        for (const auto& [scope, lines] : sums)
            add(Kind::Sum, 0,
                cellsOf(QString::fromStdString(nameOf(scope, model)) + suffix, lines->sum,
                        lackText(stored.run, *lines, scope)));
    }
}

void BudgetTableModel::addList(const StoredRun& stored, const QString& name) {
    std::vector<BudgetLine> lines;
    for (const BudgetLines& all : budgetLines(stored.run, BudgetScope::Layer))
        lines.insert(lines.end(), all.lines.begin(), all.lines.end());
    std::ranges::sort(lines, {}, [&stored](const BudgetLine& line) {
        return stored.run.measurements[line.row].point.index;
    });
    for (const BudgetLine& line : lines) {
        QStringList cells = cellsOf(stored.run, line);
        cells[RunName] = name;
        m_rows.push_back({Kind::Gemm, stored.id, line.row, std::move(cells)});
    }
}

void BudgetTableModel::rebuild() {
    beginResetModel();
    m_rows.clear();
    const BudgetBars& bars = m_state->bars();
    const auto names = namesOf(bars.runs());
    for (std::size_t i = 0; i < bars.runs().size(); ++i)
        if (!bars.runs()[i]->isReference())
            addRun(*bars.runs()[i], names[i].name);
    for (const QString& note : notesOn(bars)) {
        QStringList cells(ColumnCount);
        cells[Gemm] = note;
        m_rows.push_back({Kind::Note, 0, 0, std::move(cells)});
    }
    endResetModel();
}

namespace {

/// What a cell shows as a number of the desktop's language; else a text that no spreadsheet computes.
QString cellText(const QModelIndex& index) {
    const QString text = index.data().toString().simplified();
    bool isNumber = false;
    static_cast<void>(text.toDouble(&isNumber));
    return isNumber ? localNumber(text) : QString::fromStdString(csvText(text.toStdString()));
}

} // namespace

QString tableText(const BudgetTableModel& model, const std::vector<int>& columns,
                  const std::vector<int>& rows) {
    QStringList lines;
    QStringList cells;
    for (const int column : columns)
        cells << model.headerData(column, Qt::Horizontal).toString();
    lines << cells.join(u'\t');
    for (const int row : rows) {
        cells.clear();
        for (const int column : columns)
            cells << cellText(model.index(row, column));
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n') + u'\n';
}

QString budgetText(const BudgetState& state) {
    const BudgetTableModel model(&state);
    std::vector<int> rows(static_cast<std::size_t>(model.rowCount()));
    std::iota(rows.begin(), rows.end(), 0);
    return tableText(model, model.wantedColumns(), rows);
}

} // namespace headroom::ui

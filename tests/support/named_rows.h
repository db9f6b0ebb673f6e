// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace headroom::testing {

/// Text whose first line names its columns and whose other lines are rows: a table as it is copied, or a CSV
/// file in which no field is quoted.
class NamedRows {
public:
    NamedRows(const QString& text, QChar separator)
        : m_separator(separator), m_rows(text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (!m_rows.isEmpty())
            m_names = m_rows.takeFirst().split(separator);
    }

    const QStringList& names() const { return m_names; }
    /// Without the line of names.
    qsizetype count() const { return m_rows.size(); }
    /// A cell; where there is no such row or column, text that is no cell's.
    QString at(qsizetype row, const char* column) const {
        const qsizetype place = m_names.indexOf(QString::fromUtf8(column));
        const QStringList cells = m_rows.value(row).split(m_separator);
        return place >= 0 && place < cells.size()
                   ? cells[place]
                   : QStringLiteral("no \"%1\" in row %2").arg(QString::fromUtf8(column)).arg(row);
    }

private:
    QChar m_separator;
    QStringList m_names;
    QStringList m_rows;
};

} // namespace headroom::testing

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/sample_run.h"

#include "engine/io/run_file.h"
#include "engine/sweep/plan_part.h"

#include <QDir>
#include <QFile>
#include <QString>

#include <string>

namespace headroom::testing {

/// A folder with the journals of a made-up sweep in parts, as tasks of an array job leave them.
class GrowingParts {
public:
    explicit GrowingParts(const QString& folder, int of = 4, const SweepSpec& spec = sampleSpec(4))
        : m_folder(folder), m_of(of), m_whole(sampleRun(spec)) {}

    const Run& whole() const { return m_whole; }
    QString at(const QString& name) const { return QDir(m_folder).filePath(name); }
    static QString journalOf(int number) { return QStringLiteral("part%1.jsonl").arg(number); }

    /// The part as a run of its own, as far as so many rows.
    Run part(int number, std::size_t rows = std::size_t(-1)) const {
        SweepPlan plan = makePlan(m_whole.spec);
        takePart(plan, {number, m_of});
        Run run{m_whole.context, m_whole.spec, {}};
        run.context.runId = "task" + std::to_string(number);
        run.context.notes.insert(run.context.notes.end(), plan.notes.begin(), plan.notes.end());
        for (const std::size_t index : plan.order)
            for (const Measurement& row : m_whole.measurements)
                if (row.point.index == index && run.measurements.size() < rows)
                    run.measurements.push_back(row);
        return run;
    }
    std::size_t sizeOf(int number) const { return part(number).measurements.size(); }

    /// The journal of so many rows, and the beginning of a next one.
    void writeJournal(int number, std::size_t rows, const std::string& begun = {}) const {
        const Run run = part(number, rows);
        std::string text = contextToJson(run.context) + '\n' + specToJson(run.spec) + '\n';
        for (const Measurement& row : run.measurements)
            text += measurementToJson(row) + '\n';
        write(journalOf(number), text + begun);
    }
    /// One row more, as a journal grows.
    void append(int number, std::size_t row) const {
        appendText(journalOf(number), measurementToJson(part(number).measurements.at(row)) + '\n');
    }
    void appendText(const QString& name, const std::string& text) const {
        put(name, text, QIODevice::Append);
    }
    void write(const QString& name, const std::string& text) const { put(name, text, QIODevice::WriteOnly); }

private:
    void put(const QString& name, const std::string& text, QIODevice::OpenMode mode) const {
        QFile file(at(name));
        if (!file.open(mode) || file.write(QByteArray::fromStdString(text)) < 0)
            qFatal("cannot write a part");
    }

    QString m_folder;
    int m_of;
    Run m_whole;
};

} // namespace headroom::testing

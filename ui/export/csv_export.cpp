// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/csv_export.h"

#include "engine/io/atomic_file.h"
#include "engine/io/csv.h"
#include "ui/sweep/run_store.h"

#include <QFile>

namespace headroom::ui {

std::string csvOfVisibleRuns(const RunStore& store) {
    std::string csv = csvHeader() + '\n';
    for (int i = 0; i < store.count(); ++i)
        if (const StoredRun& stored = store.at(i); stored.visible && stored.kind != RunKind::Reference)
            csv += csvRows(stored.run);
    return csv;
}

Outcome exportCsv(const RunStore& store, const QString& path) {
    return writeFileAtomically(QFile::encodeName(path).toStdString(), csvOfVisibleRuns(store));
}

} // namespace headroom::ui

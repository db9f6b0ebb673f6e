// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/files/export_file.h"

#include "ui/export/csv_export.h"
#include "ui/export/figure_export.h"

#include <QFileInfo>

namespace headroom::ui {

bool isCsv(const QString& path) {
    return QFileInfo(path).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0;
}

Outcome exportFile(const QString& path, const RunStore& store, const PaperFigure& figure) {
    if (isCsv(path))
        return writeCsv(path, csvOfEverything(store));
    return exportFigure(figure, store, path);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/roof_text.h"

#include "engine/sweep/run.h"
#include "ui/widgets/words.h"

#include <string>

namespace headroom::ui {

namespace {

bool hasRoof(const RunContext& context, const Measurement& row) {
    const auto roof = roofTflops(context, row.point.gemm);
    return roof && *roof > 0;
}

} // namespace

QString notedWhyNoRoof(const RunContext& context, const Measurement& row) {
    if (hasRoof(context, row))
        return {};
    // As they are noted when the device is opened, for a run of one type or of several.
    const std::string begins = "There is no roof";
    const std::string ofType = begins + " for " + toString(row.point.gemm.type) + ":";
    for (const std::string& note : context.notes)
        if (note.starts_with(ofType) || note.starts_with(begins + ":"))
            return QString::fromStdString(note);
    return {};
}

QString whyNoRoof(const RunContext& context, const Measurement& row) {
    if (hasRoof(context, row))
        return {};
    const QString noted = notedWhyNoRoof(context, row);
    return noted.isEmpty()
               ? words("No limit of this device in %1 is known: there is no roof to take a share of.")
                     .arg(QLatin1String(toString(row.point.gemm.type)))
               : noted;
}

} // namespace headroom::ui

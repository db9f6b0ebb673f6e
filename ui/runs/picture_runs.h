// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"
#include "engine/sweep/run.h"
#include "ui/runs/picture_texts.h"

#include <QString>

#include <string>
#include <vector>

class QImage;

namespace headroom::ui {

/// Gives the image those run files as texts. Fails where there are more than a picture may carry.
Outcome embedRuns(QImage& image, const std::vector<std::string>& runFiles);

/// The runs of a picture that was exported by this program, at least one.
Result<std::vector<Run>> runsInPicture(const QString& path);

} // namespace headroom::ui

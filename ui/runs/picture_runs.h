// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"
#include "engine/sweep/run.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <vector>

class QImage;

namespace headroom::ui {

// A PNG carries the runs it shows as texts: "Headroom run 1", "Headroom run 1, part 2", "Headroom run 2" …
// Readers of PNG skip a text of more than 8 MB, so long ones stand in parts.

/// Runs of one picture.
inline constexpr std::size_t kMaxPictureRuns = 64;

/// Gives the image those run files as texts. Fails where there are more than a picture may carry.
Outcome embedRuns(QImage& image, const std::vector<std::string>& runFiles);

/// The run files that a PNG carries, in order; none in a picture of another program. Damaged chunks and texts
/// that grow beyond kMaxRunBytes together are refused.
Result<std::vector<std::string>> runFilesIn(std::string_view png);

/// The runs of a picture that was exported by this program, at least one.
Result<std::vector<Run>> runsInPicture(const QString& path);

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/picture_runs.h"

#include "engine/files/limits.h"
#include "engine/files/read_file.h"
#include "engine/io/run_file.h"
#include "ui/widgets/words.h"

#include <QFile>
#include <QImage>

#include <algorithm>

namespace headroom::ui {

namespace {

/// At most 6 MB as UTF-8: what readers of PNG accept, with room to spare.
constexpr qsizetype kPartLength = 2'000'000;

} // namespace

Outcome embedRuns(QImage& image, const std::vector<std::string>& runFiles) {
    std::size_t bytes = 0;
    for (const std::string& file : runFiles)
        bytes += file.size();
    if (runFiles.size() > kMaxPictureRuns || bytes > kMaxRunBytes)
        return errorOf(
            words("A picture can carry %1 runs of %2 MB together; this one would carry %3 of %4 MB. Hide "
                  "some, or export as SVG or PDF and save the runs.")
                .arg(kMaxPictureRuns)
                .arg(kMaxRunBytes >> 20)
                .arg(runFiles.size())
                .arg(bytes >> 20));
    for (std::size_t run = 1; run <= runFiles.size(); ++run) {
        const QString text = QString::fromStdString(runFiles[run - 1]);
        std::size_t part = 1;
        for (qsizetype start = 0; start < text.size(); ++part) {
            qsizetype length = std::min(kPartLength, text.size() - start);
            if (text.at(start + length - 1).isHighSurrogate() && length > 1)
                --length;
            image.setText(QString::fromStdString(pictureKey(run, part)), text.mid(start, length));
            start += length;
        }
    }
    return success();
}

Result<std::vector<Run>> runsInPicture(const QString& path) {
    const auto refuse = [&path](const std::string& reason) {
        return errorOf(words("Cannot read the runs in %1: %2.").arg(path, QString::fromStdString(reason)));
    };
    const Result<std::string> png = readFile(QFile::encodeName(path).toStdString(), kMaxPictureBytes);
    if (!png)
        return refuse(png.error().reason);
    const Result<std::vector<std::string>> files = runFilesIn(*png);
    if (!files)
        return refuse(files.error().reason);
    if (files->empty())
        return errorOf(
            words("%1 holds no run. PNGs that Headroom exported hold those that were measured, and no "
                  "reference data.")
                .arg(path));
    std::vector<Run> runs;
    for (const std::string& file : *files) {
        Result<Run> run = runFromJson(file);
        if (!run)
            return refuse(run.error().reason);
        runs.push_back(std::move(*run));
    }
    return runs;
}

} // namespace headroom::ui

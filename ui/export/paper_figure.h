// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/result.h"
#include "ui/export/figure_options.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QImage;
class QPainter;

namespace headroom::ui {

class RunStore;
struct StoredRun;

/// What a figure says of itself around what it shows.
struct FigureTexts {
    QString title;
    QString subtitle;
    QString caption;
};

/// Why a choice would change nothing: sentences; empty where it can be made.
struct FigureLimits {
    QString flags;
    QString intervals;
    QString references;
    QString dashes;
    QString legend;
    QString palette;
};

/// A figure with what was chosen for it, whatever it shows: exports and the preview paint this one. Names are
/// read from the store of its runs, which must outlive it.
class PaperFigure {
public:
    PaperFigure(const PaperFigure&) = delete;
    PaperFigure& operator=(const PaperFigure&) = delete;
    virtual ~PaperFigure();

    /// As chosen, with the height that it takes.
    const FigureOptions& options() const { return m_options; }
    const FigureTexts& automatic() const { return m_automatic; }
    /// For a file's own metadata: what stands in the figure, and what was left out of it.
    FigureTexts told() const;
    /// In units of 1/96 inch.
    virtual void paint(QPainter& painter) const = 0;
    /// In that many pixels, of its own proportions.
    Result<QImage> image(const QSize& pixels) const;

    /// Why nothing would be seen in it; empty where something is.
    virtual QString whyEmpty() const = 0;
    /// What became of a choice, where it is not obvious; may be empty.
    virtual QString note() const = 0;
    virtual FigureLimits limits() const = 0;
    /// Those that it shows, references too.
    virtual std::vector<const StoredRun*> runs() const = 0;
    /// The measurements that it shows.
    virtual std::string csv(const RunStore& store) const = 0;

protected:
    explicit PaperFigure(const FigureOptions& options) : m_options(options) {}
    /// The options' own ones, else the automatic ones.
    FigureTexts chosenTexts() const;
    /// A sentence where type is too small to be read; else empty.
    static QString smallTypeNote(double points);

    FigureOptions m_options;
    FigureTexts m_automatic;
};

/// Makes the figure of what is shown now with those options.
using FigureMaker = std::function<std::shared_ptr<const PaperFigure>(const FigureOptions& options)>;

} // namespace headroom::ui

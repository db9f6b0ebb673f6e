// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/figure_layout.h"

#include "ui/chart/data/curve_set.h"
#include "ui/chart/data/flagged_points.h"
#include "ui/chart/figure.h"
#include "ui/chart/paint/coinciding.h"
#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/wrapped_text.h"
#include "ui/widgets/words.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace headroom::ui {

namespace {

constexpr double kWidth = 640;            ///< pixels in which a figure is laid out, then scaled
constexpr double kLeastType = 10;         ///< of the painter's units: 7.5 points on paper, in a column too
constexpr double kColumnWidth = 4.5 * 96; ///< of the painter's units: what is no wider is a column
constexpr double kPlotShare = 0.7;        ///< of a column's width, at least
constexpr double kPlotHeight = 0.34;      ///< of a figure's height, at least,
constexpr double kPlotShape = 0.5;        ///< or so much of the plot's own width,
constexpr double kPlotOfWidth = 0.36;     ///< or of the figure's
constexpr double kMargin = 10;

QFont ofPixels(const QFont& font, int pixels) {
    QFont type(font);
    type.setPixelSize(pixels);
    return type;
}

/// What names at the curves say, so that a legend need not.
enum class Labelled { Nothing, Ratios, All };

Labelled labelledBy(const EndLabels& labels) {
    return labels.sayAll() ? Labelled::All : labels.width() > 0 ? Labelled::Ratios : Labelled::Nothing;
}

LegendEntry noteOf(const QString& sentence) {
    LegendEntry note;
    note.kind = LegendEntry::Kind::Note;
    note.label = sentence;
    return note;
}

/// What a legend says of how the curves are drawn, which is known once they are laid out.
struct Said {
    QStringList sentences; ///< before the runs
    bool hollow = true;    ///< whether a hollow point is seen
};

/// What the legend of a figure says.
std::vector<LegendEntry> printedEntries(const CurveSet& curves, Labelled labelled, const Said& said) {
    QStringList sentences = said.sentences;
    std::vector<LegendEntry> entries;
    if (labelled != Labelled::All)
        entries = legendEntries(curves, LegendRows::Drawn);
    if (!said.hollow)
        std::erase_if(entries,
                      [](const LegendEntry& entry) { return entry.kind == LegendEntry::Kind::Hollow; });
    if (labelled == Labelled::Ratios) {
        if (std::ranges::any_of(entries, &LegendEntry::best))
            sentences.prepend(words("paler: best algorithm"));
        std::erase_if(entries,
                      [](const LegendEntry& entry) { return entry.kind == LegendEntry::Kind::Curve; });
    }
    std::vector<LegendEntry> notes;
    for (const QString& sentence : sentences)
        notes.push_back(noteOf(sentence));
    const auto runs = std::ranges::find(entries, LegendEntry::Kind::Run, &LegendEntry::kind);
    entries.insert(runs, std::make_move_iterator(notes.begin()), std::make_move_iterator(notes.end()));
    return entries;
}

/// Of what stands beside or below the chart.
struct SmallType {
    int legend = static_cast<int>(kFigureType);
    int caption = 10;
};

/// Puts the parts of one figure in their places.
class FigureComposer {
public:
    FigureComposer(const QSizeF& size, const Figure& figure)
        : m_figure(figure)
        , m_size(size)
        , m_isColumn(size.width() <= kColumnWidth)
        , m_width(std::min(kWidth, size.width() * kFigureType / kLeastType)) {}

    /// As the style wants it, or with the legend below where a column has no room for it.
    FigureLayout compose(const Said& said) const {
        const LegendPlace wish = m_figure.style.legend;
        FigureLayout layout = composeWith(wish, said);
        if (m_isColumn && layout.frame.plot.width() < kPlotShare * layout.size.width())
            layout = composeWith(LegendPlace::Below, said);
        return layout;
    }

private:
    FigureLayout composeWith(LegendPlace place, const Said& said) const;
    FigureLayout attempt(double width, LegendPlace place, SmallType type, const Said& said) const;
    int legendTypeBeside(const Said& said) const;
    double placeCaption(FigureLayout& layout) const;
    void placeChart(FigureLayout& layout, const QRectF& area, const Said& said) const;
    void placeLegend(FigureLayout& layout, const QRectF& area, std::vector<LegendEntry> entries) const;
    void placeFrame(FigureLayout& layout, const QRectF& area) const;

    const Figure& m_figure;
    QSizeF m_size;
    bool m_isColumn;
    double m_width; ///< in pixels, with type of the usual size
};

FigureLayout FigureComposer::composeWith(LegendPlace place, const Said& said) const {
    constexpr double kLarger = 1.06;
    constexpr int kTries = 14; // to less than half the size of type
    const double pixelPoints = m_size.width() / m_width * 72 / 96;
    const int least = std::clamp(static_cast<int>(std::ceil(kReadablePoints / pixelPoints)), 9, 11);
    SmallType type;
    type.caption = std::max(type.caption, least);
    type.legend = place == LegendPlace::Right ? legendTypeBeside(said) : type.legend - 1;
    FigureLayout layout = attempt(m_width, place, type, said);
    while (!layout.fits && (type.legend > least || type.caption > least)) {
        type.legend = std::max(least, type.legend - 1);
        type.caption = std::max(least, type.caption - 1);
        layout = attempt(m_width, place, type, said);
    }
    double width = m_width;
    for (int i = 0; i < kTries && !layout.fits; ++i) {
        width *= kLarger;
        layout = attempt(width, place, type, said);
    }
    return layout;
}

/// The usual one, or a smaller one in which each name has one line.
int FigureComposer::legendTypeBeside(const Said& said) const {
    constexpr int kLeast = 11;
    constexpr int kUsual = SmallType().legend;
    const CurveLook look =
        figureLook(m_figure.curves, m_figure.style, m_size.width() / m_width, m_size.width());
    const auto entries = printedEntries(m_figure.curves, Labelled::Nothing, said);
    for (int pixels = kUsual; pixels >= kLeast; --pixels)
        if (!wrapsBeside(entries, look, ofPixels(figureFont(), pixels), m_width))
            return pixels;
    return kUsual;
}

FigureLayout FigureComposer::attempt(double width, LegendPlace place, SmallType type,
                                     const Said& said) const {
    FigureLayout layout;
    layout.unit = m_size.width() / width;
    layout.size = QSizeF(width, m_size.height() / layout.unit);
    layout.legendPlace = place;
    layout.view.font = figureFont();
    layout.view.theme = paperTheme(m_figure.style.dark);
    layout.view.raised = m_figure.curves.beside().standingOut(m_figure.curves.curves());
    layout.view.theme.curves = figureLook(m_figure.curves, m_figure.style, layout.unit, m_size.width());
    layout.legend.font = ofPixels(layout.view.font, type.legend);
    layout.captionType = ofPixels(layout.view.font, type.caption);
    const double foot = placeCaption(layout);
    placeChart(layout, QRectF(0, 0, width, layout.size.height() - foot), said);
    const QSizeF plot = layout.frame.plot.size();
    layout.fits = layout.fits && plot.height() >= std::min({kPlotHeight * layout.size.height(),
                                                            kPlotShape * plot.width(), kPlotOfWidth * width});
    return layout;
}

/// At the foot; returns what it takes of the height.
double FigureComposer::placeCaption(FigureLayout& layout) const {
    if (m_figure.caption.isEmpty())
        return 0;
    const double width = layout.size.width() - 2 * kMargin;
    const double height =
        std::ceil(wrappedHeight(m_figure.caption, width, QFontMetricsF(layout.captionType)));
    layout.caption = QRectF(kMargin, layout.size.height() - height - kMargin, width, height + 1);
    return height + kMargin;
}

/// Frame and legend, in what the caption leaves.
void FigureComposer::placeChart(FigureLayout& layout, const QRectF& area, const Said& said) const {
    const auto place = [&](Labelled labelled) {
        placeLegend(layout, area, printedEntries(m_figure.curves, labelled, said));
    };
    if (layout.legendPlace != LegendPlace::Labels)
        return place(Labelled::Nothing);
    placeFrame(layout, area);
    // A legend takes height from the plot, which then may have none for all the names.
    Labelled labelled = labelledBy(layout.labels);
    for (int i = 0; i < 2; ++i) {
        place(labelled);
        if (labelledBy(layout.labels) == labelled)
            return;
        labelled = std::min(labelled, labelledBy(layout.labels));
    }
    place(labelled);
}

void FigureComposer::placeLegend(FigureLayout& layout, const QRectF& area,
                                 std::vector<LegendEntry> entries) const {
    const CurveLook& look = layout.view.theme.curves;
    const QFont type = layout.legend.font;
    if (entries.empty())
        return placeFrame(layout, area);
    if (layout.legendPlace == LegendPlace::Right) {
        const double width = widthBeside(entries, look, type, layout.size.width());
        layout.legend = legendBeside(std::move(entries), look, type, width);
        placeFrame(layout, area.adjusted(0, 0, -width - 2 * kMargin, 0));
        const QPointF corner(area.right() - width - 1.5 * kMargin, layout.frame.plot.top());
        layout.legend.moveTo(corner);
        layout.fits = corner.y() + layout.legend.size.height() <= area.bottom();
        return;
    }
    layout.legend = legendBelow(std::move(entries), look, type, area.width() - 2 * kMargin);
    const double height = layout.legend.size.height() + kMargin / 2;
    placeFrame(layout, area.adjusted(0, 0, 0, -height));
    layout.legend.moveTo({area.left() + kMargin, area.bottom() - height});
}

/// Title, axes and plot, and where they are wanted the names at the ends of the curves.
void FigureComposer::placeFrame(FigureLayout& layout, const QRectF& area) const {
    constexpr double kColumnEdge = 4;      // paper around a column is white anyway
    constexpr double kLabelShare = 0.4;    // of the width, at most
    constexpr double kInColumnShare = 0.2; // leaves the plot what it should have
    const FrameFonts fonts(layout.view.font);
    FrameMargins margins;
    if (m_isColumn)
        margins.edge = kColumnEdge;
    const auto layOut = [&] {
        layout.frame = layOutFrame(area, m_figure.texts, fonts, m_figure.view, m_figure.scales, margins);
    };
    layOut();
    if (layout.legendPlace == LegendPlace::Labels) {
        PlotView labelled = layout.view;
        labelled.font = ofPixels(layout.view.font, m_isColumn ? 11 : static_cast<int>(kFigureType));
        const double most = (m_isColumn ? kInColumnShare : kLabelShare) * area.width();
        layout.labels = EndLabels(m_figure.curves, labelled, {most, layout.frame.plot.height()});
        margins.right = std::max(0.0, layout.labels.width() - (area.right() - layout.frame.plot.right()));
        layOut();
    }
    layout.fonts = fonts;
    layout.view.mapping = PlotMapping(layout.frame.plot, m_figure.view, m_figure.scales);
}

/// As it is laid out before it is known how the curves are drawn, and then with what is said of that.
FigureLayout composed(const QSizeF& size, const Figure& figure) {
    const FigureComposer composer(size, figure);
    FigureLayout layout = composer.compose({});
    const bool allCoincide = figure.curves.quantity().comparesAll(); // in the band
    const Said said{allCoincide ? QStringList() : coincidingCurves(figure.curves, layout.view),
                    !anyFlaggedShown(figure.curves) || marksFlagged(figure.curves.curves(), layout.view)};
    return said.sentences.isEmpty() && said.hollow ? layout : composer.compose(said);
}

/// By its own width and that of the figure in pixels, and what the figure has on paper: in a column a plot
/// needs more height to be read, and on a page a wide one needs less and one beside a wide legend more.
double usualPlotHeight(double plot, double figure, double onPaper) {
    constexpr double kShapeInColumn = 0.62;
    constexpr double kShape = 0.52;
    constexpr double kLeastOfWidth = 0.3;
    constexpr double kMostOfWidth = 0.38;
    if (onPaper <= kColumnWidth)
        return kShapeInColumn * plot;
    return std::clamp(kShape * plot, kLeastOfWidth * figure, kMostOfWidth * figure);
}

} // namespace

double FigureLayout::smallestTypePoints() const {
    int pixels = fonts.tick.pixelSize();
    if (!legend.empty())
        pixels = std::min(pixels, legend.font.pixelSize());
    if (!caption.isEmpty())
        pixels = std::min(pixels, captionType.pixelSize());
    return points(pixels);
}

FigureLayout layOutFigure(const QSizeF& size, const Figure& figure) {
    return composed(size, figure);
}

double fittingHeight(double width, const Figure& figure) {
    constexpr double kMostHeight = 4; // over the width
    const FigureLayout roomy = composed({width, kMostHeight * width}, figure);
    const auto heightAround = [&](const FigureLayout& layout) {
        const QSizeF plot = layout.frame.plot.size();
        const double wanted = usualPlotHeight(plot.width(), layout.size.width(), width);
        return std::ceil((layout.size.height() - plot.height() + wanted) * layout.unit);
    };
    const auto isReadable = [&](double height) {
        const FigureLayout layout = composed({width, height}, figure);
        return layout.fits == roomy.fits && layout.unit >= roomy.unit;
    };
    const double height = heightAround(roomy);
    if (isReadable(height)) { // what stands around the plot depends a little on its height
        const double settled = heightAround(composed({width, height}, figure));
        return isReadable(settled) ? settled : height;
    }
    // A legend beside the plot has become as small as it may be.
    constexpr int kSteps = 6;
    double tooLow = height;
    double enough = std::max(height, kMostHeight * width);
    for (int i = 0; i < kSteps; ++i) {
        const double middle = std::ceil(std::sqrt(tooLow * enough));
        (isReadable(middle) ? enough : tooLow) = middle;
    }
    return enough;
}

} // namespace headroom::ui

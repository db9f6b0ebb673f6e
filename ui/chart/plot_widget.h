// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/paint/curve_geometry.h"
#include "ui/chart/paint/curve_scene.h"
#include "ui/chart/paint/end_labels.h"
#include "ui/chart/paint/frame.h"
#include "ui/chart/paint/plot_view.h"
#include "ui/chart/reading/advice_arrow.h"
#include "ui/chart/reading/box_placement.h"
#include "ui/chart/reading/hover.h"
#include "ui/chart/reading/pins.h"
#include "ui/chart/view/view_stack.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <optional>

class QMenu;
class QRubberBand;

namespace headroom::ui {

class CurveSet;
class HiddenEntry;

/// Draws the curves, once into a picture that is kept, so that hovering costs a copy and a call-out. Mouse
/// and keyboard look around in it and read its points.
class PlotWidget final : public QWidget {
    Q_OBJECT

public:
    /// `curves` must outlive the widget.
    explicit PlotWidget(const CurveSet* curves, QWidget* parent = nullptr);
    ~PlotWidget() override;

    /// The curves changed, and with them perhaps the texts: draws them again at the next paint event. The
    /// hint stands in the middle of the plot.
    void showCurves(const FrameTexts& texts, const QString& hint);
    const FrameTexts& texts() const { return m_texts; }
    QString hint() const; ///< what stands in place of curves; empty for nothing
    void setLogX(bool on);
    void setLogY(bool on);
    AxisScales scales() const { return m_scales; }
    FrameFonts frameFonts() const;
    /// Brings layout and mapping up to date without painting.
    void ensureLayout();
    const PlotView& view() const { return m_view; }
    const PlotMapping& mapping() const { return m_view.mapping; }
    const ViewStack& views() const { return m_views; }

    /// About the middle of the plot; a factor below 1 comes nearer.
    void zoom(double factor);
    void goHome();
    void resetViews(); ///< forgets at which values the user looked, not at which hidden sizes
    void goBack();
    void goForward();
    void setUnifiedHover(bool on);
    /// Asks for a hidden size, over the chart, and reads every curve there.
    void askForHidden();
    /// Goes to that hidden size and reads every curve there, until Esc or another one is asked for.
    void goToHidden(std::int64_t hidden);
    /// Whether all curves are read, and so what they say has a place beside the plot.
    bool readsColumns() const { return m_hover.readsColumns(); }
    const ColumnReading& reading() const { return m_hover.reading(); }
    /// Marks and reads out a point chosen elsewhere; an unknown one clears the mark.
    void selectPoint(const PointKey& point);
    /// Draws the other curves faint, as long as there are any of these.
    void raise(const std::vector<CurveKey>& keys);
    /// For an audience: lines and markers that many times as large, and the curves named at their ends.
    /// Nothing ends it.
    void setPresentation(std::optional<double> scale);
    /// Without names outside a presentation, and while all curves are read: what reads them names them.
    const EndLabels& endLabels() const { return m_labels; }
    /// Says, small and beside the x axis's title, why nothing moves; empty for nothing.
    void setStageNote(const QString& note);
    const QString& stageNote() const { return m_stageNote; }
    /// Where that stands.
    QRectF stageNoteRoom() const;
    const Pins& pins() const { return m_pins; }
    /// Draws what advice says of points of the chart; nothing takes it away.
    void setAdvice(const std::optional<AdviceMark>& mark);
    const std::optional<AdviceMark>& advice() const { return m_advice; }
    const std::optional<AdviceArrow>& arrow() const { return m_arrow; } ///< as drawn
    /// Where it says what the compared runs measured differently; empty where nothing is to be said
    /// or it would cover too much of the plot.
    const QRectF& note() const { return m_note; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void historyChanged(bool canGoBack, bool canGoForward);
    void plotMoved(const QRectF& plot);
    void readoutChanged(const QString& text);
    void readingChanged();
    void pointActivated(int runId, int row);
    void unifiedHoverChanged(bool on);
    /// Is there a better length beside that point's? Row of the run's measurements.
    void adviceWanted(int runId, int row);
    void adviceDismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag { None, Band, Pan, Pin };
    /// What is kept of all that lies behind the front run was made for this.
    struct Behind {
        PlotMapping mapping;
        std::uint64_t revision = 0;
        bool bands = false;
        friend bool operator==(const Behind&, const Behind&) = default;
    };

    void layOutWith(double beside);
    void layOutLabels();
    void setScales(AxisScales scales);
    void invalidate();
    void curvesChanged();
    void paintDepth(QPainter& painter, Depth depth);
    void showRaised();
    void renderBehind();
    void renderContent();
    void paintHint(QPainter& painter) const;
    void paintStageNote(QPainter& painter) const;
    void viewChanged();
    void hoverChanged(bool changed);
    void scaleView(const QPointF& about, double factorX, double factorY);
    void beginDrag(Drag drag, const QPointF& at);
    void endDrag();
    void zoomToBand();
    void setPointerLeads(bool leads);
    bool stepBy(int key);
    bool navigate(int key);
    bool annotate(int key);
    void annotate(int key, const PointKey& point);
    void addPointActions(QMenu* menu, const PointKey& point);
    void addAdviceAction(QMenu* menu, const PointKey& point);
    bool escape(); ///< out of the innermost thing there is to leave
    void clearAnnotations();
    void clearCursors();
    void pinsChanged();
    void placeNote();
    void placeArrow();
    void movePin(const QPointF& at);
    void moveView(const QPointF& at, bool begins);
    void click(const QPointF& at, Qt::KeyboardModifiers modifiers);
    void updateCursor();
    const CurveCover& cover();
    Surroundings surroundings(bool withPins);
    void placeEntry();
    std::optional<double> readableNear(double hidden) const;

    const CurveSet* m_curves;
    CurveScene m_scene;
    FrameTexts m_texts;
    FrameLayout m_layout;
    PlotView m_view;                ///< as drawn
    std::vector<CurveKey> m_raised; ///< that somebody points at
    ViewStack m_views;
    QString m_hint;
    QPixmap m_behind;
    std::optional<Behind> m_behindAs;
    QPixmap m_content;
    CurveCover m_behindCover;
    std::optional<Behind> m_behindCoverAs;
    CurveCover m_cover; ///< of the curves as they are drawn
    QRectF m_note;
    bool m_stale = true;
    bool m_coverStale = true;
    AxisScales m_scales;

    Hover m_hover;
    Pins m_pins;
    std::optional<AdviceMark> m_advice;
    std::optional<AdviceArrow> m_arrow;
    int m_draggedPin = -1;
    bool m_presentation = false;
    bool m_readsColumns = false; ///< as laid out
    EndLabels m_labels;
    QString m_stageNote;
    QTimer m_wheelPause; ///< turns of the wheel in quick succession are one step of the view stack
    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    bool m_dragMoved = false;
    bool m_spaceHeld = false;
    bool m_keyboardFocus = false;
    bool m_pointerLeads = false; ///< keys are the chart's, whoever has the focus
    PlotMapping m_dragMapping;   ///< as it was when the drag began
    QRubberBand* m_band;         ///< owned by the widget, as is the next
    HiddenEntry* m_entry;
};

} // namespace headroom::ui

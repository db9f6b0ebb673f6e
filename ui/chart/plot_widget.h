// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_theme.h"
#include "ui/chart/curve_scene.h"
#include "ui/chart/frame.h"
#include "ui/chart/view_stack.h"

#include <QPixmap>
#include <QWidget>

namespace headroom::ui {

class CurveSet;

/// Draws the curves, once into a picture that is kept, so that hovering costs a copy and a call-out.
class PlotWidget final : public QWidget {
    Q_OBJECT

public:
    /// `curves` must outlive the widget.
    explicit PlotWidget(const CurveSet* curves, QWidget* parent = nullptr);
    ~PlotWidget() override;

    void setTexts(const FrameTexts& texts);
    void setHint(const QString& hint);
    void setLogX(bool on);
    bool logX() const { return m_logX; }
    /// The curves changed: draws them again at the next paint event.
    void invalidate();
    /// Brings layout and mapping up to date without painting.
    void ensureLayout();
    const PlotMapping& mapping() const { return m_mapping; }
    const ViewStack& views() const { return m_views; }
    const ChartTheme& theme() const { return m_theme; }

    /// About the middle of the plot; a factor below 1 comes nearer.
    void zoom(double factor);
    void goHome();
    void goBack();
    void goForward();
    void setUnifiedHover(bool on);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void historyChanged(bool canGoBack, bool canGoForward);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void renderContent();
    void viewChanged();

    const CurveSet* m_curves;
    CurveScene m_scene;
    ChartTheme m_theme;
    FrameTexts m_texts;
    FrameLayout m_layout;
    PlotMapping m_mapping;
    ViewStack m_views;
    QString m_hint;
    QPixmap m_content;
    bool m_stale = true;
    bool m_logX = false;
    bool m_unified = false;
};

} // namespace headroom::ui

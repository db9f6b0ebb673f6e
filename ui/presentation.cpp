// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presentation.h"

#include <QApplication>
#include <QMouseEvent>
#include <QSplitter>
#include <QStackedWidget>

#include <numeric>
#include <utility>

namespace headroom::ui {

namespace {

/// Those sizes, with what the splitter has more or less now at the chart's part.
QList<int> fittedSizes(const QSplitter& splitter, QList<int> sizes, const QWidget& chart) {
    const auto sum = [](const QList<int>& parts) { return std::accumulate(parts.begin(), parts.end(), 0); };
    for (int i = 0; i < splitter.count(); ++i)
        if (splitter.widget(i) == &chart || splitter.widget(i)->isAncestorOf(&chart))
            sizes[i] += sum(splitter.sizes()) - sum(sizes);
    return sizes;
}

} // namespace

Presentation::Presentation(Parts parts, std::function<void(bool)> chartChanges, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_chartChanges(std::move(chartChanges))
    , m_pointerRests(this) {
    constexpr int kRestMs = 2000;
    m_pointerRests.setObjectName(QStringLiteral("pointerRests"));
    m_pointerRests.setSingleShot(true);
    m_pointerRests.setInterval(kRestMs);
    connect(&m_pointerRests, &QTimer::timeout, this, [this] { setPointerHidden(true); });
}

Presentation::~Presentation() {
    setPointerHidden(false);
}

void Presentation::setPointerHidden(bool hidden) {
    if (std::exchange(m_pointerHidden, hidden) == hidden)
        return;
    hidden ? QApplication::setOverrideCursor(Qt::BlankCursor) : QApplication::restoreOverrideCursor();
}

bool Presentation::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseMove || event->type() == QEvent::MouseButtonPress) {
        const QPointF at = static_cast<QMouseEvent*>(event)->globalPosition();
        // What appears below a pointer at rest is told of a move too.
        if (std::exchange(m_pointer, at) != at || event->type() == QEvent::MouseButtonPress) {
            setPointerHidden(false);
            m_pointerRests.start();
        }
    }
    return QObject::eventFilter(watched, event);
}

void Presentation::set(bool on) {
    if (std::exchange(m_on, on) == on)
        return;
    on ? begin() : end();
}

void Presentation::begin() {
    m_focus = m_parts.window->focusWidget();
    // Before the panel with the keyboard goes; its keys are those of the view that is seen.
    m_parts.view->currentWidget()->setFocus(Qt::OtherFocusReason);
    m_sizes.clear();
    for (const QSplitter* splitter : m_parts.splitters)
        m_sizes << splitter->sizes();
    m_hidden.clear();
    for (QWidget* widget : m_parts.aside)
        if (!widget->isHidden()) {
            m_hidden << widget;
            widget->hide();
        }
    m_chartChanges(true);
    m_parts.window->setWindowState(m_parts.window->windowState() | Qt::WindowFullScreen);
    m_pointerRests.start();
    qApp->installEventFilter(this);
}

void Presentation::end() {
    qApp->removeEventFilter(this);
    m_pointerRests.stop();
    setPointerHidden(false);
    m_chartChanges(false);
    for (QWidget* widget : m_hidden)
        widget->show();
    for (qsizetype i = 0; i < m_sizes.size(); ++i)
        m_parts.splitters[i]->setSizes(fittedSizes(*m_parts.splitters[i], m_sizes[i], *m_parts.view));
    m_parts.window->setWindowState(m_parts.window->windowState() & ~Qt::WindowFullScreen);
    if (m_focus && m_focus->isVisible())
        m_focus->setFocus(Qt::OtherFocusReason);
}

} // namespace headroom::ui

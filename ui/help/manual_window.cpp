// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/manual_window.h"

#include "ui/help/manual_pages.h"
#include "ui/help/manual_view.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/scaled_font.h"

#include <QAction>
#include <QDesktopServices>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace headroom::ui {

namespace {

constexpr int kMostZoom = 8;
constexpr double kZoomStep = 1.1;

int soundZoom(int steps) {
    return std::clamp(steps, -kMostZoom / 2, kMostZoom);
}

int pageNamed(const QString& name) {
    const QList<ManualPage>& pages = manualPages();
    const auto found = std::ranges::find(pages, name, &ManualPage::name);
    return found == pages.end() ? -1 : static_cast<int>(found - pages.begin());
}

} // namespace

ManualWindow::ManualWindow(QWidget* parent, int steps)
    : QDialog(parent)
    , m_list(new QListWidget)
    , m_view(new ManualView)
    , m_words(new QLineEdit)
    , m_found(plainLabel())
    , m_zoom(soundZoom(steps)) {
    setObjectName(QStringLiteral("manual"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    setAttribute(Qt::WA_DeleteOnClose);
    makeActions();
    layOut();
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && row != m_page) {
            remember();
            showPage(row);
        }
    });
    connect(m_view, &ManualView::anchorClicked, this, &ManualWindow::follow);
    connect(m_view, &ManualView::zoomed, this, [this](bool larger) { zoom(larger ? 1 : -1); });
    connect(m_words, &QLineEdit::textChanged, this, [this] {
        m_view->moveCursor(QTextCursor::Start);
        showFound();
    });
    connect(m_words, &QLineEdit::returnPressed, this, [this] { findWords(false); });
    m_view->setFocus();
}

QAction* ManualWindow::make(const char* name, const QString& text, const QList<QKeySequence>& keys,
                            const QString& toolTip) {
    auto* action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcuts(keys);
    action->setToolTip(
        QStringLiteral("%1 (%2)").arg(toolTip, keys.first().toString(QKeySequence::NativeText)));
    addAction(action);
    return action;
}

void ManualWindow::makeActions() {
    const auto key = [](const char* text) {
        return QKeySequence(QLatin1String(text), QKeySequence::PortableText);
    };
    m_back = make("manualBack", tr("Back"), {key("Alt+Left")}, tr("Back to where you read before"));
    m_forward = make("manualForward", tr("Forward"), {key("Alt+Right")}, tr("Forward again"));
    m_next =
        make("manualNext", tr("Find next"), {key("F3")}, tr("The next place, on this page or a later one"));
    m_previous = make("manualPrevious", tr("Find previous"), {key("Shift+F3")},
                      tr("The place before, on this page or an earlier one"));
    m_larger = make("manualLarger", tr("Larger type"), {key("Ctrl++"), key("Ctrl+=")}, tr("Larger type"));
    m_smaller = make("manualSmaller", tr("Smaller type"), {key("Ctrl+-")}, tr("Smaller type"));
    QAction* usual = make("manualUsual", tr("Usual type"), {key("Ctrl+0")}, tr("Type of the usual size"));
    QAction* find = make("manualFind", tr("Find"), {key("Ctrl+F")}, tr("Find in the manual"));
    connect(m_back, &QAction::triggered, this, [this] { step(m_before, m_after); });
    connect(m_forward, &QAction::triggered, this, [this] { step(m_after, m_before); });
    connect(m_next, &QAction::triggered, this, [this] { findWords(false); });
    connect(m_previous, &QAction::triggered, this, [this] { findWords(true); });
    connect(m_larger, &QAction::triggered, this, [this] { zoom(1); });
    connect(m_smaller, &QAction::triggered, this, [this] { zoom(-1); });
    connect(usual, &QAction::triggered, this, [this] { zoom(-m_zoom); });
    connect(find, &QAction::triggered, this, [this] {
        m_words->setFocus(Qt::ShortcutFocusReason);
        m_words->selectAll();
    });
    m_back->setEnabled(false);
    m_forward->setEnabled(false);
}

QWidget* ManualWindow::bar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    const auto add = [row](QAction* action) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    };
    add(m_back);
    add(m_forward);
    m_words->setObjectName(QStringLiteral("manualWords"));
    m_words->setPlaceholderText(tr("Find in the manual"));
    m_words->setToolTip(tr("Words to look for on all pages; Enter goes to the next place (Ctrl+F)"));
    m_words->setAccessibleName(tr("Find"));
    m_words->setClearButtonEnabled(true);
    row->addSpacing(8);
    row->addWidget(m_words, 1);
    add(m_previous);
    add(m_next);
    m_found->setObjectName(QStringLiteral("manualFound"));
    row->addWidget(m_found, 1);
    add(m_smaller);
    add(m_larger);
    return bar;
}

void ManualWindow::layOut() {
    m_list->setObjectName(QStringLiteral("manualList"));
    m_list->setAccessibleName(tr("Pages"));
    m_list->setToolTip(tr("The pages of the manual"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSpacing(2);
    for (const ManualPage& page : manualPages())
        m_list->addItem(page.title);
    auto* panes = new QHBoxLayout;
    panes->setSpacing(8);
    panes->addWidget(m_list);
    panes->addWidget(m_view, 1);
    auto* column = new QVBoxLayout(this);
    column->addWidget(bar());
    column->addLayout(panes, 1);
    colourIcons();
}

void ManualWindow::setType(const QFont& type) {
    setFont(type);
    const QFontMetrics metrics(font());
    int widest = 0;
    for (const ManualPage& page : manualPages())
        widest = std::max(widest, metrics.horizontalAdvance(page.title));
    m_list->setFixedWidth(widest + 4 * metrics.averageCharWidth() + 2 * m_list->frameWidth());
    zoom(0);
}

void ManualWindow::read(const QString& place) {
    const QString anchor = place.section(QLatin1Char('#'), 1);
    const QString name = place.section(QLatin1Char('#'), 0, 0);
    const int page = name.isEmpty() ? m_page : pageNamed(name);
    if (page < 0)
        return;
    remember();
    showPage(page);
    if (!anchor.isEmpty())
        m_view->goTo(anchor);
}

void ManualWindow::follow(const QUrl& link) {
    // What leads out of the manual is opened as the desktop does, and only when it was clicked.
    if (!link.scheme().isEmpty())
        QDesktopServices::openUrl(link);
    else
        read(link.toString());
}

void ManualWindow::showPage(int page) {
    if (page != m_page) {
        m_page = page;
        const ManualPage& shown = manualPages().at(page);
        m_list->setCurrentRow(page);
        m_view->showPage(shown);
        setWindowTitle(tr("%1 — Manual").arg(shown.title));
    }
    m_back->setEnabled(!m_before.isEmpty());
    m_forward->setEnabled(!m_after.isEmpty());
    showFound();
}

void ManualWindow::remember() {
    if (m_page < 0)
        return;
    m_before << Visited{m_page, m_view->verticalScrollBar()->value()};
    m_after.clear();
}

void ManualWindow::step(QList<Visited>& from, QList<Visited>& to) {
    if (from.isEmpty())
        return;
    to << Visited{m_page, m_view->verticalScrollBar()->value()};
    const Visited place = from.takeLast();
    showPage(place.page);
    m_view->verticalScrollBar()->setValue(place.scrolled);
}

/// On this page, and where there is no further place, on the next one that has it.
void ManualWindow::findWords(bool backward) {
    const QString words = m_words->text();
    if (words.isEmpty() || m_view->goToNext(words, backward))
        return;
    const int count = static_cast<int>(manualPages().size());
    for (int i = 1; i <= count; ++i) {
        const int page = (m_page + (backward ? count - i : i)) % count;
        if (!manualPages().at(page).text.contains(words, Qt::CaseInsensitive))
            continue;
        if (page != m_page) {
            remember();
            showPage(page);
        }
        m_view->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
        if (m_view->goToNext(words, backward))
            return;
    }
}

void ManualWindow::showFound() {
    const QString words = m_words->text();
    const int here = m_view->mark(words);
    const auto elsewhere = std::ranges::count_if(manualPages(), [&](const ManualPage& page) {
        return &page != &manualPages().at(m_page) && page.text.contains(words, Qt::CaseInsensitive);
    });
    m_next->setEnabled(!words.isEmpty() && here + elsewhere > 0);
    m_previous->setEnabled(m_next->isEnabled());
    const QString others = elsewhere == 1 ? tr("one more page") : tr("%1 more pages").arg(elsewhere);
    if (words.isEmpty())
        m_found->clear();
    else if (here > 0)
        m_found->setText(elsewhere > 0 ? tr("%1 here, and on %2").arg(QString::number(here), others)
                                       : tr("%1 here, on no other page").arg(here));
    else
        m_found->setText(elsewhere > 0 ? tr("Not here, but on %1").arg(others) : tr("Nowhere in the manual"));
}

void ManualWindow::zoom(int steps) {
    const int zoom = soundZoom(m_zoom + steps);
    if (std::exchange(m_zoom, zoom) != zoom)
        Q_EMIT zoomed(zoom);
    m_larger->setEnabled(soundZoom(m_zoom + 1) > m_zoom);
    m_smaller->setEnabled(soundZoom(m_zoom - 1) < m_zoom);
    m_view->setType(scaledFont(font(), std::pow(kZoomStep, m_zoom)));
}

void ManualWindow::colourIcons() {
    m_back->setIcon(icon(QStringLiteral("back"), palette()));
    m_forward->setIcon(icon(QStringLiteral("forward"), palette()));
    m_larger->setIcon(icon(QStringLiteral("zoom-in"), palette()));
    m_smaller->setIcon(icon(QStringLiteral("zoom-out"), palette()));
    m_previous->setIcon(icon(QStringLiteral("up"), palette()));
    m_next->setIcon(icon(QStringLiteral("down"), palette()));
}

void ManualWindow::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_next)
        colourIcons();
}

/// Esc takes back what was looked for, and then closes.
void ManualWindow::reject() {
    if (m_words->text().isEmpty())
        QDialog::reject();
    else
        m_words->clear();
}

} // namespace headroom::ui

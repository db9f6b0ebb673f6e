// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/reading/hidden_entry.h"

#include "ui/widgets/form_field.h"
#include "ui/widgets/plain_text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr double kLargestHidden = 1e12;
constexpr int kEntryWidth = 260; ///< pixels, so that a sentence has room

} // namespace

std::optional<std::int64_t> hiddenSizeOf(const QString& text) {
    // Separators of thousands, whatever the country, stand before three digits.
    static const QRegularExpression plain(
        QStringLiteral(R"(^(\d{1,3}(?:[.,'’ \x{00a0}\x{202f}_]\d{3})+|\d+)$)"));
    static const QRegularExpression kilo(QStringLiteral(R"(^(\d+(?:[.,]\d+)?)\s*[kK]$)"));
    QString digits = text.trimmed();
    double value = 0;
    if (const auto match = kilo.match(digits); match.hasMatch()) {
        constexpr double kKilo = 1024; // sizes of models are counted so
        value = std::round(
            kKilo * QLocale::c().toDouble(match.captured(1).replace(QLatin1Char(','), QLatin1Char('.'))));
    } else if (plain.match(digits).hasMatch()) {
        static const QRegularExpression separator(QStringLiteral(R"(\D)"));
        value = QLocale::c().toDouble(digits.remove(separator));
    }
    return value >= 1 && value <= kLargestHidden ? std::optional(static_cast<std::int64_t>(value))
                                                 : std::nullopt;
}

HiddenEntry::HiddenEntry(QWidget* parent) : QFrame(parent), m_edit(new QLineEdit), m_problem(plainLabel()) {
    setObjectName(QStringLiteral("hiddenEntry"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window); // it stands out from the sheet
    m_edit->setObjectName(QStringLiteral("hiddenEdit"));
    m_edit->setAccessibleName(tr("Hidden size to read all curves at"));
    m_edit->setToolTip(
        tr("A hidden size: 4096, 4k or 4,096. Enter reads every curve there until Esc is pressed."));
    m_edit->setPlaceholderText(tr("4096, 4k or 4,096"));
    m_edit->setMaxLength(24);
    m_problem->setObjectName(QStringLiteral("hiddenProblem"));
    m_problem->setWordWrap(true);
    m_problem->setForegroundRole(QPalette::WindowText);
    m_problem->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(plainLabel(tr("h about")));
    row->addWidget(m_edit, 1);
    auto* column = new QVBoxLayout(this);
    constexpr int kMargin = 8;
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->addLayout(row);
    column->addWidget(m_problem);
    fit(kEntryWidth);
    connect(m_edit, &QLineEdit::returnPressed, this, &HiddenEntry::read);
    connect(m_edit, &QLineEdit::textEdited, this, [this] { say({}); });
    hide();
}

void HiddenEntry::ask() {
    say({});
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void HiddenEntry::say(const QString& problem) {
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    QPalette colours = m_problem->palette();
    colours.setColor(QPalette::WindowText, errorColour(palette()));
    m_problem->setPalette(colours);
    fitHeight();
}

void HiddenEntry::fit(int room) {
    if (const int wanted = std::min(kEntryWidth, room); wanted != minimumWidth()) {
        setFixedWidth(wanted);
        fitHeight();
    }
}

void HiddenEntry::fitHeight() {
    const int outer = minimumWidth();
    const int inner = outer - contentsMargins().left() - contentsMargins().right();
    const int height =
        layout()->hasHeightForWidth() ? layout()->heightForWidth(inner) : layout()->sizeHint().height();
    resize(outer, std::max(height, layout()->minimumSize().height()));
}

void HiddenEntry::read() {
    if (const auto hidden = hiddenSizeOf(m_edit->text()))
        Q_EMIT entered(*hidden);
    else
        say(tr("Enter a hidden size as a whole number, such as 4096, 4k or 4,096."));
    m_edit->selectAll();
}

bool HiddenEntry::event(QEvent* event) {
    // Before the window's own Esc, which would end the presentation.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        hide();
        return true;
    }
    return QFrame::event(event);
}

void HiddenEntry::hideEvent(QHideEvent* event) {
    QFrame::hideEvent(event);
    if (!event->spontaneous())
        Q_EMIT closed();
}

void HiddenEntry::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    Q_EMIT resized();
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/advice_panel.h"

#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/padded_table.h"
#include "ui/widgets/plain_text.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <numeric>
#include <vector>

namespace headroom::ui {

namespace {

/// How wide the box shows its text whole.
int widthOfChoice(const QComboBox* box) {
    constexpr int kBesideText = 8;
    QStyleOptionComboBox option;
    option.initFrom(box);
    const QFontMetrics metrics = box->fontMetrics();
    const QSize text(metrics.horizontalAdvance(box->currentText()) + kBesideText, metrics.height());
    return box->style()->sizeFromContents(QStyle::CT_ComboBox, &option, text, box).width();
}

} // namespace

void AdvicePanel::layOut() {
    auto* first = new QHBoxLayout;
    first->setSpacing(6);
    auto* label = plainLabel(tr("Better than"));
    label->setBuddy(m_text);
    first->addWidget(label);
    first->addWidget(m_text, 1);
    const auto rowOf = [](const std::vector<QWidget*>& widgets) {
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        for (QWidget* widget : widgets)
            row->addWidget(widget);
        return row;
    };
    m_choices = new QBoxLayout(QBoxLayout::LeftToRight);
    m_rows = {rowOf({m_models, m_length, plainLabel(tr("within")), m_within, plainLabel(tr("%"))}),
              rowOf({m_rank, m_gemms, m_ask})};
    for (QBoxLayout* row : m_rows)
        m_choices->addLayout(row);
    m_fields = new QBoxLayout(QBoxLayout::LeftToRight);
    m_fields->addLayout(first);
    m_fields->addLayout(m_choices);
    for (QBoxLayout* fields : {m_fields, m_choices})
        fields->setSpacing(6);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 6, 6, 4);
    top->addLayout(m_fields, 1);
    top->addWidget(m_close, 0, Qt::AlignTop);
    m_verdict->setContentsMargins(8, 0, 8, 4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_verdict);
    column->addWidget(m_table, 1);
    column->addStretch(); // has the room where there is no table
    QWidget* before = m_text;
    for (QWidget* field : std::initializer_list<QWidget*>{m_models, m_length, m_within, m_rank, m_gemms,
                                                          m_ask, m_table, m_close}) {
        setTabOrder(before, field);
        before = field;
    }
}

QSize AdvicePanel::minimumSizeHint() const {
    return {280, 110};
}

/// Boxes share a row as their texts need it, and rows stand one below the other where a text would be cut.
void AdvicePanel::fitBoxes() {
    constexpr int kQuestion = 30; // digits of the panel's type, with what stands before it
    constexpr int kAround = 60;   // pixels: margins, and the button that closes
    const int question = kQuestion * fontMetrics().horizontalAdvance(QLatin1Char('0'));
    std::vector<int> neededBy; // each row
    for (QBoxLayout* row : m_rows) {
        int needed = 0;
        for (int i = 0; i < row->count(); ++i) {
            const QWidget* widget = row->itemAt(i)->widget();
            const auto* box = qobject_cast<const QComboBox*>(widget);
            const int own = box ? widthOfChoice(box) : widget->sizeHint().width();
            row->setStretch(i, box ? own : 0);
            needed += own + row->spacing();
        }
        neededBy.push_back(needed);
    }
    const int choices = std::accumulate(neededBy.begin(), neededBy.end(), 0);
    // One below the other they have their own height, whatever room there is.
    const auto arrange = [this](QBoxLayout* layout, const std::vector<int>& shares) {
        const bool isRow = width() >= std::accumulate(shares.begin(), shares.end(), kAround);
        layout->setDirection(isRow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
        for (int i = 0; i < layout->count(); ++i)
            layout->setStretch(i, isRow ? shares[static_cast<std::size_t>(i)] : 0);
    };
    arrange(m_fields, {question, choices});
    arrange(m_choices, neededBy);
}

void AdvicePanel::resizeEvent(QResizeEvent* event) {
    fitBoxes();
    QWidget::resizeEvent(event);
}

} // namespace headroom::ui

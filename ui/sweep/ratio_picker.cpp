// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/ratio_picker.h"

#include "ui/sweep/number_list.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace headroom::ui {

namespace {

class Chip final : public QAbstractButton {
public:
    explicit Chip(const QString& text) {
        setText(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

    QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(QStringLiteral("64")) + 14, fontMetrics().height() + 8};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPalette::ColorGroup group = isEnabled() ? QPalette::Active : QPalette::Disabled;
        const QRectF shape = QRectF(rect()).adjusted(1, 1, -1, -1);
        const bool hovered = underMouse() && isEnabled();
        QColor fill = palette().color(group, isChecked() ? QPalette::Highlight : QPalette::Button);
        if (hovered)
            fill = fill.lightness() < 128 ? fill.lighter(120) : fill.darker(106);
        painter.setBrush(fill);
        painter.setPen(QPen(palette().color(group, isChecked() ? QPalette::Highlight : QPalette::Mid), 1));
        painter.drawRoundedRect(shape, 5, 5);
        painter.setPen(
            palette().color(group, isChecked() ? QPalette::HighlightedText : QPalette::ButtonText));
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(palette().color(QPalette::WindowText), 1, Qt::DotLine));
            painter.drawRoundedRect(shape.adjusted(2, 2, -2, -2), 4, 4);
        }
    }
};

} // namespace

const std::vector<std::int64_t>& RatioPicker::usualRatios() {
    static const std::vector<std::int64_t> ratios = {1, 2, 4, 8, 16, 32, 64};
    return ratios;
}

RatioPicker::RatioPicker(QWidget* parent) : QWidget(parent), m_others(new QLineEdit) {
    auto* chips = new QHBoxLayout;
    chips->setSpacing(3);
    for (const std::int64_t ratio : usualRatios()) {
        auto* chip = new Chip(QString::number(ratio));
        chip->setObjectName(QStringLiteral("ratio%1").arg(ratio));
        chip->setAccessibleName(tr("h/a = %1").arg(ratio));
        connect(chip, &QAbstractButton::toggled, this, &RatioPicker::edited);
        m_chips.push_back(chip);
        chips->addWidget(chip, 1);
    }
    m_others->setObjectName(QStringLiteral("otherRatios"));
    m_others->setPlaceholderText(tr("others, e.g. 128, 256"));
    m_others->setToolTip(tr("Further curves: powers of two, separated by commas or spaces"));
    m_others->setAccessibleName(tr("Other ratios h/a"));
    connect(m_others, &QLineEdit::textChanged, this, &RatioPicker::edited);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(chips);
    column->addWidget(m_others);
    setFocusProxy(m_chips.front());
}

void RatioPicker::setRatios(const std::vector<std::int64_t>& ratios) {
    for (std::size_t i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setChecked(std::ranges::find(ratios, usualRatios()[i]) != ratios.end());
    std::vector<std::int64_t> others;
    for (const std::int64_t ratio : ratios)
        if (std::ranges::find(usualRatios(), ratio) == usualRatios().end())
            others.push_back(ratio);
    m_others->setText(numberList(others));
}

std::vector<std::int64_t> RatioPicker::ratios() const {
    std::vector<std::int64_t> ratios;
    for (std::size_t i = 0; i < m_chips.size(); ++i)
        if (m_chips[i]->isChecked())
            ratios.push_back(usualRatios()[i]);
    std::ranges::copy(numbersIn(m_others->text()), std::back_inserter(ratios));
    std::ranges::sort(ratios);
    ratios.erase(std::unique(ratios.begin(), ratios.end()), ratios.end());
    return ratios;
}

QString RatioPicker::problem() const {
    const QString word = wordThatIsNoNumber(m_others->text());
    return word.isEmpty()
               ? QString()
               : tr("“%1” is not a whole number. Write powers of two, separated by commas.").arg(word);
}

void RatioPicker::setChipToolTips(const QStringList& texts) {
    for (std::size_t i = 0; i < m_chips.size() && static_cast<qsizetype>(i) < texts.size(); ++i)
        m_chips[i]->setToolTip(texts[static_cast<qsizetype>(i)]);
}

} // namespace headroom::ui

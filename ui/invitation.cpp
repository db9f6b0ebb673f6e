// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invitation.h"

#include "engine/model/operations.h"
#include "engine/sweep/sweep_plan.h"
#include "ui/sweep/sweep_form.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <initializer_list>

namespace headroom::ui {

namespace {

constexpr int kInvitationWidth = 500;
constexpr int kInvitationMargin = 14;

/// The ratio that a reader knows best from the chart's legend.
std::int64_t exampleRatio(const SweepSpec& spec) {
    constexpr std::int64_t kUsual = 8;
    const bool hasUsual = std::ranges::find(spec.ratios, kUsual) != spec.ratios.end();
    return hasUsual || spec.ratios.empty() ? kUsual : spec.ratios.back();
}

/// What a curve is, or a bar, in a sentence.
QString curveText(const SweepSpec& spec) {
    if (spec.isList())
        return Invitation::tr("A bar shows how fast this machine computes each GEMM of %1.")
            .arg(QString::fromStdString(spec.budget->model.name));
    if (spec.budget)
        return Invitation::tr("A bar shows how long this machine takes for each GEMM of one layer of %1.")
            .arg(QString::fromStdString(spec.budget->model.name));
    const std::int64_t ratio = exampleRatio(spec);
    const PlannedCurve curve{spec.operation, spec.pass, spec.type, spec.heads, ratio};
    if (classSymbolOf(spec, spec.operation) != "h/a")
        return Invitation::tr("A curve “%1” shows how fast this machine computes %2. %3")
            .arg(QString::fromStdString(nameOf(spec, curve)), words(infoOf(spec.operation).meaning),
                 QString::fromStdString(describeCurve(spec, curve)));
    const QString where =
        spec.mode == SweepMode::FixedHeadDim ? Invitation::tr("whose head dimension h/a is %1")
        : meansDivisibleBy(spec, ratio)
            ? Invitation::tr("whose head dimension h/a can be divided by %1")
            : Invitation::tr("whose head dimension h/a has %1 as its largest power-of-two divisor");
    return Invitation::tr(
               "A curve “h/a = %1” shows how fast this machine computes %2, over the hidden sizes h %3.")
        .arg(ratio)
        .arg(words(infoOf(spec.operation).meaning), where.arg(ratio));
}

} // namespace

Invitation::Invitation(QWidget* parent)
    : QFrame(parent)
    , m_heading(plainLabel(tr("Nothing measured yet")))
    , m_curve(plainLabel())
    , m_problem(plainLabel())
    , m_buttons(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_otherButtons(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_start(new QPushButton)
    , m_example(new QPushButton(tr("See an H200")))
    , m_help(new QPushButton(tr("How to read this"))) {
    setObjectName(QStringLiteral("invitation"));
    setAccessibleName(m_heading->text());
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    setCursor(Qt::ArrowCursor);
    setMaximumWidth(kInvitationWidth);
    QFont bold = font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_curve->setObjectName(QStringLiteral("invitationCurve"));
    m_curve->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("invitationProblem"));
    m_problem->setWordWrap(true);
    m_buttons->setSpacing(8);
    m_start->setObjectName(QStringLiteral("invitationStart"));
    m_example->setObjectName(QStringLiteral("invitationExample"));
    m_example->setToolTip(tr("Show a run of an NVIDIA H200 that comes with the program, as reference data"));
    m_help->setObjectName(QStringLiteral("invitationHelp"));
    m_help->setToolTip(tr("What the curves mean (F1)"));
    for (QPushButton* button : {m_start, m_example, m_help})
        button->setAutoDefault(true); // Enter presses it, as Space does
    m_otherButtons->setSpacing(m_buttons->spacing());
    m_otherButtons->addWidget(m_example);
    m_otherButtons->addWidget(m_help);
    m_buttons->addWidget(m_start, 1);
    m_buttons->addLayout(m_otherButtons, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kInvitationMargin, kInvitationMargin, kInvitationMargin, kInvitationMargin);
    column->setSpacing(8);
    column->addStretch();
    column->addWidget(m_heading);
    column->addWidget(m_curve);
    column->addLayout(m_buttons);
    column->addWidget(m_problem);
    column->addStretch();
    connect(m_start, &QPushButton::clicked, this, &Invitation::startWanted);
    connect(m_example, &QPushButton::clicked, this, &Invitation::exampleWanted);
    connect(m_help, &QPushButton::clicked, this, &Invitation::helpWanted);
    colourTexts();
}

void Invitation::comeAfter(QWidget* widget) {
    setTabOrder(widget, m_start);
    setTabOrder(m_start, m_example);
    setTabOrder(m_example, m_help);
}

void Invitation::follow(const SweepForm& form) {
    m_curve->setText(curveText(form.spec()));
    m_problem->setText(form.problem());
    m_problem->setVisible(!form.valid());
    m_isWrong = !form.valid() && form.device();
    colourTexts();
    m_start->setEnabled(form.valid());
    m_start->setAccessibleDescription(form.problem());
    QString text = tr("Start");
    if (form.valid())
        if (const SweepEstimate estimate = form.estimate(); !estimate.shortage && estimate.timeIsKnown)
            text = tr("Start (about %1)").arg(QString::fromStdString(clockText(estimate.seconds)));
    m_start->setText(text);
    m_start->setToolTip(form.valid() ? tr("Measure these curves on this machine (F5)")
                                     : toolTipText(tr("Cannot start: %1").arg(form.problem())));
    arrange(width());
}

void Invitation::arrange(int width) const {
    const auto widthOf = [this](std::initializer_list<const QPushButton*> buttons) {
        int sum = 2 * kInvitationMargin - m_buttons->spacing();
        for (const QPushButton* button : buttons)
            sum += button->sizeHint().width() + m_buttons->spacing();
        return sum;
    };
    const auto direction = [](bool isRow) {
        return isRow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    };
    const bool isWide = widthOf({m_start, m_example, m_help}) <= width;
    m_buttons->setDirection(direction(isWide));
    m_otherButtons->setDirection(direction(widthOf({m_example, m_help}) <= width));
    // A small chart has room for what matters most.
    m_heading->setVisible(isWide);
    m_curve->setVisible(isWide || !m_isWrong);
}

int Invitation::heightForWidth(int width) const {
    arrange(width);
    return layout()->totalHeightForWidth(width);
}

void Invitation::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    arrange(width());
}

void Invitation::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourTexts();
}

void Invitation::colourTexts() {
    m_start->setIcon(icon(QStringLiteral("start"), palette()));
    QPalette colours = m_problem->palette();
    const QColor ink = m_isWrong ? errorColour(palette()) : quietColour(palette());
    if (colours.color(QPalette::WindowText) == ink)
        return;
    colours.setColor(QPalette::WindowText, ink);
    m_problem->setPalette(colours);
}

} // namespace headroom::ui

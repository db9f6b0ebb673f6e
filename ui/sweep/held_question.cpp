// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/held_question.h"

#include "ui/sweep/sweep_controller.h"
#include "ui/widgets/notice_bar.h"

#include <QPushButton>

namespace headroom::ui {

HeldQuestion::HeldQuestion(SweepController* controller, NoticeBar* notice, QObject* parent)
    : QObject(parent), m_controller(controller), m_notice(notice) {
    connect(controller, &SweepController::held, this, &HeldQuestion::ask);
    connect(controller, &SweepController::stateChanged, this, [this](SweepState state) {
        if (state != SweepState::Waiting && state != SweepState::Pausing)
            withdraw();
    });
}

void HeldQuestion::ask(const QString& reason) {
    withdraw();
    m_question = m_notice->ask(tr("%1 This sweep begins when that has ended.").arg(reason));
    const auto offer = [this](const QString& text, const char* name, const QString& tip) {
        QPushButton* button = m_question->offer(text);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(tip);
        return button;
    };
    offer(tr("Wait"), "waitButton", tr("Measure when the device is free"));
    QPushButton* anyway =
        offer(tr("Measure anyway"), "measureAnywayButton",
              tr("Measure at the same time: both slow each other down, and each point is flagged"));
    connect(anyway, &QPushButton::clicked, m_controller, &SweepController::measureAnyway);
    QPushButton* cancel = offer(tr("Cancel"), "cancelWaitingButton", tr("Do not measure"));
    connect(cancel, &QPushButton::clicked, m_controller, &SweepController::stop);
}

void HeldQuestion::withdraw() {
    if (m_question)
        m_question->dismiss();
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/progress_strip.h"

#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

namespace headroom::ui {

namespace {

QString countText(const SweepProgress& progress) {
    if (progress.isExtraVisit())
        return ProgressStrip::tr("%1 of %1, again where in doubt").arg(progress.total());
    const QString count = ProgressStrip::tr("%1 of %2").arg(progress.doneInVisit()).arg(progress.total());
    if (progress.visits() == 1)
        return count;
    return ProgressStrip::tr("visit %1 of %2, %3").arg(progress.visit()).arg(progress.visits()).arg(count);
}

} // namespace

ProgressStrip::ProgressStrip(QWidget* parent)
    : QWidget(parent), m_bar(new QProgressBar), m_text(plainLabel()) {
    m_bar->setObjectName(QStringLiteral("progressBar"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(160);
    m_bar->setMaximumHeight(14);
    m_bar->hide();
    m_text->setObjectName(QStringLiteral("progressText"));
    m_text->setTextFormat(Qt::PlainText); // it may name another user's program
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 4, 0);
    row->addWidget(m_bar);
    row->addWidget(m_text);
}

void ProgressStrip::show(SweepState state, const SweepProgress& progress, const QString& waitingFor) {
    showBar(progress.stepsDone(), progress.steps());
    m_text->setToolTip({});
    QString text = countText(progress);
    switch (state) {
    case SweepState::Starting:
        text = tr("Opening the device…");
        break;
    case SweepState::Waiting:
        text = tr("Waiting for %1…").arg(waitingFor);
        break;
    case SweepState::Pausing:
        text += tr(" · pausing after this point…");
        break;
    case SweepState::Paused:
        text += tr(" · paused");
        break;
    case SweepState::Stopping:
        text += tr(" · stopping…");
        break;
    case SweepState::Running:
    case SweepState::Idle:
        if (progress.done() > 0 && !progress.isExtraVisit()) // of which nobody knows how many there will be
            text += tr(" · %1 left").arg(QString::fromStdString(timeLeftText(progress.timeLeft())));
        if (progress.done() > 0 && progress.lastHidden() > 0)
            text += tr(" · h = %1").arg(progress.lastHidden());
        break;
    }
    m_text->setText(text);
}

void ProgressStrip::showEnd(const SweepProgress& progress, const SweepOutcome& outcome) {
    showBar(progress.stepsDone(), progress.steps());
    m_text->setToolTip({});
    m_bar->setVisible(outcome.end != SweepEnd::Completed);
    const std::size_t measured = progress.done() - progress.failed();
    QString text;
    switch (outcome.end) {
    case SweepEnd::Completed:
        text = tr("%1 points measured").arg(measured);
        break;
    case SweepEnd::Stopped:
        text = tr("Stopped: %1 of %2 measured · Start begins anew").arg(measured).arg(progress.total());
        break;
    case SweepEnd::Failed:
        text = tr("Failed: %1 of %2 measured").arg(measured).arg(progress.total());
        break;
    }
    if (progress.failed() > 0)
        text += tr(" · %1 failed").arg(progress.failed());
    m_text->setText(text);
    if (outcome.end == SweepEnd::Stopped)
        m_text->setToolTip(
            tr("What was measured stays. A sweep that was stopped does not go on: Start measures "
               "all its points in a run of their own. To go on later, pause instead."));
}

void ProgressStrip::showElsewhere(const QString& text, std::size_t points, std::size_t planned) {
    showBar(points, planned);
    m_text->setToolTip({});
    m_bar->setVisible(points < planned);
    m_text->setText(text);
}

void ProgressStrip::showBar(std::size_t done, std::size_t total) {
    m_bar->setVisible(true);
    m_bar->setMaximum(std::max(1, static_cast<int>(total)));
    m_bar->setValue(static_cast<int>(done));
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_strip.h"

#include "ui/replay/run_replay.h"
#include "ui/settings/preferences.h"
#include "ui/widgets/plain_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

#include <cmath>

namespace headroom::ui {

namespace {

QString speedText(double speed) {
    return std::isinf(speed) ? ReplayStrip::tr("all at once") : QStringLiteral("%1×").arg(speed);
}

} // namespace

ReplayStrip::ReplayStrip(RunReplay* replay, Preferences* preferences, QWidget* parent)
    : QFrame(parent), m_replay(replay), m_text(plainLabel()), m_speed(new QComboBox) {
    setObjectName(QStringLiteral("replayStrip"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setObjectName(QStringLiteral("replayText"));
    m_text->setToolTip(tr("Pause and stop the replay as you would a sweep; Start ends it and measures"));
    // It may be cut; it must never make the window wider.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_speed->setObjectName(QStringLiteral("replaySpeed"));
    m_speed->setToolTip(tr("How fast: 1× shows the points at the pace at which they were measured"));
    m_speed->setAccessibleName(tr("Speed of the replay"));
    for (const double speed : RunReplay::kSpeeds)
        m_speed->addItem(speedText(speed), speed);
    auto* label = plainLabel(tr("Spee&d"));
    label->setBuddy(m_speed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 6, 4);
    row->addWidget(m_text, 1);
    row->addWidget(label);
    row->addWidget(m_speed);
    connect(m_speed, &QComboBox::activated, this, [this, preferences](int index) {
        m_replay->setSpeed(m_speed->itemData(index).toDouble());
        preferences->setNumber(QStringLiteral("replay/speed"), qRound(m_replay->speed()));
    });
    connect(m_replay, &RunReplay::stateChanged, this, &ReplayStrip::showState);
    connect(m_replay, &RunReplay::progressChanged, this, &ReplayStrip::showState);
    m_replay->setSpeed(preferences->number(QStringLiteral("replay/speed"), 4));
    showState();
}

void ReplayStrip::showState() {
    setVisible(m_replay->isActive());
    // One that the command line asked for has no entry yet.
    if (m_speed->findData(m_replay->speed()) < 0)
        m_speed->addItem(speedText(m_replay->speed()), m_replay->speed());
    m_speed->setCurrentIndex(m_speed->findData(m_replay->speed()));
    QString text = tr("Replay of an earlier run, not measured now: %1 of %2 points")
                       .arg(m_replay->done())
                       .arg(m_replay->total());
    if (m_replay->isPaused())
        text += tr(" · paused");
    m_text->setText(text);
}

} // namespace headroom::ui

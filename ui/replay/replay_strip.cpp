// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_strip.h"

#include "ui/replay/run_replay.h"
#include "ui/settings/preferences.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/tool_combo_box.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr QLatin1String kSpeedKey("replay/speed");
constexpr QLatin1String kDurationKey("replay/duration");
constexpr int kLongestRemembered = 86400; ///< seconds

/// "48 s", "1 min 30 s", "9 h 12 min", "3 d 4 h".
QString spanText(double seconds) {
    const qint64 whole = qRound64(seconds);
    const auto both = [](qint64 large, const QString& largeUnit, qint64 small, const QString& smallUnit) {
        const QString text = QStringLiteral("%1 %2").arg(large).arg(largeUnit);
        return small == 0 ? text : text + QStringLiteral(" %1 %2").arg(small).arg(smallUnit);
    };
    const QString minutes = ReplayStrip::tr("min");
    const QString hours = ReplayStrip::tr("h");
    if (whole < 60)
        return ReplayStrip::tr("%1 s").arg(whole);
    if (whole < 3600)
        return both(whole / 60, minutes, whole % 60, ReplayStrip::tr("s"));
    if (whole < 86400)
        return both(whole / 3600, hours, whole / 60 % 60, minutes);
    return both(whole / 86400, ReplayStrip::tr("d"), whole / 3600 % 24, hours);
}

QString paceText(const ReplayPace& pace) {
    if (pace.durationS > 0)
        return ReplayStrip::tr("in %1").arg(spanText(pace.durationS));
    return std::isinf(pace.speed) ? ReplayStrip::tr("all at once") : QStringLiteral("%1×").arg(pace.speed);
}

} // namespace

ReplayStrip::ReplayStrip(RunReplay* replay, Preferences* preferences, QWidget* parent)
    : QFrame(parent), m_replay(replay), m_text(new ElidedLabel), m_pace(new ToolComboBox) {
    setObjectName(QStringLiteral("replayStrip"));
    setFrameShape(QFrame::StyledPanel);
    m_text->setObjectName(QStringLiteral("replayText"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 3, 6, 3);
    row->setSpacing(2);
    makeButtons();
    row->addSpacing(6);
    row->addWidget(m_text, 1);
    row->addSpacing(6);
    makePaces(preferences);
    colourIcons();
    connect(m_replay, &RunReplay::stateChanged, this, &ReplayStrip::showState);
    connect(m_replay, &RunReplay::progressChanged, this, &ReplayStrip::showProgress);
    showState();
}

QToolButton* ReplayStrip::addButton(const char* name, const QString& text, const QString& toolTip) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setAutoRaise(true);
    button->setIconSize({18, 18});
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    // Space, R and the arrows are the replay's: a button that was clicked must not take them.
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void ReplayStrip::makeButtons() {
    m_again = addButton("replayAgain", tr("Again"), tr("Play the replay from the start (R)"));
    m_play = addButton("replayPlay", tr("Pause"), tr("Play or pause the replay (Space)"));
    m_back = addButton("replayBack", tr("One point back"), tr("While paused: take back a point (Left)"));
    m_forward =
        addButton("replayForward", tr("One point on"), tr("While paused: show the next point (Right)"));
    connect(m_again, &QToolButton::clicked, m_replay, &RunReplay::again);
    connect(m_play, &QToolButton::clicked, m_replay, &RunReplay::playOrPause);
    connect(m_back, &QToolButton::clicked, m_replay, &RunReplay::stepBack);
    connect(m_forward, &QToolButton::clicked, m_replay, &RunReplay::stepForward);
}

void ReplayStrip::makePaces(Preferences* preferences) {
    m_pace->setObjectName(QStringLiteral("replaySpeed"));
    m_pace->setToolTip(tr(
        "How fast: 1× shows the points at the pace of their last visits, whose times a run keeps; “in 30 s” "
        "shows all of them in that time"));
    m_pace->setAccessibleName(tr("Speed of the replay"));
    for (const double speed : RunReplay::kSpeeds)
        m_paces.push_back({speed, 0});
    for (const double duration : RunReplay::kDurations)
        m_paces.push_back({1, duration});
    for (const ReplayPace& pace : m_paces)
        m_pace->addItem(paceText(pace));
    auto* label = plainLabel(tr("Spee&d"));
    label->setBuddy(m_pace);
    layout()->addWidget(label);
    static_cast<QHBoxLayout*>(layout())->addSpacing(4);
    layout()->addWidget(m_pace);
    connect(m_pace, &QComboBox::activated, this,
            [this, preferences](int chosen) { choosePace(chosen, preferences); });
    const int duration = preferences->number(kDurationKey, 0);
    m_replay->setPace(duration > 0 && duration <= kLongestRemembered
                          ? ReplayPace{1, double(duration)}
                          : ReplayPace{double(preferences->number(kSpeedKey, 4)), 0});
}

void ReplayStrip::choosePace(int row, Preferences* preferences) {
    const ReplayPace pace = m_paces[static_cast<std::size_t>(row)];
    m_replay->setPace(pace);
    preferences->setNumber(kDurationKey, qRound(pace.durationS));
    if (pace.durationS <= 0)
        preferences->setNumber(kSpeedKey, qRound(pace.speed));
}

int ReplayStrip::rowOf(const ReplayPace& pace) const {
    const auto found = std::ranges::find(m_paces, pace);
    return found == m_paces.end() ? -1 : static_cast<int>(found - m_paces.begin());
}

void ReplayStrip::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourIcons();
}

void ReplayStrip::colourIcons() {
    m_again->setIcon(icon(QStringLiteral("again"), palette()));
    const bool playing = m_replay->state() == ReplayState::Playing;
    m_play->setIcon(icon(playing ? QStringLiteral("pause") : QStringLiteral("start"), palette()));
    m_back->setIcon(icon(QStringLiteral("step-back"), palette()));
    m_forward->setIcon(icon(QStringLiteral("step-forward"), palette()));
}

void ReplayStrip::showState() {
    setVisible(m_replay->state() != ReplayState::None);
    // One that the command line asked for, or that was remembered, has no entry yet.
    if (rowOf(m_replay->pace()) < 0) {
        m_paces.push_back(m_replay->pace());
        m_pace->addItem(paceText(m_paces.back()));
    }
    m_pace->setCurrentIndex(rowOf(m_replay->pace()));
    m_play->setText(m_replay->state() == ReplayState::Playing ? tr("Pause") : tr("Play"));
    m_play->setAccessibleName(m_play->text());
    colourIcons();
    showProgress();
}

void ReplayStrip::showProgress() {
    m_back->setEnabled(m_replay->isPaused() && m_replay->done() > 0);
    m_forward->setEnabled(m_replay->isPaused() && m_replay->done() < m_replay->total());
    const QString what = tr("Replay, not measured now: %1");
    QString text = what.arg(tr("%1 of %2 points").arg(m_replay->done()).arg(m_replay->total()));
    if (m_replay->state() == ReplayState::Over)
        text = what.arg(tr("all %1 points · R plays it again").arg(m_replay->total()));
    if (m_replay->isPaused())
        text += tr(" · paused");
    if (const double pauseS = m_replay->shortenedPauseS(); pauseS > 0)
        text += tr(" · a pause of %1 left out").arg(spanText(pauseS));
    m_text->setText(text);
    m_text->setToolTip(toolTipText(
        text +
        tr("\nStop ends it and keeps its points; Start ends it and measures. Space plays and pauses, "
           "R plays it from the start, End shows all points, the arrow keys step while it is paused.")));
}

} // namespace headroom::ui

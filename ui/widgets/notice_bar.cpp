// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice_bar.h"

#include "ui/widgets/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace headroom::ui {

namespace {

/// More would take the chart's place.
constexpr int kMostSentences = 3;

} // namespace

Notice::Notice(Kind kind, const QString& text, QWidget* parent)
    : QWidget(parent), m_kind(kind), m_text(plainLabel()), m_answers(new QHBoxLayout) {
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setText(text);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // it may say what another user's program wrote
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setForegroundRole(QPalette::ToolTipText);
    auto* close = new QToolButton;
    close->setAutoRaise(true);
    close->setIcon(style()->standardIcon(QStyle::SP_DockWidgetCloseButton));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &Notice::dismiss);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_text, 1);
    row->addLayout(m_answers);
    row->addWidget(close);
}

QPushButton* Notice::offer(const QString& answer) {
    auto* button = new QPushButton(answer);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard where it is
    m_answers->addWidget(button);
    connect(button, &QPushButton::clicked, this, &Notice::dismiss);
    return button;
}

void Notice::dismiss() {
    // It may be its own button that says so: what is deleted now must not be that button.
    hide();
    setParent(nullptr);
    deleteLater();
    Q_EMIT dismissed();
}

QString Notice::text() const {
    return m_text->text();
}

NoticeBar::NoticeBar(QWidget* parent) : QFrame(parent), m_column(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("noticeBar"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    setForegroundRole(QPalette::ToolTipText);
    m_column->setContentsMargins(10, 4, 6, 4);
    m_column->setSpacing(4);
    hide();
}

void NoticeBar::say(const QString& sentence) {
    QList<Notice*> sentences;
    for (Notice* notice : notices())
        if (!notice->isQuestion())
            sentences << notice;
    for (const Notice* said : sentences)
        if (said->text() == sentence)
            return;
    if (!m_held && sentences.size() == kMostSentences) // with more of them, some wait to be seen
        sentences.first()->dismiss();
    add(Notice::Kind::Sentence, sentence);
}

void NoticeBar::sayOf(const QString& subject, const QString& sentence) {
    for (Notice* notice : notices())
        if (notice->objectName() == subject)
            notice->dismiss();
    say(sentence);
    for (Notice* notice : notices())
        if (notice->text() == sentence)
            notice->setObjectName(subject);
}

void NoticeBar::setHeld(bool held) {
    m_held = held;
    arrange();
}

Notice* NoticeBar::ask(const QString& question) {
    return add(Notice::Kind::Question, question);
}

void NoticeBar::dismissSentences() {
    QList<Notice*> seen = notices();
    seen.removeIf([](const Notice* notice) { return notice->isQuestion() || notice->isHidden(); });
    for (Notice* notice : seen) // those that wait take their place
        notice->dismiss();
}

QString NoticeBar::text() const {
    QStringList texts;
    for (const Notice* notice : notices())
        texts << notice->text();
    return texts.join(QLatin1Char('\n'));
}

Notice* NoticeBar::add(Notice::Kind kind, const QString& text) {
    auto* notice = new Notice(kind, text, this);
    connect(notice, &Notice::dismissed, this, &NoticeBar::arrange);
    notice->hide();
    m_column->addWidget(notice);
    arrange();
    return notice;
}

void NoticeBar::arrange() {
    int sentences = 0;
    if (!m_held)
        for (Notice* notice : notices())
            notice->setVisible(notice->isQuestion() || sentences++ < kMostSentences);
    setVisible(!m_held && !notices().isEmpty());
}

QList<Notice*> NoticeBar::notices() const {
    return findChildren<Notice*>(QString(), Qt::FindDirectChildrenOnly);
}

} // namespace headroom::ui

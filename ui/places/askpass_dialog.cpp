// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/places/askpass_dialog.h"

#include "ui/widgets/plain_text.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace headroom::ui {

namespace {

/// Wide enough for a fingerprint on one line.
constexpr int kWidthInCharacters = 64;
/// What ssh takes for consent.
constexpr QLatin1String kConsent("yes");

} // namespace

AskpassDialog::AskpassDialog(const Askpass& askpass, QWidget* parent) : QDialog(parent) {
    using Kind = Askpass::Kind;
    const QString place = QString::fromStdString(askpass.place);
    const QString question = QString::fromStdString(askpass.question);
    setObjectName(QStringLiteral("askpass"));
    setWindowTitle(tr("%1 asks").arg(place));
    auto* layout = new QVBoxLayout(this);
    QLabel* heading = plainLabel(tr("On the way to the place “%1”, ssh asks:").arg(place));
    heading->setWordWrap(true);
    layout->addWidget(heading);
    QLabel* text = plainLabel(question.trimmed());
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setMinimumWidth(kWidthInCharacters * fontMetrics().averageCharWidth());
    layout->addWidget(text);
    auto* buttons = new QDialogButtonBox;
    if (askpass.kind == Kind::Secret) {
        m_secret = new QLineEdit;
        m_secret->setObjectName(QStringLiteral("secret"));
        m_secret->setEchoMode(QLineEdit::Password);
        m_secret->setAccessibleName(question);
        layout->addWidget(m_secret);
        QLabel* note = plainLabel(tr("Headroom passes it on to ssh and keeps it nowhere."));
        note->setWordWrap(true);
        layout->addWidget(note);
        buttons->setStandardButtons(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    } else if (askpass.kind == Kind::YesOrNo) {
        buttons->setStandardButtons(QDialogButtonBox::Yes | QDialogButtonBox::No);
    } else {
        buttons->setStandardButtons(QDialogButtonBox::Close);
    }
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    if (QPushButton* no = buttons->button(QDialogButtonBox::No))
        no->setDefault(true); // trust is no habit
}

QString AskpassDialog::answer() const {
    return m_secret ? m_secret->text() : QString(kConsent);
}

} // namespace headroom::ui

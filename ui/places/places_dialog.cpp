// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/places/places_dialog.h"

#include "engine/places/askpass.h"
#include "ui/places/place_form.h"
#include "ui/places/place_test.h"
#include "ui/widgets/plain_text.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace headroom::ui {

PlacesDialog::PlacesDialog(PlaceBook book, QWidget* parent)
    : QDialog(parent)
    , m_book(std::move(book))
    , m_list(new QListWidget)
    , m_form(new PlaceForm)
    , m_test(new PlaceTest(this))
    , m_testButton(new QPushButton(tr("&Test")))
    , m_removeButton(new QPushButton(tr("Re&move")))
    , m_words(plainLabel()) {
    setObjectName(QStringLiteral("places"));
    setWindowTitle(tr("Places"));
    layOut();
    connect(m_list, &QListWidget::currentRowChanged, this, &PlacesDialog::select);
    connect(m_form, &PlaceForm::edited, this, &PlacesDialog::takeForm);
    connect(m_testButton, &QPushButton::clicked, this, &PlacesDialog::test);
    connect(m_removeButton, &QPushButton::clicked, this, &PlacesDialog::remove);
    connect(m_test, &PlaceTest::told, this, [this](const QString& words) { say(words, false); });
    connect(m_test, &PlaceTest::ended, this,
            [this](bool answered, const QString& words) { say(words, !answered); });
}

void PlacesDialog::layOut() {
    m_list->setObjectName(QStringLiteral("placeList"));
    m_testButton->setObjectName(QStringLiteral("testPlace"));
    m_testButton->setToolTip(tr("Starts the engine there and says what answered"));
    m_removeButton->setObjectName(QStringLiteral("removePlace"));
    auto* addButton = new QPushButton(tr("&Add"));
    addButton->setObjectName(QStringLiteral("addPlace"));
    addButton->setToolTip(tr("Describe another place"));
    m_removeButton->setToolTip(tr("Forget the place that is chosen"));
    connect(addButton, &QPushButton::clicked, this, &PlacesDialog::add);

    auto* listButtons = new QHBoxLayout;
    listButtons->addWidget(addButton);
    listButtons->addWidget(m_removeButton);
    auto* left = new QVBoxLayout;
    left->addWidget(m_list);
    left->addLayout(listButtons);

    m_words->setObjectName(QStringLiteral("placeWords"));
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* words = new QScrollArea; // the other side may say much
    words->setWidget(m_words);
    words->setWidgetResizable(true);
    words->setFrameShape(QFrame::NoFrame);
    auto* testing = new QHBoxLayout;
    testing->addWidget(m_testButton);
    testing->addStretch();
    auto* right = new QVBoxLayout;
    right->addWidget(m_form);
    right->addLayout(testing);
    right->addWidget(words, 1);

    auto* panes = new QHBoxLayout;
    panes->addLayout(left, 2);
    panes->addLayout(right, 5);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(panes);
    layout->addWidget(buttons);
    resize(96 * fontMetrics().averageCharWidth(), 28 * fontMetrics().lineSpacing());
}

void PlacesDialog::edit() {
    const Result<std::vector<PlaceEntry>> entries = m_book.read();
    m_isReadable = static_cast<bool>(entries);
    m_entries = entries ? *entries : std::vector<PlaceEntry>();
    m_entriesBefore = m_entries;
    fill();
    say(entries
            ? tr("A place is another machine with devices to measure on, or a job in a queue. ssh takes you "
                 "there as it does in a terminal; headroom-engine of this release must be on it, and nothing "
                 "is installed by itself.")
            : QString::fromStdString(entries.error().reason),
        !entries);
    open();
}

void PlacesDialog::fill() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const PlaceEntry& entry : m_entries)
        m_list->addItem(QString::fromStdString(entry.name));
    m_list->setCurrentRow(m_entries.empty() ? -1 : 0);
    select(m_list->currentRow());
}

void PlacesDialog::select(int row) {
    endTest(); // which was of another place
    m_row = row;
    const bool isOne = row >= 0 && static_cast<std::size_t>(row) < m_entries.size();
    m_form->setEnabled(isOne);
    m_testButton->setEnabled(isOne);
    m_removeButton->setEnabled(isOne);
    m_form->setEntry(isOne ? m_entries[static_cast<std::size_t>(row)] : PlaceEntry());
}

void PlacesDialog::add() {
    if (m_row >= 0 && !checkForm())
        return;
    m_entries.emplace_back();
    m_list->addItem(tr("New place"));
    m_list->setCurrentRow(static_cast<int>(m_entries.size()) - 1);
    m_form->findChild<QWidget*>(QStringLiteral("placeName"))->setFocus();
}

void PlacesDialog::remove() {
    if (m_row < 0)
        return;
    const int row = m_row;
    m_entries.erase(m_entries.begin() + row);
    const QSignalBlocker quiet(m_list);
    delete m_list->takeItem(row);
    select(m_list->currentRow());
}

void PlacesDialog::takeForm() {
    if (m_row < 0)
        return;
    endTest(); // which was of what was there before
    PlaceEntry& entry = m_entries[static_cast<std::size_t>(m_row)];
    entry = m_form->entry();
    m_list->item(m_row)->setText(entry.name.empty() ? tr("New place") : QString::fromStdString(entry.name));
}

bool PlacesDialog::checkForm() {
    std::vector<std::string> others;
    for (std::size_t i = 0; i < m_entries.size(); ++i)
        if (static_cast<int>(i) != m_row)
            others.push_back(m_entries[i].name);
    return m_form->check(others);
}

void PlacesDialog::endTest() {
    m_test->stop();
    say({}, false);
}

void PlacesDialog::test() {
    if (!checkForm())
        return;
    const Place place = placeOf(m_form->entry(), ownAskpass());
    say(place.job ? tr("A job is asked for, and given back after the test…") : tr("Connecting…"), false);
    m_test->start(place);
}

void PlacesDialog::say(const QString& words, bool isFault) {
    QPalette colours = palette();
    if (isFault)
        colours.setColor(QPalette::WindowText, errorColour(colours));
    m_words->setPalette(colours);
    m_words->setText(printableText(words));
}

bool PlacesDialog::keep() {
    if (!m_isReadable) {
        const Result<std::vector<PlaceEntry>> now = m_book.read();
        say(now ? tr("The file of places was mended meanwhile: open this dialog anew.")
                : QString::fromStdString(now.error().reason),
            true);
        return false;
    }
    for (int row = 0; row < m_list->count(); ++row) {
        if (faultsOf(m_entries[static_cast<std::size_t>(row)]).empty() && row != m_row)
            continue;
        m_list->setCurrentRow(row);
        if (!checkForm())
            return false;
    }
    const Outcome kept = m_book.change(m_entriesBefore, m_entries);
    if (!kept)
        say(QString::fromStdString(kept.error().reason), true);
    return static_cast<bool>(kept);
}

void PlacesDialog::done(int result) {
    if (result == QDialog::Accepted && !keep())
        return;
    m_test->stop();
    QDialog::done(result);
    if (result == QDialog::Accepted)
        Q_EMIT changed();
}

} // namespace headroom::ui

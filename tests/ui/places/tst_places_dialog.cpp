// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/places/askpass_dialog.h"
#include "ui/places/place_form.h"
#include "ui/places/places_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

namespace headroom::testing::tst_places_dialog {

using namespace headroom::ui;

namespace {

/// A dialog on a file of its own.
struct PlacesSetup {
    PlacesSetup() : dialog(std::make_unique<PlacesDialog>(book, nullptr)) {}

    template <class T>
    T* find(const char* name) const {
        return dialog->findChild<T*>(QLatin1String(name));
    }
    void type(const char* field, const QString& text) const {
        auto* edit = find<QLineEdit>(field);
        edit->selectAll();
        if (text.isEmpty())
            QTest::keyClick(edit, Qt::Key_Delete);
        else
            QTest::keyClicks(edit, text);
    }
    void click(const char* button) const { find<QPushButton>(button)->click(); }
    void chooseCommand() const { choose(PlaceKind::Command); }
    void choose(PlaceKind kind) const {
        auto* box = find<QComboBox>("placeKind");
        box->setCurrentIndex(box->findData(static_cast<int>(kind)));
    }
    /// Describes a place whose engine misbehaves as that word says, and tests it.
    void testEngine(const char* word) const {
        dialog->edit();
        click("addPlace");
        type("placeName", QStringLiteral("box"));
        chooseCommand();
        type("placeCommand", QStringLiteral(HEADROOM_MISBEHAVING_ENGINE " \"%1\" %2")
                                 .arg(folder.filePath(QStringLiteral("lives")), QString::fromLatin1(word)));
        click("testPlace");
    }
    QString errorAt(const char* editor) const {
        return qobject_cast<FormField*>(find<QWidget>(editor)->parentWidget())->error();
    }
    QString words() const { return find<QLabel>("placeWords")->text(); }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        const Result<std::vector<PlaceEntry>> entries = book.read();
        if (entries)
            for (const PlaceEntry& entry : *entries)
                all.push_back(entry.name);
        return all;
    }

    QTemporaryDir folder;
    PlaceBook book{pathIn(folder, "config/places.json")};
    std::unique_ptr<PlacesDialog> dialog;
};

using Names = std::vector<std::string>;

} // namespace

class TestPlacesDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void describesAndForgets();
    void marksWhatIsWrong();
    void describesAJob();
    void cancellingKeepsWhatWas();
    void tellsWhatAnswered();
    void tellsWhyNothingAnswered();
    void aBrokenFileIsTold();
    void commandsKeepTheirWords_data();
    void commandsKeepTheirWords();
    void asksForSecretsUnseen();
    void asksForTrust();
};

void TestPlacesDialog::describesAndForgets() {
    PlacesSetup setup;
    QSignalSpy changed(setup.dialog.get(), &PlacesDialog::changed);
    setup.dialog->edit();
    QVERIFY(!setup.find<QPushButton>("testPlace")->isEnabled());
    setup.click("addPlace");
    setup.type("placeName", QStringLiteral("gpu7"));
    setup.type("placeHost", QStringLiteral("me@gpu7.cluster"));
    setup.click("addPlace");
    setup.type("placeName", QStringLiteral("box"));
    setup.chooseCommand();
    setup.type("placeCommand", QStringLiteral("docker exec -i box headroom-engine serve"));
    setup.dialog->accept();
    QCOMPARE(changed.count(), 1);
    const std::vector<PlaceEntry> entries = *setup.book.read();
    QCOMPARE(setup.names(), (Names{"gpu7", "box"}));
    QCOMPARE(entries[0].host, std::string("me@gpu7.cluster"));
    QCOMPARE(entries[0].engine, std::string("headroom-engine"));
    QCOMPARE(entries[1].command.size(), std::size_t{6});

    setup.dialog->edit();
    QCOMPARE(setup.find<QListWidget>("placeList")->count(), 2);
    QCOMPARE(setup.find<QLineEdit>("placeName")->text(), QStringLiteral("gpu7"));
    setup.click("removePlace");
    QCOMPARE(setup.find<QLineEdit>("placeName")->text(), QStringLiteral("box"));
    setup.dialog->accept();
    QCOMPARE(setup.names(), Names{"box"});
}

void TestPlacesDialog::marksWhatIsWrong() {
    PlacesSetup setup;
    QVERIFY(setup.book.write({}));
    setup.dialog->edit();
    setup.click("addPlace");
    setup.type("placeName", QStringLiteral("a b"));
    setup.type("placeHost", QStringLiteral("-oProxyCommand=x"));
    setup.dialog->accept();
    QVERIFY(setup.dialog->isVisible());
    QVERIFY(!setup.errorAt("placeName").isEmpty());
    QVERIFY(setup.errorAt("placeHost").contains(QStringLiteral("option")));
    setup.click("testPlace"); // is not started
    QVERIFY(!setup.words().contains(QStringLiteral("Connecting")));
    setup.type("placeName", QStringLiteral("a"));
    setup.type("placeHost", QStringLiteral("b"));
    setup.click("addPlace");
    setup.type("placeName", QStringLiteral("a"));
    setup.type("placeHost", QStringLiteral("c"));
    setup.dialog->accept();
    QVERIFY(setup.dialog->isVisible());
    QVERIFY(!setup.errorAt("placeName").isEmpty());
    setup.type("placeName", QStringLiteral("c"));
    setup.dialog->accept();
    QVERIFY(!setup.dialog->isVisible());
    QCOMPARE(setup.names(), (Names{"a", "c"}));
}

void TestPlacesDialog::cancellingKeepsWhatWas() {
    PlacesSetup setup;
    PlaceEntry entry;
    entry.name = "gpu7";
    entry.host = "gpu7";
    QVERIFY(setup.book.write({entry}));
    QSignalSpy changed(setup.dialog.get(), &PlacesDialog::changed);
    setup.dialog->edit();
    setup.type("placeHost", QStringLiteral("other"));
    setup.click("addPlace");
    setup.dialog->reject();
    QCOMPARE(changed.count(), 0);
    QVERIFY(*setup.book.read() == std::vector{entry});
    setup.dialog->edit();
    QCOMPARE(setup.find<QLineEdit>("placeHost")->text(), QStringLiteral("gpu7"));
}

void TestPlacesDialog::tellsWhatAnswered() {
    PlacesSetup setup;
    setup.testEngine("x");
    QTRY_VERIFY_WITH_TIMEOUT(setup.words().contains(QStringLiteral("Scripted GPU (cuda:0)")), 20'000);
    QVERIFY(setup.words().startsWith(QStringLiteral("headroom-engine 0.1.0 answered: ")));
    QVERIFY(setup.words().contains(QStringLiteral("install the same release there")));
    // It is of this place, and as it was described then.
    setup.click("addPlace");
    QCOMPARE(setup.words(), QString());
    setup.find<QListWidget>("placeList")->setCurrentRow(0);
    setup.click("testPlace");
    QTRY_VERIFY_WITH_TIMEOUT(setup.words().contains(QStringLiteral("answered")), 20'000);
    setup.type("placeName", QStringLiteral("crate"));
    QCOMPARE(setup.words(), QString());
}

void TestPlacesDialog::tellsWhyNothingAnswered() {
    PlacesSetup setup;
    setup.testEngine("exit");
    QTRY_VERIFY_WITH_TIMEOUT(setup.words().contains(QStringLiteral("libmade_up.so")), 20'000);
    // One that never answers holds nothing up.
    setup.type("placeCommand", QStringLiteral("sleep 1000"));
    setup.click("testPlace");
    QCOMPARE(setup.words(), QStringLiteral("Connecting…"));
    setup.dialog->reject();
}

void TestPlacesDialog::aBrokenFileIsTold() {
    PlacesSetup setup;
    QVERIFY(QDir(setup.folder.path()).mkpath(QStringLiteral("config")));
    QFile file(setup.folder.filePath(QStringLiteral("config/places.json")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("kept") == 4);
    file.close();
    setup.dialog->edit();
    QVERIFY(setup.words().contains(QStringLiteral("places.json")));
    setup.dialog->accept(); // writes nothing over it
    QVERIFY(setup.dialog->isVisible());
    setup.dialog->reject();
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("kept"));
}

void TestPlacesDialog::commandsKeepTheirWords_data() {
    QTest::addColumn<QByteArray>("word");
    for (const char* word : {"plain", "two words", "\"", "a\"b c", "it's", "\\", "tab\there", "--x=\"y z\""})
        QTest::addRow("%s", word) << QByteArray(word);
}

void TestPlacesDialog::commandsKeepTheirWords() {
    QFETCH(QByteArray, word);
    const std::vector<std::string> words{"first", word.toStdString(), "last"};
    QCOMPARE(commandOf(commandLineOf(words)), words);
}

void TestPlacesDialog::asksForSecretsUnseen() {
    AskpassDialog dialog({"gpu7", "<b>me</b>@gpu7's password: ", Askpass::Kind::Secret});
    dialog.show();
    QVERIFY(dialog.windowTitle().contains(QStringLiteral("gpu7")));
    auto* secret = dialog.findChild<QLineEdit*>(QStringLiteral("secret"));
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QTest::keyClicks(secret, QStringLiteral("open sesame"));
    QTest::keyClick(secret, Qt::Key_Return);
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(dialog.answer(), QStringLiteral("open sesame"));
    for (const QLabel* label : dialog.findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestPlacesDialog::asksForTrust() {
    AskpassDialog dialog({"gpu7", "Are you sure (yes/no/[fingerprint])? ", Askpass::Kind::YesOrNo});
    dialog.show();
    auto* buttons = dialog.findChild<QDialogButtonBox*>();
    QVERIFY(buttons->button(QDialogButtonBox::No)->isDefault());
    buttons->button(QDialogButtonBox::Yes)->click();
    QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    QCOMPARE(dialog.answer(), QStringLiteral("yes"));
}

void TestPlacesDialog::describesAJob() {
    const PlacesSetup setup;
    setup.dialog->edit();
    setup.click("addPlace");
    setup.type("placeName", QStringLiteral("cluster"));
    setup.choose(PlaceKind::Slurm);
    setup.find<QSpinBox>("placeTasks")->setValue(8);
    setup.type("placeOptions", QStringLiteral("gpu"));
    setup.click("testPlace");
    QVERIFY(!setup.errorAt("placeOptions").isEmpty());
    setup.type("placeOptions", QStringLiteral("--partition=h100 \"--comment=two words\""));
    setup.type("placeLogin", QStringLiteral("me@login"));
    setup.dialog->accept();
    const Result<std::vector<PlaceEntry>> kept = setup.book.read();
    QVERIFY(kept && kept->size() == 1);
    const PlaceEntry& entry = kept->front();
    QVERIFY(entry.kind == PlaceKind::Slurm);
    QCOMPARE(entry.host, std::string("me@login"));
    QCOMPARE(entry.tasks, 8);
    QCOMPARE(entry.options, (std::vector<std::string>{"--partition=h100", "--comment=two words"}));
    setup.dialog->edit(); // and shown again
    QCOMPARE(setup.find<QLineEdit>("placeOptions")->text(),
             QStringLiteral("--partition=h100 \"--comment=two words\""));
    QCOMPARE(setup.find<QSpinBox>("placeTasks")->value(), 8);
}

HEADROOM_TEST(TestPlacesDialog, Windows)

} // namespace headroom::testing::tst_places_dialog

#include "tst_places_dialog.moc"

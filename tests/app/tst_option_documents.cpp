// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/sweep_options.h"
#include "app/headroom/command_line.h"
#include "app/headroom_engine/own_options.h"
#include "tests/app/program.h"
#include "tests/support/test_program.h"

#include <CLI/CLI.hpp>

#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace headroom::testing::tst_option_documents {

namespace {

using Texts = std::vector<OptionText>;

/// What a document says of an option.
struct Told {
    QString values;
    QString meaning; ///< begins with the table's sentence, and may go on
    QString otherwise;
};
/// Options of two commands may share a name.
using Telling = QMultiMap<QString, Told>;

const QString kManual = QStringLiteral("resources/manual/command-line.md");
const QString kWindowPage = QStringLiteral("packaging/headroom.1");
const QString kEnginePage = QStringLiteral("packaging/headroom-engine.1");

QString textOf(const QString& document) {
    return QString::fromUtf8(contentOf(QStringLiteral(HEADROOM_SOURCE "/") + document));
}

Texts sweepTexts() {
    SweepOptions ignored;
    return textsOf({sweepOptionRows(ignored)});
}

Texts together(std::initializer_list<Texts> tables) {
    Texts all;
    for (const Texts& table : tables)
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

/// Manual pages write "LOW:HIGH" as "low:high", and "…" as "...".
QString plain(QString values) {
    return values.remove(QLatin1Char(' ')).replace(QStringLiteral("…"), QStringLiteral("...")).toLower();
}

/// The rows of a Markdown page's tables: | `--option` | `value`, `value` | meaning | default |
Telling inTables(const QString& page) {
    Telling told;
    static const QRegularExpression code(QStringLiteral("`([^`]+)`"));
    for (const QString& line : page.split(QLatin1Char('\n'))) {
        if (!line.startsWith(QStringLiteral("| `--")))
            continue;
        QStringList cells = line.split(QLatin1Char('|'));
        QStringList values;
        for (auto match = code.globalMatch(cells.value(2)); match.hasNext();)
            values << match.next().captured(1);
        for (QString& cell : cells)
            cell = cell.remove(QLatin1Char('`')).trimmed();
        told.insert(cells.value(1), {plain(values.join(QLatin1Char('|'))), cells.value(3), cells.value(4)});
    }
    return told;
}

/// The items of a manual page's lists: .It Fl -option Ar value, and the lines below it.
Telling inItems(const QString& page) {
    Telling told;
    static const QRegularExpression item(
        QStringLiteral("^\\.It Fl (-\\S+)(.*)\\n((?:(?!\\.It|\\.El).*\\n)*)"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression macro(QStringLiteral("\\b(Cm|Ar|Ns)\\b"));
    static const QRegularExpression otherwise(QStringLiteral(", by default (.*?)\\.(\\n|$)"));
    for (auto match = item.globalMatch(page); match.hasNext();) {
        const auto found = match.next();
        const QString body = found.captured(3);
        const QString fallback = otherwise.match(body).captured(1);
        told.insert(QLatin1Char('-') + found.captured(1),
                    {plain(found.captured(2).remove(macro)), body.simplified(), fallback});
    }
    return told;
}

/// Of what is told of options of that name, the one that is meant by its meaning, else any.
Told alike(const QList<Told>& told, const OptionText& option) {
    const auto means = [&option](const Told& one) {
        return one.meaning.startsWith(QString::fromStdString(option.meaning));
    };
    const auto found = std::ranges::find_if(told, means);
    return found == told.end() ? told.first() : *found;
}

/// A sentence for each word by which the document and the table differ.
QStringList differences(const QString& document, const Telling& told, const Texts& table) {
    QStringList faults;
    QStringList known;
    const auto differ = [&](const OptionText& option, const char* what, const QString& here,
                            const std::string& there) {
        faults << QStringLiteral("%1: %2: the %3 \"%4\", and in the table \"%5\".")
                      .arg(document, QString::fromStdString(option.name), QLatin1String(what), here,
                           QString::fromStdString(there));
    };
    for (const OptionText& option : table) {
        const QString name = QString::fromStdString(option.name);
        known << name;
        if (!told.contains(name)) {
            faults << QStringLiteral("%1: %2 is missing.").arg(document, name);
            continue;
        }
        const Told here = alike(told.values(name), option);
        if (here.values != plain(QString::fromStdString(option.values)))
            differ(option, "values are", here.values, option.values);
        if (here.otherwise != QString::fromStdString(option.otherwise.text))
            differ(option, "default is", here.otherwise, option.otherwise.text);
        if (!here.meaning.startsWith(QString::fromStdString(option.meaning)))
            differ(option, "meaning begins", here.meaning, option.meaning);
    }
    for (auto entry = told.begin(); entry != told.end(); ++entry)
        if (!known.contains(entry.key()))
            faults << QStringLiteral("%1: there is no option %2.").arg(document, entry.key());
    return faults;
}

/// A sentence for each option that a text names and no table has.
QStringList unknown(const QString& document, const QString& whole, const Texts& table) {
    QStringList faults;
    // After "--" on a line of commands stand the words of another program.
    static const QRegularExpression foreign(QStringLiteral("(^    .*) -- .*$"),
                                            QRegularExpression::MultilineOption);
    const QString text = QString(whole).replace(foreign, QStringLiteral("\\1"));
    static const QRegularExpression named(QStringLiteral("(?<![-\\w\"])(?:--|Fl -|, -)([a-z][a-z-]+)"));
    for (auto match = named.globalMatch(text); match.hasNext();) {
        const QString name = QStringLiteral("--") + match.next().captured(1);
        const bool known = std::ranges::any_of(
            table, [&](const OptionText& option) { return name == QString::fromStdString(option.name); });
        if (!known)
            faults << QStringLiteral("%1: there is no option %2.").arg(document, name);
    }
    return faults;
}

Texts allTexts() {
    return together({sweepTexts(), ui::headroomOptionTexts(), engineOptionTexts()});
}

QStringList faultsOfManual(const QString& page) {
    return differences(kManual, inTables(page), allTexts()) + unknown(kManual, page, allTexts());
}

QStringList faultsOfPage(const QString& name, const QString& page) {
    const Texts own =
        name == kWindowPage ? ui::headroomOptionTexts() : together({engineOptionTexts(), sweepTexts()});
    return differences(name, inItems(page), own) + unknown(name, page, allTexts());
}

} // namespace

/// The manual, the manual pages and help say of each option what its row of the table says.
class TestOptionDocuments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manualSaysWhatTheTableSays();
    void manualPagesSayWhatTheTableSays();
    void helpSaysWhatTheTableSays();
    void differencesAreNamed_data();
    void differencesAreNamed();
    void defaultsAreThoseOfASweep();
    void wordsAreThoseOfTheVocabulary();
};

void TestOptionDocuments::manualSaysWhatTheTableSays() {
    const QStringList faults = faultsOfManual(textOf(kManual));
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestOptionDocuments::manualPagesSayWhatTheTableSays() {
    const QStringList faults =
        faultsOfPage(kWindowPage, textOf(kWindowPage)) + faultsOfPage(kEnginePage, textOf(kEnginePage));
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void TestOptionDocuments::helpSaysWhatTheTableSays() {
    const auto helpOf = [](const char* program, const QStringList& arguments) {
        Program asked(QString::fromLatin1(program));
        asked.start(arguments + QStringList{QStringLiteral("--help")});
        return asked.status() == 0 ? QString::fromUtf8(asked.out).simplified() : QString();
    };
    const QString sweep = helpOf(HEADROOM_ENGINE, {QStringLiteral("sweep")});
    const QString both = sweep + helpOf(HEADROOM_ENGINE, {QStringLiteral("recover")}) +
                         helpOf(HEADROOM_ENGINE, {QStringLiteral("advise")}) +
                         helpOf(HEADROOM_ENGINE, {QStringLiteral("shapes")}) +
                         helpOf(HEADROOM_ENGINE, {QStringLiteral("reproduce")}) +
                         helpOf(HEADROOM_ENGINE, {QStringLiteral("devices")}) +
                         helpOf(HEADROOM_ENGINE, {QStringLiteral("places"), QStringLiteral("add")});
    const QString window = helpOf(HEADROOM_PROGRAM, {});
    const auto says = [](const QString& help, const OptionText& option) {
        const QString line = QString::fromStdString(option.name + ' ' + option.values).trimmed();
        return help.contains(line) && help.contains(QString::fromStdString(option.help()));
    };
    for (const OptionText& option : sweepTexts())
        QVERIFY2(says(sweep, option) && says(window, option), option.name.c_str());
    for (const OptionText& option : engineOptionTexts())
        QVERIFY2(says(both, option), option.name.c_str());
    for (const OptionText& option : ui::headroomOptionTexts())
        QVERIFY2(says(window, option), option.name.c_str());
}

void TestOptionDocuments::differencesAreNamed_data() {
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const QString& document, const char* right, const char* wrong,
                        const char* sentence) {
        QTest::newRow(name) << document << QString::fromUtf8(right) << QString::fromUtf8(wrong)
                            << document + QStringLiteral(": ") + QString::fromUtf8(sentence);
    };
    row("default in the manual", kManual, "curves of their own | 12 |", "curves of their own | 16 |",
        "--heads: the default is \"16\", and in the table \"12\".");
    row("word in the manual", kManual, "`burst`, `sustained`", "`burst`, `steady`",
        "--regime: the values are \"burst|steady\", and in the table \"burst|sustained\".");
    row("meaning in the manual", kManual, "| Seed of the", "| The seed of the",
        "--order-seed: the meaning begins \"The seed of the measuring order\", and in the table \"Seed of "
        "the "
        "measuring order\".");
    row("row gone from the manual", kManual, "| `--threads`", "| `threads`", "--threads is missing.");
    row("row of nothing in the manual", kManual, "| `--threads`", "| `--fibres` | | | |\n| `--threads`",
        "there is no option --fibres.");
    row("example in the manual", kManual, "headroom --heads 16", "headroom --head 16",
        "there is no option --head.");
    row("default in a page", kEnginePage, "heads a, by default 12.", "heads a, by default 13.",
        "--heads: the default is \"13\", and in the table \"12\".");
    row("no default in a page", kEnginePage, "range, by default 16.", "range.",
        "--points: the default is \"\", and in the table \"16\".");
    row("word in a page", kEnginePage, "nn | nt | tn | strided", "nn | strided",
        "--layout: the values are \"nn|strided\", and in the table \"nn|nt|tn|strided\".");
    row("item gone from a page", kWindowPage, ".It Fl -no-caption", ".It -no-caption",
        "--no-caption is missing.");
    row("option of nothing in a page", kWindowPage, ".Op Fl -start", ".Op Fl -begin",
        "there is no option --begin.");
}

void TestOptionDocuments::differencesAreNamed() {
    QFETCH(QString, document);
    QFETCH(QString, right);
    QFETCH(QString, wrong);
    QFETCH(QString, sentence);
    QString page = textOf(document);
    QVERIFY2(page.contains(right), qPrintable(right));
    page.replace(right, wrong);
    const QStringList faults = document == kManual ? faultsOfManual(page) : faultsOfPage(document, page);
    QVERIFY2(faults.contains(sentence), qPrintable(faults.join(QLatin1Char('\n'))));
}

/// Typed, each default asks for the sweep that is made without it.
void TestOptionDocuments::defaultsAreThoseOfASweep() {
    DeviceInfo gpu;
    gpu.id = "cuda:0";
    gpu.types = {{DataType::F16, true, {}}};
    gpu.layouts = {Layout::NN};
    gpu.algorithms = {Algorithm::Default};
    gpu.regimes = {Regime::Burst};
    static const QRegularExpression firstWords(QStringLiteral("^(\\S+?)(?=: |, | |$)"));
    for (const OptionText& option : sweepTexts()) {
        // A length that is not named follows from others.
        const bool follows =
            option.otherwise.text.starts_with("the model's") || option.name == kvSeqText().name;
        if (option.otherwise.text.empty() || follows)
            continue;
        const QString typed = firstWords.match(QString::fromStdString(option.otherwise.text)).captured(1);
        CLI::App app;
        SweepOptions options;
        addSweepOptions(app, options);
        app.parse(option.name + ' ' + typed.toStdString());
        QCOMPARE(options.anyGiven(), option.name != "--device");
        const SweepChoice choice = chooseSweep(options, {{gpu}, {}});
        QVERIFY2(std::holds_alternative<ChosenSweep>(choice), option.name.c_str());
        QVERIFY2(std::get<ChosenSweep>(choice).spec == defaultSpec(gpu), option.name.c_str());
    }
}

void TestOptionDocuments::wordsAreThoseOfTheVocabulary() {
    QCOMPARE(choiceOf(textsOf<DataType>()), std::string("f32|f16|bf16|tf32|e4m3|e4m3-quantised|mxfp8|nvfp4"));
    QCOMPARE(listed(textsOf<DataType>(), "or"),
             std::string("f32, f16, bf16, tf32, e4m3, e4m3-quantised, mxfp8 or nvfp4"));
    QCOMPARE(listed(textsOf<SweepMode>(), "or"), std::string("fixed-heads or fixed-head-dim"));
    QCOMPARE(listed({"alone"}, "or"), std::string("alone"));
    for (const Word<Layout>& word : wordsOf<Layout>()) {
        Layout read{};
        QVERIFY(parse(word.text, read) && read == word.value);
    }
}

HEADROOM_TEST(TestOptionDocuments, EventLoop)

} // namespace headroom::testing::tst_option_documents

#include "tst_option_documents.moc"

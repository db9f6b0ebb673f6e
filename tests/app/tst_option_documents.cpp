// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/cli/sweep_options.h"
#include "app/describe/description.h"
#include "app/describe/documents.h"
#include "tests/app/program.h"
#include "tests/support/test_program.h"

#include <CLI/CLI.hpp>

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace headroom::testing::tst_option_documents {

using namespace descriptions;

namespace {

const QString kManual = QStringLiteral("resources/manual/command-line.md");
const QString kWindowPage = QStringLiteral("packaging/headroom.1");
const QString kEnginePage = QStringLiteral("packaging/headroom-engine.1");

QString textOf(const QString& document) {
    return QString::fromUtf8(contentOf(QStringLiteral(HEADROOM_SOURCE "/") + document));
}

const Document& documentOf(const QString& file) {
    return *std::ranges::find_if(
        documents(), [&file](const Document& document) { return file == QLatin1String(document.file); });
}

/// The first line of a text that is not as the programs' tables would have it, in a sentence; or nothing.
QString staleLine(const Document& document, const QString& text) {
    std::string fault;
    const std::string made = rewritten(document, text.toStdString(), fault);
    if (!fault.empty())
        return QString::fromStdString(fault);
    const QStringList now = text.split(QLatin1Char('\n'));
    const QStringList then = QString::fromStdString(made).split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < std::max(now.size(), then.size()); ++i)
        if (now.value(i) != then.value(i))
            return QStringLiteral(
                       "%1: line %2 is \"%3\" and should be \"%4\": build the target descriptions.")
                .arg(QLatin1String(document.file))
                .arg(i + 1)
                .arg(now.value(i), then.value(i));
    return {};
}

/// The keys of its blocks.
QStringList blocksOf(const QString& text) {
    static const QRegularExpression begin(QStringLiteral("begin generated: (.*?)(?: -->)?\\n"));
    QStringList keys;
    for (auto match = begin.globalMatch(text); match.hasNext();)
        keys << match.next().captured(1);
    return keys;
}

bool isKnown(const QString& name) {
    if (name == QLatin1String(kHelpOption) || name == QLatin1String(kVersionOption))
        return true;
    return std::ranges::any_of(sections(), [&name](const Section& section) {
        return std::ranges::any_of(section.options, [&name](const OptionText& option) {
            return name == QString::fromStdString(option.name);
        });
    });
}

/// A sentence for each option that a text names and no table has.
QStringList unknown(const QString& document, const QString& whole) {
    QStringList faults;
    // After "--" on a line of commands stand the words of another program.
    static const QRegularExpression foreign(QStringLiteral("(^    .*) -- .*$"),
                                            QRegularExpression::MultilineOption);
    const QString text = QString(whole).replace(foreign, QStringLiteral("\\1"));
    static const QRegularExpression named(QStringLiteral("(?<![-\\w\"])(?:--|Fl -|, -)([a-z][a-z-]+)"));
    for (auto match = named.globalMatch(text); match.hasNext();) {
        const QString name = QStringLiteral("--") + match.next().captured(1);
        if (!isKnown(name))
            faults << QStringLiteral("%1: there is no option %2.").arg(document, name);
    }
    return faults;
}

} // namespace

/// Documents and help say what the tables of commands and options say, and nothing else.
class TestOptionDocuments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentsAreAsTheTablesSay();
    void everySectionIsTold();
    void everyOptionIsInASection();
    void documentsNameNoOtherOptions();
    void everyCommandIsTold();
    void rowsAreWritten_data();
    void rowsAreWritten();
    void differencesAreNamed_data();
    void differencesAreNamed();
    void helpSaysWhatTheTableSays();
    void defaultsAreThoseOfASweep();
    void wordsAreThoseOfTheVocabulary();
};

void TestOptionDocuments::documentsAreAsTheTablesSay() {
    for (const Document& document : documents()) {
        const QString fault = staleLine(document, textOf(QLatin1String(document.file)));
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
}

void TestOptionDocuments::everySectionIsTold() {
    const QStringList manual = blocksOf(textOf(kManual));
    const QStringList pages = blocksOf(textOf(kWindowPage)) + blocksOf(textOf(kEnginePage));
    for (const Section& section : sections()) {
        const QString key = QStringLiteral("options ") + QString::fromStdString(section.key);
        QVERIFY2(manual.contains(key) && pages.contains(key), qPrintable(key));
    }
    for (const char* key : {"exit statuses", "environment", "files"})
        QVERIFY2(manual.contains(QLatin1String(key)) && pages.contains(QLatin1String(key)), key);
    QVERIFY(manual.contains(QStringLiteral("commands")));
}

void TestOptionDocuments::everyOptionIsInASection() {
    for (const NamedCommand& command : allCommands())
        for (const OptionGroup& group : command.table->groups)
            for (const OptionRow& row : group.rows) {
                const auto isIt = [&row](const OptionText& option) {
                    return option.name == row.text.name && option.values == row.text.values &&
                           option.meaning == row.text.meaning &&
                           option.otherwise.text == row.text.otherwise.text;
                };
                QVERIFY2(std::ranges::any_of(sections(),
                                             [&](const Section& section) {
                                                 return std::ranges::any_of(section.options, isIt);
                                             }),
                         row.text.name.c_str());
            }
}

void TestOptionDocuments::documentsNameNoOtherOptions() {
    for (const QString& document : {kManual, kWindowPage, kEnginePage}) {
        const QStringList faults = unknown(document, textOf(document));
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    }
    // Other pages tell of other programs, too.
    static const QRegularExpression ours(QStringLiteral("\\bheadroom(?:-engine)? [^`\\n]*"));
    const QDir manual(QStringLiteral(HEADROOM_SOURCE "/resources/manual"));
    for (const QString& name : manual.entryList({QStringLiteral("*.md")}, QDir::Files)) {
        const QString page = QString::fromUtf8(contentOf(manual.filePath(name)));
        for (auto match = ours.globalMatch(page); match.hasNext();) {
            const QStringList faults = unknown(name, QStringLiteral("    ") + match.next().captured());
            QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
        }
    }
}

void TestOptionDocuments::everyCommandIsTold() {
    const QString page = textOf(kEnginePage);
    for (const CommandTable& command : commandOf("headroom-engine").commands) {
        const QString name = QString::fromStdString(command.name);
        QVERIFY2(page.contains(QStringLiteral("\n.It Cm ") + name + QLatin1Char('\n')), qPrintable(name));
        QVERIFY2(page.contains(QStringLiteral("\n.Nm\n.Cm ") + name + QLatin1Char('\n')), qPrintable(name));
    }
}

void TestOptionDocuments::rowsAreWritten_data() {
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("written");
    const auto row = [](const char* name, const QString& document, const char* written) {
        QTest::newRow(name) << document << QString::fromUtf8(written);
    };
    row("meaning, more and default", kManual,
        "\n| `--heads` | `N,N,…` | Number of attention heads a. Several, with commas, have curves of their "
        "own. | 12 "
        "|\n");
    row("words", kManual,
        "\n| `--regime` | `burst`, `sustained` | Short windows at full clock, or continuous load. ");
    row("a word as default", kManual, " A CPU offers only the first. | `burst` |\n");
    row("a flag", kManual,
        "\n| `--quiet` |  | No progress. What is wrong with rows, and what the figures lack, is told all the "
        "same. |  |\n");
    row("arguments", kManual, "\n| `headroom-engine shapes [FILE\\|-]` | Measure the GEMMs of a list |\n");
    row("an exit status", kManual,
        "\n| 0 | All points were measured; with `recover`, all of the journal was written. |\n");
    row("an item", kEnginePage,
        "\n.It Fl -heads Ar n Ns Cm \\&, Ns Ar n Ns Cm ,...\nNumber of attention heads a, by default 12.\n"
        "Several, with commas, have curves of their own.\n");
    row("words of an item", kEnginePage, "\n.It Fl -layout Cm nn | nt | tn | strided\n");
    row("words and capitals", kEnginePage,
        "\n.It Fl -device Cm auto | cpu | Cm cuda: Ns Ar n | Cm cuda:all | reference | Ar place Ns Cm "
        "/cuda:all,...\n");
    row("a file or the standard output", kEnginePage, "\n.It Fl -csv Ar file | Cm -\n");
    row("a flag's item", kWindowPage, "\n.It Fl -no-caption\nLeave out");
    row("an option in a sentence", kWindowPage, "\nInstead of\n.Fl -replay-speed .\n");
    row("a variable", kEnginePage,
        "\n.It Ev HEADROOM_LOCK_DIR\nFolder of the lock files, in place of\n.Pa /run/lock .\n");
    row("a synopsis", kEnginePage,
        "\n.Nm\n.Cm merge\n.Op Fl -csv Ar file | Cm -\n.Op Fl -json Ar file | Cm -\n"
        ".Op Fl -rank Cm throughput | time\n.Ar file ...\n");
    row("many words in a synopsis", kEnginePage, "\n.Op Fl -dtype Ar dtype\n");
}

void TestOptionDocuments::rowsAreWritten() {
    QFETCH(QString, document);
    QFETCH(QString, written);
    QVERIFY(textOf(document).contains(written));
}

void TestOptionDocuments::differencesAreNamed_data() {
    QTest::addColumn<QString>("document");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("wrong");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const QString& document, const char* right, const char* wrong,
                        const char* sentence) {
        QTest::newRow(name) << document << QString::fromUtf8(right) << QString::fromUtf8(wrong)
                            << QString::fromUtf8(sentence);
    };
    row("default in the manual", kManual, "curves of their own. | 12 |", "curves of their own. | 16 |",
        "curves of their own. | 16 |\" and should be");
    row("word in the manual", kManual, "`burst`, `sustained`", "`burst`, `steady`", "`steady` ");
    row("row gone from the manual", kManual, "| `--threads`", "| `threads`", "`threads`");
    row("row of nothing in the manual", kManual, "| `--threads`", "| `--fibres` | | | |\n| `--threads`",
        "--fibres");
    row("a block without an end", kManual, "<!-- end generated -->", "", "has no end");
    row("a block of nothing", kManual, "generated: commands", "generated: comands",
        "nothing is called \"comands\"");
    row("default in a page", kEnginePage, "heads a, by default 12.", "heads a, by default 13.",
        "by default 13.\" and should be");
    row("item gone from a page", kWindowPage, ".It Fl -no-caption", ".It -no-caption", ".It -no-caption");
    row("word in a script", QStringLiteral("packaging/completions/headroom.bash"), "burst sustained", "burst",
        "burst'");
}

void TestOptionDocuments::differencesAreNamed() {
    QFETCH(QString, document);
    QFETCH(QString, right);
    QFETCH(QString, wrong);
    QFETCH(QString, sentence);
    QString page = textOf(document);
    QVERIFY2(page.contains(right), qPrintable(right));
    page.replace(right, wrong);
    const QString fault = staleLine(documentOf(document), page);
    QVERIFY2(fault.startsWith(document) && fault.contains(sentence), qPrintable(fault));
    // And what stands outside of blocks:
    QCOMPARE(unknown(kManual, QStringLiteral("    headroom --head 16")),
             QStringList{kManual + QStringLiteral(": there is no option --head.")});
    QCOMPARE(unknown(kWindowPage, QStringLiteral(".Op Fl -begin")),
             QStringList{kWindowPage + QStringLiteral(": there is no option --begin.")});
}

void TestOptionDocuments::helpSaysWhatTheTableSays() {
    for (const NamedCommand& command : allCommands()) {
        QStringList words = QString::fromStdString(command.words).split(QLatin1Char(' '));
        Program asked(words.takeFirst() == QStringLiteral("headroom") ? kHeadroom : kEngine);
        asked.start(words + QStringList{QLatin1String(kHelpOption)});
        QCOMPARE(asked.status(), 0);
        const QString help = QString::fromUtf8(asked.out).simplified();
        const auto says = [&help](const std::string& text) {
            return help.contains(QString::fromStdString(text).trimmed());
        };
        QVERIFY2(says(command.table->meaning), command.words.c_str());
        QVERIFY2(says(std::string(kHelpOption) + ' ' + kHelpMeaning), command.words.c_str());
        for (const OptionGroup& group : command.table->groups)
            for (const OptionRow& row : group.rows)
                QVERIFY2(says(row.text.name + ' ' + row.text.values) && says(row.text.help()) &&
                             says(group.heading),
                         row.text.name.c_str());
        for (const ArgumentRow& row : command.table->arguments)
            QVERIFY2(says(row.text.name + ' ' + row.text.values) && says(row.text.meaning),
                     row.text.name.c_str());
    }
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
    SweepOptions ignored;
    for (const OptionText& option : textsOf({sweepOptionRows(ignored)})) {
        // A length that is not named follows from others.
        const bool follows =
            option.otherwise.text.starts_with("the model's") || option.name == kvSeqText().name;
        if (option.otherwise.text.empty() || follows)
            continue;
        const QString typed = firstWords.match(QString::fromStdString(option.otherwise.text)).captured(1);
        CLI::App app;
        SweepOptions options;
        addOptions(app, sweepOptionRows(options));
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

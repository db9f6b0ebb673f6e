// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "app/describe/description.h"
#include "tests/app/program.h"
#include "tests/app/shells.h"
#include "tests/support/test_program.h"

namespace headroom::testing::tst_completions {

using namespace descriptions;

namespace {

const QString kScripts = QStringLiteral(HEADROOM_SOURCE "/packaging/completions");

/// Below it lie what is completed, and programs that tell when they are run.
struct Stage {
    QTemporaryDir folder;

    Stage() {
        for (const char* name : {"files/runs", "config/headroom", "state/headroom/journal", "bin"})
            QVERIFY(QDir(folder.path()).mkpath(QLatin1String(name)));
        for (const char* name : {"files/gemms.csv", "files/notes.txt", "files/my run.headroom.json",
                                 "files/old.headroom.json", "state/headroom/journal/20260102T030405Z.jsonl"})
            writeOld(folder.filePath(QLatin1String(name)));
        write(
            "config/headroom/places.json",
            "{\n  \"places\": [\n    {\n      \"engine\": \"headroom-engine\",\n      \"host\": "
            "\"me@gpu7\",\n"
            "      \"kind\": \"ssh\",\n      \"name\": \"gpu7\"\n    }\n  ],\n  \"schema_version\": 1\n}\n");
        for (const char* name : {"headroom", "headroom-engine", "ssh", "nvidia-smi"}) {
            const QString program = QStringLiteral("bin/") + QLatin1String(name);
            write(program,
                  "#!/bin/sh\necho \"$0 $*\" >>" + folder.filePath(QStringLiteral("ran")).toUtf8() + '\n');
            QVERIFY(QFile::setPermissions(folder.filePath(program), QFile::ReadOwner | QFile::ExeOwner));
        }
    }

    void write(const QString& name, const QByteArray& content) const {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    void write(const char* name, const QByteArray& content) const { write(QLatin1String(name), content); }

    ShellPlace place() const {
        return {folder.filePath(QStringLiteral("files")), folder.filePath(QStringLiteral("config")),
                folder.filePath(QStringLiteral("state")), kScripts, folder.filePath(QStringLiteral("bin"))};
    }
    /// What was run, and should not have been.
    QByteArray ran() const { return contentOf(folder.filePath(QStringLiteral("ran"))); }
};

QString text(const std::string& words) {
    return QString::fromStdString(words);
}

QStringList optionsOf(const NamedCommand& command) {
    QStringList names{QStringLiteral("--help")};
    if (command.words.find(' ') == std::string::npos)
        names << QStringLiteral("--version");
    for (const OptionGroup& group : command.table->groups)
        for (const OptionRow& row : group.rows)
            names << text(row.text.name);
    names.sort();
    return names;
}

/// The words to choose from; empty where files or devices may follow, or nothing.
QStringList choicesOf(const OptionText& option) {
    if (option.offer.of != Offer::Of::Nothing && option.offer.of != Offer::Of::Words)
        return {};
    QStringList words;
    for (const std::string& word : wordsIn(option.values))
        words << text(word);
    for (const std::string& word : option.offer.names)
        words << text(word);
    words.sort();
    return words;
}

void addShells() {
    QTest::addColumn<ShellKind>("shell");
    QTest::newRow("bash") << ShellKind::Bash;
    QTest::newRow("zsh") << ShellKind::Zsh;
    QTest::newRow("fish") << ShellKind::Fish;
}

} // namespace

/// What bash, zsh and fish offer, each asked itself.
class TestCompletions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scriptsAreSound_data() { addShells(); }
    void scriptsAreSound();
    void everyOptionIsOffered_data() { addShells(); }
    void everyOptionIsOffered();
    void everyChoiceIsOffered_data() { addShells(); }
    void everyChoiceIsOffered();
    void whatIsTypedIsCompleted_data() { addShells(); }
    void whatIsTypedIsCompleted();
};

void TestCompletions::scriptsAreSound() {
    QFETCH(ShellKind, shell);
    if (programOf(shell).isEmpty())
        QSKIP("This shell is not installed.");
    static const std::array names{"headroom.bash", "_headroom", "headroom.fish"};
    QProcess check;
    check.start(programOf(shell),
                {QStringLiteral("-n"),
                 kScripts + QLatin1Char('/') + QLatin1String(names[static_cast<std::size_t>(shell)])});
    const Ended ended = endOf(check);
    QVERIFY2(ended.status == 0 && ended.err.isEmpty(), ended.err.constData());
}

void TestCompletions::everyOptionIsOffered() {
    QFETCH(ShellKind, shell);
    if (programOf(shell).isEmpty())
        QSKIP("This shell is not installed.");
    const Stage stage;
    QStringList lines;
    for (const NamedCommand& command : allCommands())
        lines << text(command.words) + QStringLiteral(" --");
    const QList<QStringList> offered = offeredBy(shell, lines, stage.place());
    QCOMPARE(offered.size(), lines.size());
    for (qsizetype i = 0; i < lines.size(); ++i)
        QVERIFY2(offered[i] == optionsOf(allCommands()[static_cast<std::size_t>(i)]),
                 qPrintable(lines[i] + QStringLiteral(": ") + offered[i].join(QLatin1Char(' '))));
    QCOMPARE(stage.ran(), QByteArray());
}

void TestCompletions::everyChoiceIsOffered() {
    QFETCH(ShellKind, shell);
    if (programOf(shell).isEmpty())
        QSKIP("This shell is not installed.");
    const Stage stage;
    QStringList lines;
    QList<QStringList> expected;
    for (const NamedCommand& command : allCommands())
        for (const OptionGroup& group : command.table->groups)
            for (const OptionRow& row : group.rows)
                if (const QStringList choices = choicesOf(row.text); choices.size() > 1) {
                    lines << text(command.words + ' ' + row.text.name + ' ');
                    expected << choices;
                }
    QVERIFY(lines.size() > 30);
    const QList<QStringList> offered = offeredBy(shell, lines, stage.place());
    QCOMPARE(offered.size(), lines.size());
    for (qsizetype i = 0; i < lines.size(); ++i)
        QVERIFY2(offered[i] == expected[i],
                 qPrintable(lines[i] + QStringLiteral(": ") + offered[i].join(QLatin1Char(' '))));
    QCOMPARE(stage.ran(), QByteArray());
}

void TestCompletions::whatIsTypedIsCompleted() {
    QFETCH(ShellKind, shell);
    if (programOf(shell).isEmpty())
        QSKIP("This shell is not installed.");
    const Stage stage;
    struct Case {
        const char* line;
        QStringList offered;
        QStringList notOffered = {};
    };
    const auto words = [](const char* list) {
        return QString::fromLatin1(list).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    const std::vector<Case> cases = {
        {"headroom-engine sw", words("sweep")},
        {"headroom-engine places ", words("add remove")},
        {"headroom-engine --version pl", words("places")},
        {"headroom-engine sweep --dt", words("--dtype")},
        {"headroom-engine sweep --regime s", words("sustained")},
        {"headroom-engine sweep --regime=s", words("sustained")},
        {"headroom-engine sweep --dtype f16,b", words("bf16")},
        {"headroom-engine sweep --dtype=f16,bf16,e", words("e4m3 e4m3-quantised")},
        {"headroom-engine sweep --dtype f16,f", words("f32"), words("f16")},
        {"headroom-engine sweep --device c", words("cpu 0 all")},
        {"headroom-engine sweep --device cuda:a", words("all")},
        {"headroom-engine sweep --device=cuda:a", words("all")},
        {"headroom-engine sweep --device gpu7/cuda:", words("0 all")},
        {"headroom-engine sweep --device cpu,gpu7/cuda:al", words("all")},
        {"headroom-engine sweep --points ", words("all")},
        {"headroom-engine sweep --hidden 0:32768 --qu", words("--quiet")},
        {"headroom-engine devices --place ", words("gpu7")},
        {"headroom-engine places remove ", words("gpu7")},
        {"headroom-engine shapes ge", words("gemms.csv")},
        {"headroom-engine shapes --dtype f16 ge", words("gemms.csv")},
        {"headroom-engine sweep --csv=ge", words("gemms.csv")},
        {"headroom-engine recover 2026", words("20260102T030405Z")},
        {"headroom ol", words("old.headroom.json")},
        {"headroom old.headroom.json my", {QStringLiteral("my run.headroom.json")}},
        {"headroom ru", words("runs")},
        {"headroom --export-preset c", words("column")},
        {"headroom --export chart.png --export-leg", words("--export-legend")},
        {"headroom --model llama-2", words("llama-2-7b")},
    };
    QStringList lines;
    for (const Case& one : cases)
        lines << QString::fromLatin1(one.line);
    const QList<QStringList> offered = offeredBy(shell, lines, stage.place());
    QCOMPARE(offered.size(), lines.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const Case& one = cases[static_cast<std::size_t>(i)];
        const QString told = lines[i] + QStringLiteral(": ") + offered[i].join(QLatin1Char(' '));
        for (const QString& word : one.offered)
            QVERIFY2(offered[i].contains(word), qPrintable(told));
        for (const QString& word : one.notOffered)
            QVERIFY2(!offered[i].contains(word), qPrintable(told));
    }
    QCOMPARE(stage.ran(), QByteArray());
}

HEADROOM_TEST(TestCompletions, EventLoop)

} // namespace headroom::testing::tst_completions

#include "tst_completions.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "ui/advice/asked_spec.h"
#include "ui/advice/typed_question.h"

#include "engine/sweep/sweep_plan.h"

#include <QTest>

namespace headroom::testing::tst_typed_question {

using namespace headroom::ui;

namespace {

/// "f* = 10922, t = 4", the one asked about with a star; or the problem.
QString read(const QString& text, Length length = Length::Hidden) {
    const TypedQuestion typed = typedQuestion(text, length);
    if (!typed.problem.isEmpty())
        return typed.problem;
    QStringList texts;
    if (!typed.model.empty())
        texts << QString::fromStdString(typed.model);
    if (typed.asked && !typed.lengths.contains(*typed.asked))
        texts << QLatin1String(infoOf(*typed.asked).symbol) + QStringLiteral("*");
    for (const auto& [named, value] : typed.lengths)
        texts << QStringLiteral("%1%2 = %3")
                     .arg(QLatin1String(infoOf(named).symbol), named == typed.asked ? u"*" : u"")
                     .arg(value);
    return texts.join(QStringLiteral(", "));
}

} // namespace

/// What is asked in a line of text.
class TestTypedQuestion final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isForgiving_data();
    void isForgiving();
    void saysWhatItCannotRead_data();
    void saysWhatItCannotRead();
    void readsWhatItWrites();
    void aNumberIsOfTheLengthThatIsChosen();
    void aLayerFollowsFromItsLengths();
    void aModelHasItsOwnLengths();
    void whatAModelDoesNotStateFollows();
    void whatCannotBeAskedIsASentence_data();
    void whatCannotBeAskedIsASentence();
    void aSizeBetweenHeadsIsRounded();
};

void TestTypedQuestion::isForgiving_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char* text, const char* meaning) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(meaning);
    };
    row("h ≈ 4096, a = 32", "h* = 4096, a = 32");
    row("4096 32", "h* = 4096, a = 32");
    row("4096, 32", "h* = 4096, a = 32");
    row("h=4096 a=32", "h* = 4096, a = 32");
    row("h4096 a32", "h* = 4096, a = 32");
    row("  H : 4096 ;A:32 ", "h* = 4096, a = 32");
    row("4k", "h* = 4096");
    row("h ≈ 1.5k, a = 12", "h* = 1536, a = 12");
    row("4,096 32", "h* = 4096, a = 32");
    row("h = 4,096,a=32", "h* = 4096, a = 32");
    row("a = 32, h ≈ 4096", "h* = 4096, a = 32");
    row("hidden ~ 4096 heads 32", "h* = 4096, a = 32");
    row("h about 4096, a 32", "h* = 4096, a = 32");
    row("f ≈ 10922", "f* = 10922");
    row("ffn 10922", "f* = 10922");
    row("f10922 tp 4", "f* = 10922, t = 4");
    row("kv-heads", "g*");
    row("f_e = 768", "f_e* = 768");
    row("fe 768", "f_e* = 768");
    row("llama-3.1-8b f", "llama-3.1-8b, f*");
    row("Llama-2-7B, f ≈ 10922, t = 4", "llama-2-7b, f* = 10922, t = 4");
    row("", "");
}

void TestTypedQuestion::isForgiving() {
    QFETCH(const QString, text);
    QFETCH(const QString, meaning);
    QCOMPARE(read(text), meaning);
}

void TestTypedQuestion::saysWhatItCannotRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* text, const char* sentence) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(sentence);
    };
    row("x = 4", "“x” is no length and no model that is known here. Lengths are h, a, g, d, f, f_e, v or t.");
    row("<b>bold</b>", "“<b>bold</b>” cannot be read here.");
    row("h = -4096", "“-4096” cannot be read here.");
    row("h = 4096, h = 4097", "h is there twice.");
    row("4096 32 7", "Which length is 7?");
    row("h = 99999999999999999999", "“99999999999999999999” cannot be read here.");
    row("h = 0", "“0” cannot be read here.");
    row("\xe2\x80\xae"
        "4096",
        "cannot be read here.");
}

void TestTypedQuestion::saysWhatItCannotRead() {
    QFETCH(const QString, text);
    QFETCH(const QString, sentence);
    QVERIFY2(read(text).contains(sentence), qPrintable(read(text)));
    QVERIFY(!read(text).contains(QChar(0x202e))); // nothing that turns the sentence about
}

void TestTypedQuestion::readsWhatItWrites() {
    QCOMPARE(questionText(Length::Hidden, 4096, 32), QStringLiteral("h ≈ 4096, a = 32"));
    QCOMPARE(read(questionText(Length::Hidden, 4096, 32)), QStringLiteral("h* = 4096, a = 32"));
    QCOMPARE(read(questionText(Length::ExpertFfn, 768)), QStringLiteral("f_e* = 768"));
}

void TestTypedQuestion::aNumberIsOfTheLengthThatIsChosen() {
    QCOMPARE(read(QStringLiteral("10922"), Length::Ffn), QStringLiteral("f* = 10922"));
    QVERIFY(read(QStringLiteral("10922 32"), Length::Ffn).contains(QStringLiteral("Which length is 32")));
    QCOMPARE(read(QStringLiteral("v 50257"), Length::Ffn), QStringLiteral("v* = 50257"));
}

void TestTypedQuestion::aLayerFollowsFromItsLengths() {
    SweepSpec base;
    base.algorithm = Algorithm::Both;
    const AskedSpec asked = askedSpec({.text = QStringLiteral("4096 32")}, base);
    QCOMPARE(asked.problem, QString());
    QVERIFY(validate(asked.spec).empty());
    QCOMPARE(asked.spec.algorithm, Algorithm::Default);
    QCOMPARE(asked.spec.budget->variants->values, (std::vector<std::int64_t>{4096, 4032, 4064, 4128, 4160}));
    const SweepPlan plan = makePlan(asked.spec);
    QCOMPARE(plan.points.size(), std::size_t{5}); // the score GEMM of the form alone
    for (const PlannedPoint& point : plan.points)
        QCOMPARE(point.layer.headDim, point.layer.hidden / 32);
    AskedSpec all = askedSpec({.text = QStringLiteral("4096 32"), .gemms = AskedGemms::All}, base);
    QCOMPARE(all.problem, QString());
    QCOMPARE(makePlan(all.spec).points.size(), std::size_t{5 * 6 * 3});
    all = askedSpec({.text = QStringLiteral("f ≈ 10922, h = 4096, a = 32"), .gemms = AskedGemms::Forward},
                    base);
    QCOMPARE(all.spec.budget->variants->length, Length::Ffn);
    QCOMPARE(makePlan(all.spec).points.front().operation, Operation::MlpUp);
    // The same question again, of more of its GEMMs.
    const AskedSpec forward =
        askedSpec({.text = QStringLiteral("4096 32"), .gemms = AskedGemms::Forward}, base);
    QCOMPARE(makePlan(forward.spec).points.size(), std::size_t{5 * 6});
    QCOMPARE(makePlan(askedSpec(forward.spec, 0.02, AskedGemms::All).spec).points.size(),
             std::size_t{5 * 6 * 3});
    // Heads that are not named are the form's.
    QCOMPARE(askedSpec({.text = QStringLiteral("6144")}, base).spec.budget->model.layer.heads, base.heads);
}

void TestTypedQuestion::aModelHasItsOwnLengths() {
    const SweepSpec base;
    const ModelShape& llama = *findPreset("llama-2-7b");
    AskedSpec asked =
        askedSpec({.text = {}, .length = Length::Ffn, .model = &llama, .gemms = AskedGemms::Forward}, base);
    QCOMPARE(asked.problem, QString());
    QCOMPARE(asked.spec.budget->variants->values.front(), llama.layer.ffn);
    asked = askedSpec({.text = QStringLiteral("f ≈ 10922, t = 2"), .model = &llama, .gemms = AskedGemms::All},
                      base);
    QCOMPARE(asked.problem, QString());
    QCOMPARE(asked.spec.budget->tensorParallel, 2);
    QCOMPARE(asked.spec.budget->variants->values.front(), 10922);
    // One that the line names counts before the one that was chosen.
    asked = askedSpec({.text = QStringLiteral("gpt-3-2.7b v"), .model = &llama, .gemms = AskedGemms::Forward},
                      base);
    QCOMPARE(asked.spec.budget->model.name, "gpt-3-2.7b");
    QCOMPARE(asked.spec.budget->variants->values.front(), 50257);
}

void TestTypedQuestion::whatAModelDoesNotStateFollows() {
    const SweepSpec base;
    const ModelShape& llama = *findPreset("llama-2-7b");
    AskedChoices choices{.text = QStringLiteral("h ≈ 4096"),
                         .model = &llama,
                         .headDimFollows = true,
                         .gemms = AskedGemms::Forward};
    const auto follows = [&] {
        const AskedSpec asked = askedSpec(choices, base);
        return std::pair(asked.spec.budget->variants->headDimFollows,
                         asked.spec.budget->variants->ffnFollows);
    };
    QCOMPARE(follows(), std::pair(true, false));
    choices.ffnFollows = true;
    QCOMPARE(follows(), std::pair(true, true));
    choices.text = QStringLiteral("h ≈ 4096, d = 128, f = 11008"); // the user states them
    QCOMPARE(follows(), std::pair(false, false));
    choices.text = QStringLiteral("llama-3.1-8b h ≈ 4096"); // another model, which states both
    QCOMPARE(follows(), std::pair(false, false));
}

void TestTypedQuestion::whatCannotBeAskedIsASentence_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("within");
    QTest::addColumn<int>("gemms");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* text, double within, AskedGemms gemms, const char* sentence) {
        QTest::newRow(text) << QString::fromUtf8(text) << within << int(gemms) << QString::fromUtf8(sentence);
    };
    row("", 0.02, AskedGemms::All, "Name a hidden size and a number of heads");
    row("f = 8", 0.02, AskedGemms::All, "Name a hidden size and a number of heads");
    row("h = 999999999999, a = 1", 0.02, AskedGemms::All, "hidden size h is 999999999999");
    row("4096 32 ", 0, AskedGemms::All, "The distance must be above 0");
    row("f ≈ 64, h = 4096, a = 32", 0.02, AskedGemms::OfChart, "No GEMM of this model's layers depends on f");
    row("v, h = 4096, a = 32", 0.02, AskedGemms::All, "has no vocabulary: say its value");
    row("t ≈ 3, h = 4096, a = 32", 0.02, AskedGemms::All, "is not a multiple of t = 3");
}

void TestTypedQuestion::whatCannotBeAskedIsASentence() {
    QFETCH(const QString, text);
    QFETCH(const double, within);
    QFETCH(const int, gemms);
    QFETCH(const QString, sentence);
    const AskedSpec asked =
        askedSpec({.text = text, .within = within, .gemms = static_cast<AskedGemms>(gemms)}, SweepSpec());
    QVERIFY2(asked.problem.contains(sentence), qPrintable(asked.problem));
}

void TestTypedQuestion::aSizeBetweenHeadsIsRounded() {
    const AskedSpec asked = askedSpec({.text = QStringLiteral("h ≈ 4096, a = 12")}, SweepSpec());
    QCOMPARE(asked.problem, QString());
    QCOMPARE(asked.spec.budget->variants->values.front(), 4092);
    QVERIFY2(asked.note.contains(QStringLiteral("h = 4096")) &&
                 asked.note.contains(QStringLiteral("h = 4092")),
             qPrintable(asked.note));
}

HEADROOM_TEST(TestTypedQuestion, EventLoop)

} // namespace headroom::testing::tst_typed_question

#include "tst_typed_question.moc"

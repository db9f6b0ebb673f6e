// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "tests/ui/sweep/form_fixture.h"
#include "ui/sweep/form_words.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QSet>

#include <type_traits>

namespace headroom::testing::tst_form_words {

using namespace headroom::ui;

/// How the form names and explains its fields and choices.
class TestFormWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void explainsEachRatio();
    void namesEveryField();
    void anotherOperationHasItsOwnLayouts();
    void namesEveryChoice();
    void saysLayoutsAsTheOperationDoes();
};

void TestFormWords::explainsEachRatio() {
    FormFixture setup;
    const QString divisor = setup.find<QAbstractButton>("ratio8")->toolTip();
    QVERIFY(!divisor.isEmpty());
    setup.find<QComboBox>("mode")->setCurrentIndex(1);
    QVERIFY(setup.find<QAbstractButton>("ratio8")->toolTip() != divisor);
    for (const char* field : {"heads", "ratios", "seq", "batch", "dtype", "layout", "threads", "mode"})
        QVERIFY2(!setup.find<QWidget>(field)->toolTip().isEmpty(), field);
}

/// Each has an editor that is named as the option is.
void TestFormWords::namesEveryField() {
    FormFixture setup;
    for (int field = 0; field <= static_cast<int>(SpecField::Threads); ++field) {
        const char* name = toString(static_cast<SpecField>(field));
        auto* editor = setup.find<QWidget>(name);
        QVERIFY2(editor, name);
        QVERIFY2(!editor->toolTip().isEmpty() && !editor->accessibleName().isEmpty(), name);
    }
}

void TestFormWords::saysLayoutsAsTheOperationDoes() {
    FormFixture setup;
    const OperationInfo& operation = infoOf(setup.form.spec().operation);
    const auto* box = setup.find<QComboBox>("layout");
    QVERIFY(box->count() > 1);
    for (int row = 0; row < box->count(); ++row) {
        const OperationLayout text = operation.layoutText(static_cast<Layout>(box->itemData(row).toInt()));
        QCOMPARE(box->itemText(row), QString::fromUtf8(text.label));
        QCOMPARE(box->itemData(row, Qt::ToolTipRole).toString(), QString::fromUtf8(text.explanation));
    }
}

void TestFormWords::anotherOperationHasItsOwnLayouts() {
    FormFixture setup;
    const auto* box = setup.find<QComboBox>("layout");
    const auto layouts = [box] {
        QList<int> all;
        for (int row = 0; row < box->count(); ++row)
            all << box->itemData(row).toInt();
        return all;
    };
    const QList<int> ofScore{int(Layout::NN), int(Layout::NT), int(Layout::Strided)};
    QCOMPARE(layouts(), ofScore);
    auto* operation = setup.find<QComboBox>("operation");
    operation->setCurrentIndex(operation->findData(int(Operation::AttentionOverValue)));
    QCOMPARE(setup.form.spec().operation, Operation::AttentionOverValue);
    QCOMPARE(layouts(), (QList<int>{int(Layout::NN), int(Layout::Strided)}));
    QVERIFY(setup.form.valid());
    operation->setCurrentIndex(0);
    auto* layout = setup.find<QComboBox>("layout");
    layout->setCurrentIndex(layout->findData(int(Layout::NT)));
    QCOMPARE(setup.form.spec().layout, Layout::NT);
    // One that the other operation lacks is not changed silently.
    operation->setCurrentIndex(1);
    QCOMPARE(setup.form.spec().layout, Layout::NT);
    QVERIFY(!setup.form.valid());
    QVERIFY2(setup.form.problem().contains(QStringLiteral("has no layout nt")),
             qPrintable(setup.form.problem()));
}

void TestFormWords::namesEveryChoice() {
    const auto isNamed = [](const auto& words) {
        bool explained = true;
        QSet<QString> labels;
        for (const auto& word : words) {
            labels << label(word.value);
            if constexpr (!std::is_same_v<std::decay_t<decltype(word.value)>, SweepMode>)
                explained = explained && !explanation(word.value).isEmpty();
        }
        return explained && labels.size() == qsizetype(words.size()) && !labels.contains(QString());
    };
    QVERIFY(isNamed(wordsOf<SweepMode>()));
    QVERIFY(isNamed(wordsOf<DataType>()));
    QVERIFY(isNamed(wordsOf<Algorithm>()));
    QVERIFY(isNamed(wordsOf<Regime>()));
}

HEADROOM_TEST(TestFormWords, Windows)

} // namespace headroom::testing::tst_form_words

#include "tst_form_words.moc"

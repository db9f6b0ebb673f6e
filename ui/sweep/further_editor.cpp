// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Editors of what may have curves of its own: operations, passes, types, head counts.
#include "ui/sweep/editor_parts.h"
#include "ui/sweep/form_words.h"
#include "ui/sweep/further_picker.h"
#include "ui/sweep/number_list.h"
#include "ui/sweep/pass_boxes.h"
#include "ui/sweep/quiet_combo_box.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>

#include <algorithm>
#include <memory>
#include <set>

namespace headroom::ui {

namespace {

constexpr int kLongestHeadsList = 200; ///< letters that can be typed

/// Takes what was chosen. The order of a spec that names the same stays: a menu has one of its own.
template <class T>
void takeChosen(const std::vector<T>& chosen, T& first, std::vector<T>& further) {
    std::vector<T> before{first};
    before.insert(before.end(), further.begin(), further.end());
    if (chosen.empty() || std::set(chosen.begin(), chosen.end()) == std::set(before.begin(), before.end()))
        return;
    first = chosen.front();
    further.assign(chosen.begin() + 1, chosen.end());
}

template <class T>
std::vector<int> asNumbers(const std::vector<T>& values) {
    std::vector<int> numbers;
    for (const T value : values)
        numbers.push_back(static_cast<int>(value));
    return numbers;
}

/// A box for the first and a picker for those beside it.
template <class T>
struct BoxAndPicker {
    QuietComboBox* box = new QuietComboBox;
    FurtherPicker* picker = new FurtherPicker;

    void show(T first, const std::vector<T>& further) const {
        box->setCurrentIndex(box->findData(static_cast<int>(first)));
        picker->leaveOut(static_cast<int>(first));
        picker->setChosen(asNumbers(further));
    }
    void read(T& first, std::vector<T>& further) const {
        const QVariant shown = box->currentData();
        std::vector<T> chosen{shown.isValid() ? static_cast<T>(shown.toInt()) : first};
        picker->leaveOut(static_cast<int>(chosen.front()));
        for (const int value : picker->chosen())
            chosen.push_back(static_cast<T>(value));
        if (chosen.front() != first) { // the user's own choice comes first
            first = chosen.front();
            further.assign(chosen.begin() + 1, chosen.end());
        } else {
            takeChosen(chosen, first, further);
        }
    }
};

template <class T>
BoxAndPicker<T> makePair(const char* furtherName, const QString& furtherText, const Edited& edited) {
    const BoxAndPicker<T> pair;
    pair.picker->setObjectName(QLatin1String(furtherName));
    pair.picker->setAccessibleName(furtherText);
    pair.picker->setToolTip(furtherText);
    QObject::connect(pair.box, &QComboBox::currentIndexChanged, edited.form, edited.call);
    QObject::connect(pair.picker, &FurtherPicker::edited, edited.form, edited.call);
    return pair;
}

} // namespace

SpecEditor operationEditor(const Edited& edited) {
    const auto pair = makePair<Operation>(
        "furtherOperations", words("Operations that have curves of their own beside this one"), edited);
    std::vector<FurtherPicker::Choice> choices;
    for (const OperationInfo& info : allOperations())
        choices.push_back({static_cast<int>(info.operation), label(info.operation), label(info.operation),
                           words(info.meaning)});
    pair.picker->offer(choices);
    const auto isWide = std::make_shared<bool>(false);
    const auto fill = [pair, isWide](Operation shown) {
        const QSignalBlocker blocker(pair.box);
        pair.box->clear();
        for (const OperationInfo& info : *isWide ? allOperations() : sweptOperations()) {
            pair.box->addItem(label(info.operation), static_cast<int>(info.operation));
            pair.box->setItemData(pair.box->count() - 1, words(info.meaning), Qt::ToolTipRole);
        }
        if (pair.box->findData(static_cast<int>(shown)) < 0)
            pair.box->addItem(label(shown), static_cast<int>(shown));
        pair.box->setCurrentIndex(pair.box->findData(static_cast<int>(shown)));
    };
    fill(Operation::KeyQueryScore);
    return {.widget = pair.box,
            .show =
                [=](const SweepSpec& spec) {
                    fill(spec.operation);
                    pair.show(spec.operation, spec.further.operations);
                },
            .read =
                [=](SweepSpec& spec) {
                    pair.read(spec.operation, spec.further.operations);
                    return QString();
                },
            .copy =
                [](const SweepSpec& from, SweepSpec& to) {
                    to.operation = from.operation;
                    to.further.operations = from.further.operations;
                },
            .further = pair.picker,
            .namesFurther = [](const SweepSpec& spec) { return !spec.further.operations.empty(); },
            .widen =
                [=](bool wide) {
                    *isWide = wide;
                    fill(static_cast<Operation>(pair.box->currentData().toInt()));
                }};
}

SpecEditor typeEditor(const Edited& edited) {
    const auto pair = makePair<DataType>(
        "furtherTypes", words("Types that have curves of their own beside this one, in the same layout"),
        edited);
    return {.widget = pair.box,
            .show = [=](const SweepSpec& spec) { pair.show(spec.type, spec.further.types); },
            .read =
                [=](SweepSpec& spec) {
                    pair.read(spec.type, spec.further.types);
                    if (spec.budget) // which has one; the others are there again with the curves
                        spec.further.types.clear();
                    return QString();
                },
            .copy =
                [](const SweepSpec& from, SweepSpec& to) {
                    to.type = from.type;
                    to.further.types = from.further.types;
                },
            .offer =
                [=](const DeviceInfo& device) {
                    const QSignalBlocker blocker(pair.box);
                    pair.box->clear();
                    std::vector<FurtherPicker::Choice> choices;
                    for (const TypeSupport& support : device.types) {
                        const int value = static_cast<int>(support.type);
                        const QString why = support.supported ? explanation(support.type)
                                                              : QString::fromStdString(support.reason);
                        choices.push_back({value, label(support.type), QLatin1String(toString(support.type)),
                                           why, support.supported});
                        pair.box->addItem(label(support.type), value);
                        const int row = pair.box->count() - 1;
                        pair.box->setItemData(row, toolTipText(why), Qt::ToolTipRole);
                        if (!support.supported)
                            pair.box->setItemData(row, 0, Qt::UserRole - 1); // the item's flags: disabled
                    }
                    pair.picker->offer(choices);
                    return true;
                },
            .further = pair.picker,
            .namesFurther = [](const SweepSpec& spec) { return !spec.further.types.empty(); }};
}

namespace {

/// The numbers of a text that lists several: parted by semicolons or by commas with a space behind, or by
/// commas where the whole cannot be one number of which they part thousands or decimals.
std::vector<std::int64_t> headsListedIn(const QString& text) {
    static const QRegularExpression parted(QStringLiteral(";|,\\s"));
    static const QRegularExpression maybeOne(QStringLiteral("^\\s*[1-9]\\d{0,2}(?:,\\d{3})+\\s*$"));
    std::vector<std::int64_t> numbers = numbersIn(text);
    const bool isList = text.contains(parted) || (text.contains(u',') && !maybeOne.match(text).hasMatch());
    return isList && numbers.size() > 1 && wordThatIsNoNumber(text).isEmpty() ? std::move(numbers)
                                                                              : std::vector<std::int64_t>();
}

/// Those behind the first, then those of the field beside it.
std::vector<std::int64_t> furtherHeadsOf(const std::vector<std::int64_t>& listed, const QString& others) {
    std::vector<std::int64_t> further(listed.empty() ? listed.end() : listed.begin() + 1, listed.end());
    for (const std::int64_t heads : numbersIn(others))
        if (listed.empty() || std::ranges::find(listed, heads) == listed.end())
            further.push_back(heads);
    return further;
}

} // namespace

SpecEditor headsEditor(const Edited& edited) {
    auto* first = makeNumber(NumberEdit::Step::Adding, 1, 1, edited);
    auto* others = new QLineEdit;
    others->setObjectName(QStringLiteral("furtherHeads"));
    others->setPlaceholderText(words("and others, e.g. 16, 24"));
    others->setAccessibleName(words("Other numbers of heads"));
    others->setToolTip(words("Head counts that have curves of their own, separated by commas or spaces"));
    QObject::connect(others, &QLineEdit::textChanged, edited.form, edited.call);
    first->findChild<QLineEdit*>()->setMaxLength(kLongestHeadsList);
    QObject::connect(first, &NumberEdit::editingFinished, others, [first, others] {
        const std::vector<std::int64_t> listed = headsListedIn(first->text());
        if (listed.empty())
            return;
        { // read once, when both fields say the same as before
            const QSignalBlocker blocker(others);
            others->setText(numberList(furtherHeadsOf(listed, others->text())));
        }
        first->setValue(listed.front());
    });
    return {.widget = first,
            .show =
                [=](const SweepSpec& spec) {
                    first->setValue(spec.heads);
                    if (numbersIn(others->text()) != spec.further.heads)
                        others->setText(numberList(spec.further.heads));
                },
            .read =
                [=](SweepSpec& spec) {
                    const std::vector<std::int64_t> listed = headsListedIn(first->text());
                    QString problem;
                    if (listed.empty())
                        problem = readNumber(first, spec.heads);
                    else
                        spec.heads = listed.front();
                    spec.further.heads = furtherHeadsOf(listed, others->text());
                    if (!problem.isEmpty() && first->text().contains(u','))
                        problem += words(" Several are written so: 32, 40, 64.");
                    const QString word = wordThatIsNoNumber(others->text());
                    if (!problem.isEmpty() || word.isEmpty())
                        return problem;
                    return words("“%1” is not a whole number. Write 16, 24.").arg(word);
                },
            .copy =
                [](const SweepSpec& from, SweepSpec& to) {
                    to.heads = from.heads;
                    to.further.heads = from.further.heads;
                },
            .further = others,
            .namesFurther = [](const SweepSpec& spec) { return !spec.further.heads.empty(); }};
}

SpecEditor curvePassesEditor(const Edited& edited) {
    auto* boxes = new PassBoxes(QStringLiteral("curvePass"));
    QObject::connect(boxes, &PassBoxes::edited, edited.form, edited.call);
    return {.widget = boxes,
            .show = [=](const SweepSpec& spec) { boxes->setPasses(allPasses(spec)); },
            .read =
                [=](SweepSpec& spec) {
                    const std::vector<Pass> passes = boxes->passes();
                    takeChosen(passes, spec.pass, spec.further.passes);
                    return passes.empty() ? words("Choose at least one pass.") : QString();
                },
            .copy =
                [](const SweepSpec& from, SweepSpec& to) {
                    to.pass = from.pass;
                    to.further.passes = from.further.passes;
                }};
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/number_list.h"

#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace headroom::ui {

namespace {

QStringList wordsIn(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    return text.split(separators, Qt::SkipEmptyParts);
}

std::optional<std::int64_t> numberIn(const QString& word) {
    bool isNumber = false;
    const qint64 number = word.toLongLong(&isNumber);
    return isNumber && !word.startsWith(QLatin1Char('0')) ? std::optional<std::int64_t>(number)
                                                          : std::nullopt;
}

} // namespace

std::vector<std::int64_t> numbersIn(const QString& text) {
    std::vector<std::int64_t> numbers;
    for (const QString& word : wordsIn(text))
        if (const auto number = numberIn(word))
            numbers.push_back(*number);
    return numbers;
}

QString wordThatIsNoNumber(const QString& text) {
    for (const QString& word : wordsIn(text))
        if (!numberIn(word))
            return word;
    return {};
}

QString numberList(const std::vector<std::int64_t>& numbers) {
    QStringList texts;
    for (const std::int64_t number : numbers)
        texts << QString::number(number);
    return texts.join(QStringLiteral(", "));
}

} // namespace headroom::ui

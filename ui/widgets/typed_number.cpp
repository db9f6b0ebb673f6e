// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/typed_number.h"

#include "ui/widgets/words.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace headroom::ui {

namespace {

/// More than the digits that a field shows would tell 0.7 from 0.7000000000000001.
constexpr int kFieldDigits = 10;

/// Three digits behind the only sign: as well a group of them as decimals.
const QRegularExpression& twofold() {
    static const QRegularExpression form(QStringLiteral("^[+-]?[1-9]\\d{0,2}[.,]\\d{3}$"));
    return form;
}

/// Thousands parted by signs of one kind, and decimals behind one of the other or none.
const QRegularExpression& grouped() {
    static const QRegularExpression form(QStringLiteral(
        "^[+-]?\\d{1,3}(?:(?:\\.\\d{3}){2,}|(?:,\\d{3}){2,}|(?:\\.\\d{3})+,\\d+|(?:,\\d{3})+\\.\\d+)$"));
    return form;
}

/// The digits of any script as 0 to 9, without what parts thousands and is no sign.
QString digitsOf(const QString& text) {
    QString digits;
    for (const QChar c : text) {
        const bool parts = c.isSpace() || QStringLiteral("_'\u2019\u066c").contains(c);
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
        else if (!parts)
            digits += c == QChar(0x2212) ? QLatin1Char('-') : c == QChar(0x066b) ? QLatin1Char(',') : c;
    }
    return digits;
}

/// As the C locale writes it.
QString plainText(const QString& digits) {
    QString plain = digits;
    if (grouped().match(digits).hasMatch()) {
        static const QRegularExpression sign(QStringLiteral("[.,]"));
        const QChar first = digits.at(digits.indexOf(sign));
        plain.remove(first);
    }
    return plain.replace(QLatin1Char(','), QLatin1Char('.'));
}

} // namespace

Typed<double> typedNumber(const QString& text) {
    const QString digits = digitsOf(text);
    const QString plain = plainText(digits);
    if (twofold().match(digits).hasMatch())
        return {std::nullopt, words("“%1” may mean %2 or %3. Write one of these.")
                                  .arg(text.trimmed(), fieldText(QLocale::c().toDouble(plain)),
                                       QString(plain).remove(QLatin1Char('.')))};
    static const QRegularExpression number(
        QStringLiteral("^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?$"));
    bool isNumber = number.match(plain).hasMatch();
    const double value = isNumber ? QLocale::c().toDouble(plain, &isNumber) : 0;
    if (!isNumber)
        return {std::nullopt, words("Write a number.")};
    return {value, {}};
}

Typed<qint64> typedWholeNumber(const QString& text) {
    constexpr qint64 kKilo = 1024; // sizes of models are counted so
    constexpr double kMostKilos = 1e12;
    const QString digits = digitsOf(text);
    if (digits.endsWith(QLatin1Char('k'), Qt::CaseInsensitive)) {
        const Typed<double> kilos = typedNumber(digits.chopped(1));
        const double value = kilos.value.value_or(0) * kKilo;
        if (kilos.value && std::abs(*kilos.value) <= kMostKilos && value == std::floor(value))
            return {static_cast<qint64>(value), {}};
        return {std::nullopt, words("Write a whole number: 32k is 32768.")};
    }
    if (twofold().match(digits).hasMatch())
        return {std::nullopt, words("Write a whole number: %1, if “%2” is meant so.")
                                  .arg(plainText(digits).remove(QLatin1Char('.')), text.trimmed())};
    bool isNumber = false;
    const qint64 value = QLocale::c().toLongLong(plainText(digits), &isNumber);
    if (!isNumber)
        return {std::nullopt, words("Write a whole number.")};
    return {value, {}};
}

QString fieldText(double value) {
    QString text = QString::number(value, 'g', kFieldDigits);
    if (twofold().match(text).hasMatch())
        text += QLatin1Char('0');
    return text.replace(QLatin1Char('.'), QLocale().decimalPoint());
}

} // namespace headroom::ui

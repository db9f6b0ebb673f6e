// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/advice/typed_question.h"

#include "engine/model/model_shape.h"
#include "ui/chart/reading/hidden_entry.h"
#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QRegularExpression>

#include <algorithm>

namespace headroom::ui {

namespace {

/// By its symbol, its word or its name, however it is written.
std::optional<Length> lengthCalled(QString name) {
    name = name.toLower();
    for (const LengthInfo& info : allLengths()) {
        const QString symbol = QLatin1String(info.symbol);
        for (const QString& known : {symbol, QString(symbol).remove(u'_'), QString(QLatin1String(info.word)),
                                     QString(QLatin1String(info.word)).remove(u'-')})
            if (name == known)
                return info.length;
    }
    return std::nullopt;
}

QString symbols() {
    QStringList all;
    for (const LengthInfo& info : allLengths())
        all << QLatin1String(info.symbol);
    const QString last = all.takeLast();
    return words("%1 or %2").arg(all.join(QStringLiteral(", ")), last);
}

/// Reads from the left: names, numbers, and what stands between them.
class QuestionReader {
public:
    QuestionReader(const QString& text, Length length) : m_text(text), m_length(length) {}

    TypedQuestion read() {
        while (m_question.problem.isEmpty() && !atEnd())
            readNext();
        if (m_question.problem.isEmpty() && !m_question.asked && !m_question.lengths.empty())
            m_question.asked = m_length;
        return std::move(m_question);
    }

private:
    bool atEnd() {
        skip(separators());
        return m_at >= m_text.size();
    }

    static const QRegularExpression& separators() {
        static const QRegularExpression form(QStringLiteral("[\\s,;=:≈~?]+"));
        return form;
    }

    QString skip(const QRegularExpression& form) {
        const auto match = form.match(m_text, m_at, QRegularExpression::NormalMatch,
                                      QRegularExpression::AnchorAtOffsetMatchOption);
        m_at += match.capturedLength();
        return match.captured();
    }

    void readNext() {
        static const QRegularExpression number(
            QStringLiteral("(?:\\d{1,3}(?:[.,'’_]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?(?=\\s*[kK])|\\d+)(?:\\s*["
                           "kK](?![A-Za-z]))?"));
        static const QRegularExpression name(QStringLiteral("[A-Za-z][A-Za-z0-9_.\\-]*"));
        const qsizetype from = m_at;
        if (const QString text = skip(number); !text.isEmpty())
            return takeNumber(text);
        if (const QString text = skip(name); !text.isEmpty())
            return takeName(text, from);
        refuse(m_text.mid(m_at, 12));
    }

    void refuse(const QString& what) {
        m_question.problem = words("“%1” cannot be read here. Write it as h ≈ 4096, a = 32.")
                                 .arg(printableText(what.trimmed()));
    }

    void takeName(const QString& text, qsizetype from) {
        if (findPreset(text.toLower().toStdString())) {
            m_question.model = text.toLower().toStdString();
            return;
        }
        static const QRegularExpression letters(QStringLiteral("^([A-Za-z]+(?:_e)?)\\d"));
        std::optional<Length> length = lengthCalled(text);
        if (const auto run = letters.match(text); !length && run.hasMatch()) { // "h4096"
            length = lengthCalled(run.captured(1));
            m_at = from + run.capturedLength(1);
        }
        if (!length && (text == QLatin1String("near") || text == QLatin1String("about")))
            return;
        if (!length) {
            m_question.problem = words("“%1” is no length and no model that is known here. Lengths are %2.")
                                     .arg(printableText(text), symbols());
            return;
        }
        const QString between = skip(separators());
        m_named = length;
        const bool isMarked = between.contains(u'≈') || between.contains(u'~') || between.contains(u'?');
        if (!m_question.asked || (isMarked && !m_isMarked))
            m_question.asked = length;
        m_isMarked = m_isMarked || isMarked;
        if (m_at < m_text.size() && !m_text.at(m_at).isDigit())
            m_named.reset(); // its number is the model's
    }

    void takeNumber(const QString& text) {
        const std::optional<std::int64_t> value = hiddenSizeOf(text);
        if (!value) {
            refuse(text);
            return;
        }
        if (!m_named)
            m_named = nextUnnamed();
        if (!m_named || !m_question.lengths.emplace(*m_named, *value).second) {
            m_question.problem = m_named
                                     ? words("%1 is there twice.").arg(QLatin1String(infoOf(*m_named).symbol))
                                     : words("Which length is %1? Write it as f = %1.").arg(*value);
            return;
        }
        m_named.reset();
    }

    std::optional<Length> nextUnnamed() const {
        const Length asked = m_question.asked.value_or(m_length);
        if (!m_question.lengths.contains(asked))
            return asked;
        if (asked == Length::Hidden && !m_question.lengths.contains(Length::Heads))
            return Length::Heads;
        return std::nullopt;
    }

    QString m_text;
    Length m_length;
    qsizetype m_at = 0;
    std::optional<Length> m_named; ///< whose number comes next
    bool m_isMarked = false;
    TypedQuestion m_question;
};

} // namespace

TypedQuestion typedQuestion(const QString& text, Length length) {
    return QuestionReader(text, length).read();
}

QString questionText(Length length, std::int64_t value, std::optional<std::int64_t> heads) {
    QString text = QStringLiteral("%1 ≈ %2").arg(QLatin1String(infoOf(length).symbol)).arg(value);
    if (heads)
        text += QStringLiteral(", a = %1").arg(*heads);
    return text;
}

} // namespace headroom::ui

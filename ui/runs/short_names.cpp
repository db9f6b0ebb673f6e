// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/short_names.h"

#include <QRegularExpression>

#include <algorithm>
#include <span>

namespace headroom::ui {

namespace {

const QString& separators() {
    static const QString characters = QStringLiteral(" -_,/()·");
    return characters;
}

/// A word with where it stands in its name.
struct NameWord {
    QString text;
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const NameWord& other) const { return text == other.text; }
    bool isNumber() const {
        return std::ranges::all_of(text, [](QChar c) { return c.isDigit() || c == u'.'; });
    }
};

/// "s = 2048", a date or a time of day is one of them.
std::vector<NameWord> nameWordsOf(const QString& name) {
    static const QRegularExpression pattern(
        QStringLiteral(R"(\d{4}-\d\d-\d\d|\d\d:\d\d(:\d\d)? UTC|[^ \-_,/()·]+ = [^ ]+|[^ \-_,/()·]+)"));
    std::vector<NameWord> words;
    for (auto match = pattern.globalMatch(name); match.hasNext();) {
        const QRegularExpressionMatch word = match.next();
        words.push_back({word.captured(), word.capturedStart(), word.capturedEnd()});
    }
    return words;
}

using Words = std::vector<std::vector<NameWord>>;

/// How many words all begin with, or end with, at the most `most`.
template <class At>
std::size_t shared(const Words& words, std::size_t most, At at) {
    std::size_t count = 0;
    while (count < most && std::ranges::all_of(words, [&](const std::vector<NameWord>& own) {
               return at(own, count) == at(words.front(), count);
           }))
        ++count;
    return count;
}

/// On a chart these say which algorithm a curve is of: no run is called so.
bool isOfAlgorithm(const QString& word) {
    return word == QLatin1String("default") || word == QLatin1String("best") || word == QLatin1String("both");
}

/// Each keeps at least one word; a number also the one before it, where `numbersSayWhat`, and so does the
/// word of an algorithm.
QStringList withoutShared(const QStringList& names, bool numbersSayWhat) {
    Words words;
    for (const QString& name : names)
        words.push_back(nameWordsOf(name));
    if (names.size() < 2)
        return names;
    const std::size_t least = std::ranges::min(words, {}, &std::vector<NameWord>::size).size();
    if (least == 0)
        return names;
    std::size_t front = shared(words, least - 1, [](const auto& own, std::size_t i) { return own[i]; });
    const std::size_t back = shared(words, least - 1 - front,
                                    [](const auto& own, std::size_t i) { return own[own.size() - 1 - i]; });
    if (numbersSayWhat && front > 0 &&
        std::ranges::any_of(words, [front](const auto& own) { return own[front].isNumber(); }))
        --front;
    if (front > 0 && std::ranges::any_of(words, [front, back](const auto& own) {
            return own.size() - back == front + 1 && isOfAlgorithm(own[front].text);
        }))
        --front;
    QStringList texts;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::vector<NameWord>& own = words[i];
        // What opens or closes a name that keeps that end is a part of it.
        const qsizetype begin = front == 0 ? 0 : own[front].begin;
        const qsizetype end =
            back == 0 ? names[static_cast<qsizetype>(i)].size() : own[own.size() - 1 - back].end;
        QString text = names[static_cast<qsizetype>(i)].mid(begin, end - begin);
        if (text.count(u'(') < text.count(u')')) // it lost the one that opens
            while (text.endsWith(u')'))
                text.chop(1);
        texts << text;
    }
    return texts;
}

bool allDiffer(QStringList texts) {
    return texts.removeDuplicates() == 0;
}

/// Where the words begin in the other ones; nowhere at -1.
qsizetype placeOfPart(std::span<const NameWord> part, const std::vector<NameWord>& own) {
    const auto found = std::search(own.begin(), own.end(), part.begin(), part.end());
    return found == own.end() ? -1 : found - own.begin();
}

/// The longest part of the first name, from one word to the next, that is in all others.
std::vector<NameWord> sharedPart(const Words& words) {
    const std::span<const NameWord> first = words.front();
    for (std::size_t length = first.size(); length > 0; --length)
        for (std::size_t begin = 0; begin + length <= first.size(); ++begin) {
            const auto part = first.subspan(begin, length);
            if (std::ranges::all_of(words, [&](const auto& own) { return placeOfPart(part, own) >= 0; }))
                return {part.begin(), part.end()};
        }
    return {};
}

/// "h200…best" and "a100…" of "h200-key-query-score-a12-best" and "a100-key-query-score-a12": what stands in
/// the middle of all of them tells none from the others.
QStringList withoutSharedMiddle(const QStringList& names) {
    Words words;
    for (const QString& name : names)
        words.push_back(nameWordsOf(name));
    if (names.size() < 2)
        return names;
    const std::vector<NameWord> part = sharedPart(words);
    if (part.size() < 2)
        return names;
    QStringList texts;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::vector<NameWord>& own = words[i];
        const auto at = static_cast<std::size_t>(placeOfPart(part, own));
        const std::size_t after = at + part.size();
        const QString& name = names[static_cast<qsizetype>(i)];
        texts << (at > 0 ? name.left(own[at - 1].end) : QString()) + QStringLiteral("…") +
                     (after < own.size() ? name.mid(own[after].begin) : QString());
    }
    return allDiffer(texts) ? texts : names;
}

/// Cut after a word where that leaves the greater part of what would fit.
QString cutAtEnd(const QString& name, const QFontMetricsF& metrics, double room) {
    const QString text = metrics.elidedText(name, Qt::ElideRight, room);
    if (text == name)
        return text;
    const qsizetype space = text.lastIndexOf(QLatin1Char(' '));
    qsizetype end = 2 * space > text.size() ? space : text.size() - 1;
    while (end > 1 && (text.at(end - 1).isPunct() || text.at(end - 1).isSpace()))
        --end;
    return text.left(end) + QStringLiteral("…");
}

/// What a name has of facts that tell runs apart stands whole; its beginning is cut.
QString cutBeforeFacts(const QString& name, const QFontMetricsF& metrics, double room) {
    constexpr double kLeastHead = 0.35; // of the room: with less, nobody knows whose facts these are
    const qsizetype at = name.indexOf(QStringLiteral(" · "));
    const double left = room - metrics.horizontalAdvance(at < 0 ? QString() : name.mid(at));
    if (at < 0 || left < kLeastHead * room)
        return cutAtEnd(name, metrics, room);
    return cutAtEnd(name.left(at), metrics, left) + name.mid(at);
}

/// With what tells it from those that begin likewise, and as much of its beginning as there is room for.
QString cutBefore(const QString& name, const QString& telling, const QFontMetricsF& metrics, double room) {
    const QString rest = QStringLiteral("…") + telling;
    const double left = room - metrics.horizontalAdvance(rest);
    QString head;
    for (const QChar c : name) {
        if (metrics.horizontalAdvance(head + c) > left)
            break;
        head += c;
    }
    while (!head.isEmpty() && separators().contains(head.back()))
        head.chop(1);
    return left >= 0 ? head + rest : metrics.elidedText(name, Qt::ElideMiddle, room);
}

} // namespace

QStringList withoutSharedWords(const QStringList& names) {
    const QStringList brief = withoutShared(names, true);
    return allDiffer(brief) ? brief : names; // they may differ in what stands between words alone
}

QStringList shortNames(const QStringList& names, const QFontMetricsF& metrics, double room) {
    const auto fits = [&](const QString& name) { return metrics.horizontalAdvance(name) <= room; };
    QStringList brief = names;
    if (!std::ranges::all_of(brief, fits))
        brief = withoutSharedWords(names);
    if (!std::ranges::all_of(brief, fits))
        if (const QStringList bare = withoutShared(names, false); allDiffer(bare))
            brief = bare;
    if (const QStringList ends = withoutSharedMiddle(brief); ends != brief)
        for (qsizetype i = 0; i < brief.size(); ++i)
            if (!fits(brief[i]))
                brief[i] = ends[i];
    QStringList cut;
    for (const QString& name : brief)
        cut << cutBeforeFacts(name, metrics, room);
    if (allDiffer(cut))
        return cut;
    QStringList texts = cut;
    for (qsizetype i = 0; i < cut.size(); ++i) {
        QStringList alike;
        for (qsizetype other = 0; other < cut.size(); ++other)
            if (cut[other] == cut[i])
                alike << brief[other];
        if (alike.size() > 1)
            texts[i] =
                cutBefore(brief[i], withoutShared(alike, false).at(alike.indexOf(brief[i])), metrics, room);
    }
    if (allDiffer(texts))
        return texts;
    for (qsizetype i = 0; i < brief.size(); ++i)
        texts[i] = metrics.elidedText(brief[i], Qt::ElideMiddle, room);
    return texts;
}

} // namespace headroom::ui

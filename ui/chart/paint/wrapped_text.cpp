// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint/wrapped_text.h"

#include <QRectF>
#include <QStringList>
#include <QTextBoundaryFinder>

#include <utility>

namespace headroom::ui {

namespace {

using MayBreak = bool (*)(const QString& text, qsizetype at);

QChar after(const QString& text, qsizetype at) {
    return at + 1 < text.size() ? text[at + 1] : QChar();
}

bool endsWord(const QString& text, qsizetype at) {
    const QChar next = after(text, at);
    return text[at] == u' ' && next != u'·' && next != u' ';
}

bool endsPart(const QString& text, qsizetype at) {
    const QChar next = after(text, at);
    const bool joins = text[at] == u'-' || text[at] == u'_';
    return joins && at > 0 && text[at - 1].isLetterOrNumber() && next.isLetterOrNumber();
}

/// Pieces between which a line may break, in order; together they are the text.
QStringList unbreakable(const QString& text, MayBreak mayBreakAfter) {
    QStringList pieces;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (i + 1 < text.size() && !mayBreakAfter(text, i))
            continue;
        pieces.append(text.mid(begin, i + 1 - begin));
        begin = i + 1;
    }
    return pieces;
}

/// Other spaces, such as the narrow one within a number, are parts of their words.
QString withoutEndSpace(QString text) {
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

class Lines {
public:
    Lines(double width, const QFontMetricsF& metrics) : m_width(width), m_metrics(metrics) {}

    void addAll(const QString& text) {
        for (const QString& word : unbreakable(text, endsWord))
            addWord(word);
    }
    void end() {
        m_lines.append(withoutEndSpace(m_line));
        m_line.clear();
    }
    QStringList take() { return std::move(m_lines); }

private:
    /// Broken only where it is longer than a line.
    void addWord(const QString& word) {
        if (fits(m_line + word) || fits(word))
            add(word);
        else
            for (const QString& part : unbreakable(word, endsPart))
                add(part);
    }
    void add(const QString& piece) {
        if (fits(m_line + piece)) {
            m_line += piece;
            return;
        }
        if (!m_line.isEmpty())
            end();
        if (fits(piece))
            m_line = piece;
        else if (piece.contains(QChar::Nbsp))
            addAll(QString(piece).replace(QChar::Nbsp, u' '));
        else
            addCut(piece);
    }
    /// What is as wide as the line, but for a space at its end.
    bool fits(const QString& line) const {
        return m_metrics.horizontalAdvance(withoutEndSpace(line)) <= m_width;
    }

    /// A piece wider than a line, between any two of its characters.
    void addCut(const QString& piece) {
        QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, piece);
        for (qsizetype begin = 0; finder.toNextBoundary() != -1; begin = finder.position()) {
            const QString character = piece.mid(begin, finder.position() - begin);
            if (!m_line.isEmpty() && !fits(m_line + character))
                end();
            m_line += character;
        }
    }

    double m_width;
    const QFontMetricsF& m_metrics;
    QString m_line;
    QStringList m_lines;
};

} // namespace

QString wrapped(const QString& text, double width, const QFontMetricsF& metrics) {
    Lines lines(width, metrics);
    for (const QString& paragraph : text.split(u'\n')) {
        lines.addAll(paragraph);
        lines.end();
    }
    return lines.take().join(u'\n');
}

double wrappedHeight(const QString& text, double width, const QFontMetricsF& metrics) {
    if (text.isEmpty())
        return 0;
    return metrics.boundingRect(QRectF(0, 0, width, 1e6), 0, wrapped(text, width, metrics)).height();
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace headroom::ui {

/// One thing said in the notice bar. It deletes itself when it is closed.
class Notice final : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Sentence, Question };

    Notice(Kind kind, const QString& text, QWidget* parent);

    /// An answer to a question: pressed, it closes the notice.
    QPushButton* offer(const QString& answer);
    void dismiss();
    QString text() const;
    bool isQuestion() const { return m_kind == Kind::Question; }

Q_SIGNALS:
    void dismissed();

private:
    Kind m_kind;
    QLabel* m_text;
    QHBoxLayout* m_answers;
};

/// Lines above the chart that say something without stopping anyone: questions with their answers, and plain
/// sentences such as why a sweep ended. Closing one needs no decision. None takes the place of another, but
/// for the oldest of many plain sentences, and that only when it was seen.
class NoticeBar final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    /// While held, the bar is not seen, and all that is said waits.
    void setHeld(bool held);
    /// Anything but a sentence that stands there already.
    void say(const QString& sentence);
    /// The same, in the place of what was said of that subject.
    void sayOf(const QString& subject, const QString& sentence);
    /// A notice to be given answers: it stays until one is chosen, or whoever asked withdraws it.
    Notice* ask(const QString& question);
    /// Those that were seen. Questions stay: they are not answered yet.
    void dismissSentences();
    /// All that is said, a line each.
    QString text() const;

private:
    Notice* add(Notice::Kind kind, const QString& text);
    /// Shows what is there, of many sentences the first ones.
    void arrange();
    /// In the order in which they were said.
    QList<Notice*> notices() const;

    QVBoxLayout* m_column;
    bool m_held = false;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

class QLabel;
class QLineEdit;
class QListWidget;
class QUrl;

namespace headroom::ui {

class ManualView;

/// The manual: its pages in a list, the one that is read beside it.
class ManualWindow final : public QDialog {
    Q_OBJECT

public:
    /// What is read is larger by so many steps, or smaller by as many below 0; what is out of range counts as
    /// the end of it.
    ManualWindow(QWidget* parent, int steps);

    /// "layer.md", or "layer.md#advice": a page and a heading of it.
    void read(const QString& place);
    /// The type of the whole window; what is read may be larger or smaller by what was chosen in it.
    void setType(const QFont& type);

    void reject() override;

Q_SIGNALS:
    /// The reader chose another size.
    void zoomed(int zoom);

private:
    struct Visited {
        int page = 0;
        int scrolled = 0;
    };

    QAction* make(const char* name, const QString& text, const QList<QKeySequence>& keys,
                  const QString& toolTip);
    void makeActions();
    void layOut();
    QWidget* bar();
    void follow(const QUrl& link);
    void showPage(int page);
    /// Where the reader is, before going elsewhere.
    void remember();
    void step(QList<Visited>& from, QList<Visited>& to);
    void findWords(bool backward);
    void showFound();
    void zoom(int steps);
    void colourIcons();
    void changeEvent(QEvent* event) override;

    QListWidget* m_list;
    ManualView* m_view;
    QLineEdit* m_words;
    QLabel* m_found;
    QAction* m_back = nullptr;
    QAction* m_forward = nullptr;
    QAction* m_larger = nullptr;
    QAction* m_smaller = nullptr;
    QAction* m_next = nullptr;
    QAction* m_previous = nullptr;
    int m_page = -1;
    int m_zoom = 0;
    QList<Visited> m_before;
    QList<Visited> m_after;
};

} // namespace headroom::ui

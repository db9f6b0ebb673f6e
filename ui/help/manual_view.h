// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace headroom::ui {

struct ManualPage;

/// A page of the manual as it is read: lines no longer than can be read, tables and commands told from text,
/// in the palette's colours, and nothing loaded from anywhere.
class ManualView final : public QTextBrowser {
    Q_OBJECT

public:
    explicit ManualView(QWidget* parent = nullptr);

    void showPage(const ManualPage& page);
    /// Puts the heading with that anchor at the top; whether there is one.
    bool goTo(const QString& anchor);

    /// The type that is read; what the page was scrolled to stays in sight.
    void setType(const QFont& type);

    /// Marks every place that says so, whatever the case; how many there are. Hyphens are those of the page's
    /// text, as it is copied, too, although lines do not break after those of option names.
    int mark(const QString& words);
    /// Goes to the next such place, or the one before; whether there is one.
    bool goToNext(const QString& words, bool backward);

Q_SIGNALS:
    /// Ctrl and the wheel: larger or smaller.
    void zoomed(bool larger);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    QMimeData* createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void render();
    void limitWidth();

    QString m_text;
    QString m_marked;
};

} // namespace headroom::ui

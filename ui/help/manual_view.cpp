// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/manual_view.h"

#include "ui/help/manual_pages.h"
#include "ui/widgets/scaled_font.h"

#include <QEvent>
#include <QFontDatabase>
#include <QMimeData>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <QTextTable>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::ui {

namespace {

constexpr int kLongestLine = 104; // average characters; tables need more than prose
constexpr int kMostMarks = 1000;

bool isCommandLine(const QTextBlock& block) {
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage) ||
           block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
}

QColor shadeOf(const QPalette& palette) {
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    return dark ? palette.color(QPalette::Base).lighter(150) : palette.color(QPalette::Base).darker(106);
}

constexpr QChar kHyphen(u'-');
constexpr QChar kUnbreakableHyphen(u'\u2011');

/// A piece of type of one width. Formats and texts change while pieces are looked at.
struct CodePiece {
    int from, length;
};

QList<CodePiece> codePieces(const QTextBlock& block) {
    QList<CodePiece> pieces;
    for (auto it = block.begin(); !it.atEnd(); ++it)
        if (it.fragment().charFormat().fontFixedPitch())
            pieces << CodePiece{it.fragment().position(), it.fragment().length()};
    return pieces;
}

QTextCursor selected(const QTextBlock& block, const CodePiece& piece) {
    QTextCursor cursor(block);
    cursor.setPosition(piece.from);
    cursor.setPosition(piece.from + piece.length, QTextCursor::KeepAnchor);
    return cursor;
}

/// Of the size of the text around them, which a system's own type would not follow.
void sizeCode(const QTextBlock& block, const QFont& type) {
    static const QStringList families = QFontDatabase::systemFont(QFontDatabase::FixedFont).families();
    for (const CodePiece& piece : codePieces(block)) {
        QTextCursor cursor = selected(block, piece);
        QTextCharFormat format = cursor.charFormat();
        QFont font(type);
        font.setFamilies(families);
        font.setFixedPitch(true);
        format.setFont(font, QTextCharFormat::FontPropertiesSpecifiedOnly);
        cursor.setCharFormat(format);
    }
}

/// Lines would end after each hyphen of "--kv-heads".
void keepOptionsWhole(const QTextBlock& block) {
    for (const CodePiece& piece : codePieces(block)) {
        QTextCursor cursor = selected(block, piece);
        const QString text = cursor.selectedText();
        if (text.contains(kHyphen))
            cursor.insertText(QString(text).replace(kHyphen, kUnbreakableHyphen), cursor.charFormat());
    }
}

/// Words as they may stand on the page: in prose, or between code.
QRegularExpression eitherHyphen(const QString& words) {
    QString pattern = QRegularExpression::escape(words);
    pattern.replace(QStringLiteral("\\-"), QStringLiteral("[-\u2011]"));
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

void setTitle(const QTextBlock& block, int level, const QFont& type) {
    static constexpr std::array kGrowth{1.7, 1.3, 1.1};
    QTextCursor cursor(block);
    cursor.select(QTextCursor::BlockUnderCursor);
    QTextCharFormat title;
    title.clearProperty(QTextFormat::FontSizeAdjustment);
    const double growth = kGrowth[static_cast<std::size_t>(std::clamp(level, 1, 3) - 1)];
    title.setFont(scaledFont(type, growth));
    title.setFontWeight(QFont::DemiBold);
    cursor.mergeCharFormat(title);
}

/// The letters that the longest text of a column takes; those of one width are wider.
double longestText(const QTextTable& table, int column) {
    double longest = 0;
    for (int row = 0; row < table.rows(); ++row) {
        const QTextBlock block = table.cellAt(row, column).firstCursorPosition().block();
        const bool isWide = !block.begin().atEnd() && block.begin().fragment().charFormat().fontFixedPitch();
        longest = std::max(longest, (isWide ? 1.25 : 1) * static_cast<double>(block.text().size()));
    }
    return longest;
}

/// How columns share a width that cannot hold all of them on one line: short texts have what they take, and
/// long ones share the rest by their length. Left to itself a table would make all of them as wide. Empty
/// where each has its line.
QList<QTextLength> columnShares(const QTextTable& table) {
    constexpr double kLong = 34;  // letters of a text that may wrap
    constexpr double kLeast = 58; // per cent for those
    QList<double> wishes;         // of long texts; 0 of short ones
    double letters = 0;
    double shorts = 0;
    double longs = 0;
    for (int column = 0; column < table.columns(); ++column) {
        const double longest = longestText(table, column) + 2;
        letters += longest;
        wishes << (longest > kLong ? 20 + std::min(0.35 * (longest - 20), 55.0) : 0);
        longs += wishes.last();
        shorts += longest > kLong ? 0 : longest;
    }
    if (letters < 0.9 * kLongestLine)
        return {};
    const double rest = std::max(kLeast, 100 - 115 * shorts / kLongestLine);
    QList<QTextLength> shares;
    for (const double wish : wishes)
        shares << (wish > 0 ? QTextLength(QTextLength::PercentageLength, rest * wish / longs)
                            : QTextLength());
    return shares;
}

/// Rows told apart by their ground, the first one bold: lines between cells would be the darkest of all.
void dressTable(QTextTable* table, double line, const QColor& shade) {
    QTextTableFormat format = table->format();
    format.setBorder(0);
    format.setCellSpacing(0);
    format.setCellPadding(std::round(0.3 * line));
    format.setTopMargin(0.4 * line);
    format.setBottomMargin(line);
    format.setHeaderRowCount(1);
    format.setColumnWidthConstraints(columnShares(*table));
    table->setFormat(format);
    for (int row = 0; row < table->rows(); row += 2) {
        for (int column = 0; column < table->columns(); ++column) {
            QTextTableCell cell = table->cellAt(row, column);
            QTextCharFormat ground = cell.format();
            ground.setBackground(shade);
            cell.setFormat(ground);
        }
    }
}

} // namespace

ManualView::ManualView(QWidget* parent) : QTextBrowser(parent) {
    setObjectName(QStringLiteral("manualView"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    // Beside the lines it looks as below them.
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

void ManualView::showPage(const ManualPage& page) {
    m_text = page.text;
    render();
    verticalScrollBar()->setValue(0);
}

void ManualView::render() {
    setMarkdown(m_text);
    const QFontMetricsF metrics(font());
    // Whole pixels: a page that is wider by a part of one would be scrolled sideways.
    const double line = std::round(metrics.height());
    const QColor shade = shadeOf(palette());
    document()->setDocumentMargin(std::round(0.6 * line));
    document()->setIndentWidth(std::round(1.4 * line));
    QTextCursor all(document());
    all.beginEditBlock();
    // What keeps a bar from ending its cell is left over in some versions of Qt.
    for (QTextCursor bar = document()->find(QStringLiteral("\\|")); !bar.isNull();
         bar = document()->find(QStringLiteral("\\|"), bar))
        bar.insertText(QStringLiteral("|"));
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        if (qobject_cast<QTextTable*>(cursor.currentFrame())) {
            format.setTopMargin(0);
            format.setBottomMargin(0);
        } else if (level > 0) {
            format.setTopMargin(level == 1 ? 0 : (level == 2 ? 1.4 : 1) * line);
            format.setBottomMargin(0.5 * line);
            setTitle(block, level, font());
        } else if (isCommandLine(block)) {
            format.setNonBreakableLines(false);
            format.setBackground(shade);
            // What does not fit goes on further in, so that it looks like no command of its own.
            format.setLeftMargin(4 * metrics.averageCharWidth());
            format.setTextIndent(-3 * metrics.averageCharWidth());
            format.setTopMargin(isCommandLine(block.previous()) ? 0 : 0.3 * line);
            format.setBottomMargin(isCommandLine(block.next()) ? 0 : 0.9 * line);
        } else {
            format.setTopMargin(0);
            const bool goesOn = block.textList() && block.next().textList() == block.textList();
            format.setBottomMargin((goesOn ? 0.35 : 0.7) * line);
            format.setLineHeight(118, QTextBlockFormat::ProportionalHeight);
        }
        cursor.setBlockFormat(format);
        sizeCode(block, font());
        if (level == 0 && !isCommandLine(block)) // titles are gone to by their text, too
            keepOptionsWhole(block);
    }
    for (QTextFrame* frame : document()->rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame))
            dressTable(table, line, shade);
    all.endEditBlock();
    limitWidth();
    mark(m_marked);
}

bool ManualView::goTo(const QString& anchor) {
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || anchorOf(block.text()) != anchor)
            continue;
        setTextCursor(QTextCursor(block));
        const double top = cursorRect().top() - 0.5 * QFontMetricsF(font()).height();
        verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(top));
        return true;
    }
    return false;
}

void ManualView::setType(const QFont& type) {
    const QScrollBar* bar = verticalScrollBar();
    const double share = bar->maximum() > 0 ? double(bar->value()) / bar->maximum() : 0;
    setFont(type);
    render();
    verticalScrollBar()->setValue(static_cast<int>(share * verticalScrollBar()->maximum()));
}

int ManualView::mark(const QString& words) {
    m_marked = words;
    QList<QTextEdit::ExtraSelection> marks;
    if (!words.isEmpty()) {
        QTextCharFormat look;
        look.setBackground(palette().color(QPalette::Base).lightness() < 128 ? QColor(0x6b, 0x57, 0x12)
                                                                             : QColor(0xff, 0xe0, 0x7a));
        const QRegularExpression wanted = eitherHyphen(words);
        for (QTextCursor at = document()->find(wanted); !at.isNull() && marks.size() < kMostMarks;
             at = document()->find(wanted, at))
            marks << QTextEdit::ExtraSelection{at, look};
    }
    setExtraSelections(marks);
    return static_cast<int>(marks.size());
}

bool ManualView::goToNext(const QString& words, bool backward) {
    if (!find(eitherHyphen(words), backward ? QTextDocument::FindBackward : QTextDocument::FindFlags()))
        return false;
    // Some lines of what follows are in sight, too.
    const int low = cursorRect().bottom() - viewport()->height() * 2 / 3;
    if (low > 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + low);
    return true;
}

/// Pages name no pictures; whatever they name is not fetched.
QVariant ManualView::loadResource(int, const QUrl&) {
    return {};
}

/// What is copied is typed elsewhere, where only the plain hyphen begins an option.
QMimeData* ManualView::createMimeDataFromSelection() const {
    const QTextDocumentFragment selection = textCursor().selection();
    auto* copied = new QMimeData;
    copied->setText(selection.toPlainText().replace(kUnbreakableHyphen, kHyphen));
    copied->setHtml(selection.toHtml().replace(kUnbreakableHyphen, kHyphen));
    return copied;
}

void ManualView::resizeEvent(QResizeEvent* event) {
    limitWidth();
    QTextBrowser::resizeEvent(event);
}

void ManualView::limitWidth() {
    const QFontMetricsF metrics(font());
    const int bar = verticalScrollBar()->sizeHint().width();
    const int room = width() - bar - static_cast<int>(kLongestLine * metrics.averageCharWidth());
    const int side = std::max(static_cast<int>(metrics.averageCharWidth()), room / 2);
    if (viewportMargins().left() != side)
        setViewportMargins(side, 0, side, 0);
}

void ManualView::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QTextBrowser::wheelEvent(event);
        return;
    }
    if (event->angleDelta().y() != 0)
        Q_EMIT zoomed(event->angleDelta().y() > 0);
    event->accept();
}

/// Links and shades keep the colours that they were made with.
void ManualView::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || m_text.isEmpty())
        return;
    const int scrolled = verticalScrollBar()->value();
    render();
    verticalScrollBar()->setValue(scrolled);
}

} // namespace headroom::ui

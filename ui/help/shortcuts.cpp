// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_texts.h"
#include "ui/widgets/words.h"

#include <QAction>

#include <span>

namespace headroom::ui {

namespace {

struct Gesture {
    const char* keys;
    const char* meaning;
};

constexpr Gesture kChart[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Arrow keys"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "left and right from point to point, up and down from curve to curve")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "P, Ctrl+click"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "pin the read-out of the marked point, or take it off; so does the context menu")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Click"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "select the point's row in the table")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Enter"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "select the marked point's row in the table")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "A, B"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "put cursor A or B on the marked point and read the difference between the two")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "X"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "read all curves at one hidden size, in a table beside the plot, or one point")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Wheel, pinch"),
     QT_TRANSLATE_NOOP(
         "headroom::ui::Shortcuts",
         "zoom about the pointer; with Shift or over the x axis along x only, with Ctrl or over "
         "the y axis along y only")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Drag"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "zoom into the rectangle; a flat one zooms along x only, a narrow one along y only")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Space or middle drag"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "move the view")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "+, −"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "zoom in, zoom out")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Home, 0, double click"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "show the whole chart and follow the data")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Backspace, side buttons"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "back to the view before, forward to the next")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Drag a pin"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "move it; Ctrl+click takes it off, Delete all pins and cursors")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "All these keys"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "work while the pointer is over the chart, unless a text is being typed")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Esc"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "end a drag, then clear the mark, then leave the presentation")},
};

/// See PresenterKeys.
constexpr Gesture kReplay[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Space, Page Down"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "play, pause; nothing when it is over. The view is moved by a middle drag")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "F5"),
     QT_TRANSLATE_NOOP(
         "headroom::ui::Shortcuts",
         "play, as long as points are to come; then, and in a presentation, it starts no sweep")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "R"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "again from the start, also when it is over")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "End"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "show all points at once")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Left, Right"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "while it is paused: a point back, a point on; with Shift they read points")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Page Up"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "pause; while it is paused, a point back")},
};

constexpr Gesture kBars[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Left, Right"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "read the next GEMM of the bar")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Up, Down"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "the same GEMM of the run above or below")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Home, End"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "the first or last GEMM of the bar")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Click"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "choose the GEMM in the table")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Right click"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "rename, hide, move or remove the run of the bar")},
};

constexpr Gesture kAdvice[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Right click on a point or a GEMM"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "ask for a better value of its length nearby")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Enter in the question"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "measure the neighbours that were not measured yet")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Left, Right"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "in its plot: read the next value")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Esc"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "close the answer, and take its arrow off the chart")},
};

constexpr Gesture kLegend[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Click, Space"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "hide or show a curve, a run or the roof")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Double click, Enter"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "show one curve or run alone; again, all of them")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Up, Down"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "from entry to entry")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "F2, Delete"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "rename or remove the run of the row, or of the one below the pointer")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Ctrl+Up, Ctrl+Down"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "move the run: the one at the top is in front")},
};

constexpr Gesture kTable[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Up, Down, click"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "choose a measurement and mark its point in the chart")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Ctrl+C"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts",
                       "copy the selected rows as tab-separated text; without a selection, all rows shown")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Ctrl+A"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "select all rows shown")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Click a title"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "sort by that column: up, down, as measured")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Enter in the filter"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "go to the rows found")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Esc"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "clear the filter")},
};

/// See ManualWindow.
constexpr Gesture kManual[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Ctrl+F"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "look for words on all pages")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Enter, F3, Shift+F3"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "go to the next place found, or the one before")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Alt+Left, Alt+Right"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "back to where you read before, and forward again")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Ctrl+wheel, Ctrl++, Ctrl+-, Ctrl+0"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "larger type, smaller type, the usual size")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Tab, Enter"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "from link to link, and follow it")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Esc"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "forget the words looked for, then close")},
};

constexpr Gesture kWindow[] = {
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Tab, Shift+Tab"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "to the next or the previous control")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Drop a file"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "open a run file, a picture that was exported with its "
                                                  "measurements, or the config.json of a model")},
    {QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "Up, Down in a number"),
     QT_TRANSLATE_NOOP("headroom::ui::Shortcuts", "the next larger or smaller value")},
};

QString row(const QString& keys, const QString& meaning) {
    return QStringLiteral("<tr><td width='34%'><b>%1</b></td><td>%2</td></tr>")
        .arg(keys.toHtmlEscaped(), meaning.toHtmlEscaped());
}

QString section(const QString& title, const QString& rows) {
    return QStringLiteral("<h3>%1</h3><table width='100%' cellpadding='3'>%2</table>")
        .arg(title.toHtmlEscaped(), rows);
}

QString gestures(std::span<const Gesture> all) {
    QString rows;
    for (const Gesture& gesture : all)
        rows += row(words(gesture.keys), words(gesture.meaning));
    return rows;
}

QString nameOf(const QAction* action) {
    return action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

QString shortcutsText(const QList<QAction*>& actions) {
    QString rows;
    for (const QAction* action : actions)
        if (!action->shortcut().isEmpty())
            rows += row(action->shortcut().toString(QKeySequence::NativeText), nameOf(action));
    return words("<h2>Shortcuts</h2>") +
           QStringLiteral("<table width='100%' cellpadding='3'>%1</table>").arg(rows) +
           section(words("In the chart"), gestures(kChart)) +
           section(words("In a replay, with the keyboard in the chart"), gestures(kReplay)) +
           section(words("In the legend"), gestures(kLegend)) +
           section(words("In the bars of layers"), gestures(kBars)) +
           section(words("In advice"), gestures(kAdvice)) + section(words("In the table"), gestures(kTable)) +
           section(words("In the manual"), gestures(kManual)) +
           section(words("In the whole window"), gestures(kWindow));
}

} // namespace headroom::ui

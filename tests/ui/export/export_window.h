// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/window_fixture.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figure_preview.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/number_edit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace headroom::testing {

/// A window with a run, and the dialog opened by its shortcut.
struct ExportWindow : WindowFixture {
    ExportWindow() {
        measure();
        ask();
    }
    void ask() const {
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QTest::keyClick(window.get(), Qt::Key_E, Qt::ControlModifier);
        QVERIFY(find<QDialog>("exportDialog"));
    }
    /// Types over what the field says.
    void type(const char* field, const char* text) const {
        auto* edit = find<ui::NumberEdit>(field)->findChild<QLineEdit*>();
        edit->selectAll();
        QTest::keyClicks(edit, QLatin1String(text));
    }
    void pick(const char* box, int row) const {
        auto* choices = find<QComboBox>(box);
        choices->setFocus();
        QTest::keyClick(choices, Qt::Key_Home);
        for (int i = 0; i < row; ++i)
            QTest::keyClick(choices, Qt::Key_Down);
    }
    /// Types over the text, or empties it.
    void write(const char* name, const QString& text) const {
        auto* editor = find<QWidget>(name);
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(editor, Qt::Key_Delete);
        QTest::keyClicks(editor, text);
    }
    void click(const char* box) const {
        QTest::mouseClick(find<QCheckBox>(box), Qt::LeftButton, {}, QPoint(8, 8));
    }
    QString textOf(const char* name) const {
        if (const auto* line = find<QLineEdit>(name))
            return line->text();
        return find<QPlainTextEdit>(name)->toPlainText();
    }
    ui::FigureOptions options() const { return find<ui::ExportDialog>("exportDialog")->options(); }
    /// When it shows what was chosen last.
    QImage preview() const {
        auto* shown = find<ui::FigurePreview>("exportPreview");
        if (!QTest::qWaitFor([shown] { return shown->isUpToDate(); }))
            return {};
        return shown->image();
    }
    QString size() const { return find<QLabel>("exportSize")->text(); }
    QString errorAt(const char* field) const {
        return qobject_cast<ui::FormField*>(find<QWidget>(field)->parentWidget())->error();
    }
    bool accepts() const { return find<QPushButton>("exportAccept")->isEnabled(); }
    /// Enter in the dialog, then the file.
    void write(const QString& path) const {
        QTest::keyClick(find<QDialog>("exportDialog"), Qt::Key_Return);
        choose(path);
    }
};

} // namespace headroom::testing

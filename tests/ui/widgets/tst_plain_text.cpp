// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/widgets/plain_text.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QTextDocument>

namespace headroom::testing::tst_plain_text {

using namespace headroom::ui;

namespace {

/// Would be bold, load a file and end the tool tip, if anything took it for more than text.
const QString kHostile = QStringLiteral("=1&2 <b>bold</b><img src='/no/such/file'>");

/// Every text of the run, and a failed point.
Run hostileRun() {
    const std::string text = kHostile.toStdString();
    Run run = sampleRun(sampleSpec(3));
    RunContext& context = run.context;
    for (std::string* field :
         {&context.device, &context.deviceId, &context.backend, &context.libraryVersion,
          &context.driverVersion, &context.host, &context.headroomVersion, &context.startedUtc})
        *field = text;
    context.runId = QString(kHostile).remove(QLatin1Char('/')).toStdString(); // a path is none
    context.notes = {text, text};
    for (Roof& roof : context.roofs)
        roof.source = text;
    for (Measurement& row : run.measurements)
        row.kernel = row.deviceId = row.timestampUtc = text;
    run.measurements[0] = failedMeasurement(run.measurements[0].point, Status::Error, text);
    return run;
}

/// As rich text it would show something else than it says.
bool isPlain(const QString& toolTip) {
    return !Qt::mightBeRichText(toolTip) || !toolTip.contains(QStringLiteral("<b>"));
}

DeviceInfo hostileDevice() {
    DeviceInfo device = scriptedCpu();
    device.name = device.backend = device.libraryVersion = kHostile.toStdString();
    for (TypeSupport& type : device.types)
        type.reason = kHostile.toStdString();
    return device;
}

/// A window with a hostile run on a hostile device.
struct HostileWindow : WindowFixture {
    HostileWindow() : WindowFixture(hostileDevice()) {
        QStringList paths;
        for (const char* subfolder : {"one", "other"}) {
            paths << at(subfolder) + QStringLiteral("/a&b [*] <b>x<br>.headroom.json");
            if (!QDir().mkpath(at(subfolder)) || !writeRunFile(paths.back().toStdString(), hostileRun()))
                qFatal("The run was not written.");
        }
        window->openRuns(paths);
    }
};

} // namespace

class TestPlainText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void helpersShowTheTextAsItIs();
    void everyLabelIsPlain();
    void everyToolTipIsPlain();
    void menusShowNamesAsTheyAre();
    void errorsArePlain();
    void copiedTablesHoldNoFormulas();
};

void TestPlainText::helpersShowTheTextAsItIs() {
    for (const QString& text :
         {kHostile, QStringLiteral("<b>x"), QStringLiteral("a &lt; b"), QStringLiteral("plain & simple")}) {
        QTextDocument shown;
        const QString toolTip = toolTipText(text);
        if (Qt::mightBeRichText(toolTip))
            shown.setHtml(toolTip);
        else
            shown.setPlainText(toolTip);
        QCOMPARE(shown.toPlainText(), text);
    }
    QCOMPARE(toolTipText(QStringLiteral("a < b & c")), QStringLiteral("a < b & c"));
    const std::unique_ptr<QLabel> label(plainLabel(kHostile));
    QCOMPARE(label->textFormat(), Qt::PlainText);
    QCOMPARE(label->text(), kHostile);
    QMenu menu;
    const QAction* action = addPlainAction(&menu, QStringLiteral("a&b\tc"), kHostile);
    QCOMPARE(action->text(), QStringLiteral("a&&b c"));
    QVERIFY(isPlain(action->toolTip()));
}

void TestPlainText::everyLabelIsPlain() {
    const HostileWindow setup;
    QTRY_VERIFY(setup.ready());
    const auto labels = setup.window->findChildren<QLabel*>();
    QVERIFY(labels.size() > 10);
    for (const QLabel* label : labels)
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName() + label->text()));
}

void TestPlainText::everyToolTipIsPlain() {
    const HostileWindow setup;
    QTRY_VERIFY(setup.ready());
    QTRY_VERIFY(setup.tableRows() > 0);
    for (const QWidget* widget : setup.window->findChildren<QWidget*>())
        QVERIFY2(isPlain(widget->toolTip()), qPrintable(widget->toolTip()));
    for (const QAction* action : setup.window->findChildren<QAction*>())
        QVERIFY2(isPlain(action->toolTip()), qPrintable(action->toolTip()));
    std::vector<const QAbstractItemModel*> models;
    for (const QAbstractItemView* view : setup.window->findChildren<QAbstractItemView*>())
        models.push_back(view->model());
    for (const QComboBox* box : setup.window->findChildren<QComboBox*>())
        models.push_back(box->model());
    int hostile = 0;
    for (const QAbstractItemModel* model : models) {
        for (int row = 0; model && row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const QString toolTip = model->index(row, column).data(Qt::ToolTipRole).toString();
                QVERIFY2(isPlain(toolTip), qPrintable(toolTip));
                hostile += toolTip.contains(QStringLiteral("bold")) ? 1 : 0;
            }
        }
    }
    QVERIFY(hostile > 10); // they were there
}

void TestPlainText::menusShowNamesAsTheyAre() {
    const HostileWindow setup;
    const QString name = QStringLiteral("a&b [*] <b>x<br>");
    QVERIFY(setup.window->windowTitle().startsWith(QStringLiteral("a&b [*][*] <b>x<br>[*]")));
    int found = 0;
    for (QMenu* menu : setup.window->findChildren<QMenu*>()) {
        Q_EMIT menu->aboutToShow();
        for (const QAction* action : menu->actions()) {
            QVERIFY2(isPlain(action->toolTip()), qPrintable(action->toolTip()));
            QString text = action->text();
            if (text.contains(QStringLiteral("<b>"))) {
                ++found;
                QVERIFY(text.startsWith(QStringLiteral("a&&b")));
                QVERIFY(text.replace(QStringLiteral("&&"), QStringLiteral("&")).startsWith(name));
            }
        }
    }
    QVERIFY(found >= 3); // the two runs, one recent file
}

void TestPlainText::errorsArePlain() {
    const WindowFixture setup;
    setup.window->openRuns({setup.at("none <b>x<br>.json")});
    auto* box = setup.find<QMessageBox>("errorBox");
    QVERIFY(box);
    QVERIFY((box->text() + box->informativeText()).contains(QStringLiteral("<b>x<br>")));
    const auto labels = box->findChildren<QLabel*>();
    QVERIFY(labels.size() >= 2);
    for (const QLabel* label : labels)
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestPlainText::copiedTablesHoldNoFormulas() {
    const HostileWindow setup;
    QTRY_VERIFY(setup.tableRows() > 0);
    setup.action("copyTable")->trigger();
    const QStringList lines =
        QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), setup.tableRows() + 1);
    int hostile = 0;
    for (const QString& line : lines) {
        for (const QString& cell : line.split(QLatin1Char('\t'))) {
            QVERIFY2(!cell.startsWith(QLatin1Char('=')), qPrintable(cell));
            hostile += cell.startsWith(QStringLiteral("'=1&2")) ? 1 : 0;
        }
    }
    QVERIFY(hostile > 0);
}

HEADROOM_TEST(TestPlainText, Windows)

} // namespace headroom::testing::tst_plain_text

#include "tst_plain_text.moc"

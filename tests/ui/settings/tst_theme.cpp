// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_program.h"
#include "tests/ui/window_fixture.h"
#include "ui/chart/chart_panel.h"
#include "ui/settings/theme.h"

#include <QApplication>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include <algorithm>
#include <map>

namespace headroom::testing::tst_theme {

using namespace headroom::ui;

namespace {

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 100;
}

/// The colour that most of the picture has.
QColor groundOf(const QWidget* widget) {
    const QImage image = const_cast<QWidget*>(widget)->grab().toImage();
    std::map<QRgb, int> counts;
    for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3)
            ++counts[image.pixel(x, y)];
    return QColor(
        std::ranges::max_element(counts, {}, [](const auto& count) { return count.second; })->first);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_palette = QApplication::palette(); }
    void init() { failOnWarnings(); }
    void cleanup() { QApplication::setPalette(QPalette()); }
    void switchesAtRunTime();
    void isRemembered();
    void returnsToTheSystem();
    void followsTheSystemWhereAsked();
    void typeIsReadInBoth();
    void hintsAreReadInAnyPalette();

private:
    QPalette m_palette;
};

void TestTheme::switchesAtRunTime() {
    WindowFixture setup;
    setup.measure();
    QVERIFY(setup.action("themeSystem")->isChecked());
    const auto* chart = setup.window->findChild<ChartPanel*>();
    const auto icon = [&setup] { return setup.action("home")->icon().pixmap(18).toImage(); };
    for (const bool dark : {true, false, true}) {
        const QImage before = icon();
        setup.action(dark ? "themeDark" : "themeLight")->trigger();
        QVERIFY(setup.action(dark ? "themeDark" : "themeLight")->isChecked());
        QVERIFY(!setup.action("themeSystem")->isChecked());
        QTRY_COMPARE(isDark(setup.window->palette()), dark);
        QCOMPARE(isDark(QToolTip::palette()), dark);
        QCOMPARE(groundOf(chart).lightness() < 100, dark);
        QCOMPARE(groundOf(setup.find<QWidget>("table")).lightness() < 100, dark);
        if (dark)
            QVERIFY(icon() != before);
    }
    setup.action("themeSystem")->trigger();
}

void TestTheme::isRemembered() {
    WindowFixture setup;
    setup.action("themeDark")->trigger();
    setup.crash(); // it is kept at once
    QApplication::setPalette(QPalette());
    setup.open();
    QVERIFY(setup.action("themeDark")->isChecked());
    QTRY_VERIFY(isDark(setup.window->palette()));
    setup.action("themeSystem")->trigger();
    setup.crash();
    setup.open();
    QVERIFY(setup.action("themeSystem")->isChecked());
    QTRY_COMPARE(isDark(setup.window->palette()), isDark(m_palette));
}

void TestTheme::returnsToTheSystem() {
    const QString style = QApplication::style()->name();
    if (QStyleFactory::keys().contains(QStringLiteral("Windows")))
        QApplication::setStyle(QStringLiteral("Windows")); // a desktop's own
    const QString own = QApplication::style()->name();
    WindowFixture setup;
    setup.action("themeDark")->trigger();
    QCOMPARE(QApplication::style()->name(), QStringLiteral("fusion"));
    setup.action("themeSystem")->trigger();
    QCOMPARE(QApplication::style()->name(), own);
    QCOMPARE(QApplication::palette().color(QPalette::Base), m_palette.color(QPalette::Base));
    QApplication::setStyle(style);
}

void TestTheme::followsTheSystemWhereAsked() {
    WindowFixture setup;
    QPalette dark(QColor(0x30, 0x30, 0x30));
    dark.setColor(QPalette::Base, QColor(0x20, 0x20, 0x20));
    dark.setColor(QPalette::PlaceholderText, Qt::black); // as some desktops leave it
    QApplication::setPalette(dark);
    QTRY_VERIFY(isDark(setup.window->palette()));
    const auto hint = [&setup] {
        const QPalette field = setup.find<QLineEdit>("tableFilter")->palette();
        return contrast(field.color(QPalette::PlaceholderText), field.color(QPalette::Base));
    };
    QTRY_VERIFY(hint() >= 4.5);
}

void TestTheme::typeIsReadInBoth() {
    WindowFixture setup;
    for (const char* theme : {"themeLight", "themeDark"}) {
        setup.action(theme)->trigger();
        const QPalette palette = QApplication::palette();
        QTRY_COMPARE(setup.window->palette().color(QPalette::Window), palette.color(QPalette::Window));
        using Role = QPalette::ColorRole;
        const std::pair<Role, Role> pairs[] = {
            {Role::WindowText, Role::Window},         {Role::Text, Role::Base},
            {Role::Text, Role::AlternateBase},        {Role::ButtonText, Role::Button},
            {Role::HighlightedText, Role::Highlight}, {Role::Link, Role::Base},
            {Role::PlaceholderText, Role::Base},      {Role::ToolTipText, Role::ToolTipBase}};
        for (const auto& [ink, ground] : pairs)
            QVERIFY2(
                contrast(palette.color(ink), palette.color(ground)) >= 4.5,
                qPrintable(QStringLiteral("%1 %2 on %3").arg(QLatin1String(theme)).arg(ink).arg(ground)));
        for (const Role ink : {Role::WindowText, Role::Text, Role::ButtonText}) // out of use, yet seen
            QVERIFY(contrast(palette.color(QPalette::Disabled, ink), palette.color(Role::Window)) >= 2);
    }
    setup.action("themeSystem")->trigger();
}

void TestTheme::hintsAreReadInAnyPalette() {
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    WindowFixture setup;
    for (const auto& [text, base] : {std::pair(QColor(0xee, 0xee, 0xee), QColor(0x18, 0x18, 0x18)),
                                     std::pair(QColor(0x22, 0x22, 0x22), QColor(0xff, 0xff, 0xff)),
                                     std::pair(QColor(0x90, 0x90, 0x90), QColor(0x20, 0x20, 0x20))}) {
        for (const QColor& hint :
             {QColor(0, 0, 0, 128), QColor(255, 255, 255, 30), QColor(0x40, 0x40, 0x40)}) {
            QPalette palette(base);
            palette.setColor(QPalette::Base, base);
            palette.setColor(QPalette::Text, text);
            palette.setColor(QPalette::PlaceholderText, hint);
            QApplication::setPalette(palette);
            const auto seen = [&setup, ground = base] {
                QImage image(1, 1, QImage::Format_RGB32);
                image.fill(ground);
                QPainter(&image).fillRect(
                    image.rect(),
                    setup.find<QLineEdit>("tableFilter")->palette().color(QPalette::PlaceholderText));
                return contrast(image.pixelColor(0, 0), ground);
            };
            QTRY_VERIFY2(seen() >= 4.5, qPrintable(hint.name(QColor::HexArgb)));
        }
    }
}

HEADROOM_TEST(TestTheme, Windows)

} // namespace headroom::testing::tst_theme

#include "tst_theme.moc"

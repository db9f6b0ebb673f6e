// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/further_picker.h"

#include "ui/widgets/plain_text.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QStyleOptionComboBox>
#include <QStylePainter>

#include <algorithm>

namespace headroom::ui {

namespace {

/// Closes by a click beside it or by Esc, not by each choice.
class LastingMenu final : public QMenu {
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent* event) override {
        if (!toggle(actionAt(event->pos())))
            QMenu::mouseReleaseEvent(event);
    }
    void keyPressEvent(QKeyEvent* event) override {
        const bool chooses = event->key() == Qt::Key_Space || event->key() == Qt::Key_Return;
        if (!chooses || !toggle(activeAction()))
            QMenu::keyPressEvent(event);
    }

private:
    static bool toggle(QAction* action) {
        if (!action || !action->isEnabled())
            return false;
        action->trigger();
        return true;
    }
};

} // namespace

FurtherPicker::FurtherPicker(QWidget* parent) : QPushButton(parent), m_choices(new LastingMenu(this)) {
    m_choices->setToolTipsVisible(true);
    setMenu(m_choices);
    tellChosen();
}

void FurtherPicker::offer(const std::vector<Choice>& choices) {
    const std::vector<int> before = chosen();
    m_choices->clear();
    m_offered = choices;
    for (const Choice& choice : choices) {
        QAction* action = addPlainAction(m_choices, choice.text, choice.toolTip);
        action->setCheckable(true);
        action->setEnabled(choice.enabled);
        action->setData(choice.value);
        connect(action, &QAction::toggled, this, [this] {
            tellChosen();
            Q_EMIT edited();
        });
    }
    setChosen(before);
}

void FurtherPicker::setChosen(const std::vector<int>& values) {
    for (QAction* action : m_choices->actions()) {
        const QSignalBlocker blocker(action);
        action->setChecked(std::ranges::find(values, action->data().toInt()) != values.end());
    }
    tellChosen();
}

std::vector<int> FurtherPicker::chosen() const {
    std::vector<int> values;
    for (const QAction* action : m_choices->actions())
        if (action->isChecked() && action->data().toInt() != m_leftOut)
            values.push_back(action->data().toInt());
    return values;
}

void FurtherPicker::leaveOut(int value) {
    m_leftOut = value;
    for (QAction* action : m_choices->actions())
        action->setVisible(action->data().toInt() != value);
    tellChosen();
}

QSize FurtherPicker::sizeHint() const {
    return QComboBox().sizeHint().expandedTo({fontMetrics().averageCharWidth() * 12, 0});
}

QString FurtherPicker::shownText() const {
    QStringList names;
    const std::vector<int> values = chosen();
    for (const Choice& choice : m_offered)
        if (std::ranges::find(values, choice.value) != values.end())
            names << choice.brief;
    return names.isEmpty() ? tr("and no other") : tr("and %1").arg(names.join(QStringLiteral(", ")));
}

void FurtherPicker::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    option.initFrom(this);
    option.editable = false;
    option.frame = true;
    option.subControls = QStyle::SC_All;
    option.activeSubControls = QStyle::SC_None;
    option.state.setFlag(QStyle::State_On, isDown());
    option.state.setFlag(QStyle::State_Sunken, isDown());
    const QRect room =
        style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
    option.currentText = fontMetrics().elidedText(shownText(), Qt::ElideRight, room.width() - 2);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void FurtherPicker::tellChosen() {
    setAccessibleDescription(shownText());
    update();
}

} // namespace headroom::ui

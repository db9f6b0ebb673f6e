// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/pass_boxes.h"

#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QHBoxLayout>

#include <algorithm>

namespace headroom::ui {

namespace {

QString meaningOf(Pass pass) {
    switch (pass) {
    case Pass::Forward:
        return words("The outputs: all that serving a model computes.");
    case Pass::Dgrad:
        return words("The gradients of the inputs, as training carries them back.");
    case Pass::Wgrad:
        return words("The gradients of the weights, and of keys and values.");
    }
    return {};
}

} // namespace

PassBoxes::PassBoxes(const QString& name, QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (const Word<Pass>& word : wordsOf<Pass>()) {
        auto* box = new QCheckBox(words(word.text));
        box->setObjectName(name + QLatin1Char('-') + QLatin1String(word.text));
        box->setToolTip(meaningOf(word.value));
        box->setChecked(true);
        row->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &PassBoxes::edited);
        m_boxes.emplace_back(word.value, box);
    }
    row->addStretch(1);
    setFocusProxy(m_boxes.front().second);
}

void PassBoxes::setPasses(const std::vector<Pass>& passes) {
    for (const auto& [pass, box] : m_boxes)
        box->setChecked(std::ranges::find(passes, pass) != passes.end());
}

std::vector<Pass> PassBoxes::passes() const {
    std::vector<Pass> passes;
    for (const auto& [pass, box] : m_boxes)
        if (box->isChecked())
            passes.push_back(pass);
    return passes;
}

} // namespace headroom::ui

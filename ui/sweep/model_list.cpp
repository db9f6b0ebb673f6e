// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/model_list.h"

#include "ui/widgets/plain_text.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <algorithm>

namespace headroom::ui {

QString modelText(const ModelShape& model) {
    const LayerShape& layer = model.layer;
    QStringList texts{words("h = %1").arg(layer.hidden), words("a = %1").arg(layer.heads),
                      words("g = %1").arg(layer.kvHeads), words("d = %1").arg(layer.headDim)};
    if (layer.ffn > 0)
        texts << words("f = %1").arg(layer.ffn);
    if (model.hasExperts())
        texts << words("%1 experts of %2").arg(layer.experts).arg(layer.expertFfn);
    if (layer.vocab > 0)
        texts << words("v = %1").arg(layer.vocab);
    texts << words("%1 layers").arg(model.layers);
    return texts.join(QStringLiteral(", "));
}

ModelList::ModelList(QComboBox* box) : m_box(box), m_first(box->count()) {
    const QSignalBlocker blocker(box);
    for (const ModelShape& preset : modelPresets())
        m_models.push_back(preset);
    for (const ModelShape& model : m_models)
        add(model, m_box->count());
    box->insertSeparator(box->count());
    box->addItem(words("config.json …"));
    box->setItemData(box->count() - 1, words("Read a model from the config.json that it is published with"),
                     Qt::ToolTipRole);
}

bool ModelList::asksForConfig(int row) const {
    return row == m_box->count() - 1;
}

const ModelShape* ModelList::at(int row) const {
    const int place = row - m_first;
    return place >= 0 && place < static_cast<int>(m_models.size())
               ? &m_models[static_cast<std::size_t>(place)]
               : nullptr;
}

void ModelList::select(const ModelShape& model) {
    const QSignalBlocker blocker(m_box);
    auto known = std::ranges::find(m_models, model);
    if (known == m_models.end()) {
        const int row = m_first + static_cast<int>(m_models.size());
        m_models.push_back(model);
        add(model, row);
        known = m_models.end() - 1;
    }
    m_selected = m_first + static_cast<int>(known - m_models.begin());
    m_box->setCurrentIndex(m_selected);
    m_box->setToolTip(toolTipText(modelText(model)));
}

void ModelList::selectNone() {
    const QSignalBlocker blocker(m_box);
    m_selected = 0;
    m_box->setCurrentIndex(0);
    m_box->setToolTip({});
}

void ModelList::add(const ModelShape& model, int row) {
    m_box->insertItem(row, printableText(QString::fromStdString(model.name)));
    m_box->setItemData(row, toolTipText(modelText(model)), Qt::ToolTipRole);
}

} // namespace headroom::ui

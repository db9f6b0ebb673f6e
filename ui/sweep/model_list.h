// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/model_shape.h"

#include <vector>

class QComboBox;
class QString;

namespace headroom::ui {

/// "h = 4096, a = 32, …, 32 layers"
QString modelText(const ModelShape& model);

/// The models of a combo box, row by row; below them the row that asks for another one.
class ModelList {
public:
    /// Behind the rows that the box has.
    explicit ModelList(QComboBox* box);

    bool asksForConfig(int row) const;
    /// Null for a row that is no model.
    const ModelShape* at(int row) const;
    /// The row in front of the models, which means none; where the box has one.
    void selectNone();
    /// Selects it; one that is no preset is added first.
    void select(const ModelShape& model);
    /// Of the model that was selected last.
    int selected() const { return m_selected; }
    const std::vector<ModelShape>& models() const { return m_models; }

private:
    void add(const ModelShape& model, int row);

    QComboBox* m_box;
    int m_first; ///< row of the first model
    std::vector<ModelShape> m_models;
    int m_selected = 0;
};

} // namespace headroom::ui

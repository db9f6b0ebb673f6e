// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/terms.h"

#include <QWidget>

#include <utility>
#include <vector>

class QCheckBox;

namespace headroom::ui {

/// A box for each pass.
class PassBoxes final : public QWidget {
    Q_OBJECT

public:
    /// The boxes are called by that name and the pass's word.
    explicit PassBoxes(const QString& name, QWidget* parent = nullptr);

    void setPasses(const std::vector<Pass>& passes);
    /// Those that are checked, as all programs order them.
    std::vector<Pass> passes() const;

Q_SIGNALS:
    void edited();

private:
    std::vector<std::pair<Pass, QCheckBox*>> m_boxes;
};

} // namespace headroom::ui

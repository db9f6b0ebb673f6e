// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/model/terms.h"

#include <QString>
#include <QStringList>

#include <span>
#include <vector>

namespace headroom::ui {

struct StoredRun;
class RunStore;

/// What can differ between two runs, in the order in which it is told.
enum class RunFact {
    Device,
    Operation, ///< of curves; of a layer's budget its model
    Mode,
    Heads,
    Lengths,        ///< of the layer, that do not follow from h and a
    TensorParallel, ///< this and the next two of a layer's budget
    Passes,
    KvSeq,
    Type,
    Batch,
    Seq,
    Layout,
    Algorithm,
    Library,
    Driver,
    Host,
    Regime,
    Origin, ///< measured here, read from a file, replayed, reference
    Time,
};

/// All of them, in that order.
std::span<const RunFact> allRunFacts();

/// "NVIDIA H200", "a = 12", "s = 2048", "2026-11-26 14:05 UTC". Empty where the run does not say.
QString factText(const StoredRun& run, RunFact fact);

/// What a run is called where it stands alone, in a title or a command: by its device as long as it is the
/// only one, else with what tells it from the others.
QString nameAlone(const RunStore& store, const StoredRun& run);

/// "algorithm best".
QString algorithmText(Algorithm algorithm);

/// Whether the fact says which GEMMs were measured, not where or with what.
bool isOfShape(RunFact fact);

/// What the runs share, among those facts, in words; no facts that a run does not say.
QStringList sharedFacts(const std::vector<const StoredRun*>& runs, std::span<const RunFact> facts);

/// Whether two of the runs differ in it.
bool varies(const std::vector<const StoredRun*>& runs, RunFact fact);

/// "a · b": such texts as they are told beside each other, without empty ones.
QString inOneLine(QStringList facts, const QString& between = QStringLiteral(" · "));

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sweep/run.h"
#include "ui/runs/run_names.h"

#include <QObject>
#include <QString>

#include <array>
#include <memory>
#include <ranges>
#include <vector>

namespace headroom::ui {

/// Where a run in the store comes from.
enum class RunKind {
    Live,      ///< measured in this session
    Opened,    ///< read from a file
    Replay,    ///< played back from a file: neither measured now nor anything to save
    Reference, ///< shipped or imported data, drawn dashed and labelled with its source
};

/// What a run is of. Runs of one topic can stand in one view: curves over a length, or the GEMMs of a layer
/// one after the other, or those of a list, each by its throughput, or neighbours of one length of a model.
enum class RunTopic { Curves, Layers, Lists, Advice };

inline constexpr std::array kAllTopics{RunTopic::Curves, RunTopic::Layers, RunTopic::Lists, RunTopic::Advice};

inline RunTopic topicOf(const SweepSpec& spec) {
    if (!spec.budget)
        return RunTopic::Curves;
    if (spec.isList())
        return RunTopic::Lists;
    return spec.budget->variants ? RunTopic::Advice : RunTopic::Layers;
}

/// Whether such runs are bars, with a table of their own.
inline bool standsAsBars(RunTopic topic) {
    return topic == RunTopic::Layers || topic == RunTopic::Lists;
}

/// One run as the window holds it. Ids are never reused.
struct StoredRun {
    int id = 0;
    RunKind kind = RunKind::Live;
    QString given; ///< its user's or its file's name for it; empty where it has none
    /// How it is called beside the others of its topic, hidden ones too: always something, and like no other
    /// of these. See namesOf().
    RunName called;
    bool visible = true;
    Run run;
    std::size_t received = 0; ///< measurements, those that replaced another included
    /// Of a replay: all that it will show, so that axes can be made for it from the start.
    std::vector<Measurement> outlook = {};

    bool isReference() const { return kind == RunKind::Reference; }
    bool isReplay() const { return kind == RunKind::Replay; }
    /// Whether its rows exist nowhere else, or come from a file that they can be saved to again.
    bool isSavable() const { return !isReference() && !isReplay(); }
    bool isEmpty() const { return run.measurements.empty(); }
    RunTopic topic() const { return topicOf(run.spec); }
    /// Whether it asks about a point of a sweep: its answer can be drawn beside curves.
    bool asksAboutCurves() const { return topic() == RunTopic::Advice && run.spec.budget->variants->only; }

    const QString& name() const { return called.name; }
    /// With what tells it from the others, in one line.
    QString fullName() const { return called.whole(); }
};

/// The one result store: chart, table, legend and export read it, and nothing is kept twice. It holds no
/// colours and no pens. GUI thread only.
class RunStore final : public QObject {
    Q_OBJECT

public:
    explicit RunStore(QObject* parent = nullptr);
    ~RunStore() override;

    int count() const;
    /// All runs, from back to front: oldest first, unless they were moved. References stay valid until the
    /// run is removed.
    auto runs() const {
        return m_runs | std::views::transform([](const auto& run) -> const StoredRun& { return *run; });
    }
    /// The runs with points of their own: all but references.
    auto measured() const {
        return runs() | std::views::filter([](const StoredRun& run) { return !run.isReference(); });
    }
    auto references() const { return runs() | std::views::filter(&StoredRun::isReference); }
    auto references(RunTopic topic) const {
        return runs() | std::views::filter([topic](const StoredRun& run) {
                   return run.isReference() && run.topic() == topic;
               });
    }
    /// Those of the measured runs that are of that topic.
    auto measured(RunTopic topic) const {
        return measured() |
               std::views::filter([topic](const StoredRun& run) { return run.topic() == topic; });
    }
    /// What is shown: one topic at a time. That of the run that came last or was last made visible, as long
    /// as a visible run is of it. A question that is asked about curves leaves them shown.
    RunTopic topic() const { return m_topic; }
    void showTopic(RunTopic topic);
    /// Whether it can be seen now: its user did not hide it, and its topic is the one shown.
    bool isShown(const StoredRun& run) const { return run.visible && run.topic() == m_topic; }
    /// From the back, those with a point or without.
    std::vector<const StoredRun*> shown() const;
    /// Null for an id that is not there.
    const StoredRun* find(int id) const;
    /// The front measured run that is shown and has a point: what exports are of. Null without one.
    const StoredRun* newestShown() const;
    /// The front measured run that is shown, has a point and can be saved. Null without one.
    const StoredRun* newestSavable() const;
    /// What a picture is of where no measured run is shown: the front reference that is. Null without one.
    const StoredRun* shownReference() const;
    /// Whether any measured run has a point, visible or not.
    bool hasPoints() const;

    /// In front of the others. A run that was given no name is called by what tells it from them. Returns the
    /// new run's id.
    int add(RunKind kind, const QString& given, Run run, std::vector<Measurement> outlook = {});
    void remove(int id);
    void removeAll(RunKind kind);
    void setVisible(int id, bool visible);
    /// Shows this run alone of its topic, or all of that again if it is alone already.
    void isolate(int id);
    /// What its user calls it from now on, in the run's file too. A replay keeps the name that tells it from
    /// a measurement.
    void setName(int id, const QString& given);
    /// So many places to the front among the runs of its kind, measured or reference; negative to the back.
    void move(int id, int forward);
    /// Another note changes nothing that a view shows of a run that was measured here: nobody is told.
    void setContext(int id, const RunContext& context);
    /// A point visited again takes the place of its earlier row.
    void append(int id, const Measurement& measurement);
    /// The same, whatever either says of its visits: of runs whose rows come from several places.
    void put(int id, const Measurement& measurement);
    /// Takes the later measurements away.
    void keepFirst(int id, std::size_t rows);

Q_SIGNALS:
    // With the first three, and with the order, other runs may be called otherwise.
    void runAdded(int id);
    void runRemoved(int id);
    void runChanged(int id); ///< context, visibility, or rows taken away
    void namesChanged();     ///< by the user
    void orderChanged();
    void topicChanged();
    void measurementAdded(int id, int row); ///< row of run.measurements
    void measurementReplaced(int id, int row);

private:
    const StoredRun* newest(bool (*wanted)(const StoredRun&)) const;
    StoredRun* findMutable(int id);
    /// Returns whether any run is called otherwise now.
    bool callRuns();
    bool anyVisible(RunTopic topic) const;
    /// Where no run of the topic shown is visible any more, and one of another is.
    void settleTopic();

    std::vector<std::unique_ptr<StoredRun>> m_runs;
    int m_nextId = 1;
    RunTopic m_topic = RunTopic::Curves;
};

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_store.h"

#include <algorithm>
#include <utility>

namespace headroom::ui {

RunStore::RunStore(QObject* parent) : QObject(parent) {}

RunStore::~RunStore() = default;

int RunStore::count() const {
    return static_cast<int>(m_runs.size());
}

const StoredRun* RunStore::find(int id) const {
    const auto it = std::ranges::find(m_runs, id, [](const auto& run) { return run->id; });
    return it == m_runs.end() ? nullptr : it->get();
}

const StoredRun* RunStore::newest(bool (*wanted)(const StoredRun&)) const {
    for (const StoredRun& run : measured() | std::views::reverse)
        if (isShown(run) && !run.isEmpty() && wanted(run))
            return &run;
    return nullptr;
}

std::vector<const StoredRun*> RunStore::shown() const {
    std::vector<const StoredRun*> runs;
    for (const StoredRun& run : measured(m_topic))
        if (run.visible)
            runs.push_back(&run);
    return runs;
}

void RunStore::showTopic(RunTopic topic) {
    if (std::exchange(m_topic, topic) != topic)
        Q_EMIT topicChanged();
}

bool RunStore::anyVisible(RunTopic topic) const {
    return std::ranges::any_of(measured(topic), [](const StoredRun& run) { return run.visible; });
}

void RunStore::settleTopic() {
    if (anyVisible(m_topic))
        return;
    const auto* other =
        std::ranges::find_if(kAllTopics, [this](RunTopic topic) { return anyVisible(topic); });
    if (other != kAllTopics.end())
        showTopic(*other);
}

const StoredRun* RunStore::newestShown() const {
    return newest([](const StoredRun&) { return true; });
}

const StoredRun* RunStore::newestSavable() const {
    return newest([](const StoredRun& run) { return run.isSavable(); });
}

const StoredRun* RunStore::shownReference() const {
    for (const StoredRun& run : references(m_topic) | std::views::reverse)
        if (isShown(run) && !run.isEmpty())
            return &run;
    return nullptr;
}

bool RunStore::hasPoints() const {
    return std::ranges::any_of(measured(), [](const StoredRun& run) { return !run.isEmpty(); });
}

StoredRun* RunStore::findMutable(int id) {
    return const_cast<StoredRun*>(find(id));
}

int RunStore::add(RunKind kind, const QString& given, Run run, std::vector<Measurement> outlook) {
    const int id = m_nextId++;
    const std::size_t received = run.measurements.size();
    m_runs.push_back(std::make_unique<StoredRun>(
        StoredRun{id, kind, given, {}, true, std::move(run), received, std::move(outlook)}));
    callRuns();
    Q_EMIT runAdded(id);
    const StoredRun& added = *m_runs.back();
    const bool staysBeside = kind == RunKind::Live && added.asksAboutCurves() &&
                             m_topic == RunTopic::Curves && anyVisible(RunTopic::Curves);
    if (kind != RunKind::Reference && !staysBeside)
        showTopic(added.topic());
    return id;
}

void RunStore::remove(int id) {
    if (std::erase_if(m_runs, [id](const auto& run) { return run->id == id; }) == 0)
        return;
    callRuns();
    Q_EMIT runRemoved(id);
    settleTopic();
}

void RunStore::removeAll(RunKind kind) {
    std::vector<int> ids;
    for (const auto& run : m_runs)
        if (run->kind == kind)
            ids.push_back(run->id);
    for (const int id : ids)
        remove(id);
}

void RunStore::setVisible(int id, bool visible) {
    StoredRun* run = findMutable(id);
    if (!run || run->visible == visible)
        return;
    run->visible = visible;
    Q_EMIT runChanged(id);
    if (visible && !run->isReference())
        showTopic(run->topic());
    else
        settleTopic();
}

void RunStore::isolate(int id) {
    const StoredRun* wanted = find(id);
    if (!wanted)
        return;
    std::vector<const StoredRun*> others;
    for (const auto& run : m_runs)
        if (run->topic() == wanted->topic() && run.get() != wanted)
            others.push_back(run.get());
    const bool alone = wanted->visible && std::ranges::none_of(others, &StoredRun::visible);
    setVisible(id, true);
    for (const StoredRun* run : others)
        setVisible(run->id, alone);
}

void RunStore::setName(int id, const QString& given) {
    StoredRun* run = findMutable(id);
    if (!run || run->given == given || run->isReplay())
        return;
    run->given = given;
    run->run.name = given.toStdString();
    callRuns();
    Q_EMIT namesChanged(); // also where it was called so before: now the file is to say it
}

void RunStore::setContext(int id, const RunContext& context) {
    StoredRun* run = findMutable(id);
    if (!run)
        return;
    RunContext before = std::exchange(run->run.context, context);
    before.notes = context.notes;
    if (before == context)
        return;
    callRuns();
    Q_EMIT runChanged(id);
}

void RunStore::move(int id, int forward) {
    const StoredRun* moved = find(id);
    if (!moved)
        return;
    std::vector<std::size_t> places; // of the runs of its kind: others stand elsewhere, or in no legend now
    int from = 0;
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (m_runs[i]->isReference() == moved->isReference() && m_runs[i]->topic() == moved->topic()) {
            if (m_runs[i].get() == moved)
                from = static_cast<int>(places.size());
            places.push_back(i);
        }
    const int to = std::clamp(from + forward, 0, static_cast<int>(places.size()) - 1);
    const int step = to > from ? 1 : -1;
    for (auto at = places.begin() + from; at != places.begin() + to; at += step)
        std::swap(m_runs[*at], m_runs[*(at + step)]);
    if (from == to)
        return;
    callRuns();
    Q_EMIT orderChanged();
}

bool RunStore::callRuns() {
    bool renamed = false;
    for (const RunTopic topic : kAllTopics) {
        std::vector<StoredRun*> changed;
        for (const auto& run : m_runs)
            if (run->topic() == topic)
                changed.push_back(run.get());
        const std::vector<RunName> names = namesOf({changed.begin(), changed.end()});
        for (std::size_t i = 0; i < names.size(); ++i)
            renamed |= std::exchange(changed[i]->called, names[i]) != names[i];
    }
    return renamed;
}

void RunStore::append(int id, const Measurement& measurement) {
    StoredRun* run = findMutable(id);
    if (!run)
        return;
    const std::size_t before = run->run.measurements.size();
    const std::size_t row = place(run->run, measurement);
    ++run->received;
    if (row == before)
        Q_EMIT measurementAdded(id, static_cast<int>(row));
    else
        Q_EMIT measurementReplaced(id, static_cast<int>(row));
}

void RunStore::put(int id, const Measurement& measurement) {
    StoredRun* run = findMutable(id);
    if (!run)
        return;
    std::vector<Measurement>& rows = run->run.measurements;
    const std::size_t row = run->run.rowIndex.find(rows, measurement.point.index).value_or(rows.size());
    ++run->received;
    if (row == rows.size()) {
        rows.push_back(measurement);
        Q_EMIT measurementAdded(id, static_cast<int>(row));
    } else {
        rows[row] = measurement;
        Q_EMIT measurementReplaced(id, static_cast<int>(row));
    }
}

void RunStore::keepFirst(int id, std::size_t rows) {
    StoredRun* run = findMutable(id);
    if (!run || rows >= run->run.measurements.size())
        return;
    run->run.measurements.resize(rows);
    run->run.rowIndex = {}; // which counts on rows that only grow
    run->received = rows;
    Q_EMIT runChanged(id);
}

} // namespace headroom::ui

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/devices/placed_devices.h"

#include "engine/compute/module_loader.h"
#include "engine/remote/remote_executor.h"
#include "engine/sweep/local_executor.h"

#include <algorithm>
#include <set>
#include <utility>

namespace headroom {

namespace {

/// Stands for a device that cannot be used.
class NoExecutor final : public PointExecutor {
public:
    explicit NoExecutor(Error error) : m_error(std::move(error)) {}

    Result<RunContext> begin(const SweepPlan&, std::stop_token) override { return m_error; }
    std::optional<Measurement> measure(const PlannedPoint&, std::stop_token) override { return std::nullopt; }
    void end() override {}

private:
    Error m_error;
};

constexpr const char* kGpuWord = "cuda";

bool drivesGpusBeside(const Place& place) {
    return place.isOnThisMachine() && !place.isThisProcess();
}

Error noJob() {
    return {Status::DeviceLost, "It has devices while it has a job, and it has none now."};
}

/// Of all but this process, in their order.
std::vector<Result<Greeting>> ask(const std::vector<Place>& places, const Search& search,
                                  const std::function<void()>& whenSlow = {}) {
    std::vector<Result<Greeting>> answers;
    std::vector<Place> asked;
    std::vector<std::size_t> positions; // of those asked among the answers
    for (const Place& place : places) {
        if (place.isThisProcess())
            continue;
        const Outcome program = place.job ? Outcome(noJob()) : checkProgram(place);
        if (program) {
            asked.push_back(place);
            if (!search.mayAsk)
                asked.back().asking = {};
            positions.push_back(answers.size());
        }
        answers.emplace_back(program ? Error{} : program.error());
    }
    std::vector<Result<Greeting>> greetings =
        askForDevices(asked, search.stop, {whenSlow, search.meanwhileAfterS});
    for (std::size_t i = 0; i < greetings.size(); ++i)
        answers[positions[i]] = std::move(greetings[i]);
    return answers;
}

bool isNamed(const std::vector<Place>& places, const std::string& name) {
    return std::ranges::find(places, name, &Place::name) != places.end();
}

/// A search that was cut off says nothing against what was found before.
bool isCutOff(const Search& search, const Result<Greeting>& greeting) {
    return search.stop.stop_requested() && !greeting;
}

/// In the same job, if in one.
bool isOf(const PlacedDevice& placed, const Place& place) {
    return placed.place.name == place.name && placed.place.command == place.command;
}

bool isIn(const std::vector<PlacedDevice>& placed, const Place& place) {
    return std::ranges::any_of(placed, [&place](const PlacedDevice& one) { return isOf(one, place); });
}

} // namespace

PlacedDevices::PlacedDevices(MakeRegistry makeRegistry, OnLoss onLoss, Place beside)
    : m_makeRegistry(std::move(makeRegistry)), m_onLoss(std::move(onLoss)), m_beside(std::move(beside)) {}

FoundDevices PlacedDevices::find(const std::vector<Place>& given, const Search& search) {
    const std::vector<Place> places = m_jobs.resolved(given);
    const bool withGpus = std::ranges::none_of(places, drivesGpusBeside);
    std::function<void()> whenSlow;
    if (search.meanwhile && !withGpus && std::ranges::any_of(places, &Place::isThisProcess))
        whenSlow = [&] { search.meanwhile(knownMeanwhile()); };
    const std::vector<Result<Greeting>> greetings = ask(places, search, whenSlow);
    const std::vector<PlacedDevice> before = std::exchange(m_placed, {});
    const std::vector<UnavailableBackend> missing = std::exchange(m_found.unavailable, {});
    m_found.devices.clear();
    m_local = nullptr;
    auto greeting = greetings.cbegin();
    for (const Place& place : places) {
        if (place.isThisProcess())
            findHere(place, withGpus);
        else if (const Result<Greeting>& answer = *greeting++;
                 isCutOff(search, answer) && isIn(before, place))
            addThoseIn(place, before);
        else
            findIn(place, answer);
    }
    for (const Place& place : places)
        addAllOf(place);
    // What is elsewhere, and was not asked for.
    const auto isGiven = [&places](const std::string& name) { return name.empty() || isNamed(places, name); };
    for (const PlacedDevice& placed : before)
        if (!isGiven(placed.place.name))
            add(placed);
    for (const PlacedDevice& placed : before)
        if (!isGiven(placed.place.name))
            addAllOf(placed.place);
    std::ranges::copy_if(missing, std::back_inserter(m_found.unavailable),
                         [&](const UnavailableBackend& backend) { return !isGiven(backend.place); });
    addAcrossPlaces();
    takeQueued(given, true);
    return m_found;
}

FoundDevices PlacedDevices::findMore(const std::vector<Place>& given, const Search& search) {
    const std::vector<Place> places = m_jobs.resolved(given);
    const std::vector<Result<Greeting>> greetings = ask(places, search);
    std::set<std::string> kept;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (isCutOff(search, greetings[i]) && isIn(m_placed, places[i]))
            kept.insert(places[i].name);
    forgetElsewhere([&](const std::string& place) {
        return isNamed(places, place) ? !kept.contains(place) : !search.keepsOthers;
    });
    for (std::size_t i = 0; i < places.size(); ++i)
        if (!kept.contains(places[i].name))
            findIn(places[i], greetings[i]);
    for (const Place& place : places)
        addAllOf(place);
    addAcrossPlaces();
    takeQueued(given, search.keepsOthers);
    return m_found;
}

void PlacedDevices::takeQueued(const std::vector<Place>& given, bool keepsOthers) {
    std::vector<QueuedPlace> queued = m_jobs.queued(given);
    for (const QueuedPlace& before : m_found.queued)
        if (keepsOthers && !isNamed(given, before.place) && before.jobId.empty())
            queued.push_back(before);
    std::ranges::sort(queued, {}, &QueuedPlace::place);
    m_found.queued = std::move(queued);
}

/// Each kind of card by itself, for a run has one roof.
void PlacedDevices::addAllOf(const Place& place) {
    const std::vector<std::vector<DeviceInfo>> kinds = byCard(gpusOf(m_found, place.name));
    for (const std::vector<DeviceInfo>& gpus : kinds)
        if (gpus.size() > 1)
            addSeveral(gpus);
}

/// Like cards of several places, as one device.
void PlacedDevices::addAcrossPlaces() {
    std::vector<DeviceInfo> gpus;
    std::ranges::copy_if(m_found.devices, std::back_inserter(gpus), [](const DeviceInfo& device) {
        return device.kind() == DeviceKind::Gpu && !device.standsForSeveral();
    });
    for (const std::vector<DeviceInfo>& kind : byCard(gpus)) {
        const auto isElsewhere = [&kind](const DeviceInfo& gpu) { return gpu.place != kind.front().place; };
        if (std::ranges::any_of(kind, isElsewhere))
            addSeveral(kind);
    }
}

void PlacedDevices::addSeveral(const std::vector<DeviceInfo>& gpus) {
    const std::string id = wordFor(m_found, gpus);
    if (std::ranges::find(m_found.devices, id, &DeviceInfo::id) == m_found.devices.end())
        m_found.devices.push_back(asOne(gpus, id));
}

void PlacedDevices::forgetElsewhere(const std::function<bool(const std::string& place)>& isForgotten) {
    const auto isGone = [&isForgotten](const std::string& place) {
        return !place.empty() && isForgotten(place);
    };
    std::erase_if(m_placed, [&](const PlacedDevice& placed) { return isGone(placed.place.name); });
    const auto isPlaced = [this](const std::string& id) {
        return std::ranges::find(m_placed, id, &PlacedDevice::id) != m_placed.end();
    };
    std::erase_if(m_found.devices, [&](const DeviceInfo& device) {
        return isGone(device.place) || !std::ranges::all_of(device.members, isPlaced);
    });
    std::erase_if(m_found.unavailable,
                  [&](const UnavailableBackend& backend) { return isGone(backend.place); });
}

const Registry& PlacedDevices::registry(bool withGpus) {
    std::optional<Registry>& local = withGpus ? m_withGpus : m_withoutGpus;
    if (!local)
        local.emplace(m_makeRegistry(withGpus));
    return *local;
}

/// A driver that hangs keeps nobody from the processor.
FoundDevices PlacedDevices::knownMeanwhile() {
    FoundDevices known = registry(false).found();
    UnavailableBackend gpus{"cuBLAS", kGpuWord,
                            "NVIDIA's libraries have not answered yet. They are waited for; meanwhile the "
                            "processor can be measured on, which ends the waiting."};
    gpus.noHardware = !gpusAreMeant();
    known.unavailable.push_back(std::move(gpus));
    return known;
}

void PlacedDevices::findHere(const Place& place, bool withGpus) {
    m_local = &registry(withGpus);
    for (const DeviceInfo& device : m_local->devices())
        add({device, place});
    for (const UnavailableBackend& backend : m_local->unavailable())
        addMissingHere(backend);
}

void PlacedDevices::addMissingHere(UnavailableBackend backend) {
    backend.noHardware = backend.deviceWord == kGpuWord && !gpusAreMeant();
    m_found.unavailable.push_back(std::move(backend));
}

/// On this machine an engine process is asked for what is kept out of this one, elsewhere for all it has.
void PlacedDevices::findIn(const Place& place, const Result<Greeting>& greeting) {
    if (!greeting) {
        if (place.isOnThisMachine())
            addMissingHere({"cuBLAS", kGpuWord, greeting.error().reason});
        else
            m_found.unavailable.push_back({place.name, place.name, greeting.error().reason, place.name});
        return;
    }
    for (const DeviceInfo& device : greeting->found.devices) {
        if (place.isTask)
            addTask({device, place});
        else if (!place.isOnThisMachine() || device.kind() == DeviceKind::Gpu)
            add({device, place});
    }
    for (const UnavailableBackend& backend : greeting->found.unavailable) {
        const UnavailableBackend there{backend.backend + " · " + place.name,
                                       place.name + "/" + backend.deviceWord, backend.reason, place.name};
        if (place.isOnThisMachine() && backend.deviceWord == kGpuWord)
            addMissingHere(backend);
        else if (!place.isOnThisMachine() && !isKnown(there)) // of another task
            m_found.unavailable.push_back(there);
    }
}

/// Each task calls its GPU the first: here they are counted through. Their processors are one, as far as
/// anybody knows.
void PlacedDevices::addTask(PlacedDevice device) {
    if (device.device.kind() == DeviceKind::Gpu)
        device.number = gpusOf(m_found, device.place.name).size();
    else if (std::ranges::find(m_found.devices, device.id(), &DeviceInfo::id) != m_found.devices.end())
        return;
    add(std::move(device));
}

bool PlacedDevices::isKnown(const UnavailableBackend& backend) const {
    return std::ranges::any_of(m_found.unavailable, [&backend](const UnavailableBackend& other) {
        return other.deviceWord == backend.deviceWord && other.reason == backend.reason;
    });
}

void PlacedDevices::addThoseIn(const Place& place, const std::vector<PlacedDevice>& known) {
    for (const PlacedDevice& placed : known)
        if (isOf(placed, place))
            add(placed);
}

void PlacedDevices::add(PlacedDevice device) {
    m_found.devices.push_back(device.seenFromHere());
    m_placed.push_back(std::move(device));
}

std::unique_ptr<PointExecutor> PlacedDevices::executorFor(const DeviceInfo& device) {
    const Result<DeviceInfo> found = findDevice(m_found, device.id);
    if (!found)
        return std::make_unique<NoExecutor>(found.error());
    std::vector<PlacedDevice> shards = shardsOf(*found);
    if (!found->standsForSeveral() && shards.front().place.isThisProcess())
        return std::make_unique<LocalExecutor>(m_local->backendOf(device), device, m_clock);
    for (PlacedDevice& shard : shards) {
        if (shard.place.isThisProcess())
            shard.place = m_beside;
        if (const Outcome program = checkProgram(shard.place); !program)
            return std::make_unique<NoExecutor>(program.error());
    }
    RemoteOptions options;
    options.onLoss = m_onLoss;
    return std::make_unique<RemoteExecutor>(device, std::move(shards), std::move(options));
}

std::vector<PlacedDevice> PlacedDevices::shardsOf(const DeviceInfo& device) const {
    const std::vector<std::string> one{device.id};
    std::vector<PlacedDevice> shards;
    for (const std::string& id : device.standsForSeveral() ? device.members : one)
        if (const auto placed = std::ranges::find(m_placed, id, &PlacedDevice::id); placed != m_placed.end())
            shards.push_back(*placed);
    return shards;
}

} // namespace headroom

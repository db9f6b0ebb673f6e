// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/named_rows.h"
#include "tests/support/test_program.h"

#include "engine/backends/host/host_info.h"
#include "engine/backends/onednn/core_pace.h"
#include "engine/backends/onednn/roof_cache.h"
#include "engine/backends/onednn/thread_team.h"

#include <QTemporaryDir>

#include <random>
#include <sys/stat.h>

namespace headroom::testing::tst_core_pace {

namespace {

using Paces = PaceReference::Paces;

constexpr double kHeavy = 2e11; // FLOP/s
constexpr double kLight = 5e9;

bool judge(PaceReference& reference, double first, double second, double flopPerS = kHeavy) {
    const std::vector<CorePace> paces{{0, first}, {1, second}};
    return reference.judge(paces, flopPerS);
}

/// A reference that has seen both cores at their pace a few times.
PaceReference settled(double pace = 800) {
    PaceReference reference;
    for (int reading = 0; reading < 5; ++reading)
        judge(reference, pace, pace);
    return reference;
}

/// One window of a recorded trace.
struct Window {
    double flopPerS = 0;
    std::vector<CorePace> paces;
    double slowest() const { return std::ranges::min(paces, {}, &CorePace::roundsPerS).roundsPerS; }
};

std::vector<Window> readTrace(const QString& name) {
    QFile file(QStringLiteral(HEADROOM_TRACES "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<Window> trace;
    const NamedRows rows(QString::fromUtf8(file.readAll()), QLatin1Char(','));
    for (int row = 0; row < rows.count(); ++row) {
        Window window{rows.at(row, "flop_per_s").toDouble(), {}};
        for (const QString& core : rows.at(row, "paces").split(QLatin1Char(' ')))
            window.paces.push_back({core.section(QLatin1Char(':'), 0, 0).toInt(),
                                    core.section(QLatin1Char(':'), 1, 1).toDouble()});
        trace.push_back(std::move(window));
    }
    return trace;
}

} // namespace

/// What is said of cores that other work shares.
class TestCorePace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEachThreadsCore();
    void oneSlowCoreIsEnough();
    void coresAreJudgedByTheirOwn();
    void oneLuckyReadingIsNoReference();
    void wideVectorsLowerTheClock();
    void heavyWorkIsNoReasonForLightWorkToBeSlow();
    void disturbedMostOfTheTime();
    void earlierRunsCount();
    void earlierRunsWearOff();
    void recordedTraces_data();
    void recordedTraces();
    void cacheKeepsPacesBesideRoofs();
    void brokenPacesAreNone();
};

void TestCorePace::readsEachThreadsCore() {
    const HostInfo host = readHostInfo();
    const auto team =
        ThreadTeam::start(std::span(host.cpus).first(static_cast<std::size_t>(host.maxThreads)));
    QVERIFY(team);
    const std::vector<CorePace> paces = readPaces(**team);
    QCOMPARE(paces.size(), static_cast<std::size_t>((*team)->size()));
    for (const CorePace& pace : paces) {
        QVERIFY(std::ranges::find(host.cpus, pace.cpu) != host.cpus.end());
        QVERIFY(pace.roundsPerS > 0);
    }
}

void TestCorePace::oneSlowCoreIsEnough() {
    PaceReference reference;
    QVERIFY(!judge(reference, 800, 800)); // nothing to compare with
    reference = settled();
    QVERIFY(!judge(reference, 790, 750));
    QVERIFY(judge(reference, 800, 600));
    QVERIFY(judge(reference, 600, 800));
    QVERIFY(!judge(reference, 800, 800));
}

void TestCorePace::coresAreJudgedByTheirOwn() {
    PaceReference reference;
    for (int reading = 0; reading < 5; ++reading)
        QVERIFY(!judge(reference, 800, 400)); // a large core and a small one
    QVERIFY(judge(reference, 800, 300));
}

void TestCorePace::oneLuckyReadingIsNoReference() {
    PaceReference reference = settled();
    QVERIFY(!judge(reference, 1200, 800));
    QVERIFY(!judge(reference, 800, 800));
}

void TestCorePace::wideVectorsLowerTheClock() {
    // Intel with AVX-512 (Cascade Lake): 494 million rounds a second on an idle core or after light work, 383
    // right after FMA of 512 bits. That is its pace there, and no work of others.
    PaceReference reference;
    std::mt19937 random(1);
    for (int reading = 0; reading < 400; ++reading) {
        const bool light = random() % 4 == 0;
        const double pace = (light ? 494e6 : 383e6) * (1 + 1e-3 * (static_cast<double>(random() % 3) - 1));
        QVERIFY(!judge(reference, pace, pace, light ? kLight : kHeavy));
    }
    QVERIFY(judge(reference, 383e6, 250e6, kHeavy));
    QVERIFY(judge(reference, 494e6, 250e6, kLight));
}

void TestCorePace::heavyWorkIsNoReasonForLightWorkToBeSlow() {
    PaceReference reference;
    for (int reading = 0; reading < 50; ++reading)
        judge(reference, 494e6, 494e6, kLight);
    for (int reading = 0; reading < 50; ++reading)
        QVERIFY(!judge(reference, 383e6, 383e6, kHeavy));
}

void TestCorePace::disturbedMostOfTheTime() {
    PaceReference reference;
    std::mt19937 random(1);
    int wrong = 0;
    for (int reading = 0; reading < 500; ++reading) {
        const bool disturbed = random() % 100 < 85;
        const bool slow = judge(reference, disturbed ? 420e6 : 758e6, 758e6);
        wrong += reading >= 50 && slow != disturbed ? 1 : 0;
    }
    QCOMPARE(wrong, 0);
}

void TestCorePace::earlierRunsCount() {
    const PaceReference::Paces known = settled().toKeep();
    QCOMPARE(known.size(), std::size_t{2});
    PaceReference reference(known);
    QVERIFY(!reference.learnt());
    QVERIFY(judge(reference, 600, 600)); // from the first reading on
    QVERIFY(!judge(reference, 800, 800));
    QVERIFY(judge(reference, 800, 650));
}

void TestCorePace::earlierRunsWearOff() {
    PaceReference reference(settled().toKeep());
    for (int reading = 0; reading < 50; ++reading)
        QVERIFY(judge(reference, 500, 800)); // something runs beside a short run
    QVERIFY(!reference.learnt());
    for (int reading = 0; reading < 500; ++reading)
        judge(reference, 500, 800);
    QVERIFY(!judge(reference, 500, 800)); // another clock limit, another place of the host
    QVERIFY(reference.learnt());
    QVERIFY(!judge(reference, 500, 800));
}

void TestCorePace::recordedTraces_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("alone");
    QTest::newRow("Intel") << QStringLiteral("intel-amx-2-threads-shared.csv") << 655e6;
    QTest::newRow("AMD") << QStringLiteral("amd-zen3-2-threads-shared.csv") << 758e6;
}

void TestCorePace::recordedTraces() {
    QFETCH(QString, name);
    QFETCH(double, alone);
    const std::vector<Window> trace = readTrace(name);
    QVERIFY(trace.size() > 50);
    PaceReference reference;
    // What the first run learns, the second knows from its first window on.
    for (const Window& window : trace)
        reference.judge(window.paces, window.flopPerS);
    PaceReference second(reference.toKeep());
    int slow = 0;
    for (const Window& window : trace) {
        const bool judged = second.judge(window.paces, window.flopPerS);
        slow += judged ? 1 : 0;
        if (window.slowest() > 0.95 * alone)
            QVERIFY(!judged);
        if (window.slowest() < 0.6 * alone)
            QVERIFY2(judged, qPrintable(QString::number(window.slowest())));
    }
    QVERIFY(slow > 0 && slow < static_cast<int>(trace.size()));
}

void TestCorePace::cacheKeepsPacesBesideRoofs() {
    const QTemporaryDir folder;
    const RoofCache cache(std::filesystem::path(folder.path().toStdString()) / "new" / "roof.json");
    QVERIFY(cache.findPaces("a processor").empty());
    const Paces paces{{0, {{60, 8.67e8}, {75, 7.1e8}}}, {3, {{75, 8.5e8}}}};
    cache.storePaces("a processor", paces);
    const RoofKey key{"a processor", 2, DataType::F32};
    const Roof roof{DataType::F32, 0.25, 3.5e10, "measured on this machine"};
    cache.store(key, roof);
    cache.storePaces("another", {{0, {{70, 1.0}}}});
    QVERIFY(cache.findPaces("a processor") == paces);
    QVERIFY(cache.findPaces("another") == (Paces{{0, {{70, 1.0}}}}));
    QCOMPARE(cache.find(key), std::optional(roof));
    cache.forget(key);
    QVERIFY(cache.findPaces("a processor") == paces);
    cache.storePaces("a processor", {{0, {{70, 5.0}}}});
    QVERIFY(cache.findPaces("a processor") == (Paces{{0, {{70, 5.0}}}}));
}

void TestCorePace::brokenPacesAreNone() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("roof.json"));
    for (
        const char* entries :
        {R"({"a": 1})", R"([1, "a", null, []])", R"([{"processor": "p"}])",
         R"([{"processor": "p", "best": {"cpu": 0}}])",
         R"([{"processor": "p", "best": [1, null, {"cpu": "0", "load": 1, "rounds_per_s": 1}]}])",
         R"([{"processor": "p", "best": [{"cpu": 0, "rounds_per_s": 1}, {"cpu": 0, "load": "1", "rounds_per_s": 1}]}])",
         R"([{"processor": "p", "best": [{"cpu": 0}, {"cpu": 1, "load": 1, "rounds_per_s": -1}]}])"}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(R"({"version": 1, "roofs": [], "paces_by_load": )") + entries + "}");
        file.close();
        QVERIFY2(RoofCache(path.toStdString()).findPaces("p").empty(), entries);
    }
    // Nobody is waited for who would write into a pipe.
    const std::string pipe = folder.filePath(QStringLiteral("pipe.json")).toStdString();
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QVERIFY(RoofCache(pipe).findPaces("p").empty());
}

HEADROOM_TEST(TestCorePace, Nothing)

} // namespace headroom::testing::tst_core_pace

#include "tst_core_pace.moc"

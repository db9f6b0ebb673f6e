// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/host/host_info.h"
#include "engine/backends/onednn/core_pace.h"
#include "engine/backends/onednn/roof_cache.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace headroom;

namespace {

using Paces = PaceReference::Paces;

bool judge(PaceReference& reference, double first, double second) {
    const std::vector<CorePace> paces{{0, first}, {1, second}};
    return reference.judge(paces);
}

} // namespace

/// What is said of cores that other work shares.
class TestCorePace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEachThreadsCore();
    void oneSlowCoreIsEnough();
    void coresAreJudgedByTheirOwnBest();
    void earlierRunsCount();
    void keepsWhatIsNews();
    void believesASlowerMachineInTheEnd();
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
    QVERIFY(!judge(reference, 790, 750));
    QVERIFY(judge(reference, 800, 600));
    QVERIFY(judge(reference, 600, 800));
    QVERIFY(!judge(reference, 800, 800));
}

void TestCorePace::coresAreJudgedByTheirOwnBest() {
    PaceReference reference;
    judge(reference, 800, 400); // a large core and a small one
    QVERIFY(!judge(reference, 800, 400));
    QVERIFY(judge(reference, 800, 300));
}

void TestCorePace::earlierRunsCount() {
    PaceReference reference(Paces{{0, 800}, {1, 800}});
    QVERIFY(judge(reference, 600, 600));
    QVERIFY(!judge(reference, 900, 900));
    QVERIFY(judge(reference, 900, 750));
}

void TestCorePace::keepsWhatIsNews() {
    PaceReference reference(Paces{{0, 800}, {5, 700}});
    QVERIFY(!reference.learnt());
    judge(reference, 801, 600); // hardly better, and one that was not known
    QVERIFY(reference.learnt());
    QVERIFY(reference.toKeep() == (Paces{{0, 800}, {1, 600}, {5, 700}}));
    judge(reference, 900, 500);
    QVERIFY(reference.toKeep() == (Paces{{0, 900}, {1, 600}, {5, 700}}));
}

void TestCorePace::believesASlowerMachineInTheEnd() {
    PaceReference reference(Paces{{0, 800}, {1, 800}});
    for (int reading = 0; reading < 50; ++reading)
        judge(reference, 500, 800);
    QVERIFY(!reference.learnt()); // something ran beside a short run
    for (int reading = 0; reading < 1000; ++reading)
        judge(reference, 500, 800);
    QVERIFY(reference.toKeep() == (Paces{{0, 500}, {1, 800}}));
}

void TestCorePace::cacheKeepsPacesBesideRoofs() {
    const QTemporaryDir folder;
    const RoofCache cache(std::filesystem::path(folder.path().toStdString()) / "new" / "roof.json");
    QVERIFY(cache.findPaces("a processor").empty());
    const Paces paces{{0, 8.67e8}, {3, 8.5e8}};
    cache.storePaces("a processor", paces);
    const RoofKey key{"a processor", 2, DataType::F32};
    const Roof roof{DataType::F32, 0.25, 3.5e10, "measured on this machine"};
    cache.store(key, roof);
    cache.storePaces("another", {{0, 1.0}});
    QVERIFY(cache.findPaces("a processor") == paces);
    QVERIFY(cache.findPaces("another") == (Paces{{0, 1.0}}));
    QCOMPARE(cache.find(key), std::optional(roof));
    cache.forget(key);
    QVERIFY(cache.findPaces("a processor") == paces);
    cache.storePaces("a processor", {{0, 5.0}});
    QVERIFY(cache.findPaces("a processor") == (Paces{{0, 5.0}}));
}

void TestCorePace::brokenPacesAreNone() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("roof.json"));
    for (const char* entries :
         {R"({"a": 1})", R"([1, "a", null, []])", R"([{"processor": "p"}])",
          R"([{"processor": "p", "best": {"cpu": 0}}])",
          R"([{"processor": "p", "best": [1, null, {"cpu": "0", "rounds_per_s": 1}]}])",
          R"([{"processor": "p", "best": [{"cpu": 0}, {"cpu": 1, "rounds_per_s": -1}]}])"}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(R"({"version": 1, "roofs": [], "paces": )") + entries + "}");
        file.close();
        QVERIFY2(RoofCache(path.toStdString()).findPaces("p").empty(), entries);
    }
    // Nobody is waited for who would write into a pipe.
    const std::string pipe = folder.filePath(QStringLiteral("pipe.json")).toStdString();
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QVERIFY(RoofCache(pipe).findPaces("p").empty());
}

QTEST_APPLESS_MAIN(TestCorePace)
#include "tst_core_pace.moc"

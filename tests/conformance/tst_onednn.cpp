// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/backends/host/host_info.h"
#include "engine/backends/onednn/onednn_backend.h"
#include "engine/backends/onednn/operand_pool.h"
#include "engine/backends/onednn/roof_cache.h"
#include "engine/backends/onednn/thread_team.h"
#include "engine/measure/normal_numbers.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <pthread.h>
#include <set>

namespace headroom::testing::tst_onednn {

namespace {

const RoofKey kKey{"Some processor, family 6", 2, DataType::F32};
const Roof kRoof{DataType::F32, 0.25, 3.5e10, "measured on this machine"};

std::unique_ptr<ThreadTeam> startTeam() {
    const HostInfo host = readHostInfo();
    auto team = ThreadTeam::start(std::span(host.cpus).first(static_cast<std::size_t>(host.maxThreads)));
    return team ? std::move(*team) : nullptr;
}

std::unique_ptr<Session> openSession() {
    const auto backend = makeOneDnnBackend();
    SessionRequest request;
    request.shapes = {shapeOf({1, 64, 64, 64})};
    auto session = backend->open(backend->devices().front(), request);
    return session ? std::move(*session) : nullptr;
}

/// A cache of the user's of its own, while it lives.
class ScopedCacheHome {
public:
    explicit ScopedCacheHome(const QTemporaryDir& folder)
        : m_previous(qgetenv("XDG_CACHE_HOME"))
        , m_file(folder.filePath(QStringLiteral("headroom/cpu-roof.json"))) {
        qputenv("XDG_CACHE_HOME", folder.path().toUtf8());
    }
    ~ScopedCacheHome() { qputenv("XDG_CACHE_HOME", m_previous); }
    QString file() const { return m_file; }
    QByteArray text() const {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QByteArray m_previous;
    QString m_file;
};

void writeFile(const QString& path, const QByteArray& text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), qint64{text.size()});
}

} // namespace

/// The parts of the oneDNN backend.
class TestOneDnn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losingTheProcessorIsTold_data();
    void losingTheProcessorIsTold();
    void eachThreadHasItsCpu();
    void rotationIsTwiceTheCache_data();
    void rotationIsTwiceTheCache();
    void setsDoNotOverlap();
    void inputsAreTheirStream();
    void scratchIsFilledAgain();
    void cacheKeepsRoofsApart();
    void brokenCacheIsNoCache_data();
    void brokenCacheIsNoCache();
    void cacheWithoutAPlaceIsNoError();
    void cacheStaysSmall();
    void cacheForgetsOneRoof();
    void stoppedCalibrationIsNoRoof();
    void distrustedRoofIsMeasuredAnew();
    void missingTypesNameTheLibrary();
};

void TestOneDnn::losingTheProcessorIsTold_data() {
    QTest::addColumn<double>("wallS");
    QTest::addColumn<double>("cpuS");
    QTest::addColumn<double>("waitedS");
    QTest::addColumn<int>("slept");
    QTest::addColumn<double>("clockStepS");
    QTest::addColumn<bool>("lost");
    QTest::newRow("all its own") << 10e-3 << 10e-3 << 0.0 << 0 << 1e-9 << false;
    QTest::newRow("an interrupt") << 10e-3 << 9.95e-3 << 5e-5 << 0 << 1e-9 << false;
    QTest::newRow("a slice to another program") << 10e-3 << 7e-3 << 3e-3 << 0 << 1e-9 << true;
    QTest::newRow("stolen by the host") << 10e-3 << 7e-3 << 0.0 << 0 << 1e-9 << true;
    QTest::newRow("had nothing to do") << 10e-3 << 1e-3 << 5e-5 << 4 << 1e-9 << false;
    QTest::newRow("slept, then had to wait") << 10e-3 << 1e-3 << 2e-3 << 4 << 1e-9 << true;
    QTest::newRow("a clock of whole ticks") << 15e-3 << 10e-3 << 0.0 << 0 << 10e-3 << false;
    QTest::newRow("half of a long window") << 1.0 << 0.5 << 0.0 << 0 << 10e-3 << true;
    QTest::newRow("a slice of a long window") << 1.0 << 0.996 << 4e-3 << 0 << 1e-9 << false;
}

void TestOneDnn::losingTheProcessorIsTold() {
    QFETCH(double, wallS);
    QFETCH(double, cpuS);
    QFETCH(double, waitedS);
    QFETCH(int, slept);
    QFETCH(double, clockStepS);
    QFETCH(bool, lost);
    const ThreadTimes before{100, 7, 1000};
    const ThreadTimes after{100 + cpuS, 7 + waitedS, 1000 + slept};
    QCOMPARE(lostProcessor(before, after, wallS, clockStepS), lost);
}

void TestOneDnn::eachThreadHasItsCpu() {
    cpu_set_t before;
    QCOMPARE(sched_getaffinity(0, sizeof before, &before), 0);
    const int threadsBefore = omp_get_max_threads();
    {
        const auto team = startTeam();
        QVERIFY(team);
        const auto size = static_cast<std::size_t>(team->size());
        std::vector<cpu_set_t> bound(size);
        std::vector<unsigned long> ids(size);
        team->each([&](int thread) {
            const auto index = static_cast<std::size_t>(thread);
            sched_getaffinity(0, sizeof(cpu_set_t), &bound[index]);
            ids[index] = pthread_self();
        });
        QCOMPARE(std::set<unsigned long>(ids.begin(), ids.end()).size(), size);
        cpu_set_t all;
        CPU_ZERO(&all);
        for (const cpu_set_t& one : bound) {
            QCOMPARE(CPU_COUNT(&one), 1);
            CPU_OR(&all, &all, &one);
        }
        QCOMPARE(CPU_COUNT(&all), team->size());
        const auto times = team->readTimes();
        QCOMPARE(times.size(), size);
        for (const ThreadTimes& time : times)
            QVERIFY(time.cpuS > 0);
    }
    cpu_set_t after;
    QCOMPARE(sched_getaffinity(0, sizeof after, &after), 0);
    QVERIFY(CPU_EQUAL(&before, &after));
    QCOMPARE(omp_get_max_threads(), threadsBefore);
}

void TestOneDnn::rotationIsTwiceTheCache_data() {
    QTest::addColumn<quint64>("cacheMiB");
    QTest::addColumn<quint64>("memoryMiB");
    QTest::addColumn<qint64>("seq");
    QTest::addColumn<qint64>("sets");
    // One set is 4 + 4 + 4 MiB at s = 1024, k = 1024.
    QTest::newRow("desktop") << quint64{32} << quint64{16384} << qint64{1024} << qint64{6};
    QTest::newRow("server") << quint64{260} << quint64{24000} << qint64{1024} << qint64{44};
    QTest::newRow("small guest of a large host")
        << quint64{260} << quint64{960} << qint64{1024} << qint64{10};
    QTest::newRow("larger than twice the cache")
        << quint64{32} << quint64{16384} << qint64{8192} << qint64{1};
    QTest::newRow("tiny") << quint64{260} << quint64{24000} << qint64{1} << qint64{4096};
}

void TestOneDnn::rotationIsTwiceTheCache() {
    QFETCH(quint64, cacheMiB);
    QFETCH(quint64, memoryMiB);
    QFETCH(qint64, seq);
    QFETCH(qint64, sets);
    const std::uint64_t rotation = OperandPool::rotationBytes(cacheMiB << 20, memoryMiB << 20);
    const GemmShape shape = shapeOf({1, seq, seq, 1024});
    QCOMPARE(qint64{OperandPool::setsOf(shape, rotation)}, sets);
}

void TestOneDnn::setsDoNotOverlap() {
    const auto team = startTeam();
    QVERIFY(team);
    const GemmShape shape = shapeOf({2, 33, 65, 7});
    const std::vector<GemmShape> shapes{shape};
    auto pool = OperandPool::open(shapes, 1 << 20, 1);
    QVERIFY(pool);
    QVERIFY(pool->use(shape, *team));
    QVERIFY(pool->sets() > 10);
    std::vector<std::pair<const std::byte*, std::int64_t>> ranges;
    for (std::int64_t at = 0; at < pool->sets(); ++at) {
        const OperandPointers set = pool->set(at);
        ranges.emplace_back(set.a, 4 * elementsOfA(shape));
        ranges.emplace_back(set.b, 4 * elementsOfB(shape));
        ranges.emplace_back(set.c, 4 * elementsOfC(shape));
    }
    std::sort(ranges.begin(), ranges.end());
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        QCOMPARE(reinterpret_cast<std::uintptr_t>(ranges[i].first) % 64, std::uintptr_t{0});
        if (i > 0)
            QVERIFY(ranges[i - 1].first + ranges[i - 1].second <= ranges[i].first);
    }
}

void TestOneDnn::inputsAreTheirStream() {
    const auto team = startTeam();
    QVERIFY(team);
    // The second shape needs more input than the first: only what is missing is made, and it fits on.
    const std::vector<GemmShape> shapes{shapeOf({2, 100, 100, 3}), shapeOf({2, 700, 500, 900}),
                                        shapeOf({2, 300, 200, 100}, DataType::Bf16, Layout::NT)};
    auto pool = OperandPool::open(shapes, 1 << 20, 77);
    QVERIFY(pool);
    for (const GemmShape& shape : shapes) {
        QVERIFY(pool->use(shape, *team));
        const OperandLayout layout = layoutOperands(shape);
        const std::size_t bytes =
            static_cast<std::size_t>(pool->sets()) * layout.inputElements * elementSize(shape.type);
        std::vector<std::byte> expected(bytes);
        fillNormal({77, 0}, 0, shape.type, expected.data(), bytes / elementSize(shape.type));
        QVERIFY(std::equal(expected.begin(), expected.end(), pool->set(0).a));
        QCOMPARE(pool->set(0).b - pool->set(0).a,
                 static_cast<std::ptrdiff_t>(layout.offsetOfB * elementSize(shape.type)));
    }
}

void TestOneDnn::scratchIsFilledAgain() {
    const auto team = startTeam();
    QVERIFY(team);
    const GemmShape shape = shapeOf({1, 64, 64, 64});
    const std::vector<GemmShape> shapes{shape};
    auto pool = OperandPool::open(shapes, 1 << 20, 5);
    QVERIFY(pool);
    QVERIFY(pool->use(shape, *team));
    const std::vector<std::byte> before(pool->set(0).a, pool->set(0).a + 4096);
    QVERIFY(pool->scratch(std::uint64_t{1} << 40).empty());
    const std::span<std::byte> scratch = pool->scratch(OperandPool::bytesFor(shapes, 1 << 20));
    QVERIFY(!scratch.empty());
    std::fill(scratch.begin(), scratch.end(), std::byte{0xff});
    QVERIFY(pool->use(shape, *team));
    QVERIFY(std::equal(before.begin(), before.end(), pool->set(0).a));
}

void TestOneDnn::cacheKeepsRoofsApart() {
    const QTemporaryDir folder;
    const RoofCache cache(std::filesystem::path(folder.path().toStdString()) / "new" / "folder" /
                          "roof.json");
    QVERIFY(!cache.find(kKey));
    cache.store(kKey, kRoof);
    QCOMPARE(cache.find(kKey), std::optional(kRoof));
    RoofKey other = kKey;
    other.threads = 1;
    QVERIFY(!cache.find(other));
    other = kKey;
    other.type = DataType::Bf16;
    QVERIFY(!cache.find(other));
    Roof bf16 = kRoof;
    bf16.type = DataType::Bf16;
    bf16.peakTflops = 0.5;
    cache.store(other, bf16);
    other.processor = "Another processor";
    QVERIFY(!cache.find(other));
    Roof faster = kRoof;
    faster.peakTflops = 0.3;
    cache.store(kKey, faster);
    QCOMPARE(cache.find(kKey), std::optional(faster));
    other.processor = kKey.processor;
    QCOMPARE(cache.find(other), std::optional(bf16));
}

void TestOneDnn::brokenCacheIsNoCache_data() {
    QTest::addColumn<QByteArray>("text");
    const QByteArray head =
        R"({"version": 1, "roofs": [{"processor": "Some processor, family 6", "threads": 2, )";
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut short") << head;
    QTest::newRow("not JSON") << QByteArray("roof");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("an array") << QByteArray("[1, 2]");
    QTest::newRow("roofs of another kind") << QByteArray(R"({"version": 1, "roofs": {"a": 1}})");
    QTest::newRow("entries of another kind") << QByteArray(R"({"version": 1, "roofs": [1, "a", null, []]})");
    QTest::newRow("newer version") << QByteArray(R"({"version": 2, "roofs": []})");
    QTest::newRow("no figures") << head + R"("type": "f32"}]})";
    QTest::newRow("figures as text")
        << head +
               R"("type": "f32", "peak_tflops": "1", "bandwidth_bytes_per_s": "2", "source": "measured"}]})";
    QTest::newRow("negative figure")
        << head +
               R"("type": "f32", "peak_tflops": -1, "bandwidth_bytes_per_s": 2e10, "source": "measured"}]})";
    QTest::newRow("infinite figure")
        << head + R"("type": "f32", "peak_tflops": 1e999, "bandwidth_bytes_per_s": 2e10, "source": "m"}]})";
}

void TestOneDnn::brokenCacheIsNoCache() {
    QFETCH(QByteArray, text);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("roof.json"));
    writeFile(path, text);
    const RoofCache cache(path.toStdString());
    QVERIFY(!cache.find(kKey));
    cache.store(kKey, kRoof);
    QCOMPARE(cache.find(kKey), std::optional(kRoof));
}

void TestOneDnn::cacheWithoutAPlaceIsNoError() {
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a file"));
    writeFile(file, "not a folder");
    const RoofCache nowhere(std::filesystem::path(file.toStdString()) / "roof.json");
    nowhere.store(kKey, kRoof);
    QVERIFY(!nowhere.find(kKey));
    const RoofCache none{std::filesystem::path()};
    none.store(kKey, kRoof);
    QVERIFY(!none.find(kKey));
}

void TestOneDnn::cacheStaysSmall() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("roof.json"));
    const RoofCache cache(path.toStdString());
    for (int machine = 0; machine < 100; ++machine)
        cache.store({"processor " + std::to_string(machine), 2, DataType::F32}, kRoof);
    QVERIFY(cache.find({"processor 99", 2, DataType::F32}));
    QVERIFY(!cache.find({"processor 0", 2, DataType::F32}));
    QVERIFY(QFile(path).size() < 64 << 10);
}

void TestOneDnn::cacheForgetsOneRoof() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("roof.json"));
    const RoofCache cache(path.toStdString());
    cache.forget(kKey); // nothing to forget, and no file made
    QVERIFY(!QFile::exists(path));
    RoofKey other = kKey;
    other.threads = 1;
    cache.store(kKey, kRoof);
    cache.store(other, kRoof);
    cache.forget(kKey);
    QVERIFY(!cache.find(kKey));
    QCOMPARE(cache.find(other), std::optional(kRoof));
}

void TestOneDnn::stoppedCalibrationIsNoRoof() {
    const QTemporaryDir folder;
    const ScopedCacheHome home(folder);
    const auto session = openSession();
    QVERIFY(session);
    std::stop_source stop;
    stop.request_stop();
    const Result<Roof> roof = session->roof(DataType::F32, stop.get_token());
    QVERIFY(!roof);
    QVERIFY(roof.error().reason.find("stopped") != std::string::npos);
    QVERIFY(!QFile::exists(home.file()));
}

void TestOneDnn::distrustedRoofIsMeasuredAnew() {
    const QTemporaryDir folder;
    const ScopedCacheHome home(folder);
    const auto session = openSession();
    QVERIFY(session);
    const Result<Roof> roof = session->roof(DataType::F32, {});
    if (!roof)
        QSKIP("Other work keeps the processor busy.");
    QVERIFY(home.text().contains("peak_tflops"));
    session->distrustRoof(DataType::F32);
    QVERIFY(!home.text().contains("peak_tflops"));
}

void TestOneDnn::missingTypesNameTheLibrary() {
    const auto backend = makeOneDnnBackend();
    const std::vector<DeviceInfo> devices = backend->devices();
    QCOMPARE(devices.size(), std::size_t{1});
    for (const TypeSupport& support : devices.front().types)
        if (support.type == DataType::F16 && !support.supported)
            QVERIFY(support.reason.find("oneDNN " + devices.front().libraryVersion) != std::string::npos);
}

HEADROOM_TEST(TestOneDnn, Nothing)

} // namespace headroom::testing::tst_onednn

#include "tst_onednn.moc"

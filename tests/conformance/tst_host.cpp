// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include "engine/backends/host/cgroup.h"
#include "engine/backends/host/host_info.h"
#include "engine/backends/host/host_memory.h"
#include "engine/backends/host/operand_layout.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <initializer_list>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace headroom::testing::tst_host {

namespace {

/// A made-up /proc and /sys.
class FakeRoot {
public:
    FakeRoot() = default;
    /// This process is in these groups.
    explicit FakeRoot(const char* groups) { write("/proc/self/cgroup", groups); }

    /// The files of a folder below /sys/fs/cgroup, of one line each.
    void group(const char* folder, std::initializer_list<std::pair<const char*, const char*>> files) {
        for (const auto& [name, line] : files)
            write(std::string("/sys/fs/cgroup") + folder + '/' + name, std::string(line) + '\n');
    }
    std::string path() const { return m_folder.path().toStdString(); }

private:
    void write(const std::string& path, const std::string& text) {
        const QString file = m_folder.path() + QString::fromStdString(path);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        QVERIFY(out.write(text.c_str()) >= 0);
    }

    QTemporaryDir m_folder;
};

} // namespace

class TestHost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noGroupsNoLimits();
    void secondVersionLimits();
    void firstVersionLimits();
    void tightestOfNestedGroupsCounts();
    void hiddenPathFallsBackToTheMount();
    void hostDescribesItself();
    void teamsBeginWhereTheyAre();
    void memoryGoesBackToTheSystem();
    void operandsLieOnWholeLines();
};

void TestHost::noGroupsNoLimits() {
    const FakeRoot nothing;
    QVERIFY(!cgroupCpuQuota(nothing.path()));
    QVERIFY(!cgroupMemory(nothing.path()));
    FakeRoot root("0::/user\n");
    root.group("/user", {{"cpu.max", "max 100000"}, {"memory.max", "max"}, {"memory.current", "12345"}});
    QVERIFY(!cgroupCpuQuota(root.path()));
    QVERIFY(!cgroupMemory(root.path()));
}

void TestHost::secondVersionLimits() {
    FakeRoot root("0::/box\n");
    root.group("/box", {{"cpu.max", "350000 100000"},
                        {"memory.max", "1000000"},
                        {"memory.current", "600000"},
                        {"memory.stat", "anon 400000\nfile 200000\ninactive_file 150000"}});
    QCOMPARE(cgroupCpuQuota(root.path()), std::optional(3));
    const auto memory = cgroupMemory(root.path());
    QVERIFY(memory);
    QCOMPARE(memory->limitBytes, std::uint64_t{1000000});
    QCOMPARE(memory->freeBytes, std::uint64_t{550000});
    root.group("/box", {{"cpu.max", "50000 100000"}, {"memory.current", "2000000"}});
    QCOMPARE(cgroupCpuQuota(root.path()), std::optional(1));
    QCOMPARE(cgroupMemory(root.path())->freeBytes, std::uint64_t{0});
}

void TestHost::firstVersionLimits() {
    FakeRoot root("5:memory:/box\n4:cpu,cpuacct:/box\n0::/\n");
    root.group("/cpu/box", {{"cpu.cfs_quota_us", "200000"}, {"cpu.cfs_period_us", "100000"}});
    root.group("/cpu", {{"cpu.cfs_quota_us", "-1"}, {"cpu.cfs_period_us", "100000"}});
    root.group("/memory/box", {{"memory.limit_in_bytes", "8000000"}, {"memory.usage_in_bytes", "3000000"}});
    root.group("/memory", {{"memory.limit_in_bytes", "9223372036854771712"}, // none
                           {"memory.usage_in_bytes", "3000000"}});
    QCOMPARE(cgroupCpuQuota(root.path()), std::optional(2));
    const auto memory = cgroupMemory(root.path());
    QVERIFY(memory);
    QCOMPARE(memory->limitBytes, std::uint64_t{8000000});
    QCOMPARE(memory->freeBytes, std::uint64_t{5000000});
}

void TestHost::tightestOfNestedGroupsCounts() {
    FakeRoot root("0::/outer/inner\n");
    root.group("/outer",
               {{"cpu.max", "200000 100000"}, {"memory.max", "4000000"}, {"memory.current", "3900000"}});
    root.group("/outer/inner",
               {{"cpu.max", "800000 100000"}, {"memory.max", "2000000"}, {"memory.current", "500000"}});
    QCOMPARE(cgroupCpuQuota(root.path()), std::optional(2));
    QCOMPARE(cgroupMemory(root.path())->freeBytes, std::uint64_t{100000});
}

void TestHost::hiddenPathFallsBackToTheMount() {
    FakeRoot root("0::/outside/of/the/container\n"); // a container sees its own group as the mount's root
    root.group("", {{"cpu.max", "400000 100000"}, {"memory.max", "5000000"}, {"memory.current", "1000000"}});
    QCOMPARE(cgroupCpuQuota(root.path()), std::optional(4));
    QCOMPARE(cgroupMemory(root.path())->freeBytes, std::uint64_t{4000000});
}

void TestHost::hostDescribesItself() {
    const HostInfo host = readHostInfo();
    QVERIFY(!host.name.empty());
    QVERIFY(host.signature.starts_with(host.name));
    QVERIFY(host.cacheBytes >= 128 << 10);
    QVERIFY(!host.hardwareIds.empty());
    for (const std::string& id : host.hardwareIds)
        QVERIFY2(id.starts_with("cpu-node"), id.c_str());
    QVERIFY(host.defaultThreads >= 1 && host.defaultThreads <= host.maxThreads);
    QVERIFY(host.defaultThreads <= host.cores);
    QVERIFY(host.maxThreads <= static_cast<int>(host.cpus.size()));
    QCOMPARE(std::set<int>(host.cpus.begin(), host.cpus.end()).size(), host.cpus.size());
    QVERIFY(!host.has("no such feature"));
    const HostMemory memory = readHostMemory();
    QVERIFY(memory.freeBytes > 0 && memory.freeBytes <= memory.totalBytes);
}

void TestHost::teamsBeginWhereTheyAre() {
    HostInfo host; // three cores of two CPUs each
    host.cpus = {0, 1, 2, 10, 11, 12};
    host.cores = 3;
    using Cpus = std::vector<int>;
    QCOMPARE(host.chooseCpus(1, 2), Cpus({2}));
    QCOMPARE(host.chooseCpus(2, 2), Cpus({2, 0}));
    QCOMPARE(host.chooseCpus(3, 1), Cpus({1, 2, 0}));
    QCOMPARE(host.chooseCpus(4, 0), Cpus({0, 1, 2, 10}));
    QCOMPARE(host.chooseCpus(6, 1), Cpus({1, 2, 0, 10, 11, 12}));
    QCOMPARE(host.chooseCpus(2, 11), Cpus({0, 1})); // the second CPU of a core
    QCOMPARE(host.chooseCpus(2, 99), Cpus({0, 1})); // not ours
}

void TestHost::memoryGoesBackToTheSystem() {
    auto pool = HostPool::map(64 << 20);
    QVERIFY(pool);
    QCOMPARE(pool->size(), std::uint64_t{64 << 20});
    pool->data()[pool->size() - 1] = std::byte{1};
    HostPool moved = std::move(*pool);
    QCOMPARE(pool->size(), std::uint64_t{0});
    QCOMPARE(moved.data()[moved.size() - 1], std::byte{1});
    moved = HostPool();
    QCOMPARE(moved.size(), std::uint64_t{0});
    const auto huge = HostPool::map(std::uint64_t{1} << 60);
    QVERIFY(!huge);
    QCOMPARE(huge.error().status, Status::OutOfMemory);
    QVERIFY(HostPool::map(0));
}

void TestHost::operandsLieOnWholeLines() {
    const OperandLayout layout = layoutOperands(shapeOf({3, 5, 7, 11}));
    QCOMPARE(layout.offsetOfB, std::uint64_t{192});      // 165
    QCOMPARE(layout.inputElements, std::uint64_t{448});  // and 231
    QCOMPARE(layout.outputElements, std::uint64_t{128}); // 105
    const std::int64_t huge = std::int64_t{1} << 62;
    const OperandLayout absurd = layoutOperands({{huge, huge, huge, huge}, DataType::F32, {}, {}, {}});
    QVERIFY((absurd.inputElements + absurd.outputElements) * 4 >= std::uint64_t{1} << 59);
}

HEADROOM_TEST(TestHost, Nothing)

} // namespace headroom::testing::tst_host

#include "tst_host.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// headroom-engine under variables that change what its libraries do.

#include "tests/app/engine_runs.h"
#include "tests/support/test_program.h"

#include "engine/compute/environment.h"
#include "engine/io/run_file.h"
#include "engine/remote/remote_executor.h"
#include "engine/sweep/sweep_runner.h"

#include <algorithm>
#include <unistd.h>

namespace headroom::testing::tst_engine_environment {

namespace {

/// What `devices` says of the processor and its threads.
QByteArray threadsOfCpu(const QByteArray& variable = {}) {
    const Ended outcome = runEngine({QStringLiteral("devices")}, variable);
    for (const QByteArray& line : outcome.out.split('\n'))
        if (line.startsWith("cpu: "))
            return line.left(line.lastIndexOf(',')); // without the free memory
    return "no processor: " + outcome.out + outcome.err;
}

class Listener final : public SweepObserver {
public:
    void onMeasurement(const Measurement&) override {}
};

std::size_t naming(const std::vector<std::string>& texts, const QByteArray& part) {
    return static_cast<std::size_t>(std::ranges::count_if(
        texts, [&part](const std::string& text) { return QByteArray::fromStdString(text).contains(part); }));
}

} // namespace

class TestEngineEnvironment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void figuresAreThoseOfTheMachine_data();
    void figuresAreThoseOfTheMachine();
    void processorsAreThoseTheProcessWasGiven();
    void engineProcessesAreGivenWhatTheirProgramWasGiven();

private:
    Result<Run> sweep(const QByteArray& variable);
    QTemporaryDir m_folder;
};

void TestEngineEnvironment::initTestCase() {
#ifndef HEADROOM_HAS_ONEDNN
    QSKIP("built without the CPU backend");
#endif
}

Result<Run> TestEngineEnvironment::sweep(const QByteArray& variable) {
    const QString json = m_folder.filePath(QStringLiteral("run.headroom.json"));
    const int threads = ::sysconf(_SC_NPROCESSORS_ONLN) > 1 && threadsOfCpu().endsWith(" threads") ? 2 : 1;
    const Ended outcome = runEngine(
        {QStringLiteral("sweep"), QStringLiteral("--device"), QStringLiteral("cpu"),
         QStringLiteral("--points"), QStringLiteral("1"), QStringLiteral("--ratios"), QStringLiteral("64"),
         QStringLiteral("--seq"), QStringLiteral("128"), QStringLiteral("--hidden"),
         QStringLiteral("768:768"), QStringLiteral("--time-limit"), QStringLiteral("0.02"),
         QStringLiteral("--threads"), QString::number(threads), QStringLiteral("--json"), json},
        variable);
    if (outcome.status != 0)
        return Error{Status::Error, outcome.err.toStdString()};
    const Result<Run> run = readRunFile(json.toStdString());
    // What the run's notes say is said on the command line too.
    if (run)
        for (const std::string& note : run->context.notes)
            if (!outcome.err.contains(QByteArray::fromStdString(note)))
                return Error{Status::Error, "not told: " + note};
    return run;
}

void TestEngineEnvironment::figuresAreThoseOfTheMachine_data() {
    QTest::addColumn<bool>("setAside"); // as far as the processor is concerned
    for (const char* variable :
         {"OMP_PROC_BIND=true", "OMP_PLACES=cores", "GOMP_CPU_AFFINITY=0", "KMP_AFFINITY=compact",
          "OMP_THREAD_LIMIT=1", "OMP_NUM_THREADS=1", "OMP_DYNAMIC=true", "OMP_MAX_ACTIVE_LEVELS=0",
          "OMP_WAIT_POLICY=passive", "ONEDNN_MAX_CPU_ISA=SSE41", "DNNL_MAX_CPU_ISA=SSE41",
          "ONEDNN_CPU_ISA_HINTS=PREFER_YMM", "ONEDNN_DEFAULT_FPMATH_MODE=BF16", "ONEDNN_VERBOSE=2",
          "ONEDNN_JIT_DUMP=1", "DNNL_PRIMITIVE_CACHE_CAPACITY=0"})
        QTest::newRow(variable) << true;
    for (const char* variable : {"NVIDIA_TF32_OVERRIDE=1", "CUDA_VISIBLE_DEVICES=0",
                                 "CUBLAS_WORKSPACE_CONFIG=:4096:8", "GLIBC_TUNABLES=glibc.malloc.check=0"})
        QTest::newRow(variable) << false;
}

void TestEngineEnvironment::figuresAreThoseOfTheMachine() {
    const QByteArray variable = QTest::currentDataTag();
    QFETCH(bool, setAside);
    static const QByteArray threads = threadsOfCpu();
    static const Result<Run> plain = sweep({});
    QVERIFY2(plain, plain ? "" : plain.error().reason.c_str());
    QCOMPARE(threadsOfCpu(variable), threads);
    const Result<Run> run = sweep(variable);
    QVERIFY2(run, run ? "" : run.error().reason.c_str());
    QCOMPARE(naming(run->context.environment, variable), std::size_t{1});
    QCOMPARE(naming(plain->context.environment, variable), std::size_t{0});
    QCOMPARE(naming(run->context.notes, variable + " was set aside"), std::size_t{setAside ? 1u : 0u});
    QCOMPARE(run->context.threads, plain->context.threads);
    QCOMPARE(run->measurements.size(), std::size_t{1});
    QCOMPARE(run->measurements.front().kernel, plain->measurements.front().kernel);
}

void TestEngineEnvironment::processorsAreThoseTheProcessWasGiven() {
    QProcess taskset;
    taskset.start(QStringLiteral("taskset"), {QStringLiteral("-c"), QStringLiteral("0"),
                                              QStringLiteral(HEADROOM_ENGINE), QStringLiteral("devices")});
    if (!taskset.waitForStarted())
        QSKIP("there is no taskset");
    QVERIFY(taskset.waitForFinished(60'000));
    if (taskset.exitCode() != 0)
        QSKIP("processor 0 is not ours");
    QVERIFY(taskset.readAllStandardOutput().contains("up to 1 thread,"));
}

void TestEngineEnvironment::engineProcessesAreGivenWhatTheirProgramWasGiven() {
    // Given to this test by ctest. Nothing below main ever saw it.
    const QByteArray variable = "OMP_PROC_BIND=true";
    if (naming(recordedEnvironment(), variable) == 0)
        QSKIP("run it with OMP_PROC_BIND=true, as ctest does");
    QVERIFY(!qEnvironmentVariableIsSet("OMP_PROC_BIND"));
    const Place engine = besideThisProgram(HEADROOM_ENGINE);
    const Result<Greeting> greeting = askForDevices(engine);
    QVERIFY2(greeting, greeting ? "" : greeting.error().reason.c_str());
    const Result<DeviceInfo> cpu = findDevice(greeting->found, "cpu");
    QVERIFY2(cpu, cpu ? "" : cpu.error().reason.c_str());
    SweepSpec spec = defaultSpec(*cpu);
    spec.ratios = {64};
    spec.hiddenMin = spec.hiddenMax = 768;
    spec.seq = 128;
    spec.timeLimitS = 0.02;
    RemoteExecutor executor(*cpu, {{*cpu, engine}}, {});
    Listener observer;
    const SweepResult result = runSweep(makePlan(spec), executor, observer, {});
    QVERIFY2(result.end == SweepEnd::Completed, result.error.reason.c_str());
    QCOMPARE(naming(result.run.context.environment, variable), std::size_t{1});
    QCOMPARE(naming(result.run.context.notes, variable + " was set aside"), std::size_t{1});
}

HEADROOM_TEST(TestEngineEnvironment, EventLoop)

} // namespace headroom::testing::tst_engine_environment

#include "tst_engine_environment.moc"

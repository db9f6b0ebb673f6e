// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's controller on an engine process that misbehaves.

#include "engine/io/journal_reader.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "tests/ui/scripted_engine.h"
#include "ui/sweep/sweep_controller.h"

#include "engine/remote/remote_executor.h"

#include <QSignalSpy>
#include <QTest>

#include <cerrno>
#include <sys/wait.h>

namespace headroom::testing::tst_engine_process {

using namespace headroom::ui;

namespace {

/// Measures in that place, whatever is found.
class EngineDevices final : public Devices {
public:
    explicit EngineDevices(Place place) : m_place(std::move(place)) {}

    FoundDevices find(const std::vector<Place>&, const Search&) override { return {{scriptedGpu()}, {}}; }
    FoundDevices findMore(const std::vector<Place>& places, const Search& search) override {
        return find(places, search);
    }
    std::unique_ptr<PointExecutor> executorFor(const DeviceInfo& device) override {
        RemoteOptions options;
        options.pauses = {0, 0};
        return std::make_unique<RemoteExecutor>(device, std::vector<PlacedDevice>{{device, m_place}},
                                                options);
    }

private:
    Place m_place;
};

struct ProcessSetup {
    /// `words` say how the process misbehaves.
    explicit ProcessSetup(const QByteArray& words) {
        place.command = {HEADROOM_MISBEHAVING_ENGINE, pathIn(folder, "lives").string()};
        for (const QByteArray& word : words.split(' '))
            place.command.push_back(word.toStdString());
        place.limits.silenceS = 0.5;
        place.limits.exitS = 0.1;
        controller =
            std::make_unique<SweepController>(&store, std::make_shared<EngineDevices>(place),
                                              std::make_shared<JournalFolder>(pathIn(folder, "journal")));
        QObject::connect(controller.get(), &SweepController::runFinished, &store,
                         [this](int, const SweepOutcome& ended) { outcome = ended; });
    }

    void start() { controller->start(plan.spec, scriptedGpu()); }
    const std::vector<Measurement>& rows() const {
        return store.find(controller->currentRun())->run.measurements;
    }
    std::size_t journalRows() const {
        const auto left = abandonedJournals(pathIn(folder, "journal"));
        const auto read = left.size() == 1 ? readJournal(left.front()) : Result<RecoveredRun>(Error{});
        return read ? read->run.measurements.size() : std::size_t(-1);
    }

    QTemporaryDir folder;
    Place place;
    SweepPlan plan = makePlan(sampleSpec(3));
    RunStore store;
    std::unique_ptr<SweepController> controller;
    SweepOutcome outcome;
};

QByteArray at(const char* word, std::size_t index, const char* lives = "") {
    return QByteArray(word) + '@' + QByteArray::number(qulonglong(index)) + lives;
}

} // namespace

#define TRY_PROCESS_STATE(setup, expected)                                                                   \
    QTRY_COMPARE_WITH_TIMEOUT((setup).controller->state(), expected, 20000)

class TestEngineProcess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void losingTheProcessCostsNothingButTime_data();
    void losingTheProcessCostsNothingButTime();
    void aPointThatKillsIsMarked();
    void threeLossesKeepWhatWasMeasured();
    void aPlanThatCannotFitIsRefused();
    void stopsWhileTheProcessStarts();
    void closesWhileTheProcessHangs();
};

void TestEngineProcess::cleanup() {
    QCOMPARE(::waitpid(-1, nullptr, WNOHANG), -1); // every process was waited for
    QCOMPARE(errno, ECHILD);
}

void TestEngineProcess::losingTheProcessCostsNothingButTime_data() {
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("kill -9") << QByteArray("die");
    QTest::newRow("SIGSTOP") << QByteArray("stop");
    QTest::newRow("device lost") << QByteArray("lost");
}

void TestEngineProcess::losingTheProcessCostsNothingButTime() {
    QFETCH(QByteArray, word);
    ProcessSetup setup(at(word.constData(), makePlan(sampleSpec(3)).order[7], "x1"));
    setup.start();
    TRY_PROCESS_STATE(setup, SweepState::Idle);
    QVERIFY2(setup.outcome.end == SweepEnd::Completed, setup.outcome.error.reason.c_str());
    QVERIFY(setup.rows() == sampleRun(sampleSpec(3)).measurements);
}

void TestEngineProcess::aPointThatKillsIsMarked() {
    const std::size_t deadly = makePlan(sampleSpec(3)).order[7];
    ProcessSetup setup(at("die", deadly));
    setup.start();
    TRY_PROCESS_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.outcome.end, SweepEnd::Completed);
    QCOMPARE(setup.rows().size(), setup.plan.points.size());
    for (const Measurement& row : setup.rows())
        QVERIFY(row.point.index == deadly ? row.status == Status::Error && !row.reason.empty() : row.ok());
}

void TestEngineProcess::threeLossesKeepWhatWasMeasured() {
    const SweepPlan plan = makePlan(sampleSpec(3));
    QByteArray words;
    for (std::size_t i = 5; i < plan.order.size(); ++i)
        words += (words.isEmpty() ? "" : " ") + at("die", plan.order[i]);
    ProcessSetup setup(words);
    setup.start();
    TRY_PROCESS_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.outcome.end, SweepEnd::Failed);
    QVERIFY2(setup.outcome.error.reason.find("3 losses in a row") != std::string::npos,
             setup.outcome.error.reason.c_str());
    QCOMPARE(std::ranges::count_if(setup.rows(), &Measurement::ok), 5);
    QCOMPARE(setup.rows().size(), std::size_t(7));
    setup.outcome.journal.reset();
    QCOMPARE(setup.journalRows(), std::size_t(7));
}

void TestEngineProcess::aPlanThatCannotFitIsRefused() {
    ProcessSetup setup("refuse");
    setup.start();
    TRY_PROCESS_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.outcome.end, SweepEnd::Failed);
    QCOMPARE(setup.outcome.error.status, Status::OutOfMemory);
    QCOMPARE(setup.outcome.error.reason, std::string("It does not fit."));
    QVERIFY(setup.rows().empty());
}

void TestEngineProcess::stopsWhileTheProcessStarts() {
    ProcessSetup setup("silent");
    setup.start();
    setup.controller->stop();
    TRY_PROCESS_STATE(setup, SweepState::Idle);
    QCOMPARE(setup.outcome.end, SweepEnd::Stopped);
}

void TestEngineProcess::closesWhileTheProcessHangs() {
    ProcessSetup setup(at("stuck", makePlan(sampleSpec(3)).order[2]));
    setup.start();
    QTRY_COMPARE_WITH_TIMEOUT(setup.rows().size(), std::size_t(2), 20000);
    setup.controller.reset(); // waits for the worker's thread
}

HEADROOM_TEST(TestEngineProcess, EventLoop)

} // namespace headroom::testing::tst_engine_process

#include "tst_engine_process.moc"

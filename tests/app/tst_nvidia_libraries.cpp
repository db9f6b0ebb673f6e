// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/app/program.h"
#include "tests/support/test_program.h"

namespace headroom::testing::tst_nvidia_libraries {

/// What libraries of NVIDIA's that are broken leave of both programs: all but the GPUs.
class TestNvidiaLibraries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void whatEndsASearchIsTold_data();
    void whatEndsASearchIsTold();
    void whatIsChosenByItselfIsMeasured_data();
    void whatIsChosenByItselfIsMeasured();
    void aProcessorNeedsNoneOfThem();
    void brokenFilesAreNamed_data();
    void brokenFilesAreNamed();

private:
    /// One of the programs, with a module that ends so whoever asks it.
    std::unique_ptr<Program> program(const QString& path, int signal) const {
        auto made = std::make_unique<Program>(path);
        made->environment.insert(QStringLiteral("HEADROOM_CUDA_MODULE"),
                                 QStringLiteral(HEADROOM_TEST_MODULES "/module_ending.so"));
        made->environment.insert(QStringLiteral("HEADROOM_TEST_ENDING"), QString::number(signal));
        return made;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// For the processor, as the program chooses it: quickly.
const QString kQuick =
    QStringLiteral("--dtype f32 --seq 16 --batch 1 --heads 2 --ratios 8 --hidden 16:16 --points 1 "
                   "--time-limit 0.02");

} // namespace

void TestNvidiaLibraries::whatEndsASearchIsTold_data() {
    QTest::addColumn<int>("signal");
    QTest::addColumn<QByteArray>("fate");
    QTest::newRow("abort") << SIGABRT << QByteArray("was killed by signal 6 (Aborted)");
    QTest::newRow("in order") << 0 << QByteArray("ended with status 0");
}

void TestNvidiaLibraries::whatEndsASearchIsTold() {
    QFETCH(const int, signal);
    QFETCH(const QByteArray, fate);
    const auto devices = program(kEngine, signal);
    devices->start(QStringLiteral("devices"));
    QCOMPARE(devices->status(), 0);
    QVERIFY2(devices->out.contains("reference: "), devices->out.constData());
    const QByteArray told =
        "cuda: not available (cuBLAS): The engine process " + fate + " before its greeting. ";
    QVERIFY2(devices->out.contains(told), devices->out.constData());
    QVERIFY2(devices->out.contains("Install it anew."), devices->out.constData());
}

void TestNvidiaLibraries::whatIsChosenByItselfIsMeasured_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("arguments");
    QTest::newRow("headroom-engine") << kEngine << QStringLiteral("sweep --csv ");
    if (!kHeadroom.isEmpty())
        QTest::newRow("headroom") << kHeadroom << QStringLiteral("--start --export ");
}

void TestNvidiaLibraries::whatIsChosenByItselfIsMeasured() {
#ifndef HEADROOM_HAS_ONEDNN
    QSKIP("this build measures no processor");
#endif
    QFETCH(const QString, program);
    QFETCH(const QString, arguments);
    const QString csv = m_folder->filePath(QStringLiteral("rows.csv"));
    const auto sweep = this->program(program, SIGABRT);
    sweep->start(arguments + csv + QLatin1Char(' ') + kQuick);
    QVERIFY2(sweep->status() == 0, sweep->err.constData());
    QCOMPARE(contentOf(csv).count('\n'), 2);
    QVERIFY2(sweep->err.contains(": No GPU is used: The engine process was killed by signal 6"),
             sweep->err.constData());
}

void TestNvidiaLibraries::aProcessorNeedsNoneOfThem() {
    const auto sweep = program(kEngine, SIGABRT);
    sweep->start(QStringLiteral("sweep --device reference --quiet --csv - ") + kQuick);
    QVERIFY2(sweep->status() == 0, sweep->err.constData());
    QVERIFY2(!sweep->err.contains("GPU"), sweep->err.constData());
}

void TestNvidiaLibraries::brokenFilesAreNamed_data() {
    QTest::addColumn<QString>("library");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("cut cuBLAS") << QStringLiteral("libcublas.so.99") << QStringLiteral("cut")
                                << QByteArray("cuBLAS (%1) is cut off. Install it anew.");
    QTest::newRow("empty cuBLAS") << QStringLiteral("libcublas.so.99") << QStringLiteral("empty")
                                  << QByteArray("cuBLAS (%1) is empty. Install it anew.");
    QTest::newRow("cuBLAS for others")
        << QStringLiteral("libcublas.so.99") << QStringLiteral("other machine")
        << QByteArray("cuBLAS (%1) is for another kind of processor, and no other was found.");
    QTest::newRow("cut driver") << QStringLiteral("libcuda.so.1") << QStringLiteral("cut")
                                << QByteArray(
                                       "the NVIDIA driver's library (%1) is cut off. Install the driver");
}

void TestNvidiaLibraries::brokenFilesAreNamed() {
    QFETCH(const QString, library);
    QFETCH(const QString, what);
    QFETCH(QByteArray, told);
    QByteArray content = contentOf(QStringLiteral(HEADROOM_TEST_MODULES "/elsewhere/libcublas.so.99"));
    QVERIFY(content.size() > 1000);
    if (what == QLatin1String("cut"))
        content.truncate(content.size() / 2);
    else if (what == QLatin1String("empty"))
        content.clear();
    else
        content[18] = 2; // the machine
    const QString path = m_folder->filePath(library);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    Program devices(kEngine);
    devices.environment.insert(QStringLiteral("HEADROOM_CUDA_MODULE"),
                               QStringLiteral(HEADROOM_TEST_MODULES "/module_needs_cublas.so"));
    devices.environment.insert(QStringLiteral("LD_LIBRARY_PATH"), m_folder->path());
    devices.start(QStringLiteral("devices"));
    QCOMPARE(devices.status(), 0);
    told.replace("%1", path.toLocal8Bit());
    QVERIFY2(devices.out.contains(told), devices.out.constData());
}

HEADROOM_TEST(TestNvidiaLibraries, EventLoop)

} // namespace headroom::testing::tst_nvidia_libraries

#include "tst_nvidia_libraries.moc"

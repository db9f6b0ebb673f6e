// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Started by ctest with a lowered instruction set and bound threads, of which the libraries must know
// nothing.

#include "tests/support/test_program.h"

#include "engine/compute/environment.h"

#include <dnnl.hpp>
#include <omp.h>

namespace headroom::testing::tst_onednn_environment {

class TestOneDnnEnvironment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void threadsAreNotBound();
    void instructionSetIsWhole();
};

void TestOneDnnEnvironment::initTestCase() {
    if (recordedEnvironment().size() < 3)
        QSKIP(
            "run it with OMP_PROC_BIND=true, OMP_THREAD_LIMIT=1 and ONEDNN_MAX_CPU_ISA=SSE41, as ctest does");
}

void TestOneDnnEnvironment::threadsAreNotBound() {
    QCOMPARE(omp_get_proc_bind(), omp_proc_bind_false);
    QVERIFY(omp_get_thread_limit() > 1);
}

void TestOneDnnEnvironment::instructionSetIsWhole() {
#if defined(__x86_64__)
    if (!__builtin_cpu_supports("avx2"))
        QSKIP("this processor has no more than SSE4.1");
    QVERIFY(dnnl::get_effective_cpu_isa() != dnnl::cpu_isa::sse41);
#else
    QSKIP("the variable is for x86 processors");
#endif
}

HEADROOM_TEST(TestOneDnnEnvironment, EventLoop)

} // namespace headroom::testing::tst_onednn_environment

#include "tst_onednn_environment.moc"

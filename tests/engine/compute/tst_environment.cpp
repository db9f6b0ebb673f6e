// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/compute/environment.h"

#include <algorithm>

namespace headroom::testing::tst_environment {

namespace {

bool contains(const std::vector<std::string>& texts, const std::string& part) {
    return std::ranges::any_of(
        texts, [&part](const std::string& text) { return text.find(part) != std::string::npos; });
}

/// Sets variables for one test.
class Variables {
public:
    ~Variables() {
        for (const QByteArray& name : m_names)
            qunsetenv(name.constData());
    }
    void set(const QByteArray& name, const QByteArray& value) {
        m_names << name;
        qputenv(name.constData(), value);
    }

private:
    QList<QByteArray> m_names;
};

} // namespace

class TestEnvironment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyRuleCounts();
    void whatIsKnownIsRecorded();
    void recordsAreBounded();
    void recordsHoldNoControlCharacters();
    void notesNameTheVariables();
    void documentationNamesEachVariable();
};

void TestEnvironment::initTestCase() {
    for (const QString& name : QProcessEnvironment::systemEnvironment().keys())
        if (ruleFor(name.toStdString()) != nullptr)
            qunsetenv(name.toLatin1().constData());
    if (!recordedEnvironment().empty())
        QSKIP("run it without variables of OpenMP, oneDNN and cuBLAS: some were set aside before it began");
}

void TestEnvironment::everyRuleCounts() {
    for (const VariableRule& rule : variableRules()) {
        std::string name = rule.pattern;
        if (name.ends_with('*'))
            name.back() = 'X';
        QVERIFY2(ruleFor(name) == &rule, rule.pattern); // none stands behind one that takes its names
    }
    QVERIFY(ruleFor("HOME") == nullptr);
    QVERIFY(ruleFor("OMP") == nullptr);
    QVERIFY(ruleFor("NVIDIA_TF32_OVERRIDE_X") == nullptr);
    QCOMPARE(ruleFor("CUDA_VISIBLE_DEVICES")->use, VariableUse::Recorded); // a scheduler grants devices so
}

void TestEnvironment::whatIsKnownIsRecorded() {
    Variables variables;
    variables.set("CUDA_VISIBLE_DEVICES", "1,2");
    variables.set("CUDA_HOME", "/usr/lib/cuda");
    variables.set("A_PASSWORD", "secret");
    variables.set("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
    QCOMPARE(recordedEnvironment(),
             (std::vector<std::string>{"CUBLAS_WORKSPACE_CONFIG=:4096:8", "CUDA_VISIBLE_DEVICES=1,2"}));
}

void TestEnvironment::recordsAreBounded() {
    Variables variables;
    for (int i = 0; i < 100; ++i)
        variables.set("CUDA_X" + QByteArray::number(i), QByteArray(10'000, 'x'));
    variables.set("CUBLAS_WORD", QByteArray("größer").repeated(100));
    const std::vector<std::string> records = recordedEnvironment();
    QCOMPARE(records.size(), kMostVariables);
    for (const std::string& record : records) {
        QVERIFY(record.size() <= kMostVariableBytes + std::string("…").size());
        QVERIFY(record.ends_with("…"));
        QCOMPARE(QString::fromStdString(record).toStdString(), record); // whole characters
    }
}

void TestEnvironment::recordsHoldNoControlCharacters() {
    Variables variables;
    variables.set("CUDA_WORD", "a\033[2Jb\nc\x7f");
    QCOMPARE(recordedEnvironment(), std::vector<std::string>{"CUDA_WORD=a?[2Jb?c?"});
}

void TestEnvironment::notesNameTheVariables() {
    QVERIFY(environmentNotes("oneDNN").empty());
    Variables variables;
    variables.set("OMP_PLACES", "cores");
    variables.set("GOMP_CPU_AFFINITY", "0");
    variables.set("ONEDNN_MAX_CPU_ISA", "SSE41");
    variables.set("NVIDIA_TF32_OVERRIDE", "0");
    variables.set("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", "50");
    variables.set("CUDA_VISIBLE_DEVICES", "0");
    const std::vector<std::string> cpu = environmentNotes("oneDNN");
    QCOMPARE(cpu.size(), std::size_t{2}); // one for each reason
    QVERIFY(contains(cpu, "GOMP_CPU_AFFINITY=0 and OMP_PLACES=cores were set aside: "));
    QVERIFY(contains(cpu, "ONEDNN_MAX_CPU_ISA=SSE41 was set aside: "));
    const std::vector<std::string> gpu = environmentNotes("cuBLAS");
    QCOMPARE(gpu.size(), std::size_t{2});
    QVERIFY(contains(gpu, "NVIDIA_TF32_OVERRIDE=0 was set aside: "));
    QVERIFY(contains(gpu, "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE=50 is respected: "));
    QVERIFY(environmentNotes("reference").empty());
}

void TestEnvironment::documentationNamesEachVariable() {
    QFile file(QStringLiteral(HEADROOM_ENGINE_README));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    for (const VariableRule& rule : variableRules())
        QVERIFY2(text.contains(QByteArray("`") + rule.pattern + "`"), rule.pattern);
}

HEADROOM_TEST(TestEnvironment, EventLoop)

} // namespace headroom::testing::tst_environment

#include "tst_environment.moc"

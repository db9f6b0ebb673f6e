// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/measure/check.h"
#include "tests/conformance/conformance.h"
#include "tests/support/gemm_shapes.h"
#include "tests/support/test_program.h"

#include <cmath>
#include <numeric>

namespace headroom::testing::tst_results {

namespace {

QByteArray describe(const GemmShape& shape) {
    return QByteArray("batch %1 m %2 n %3 k %4 ")
        .replace("%1", QByteArray::number(qlonglong{shape.batch}))
        .replace("%2", QByteArray::number(qlonglong{shape.m}))
        .replace("%3", QByteArray::number(qlonglong{shape.n}))
        .replace("%4", QByteArray::number(qlonglong{shape.k}));
}

/// Odd and even k, edges of the tiles that kernels cut C into, one batch entry and several.
std::vector<GemmShape> shapesFor(Layout layout, DataType type) {
    std::vector<GemmShape> shapes;
    for (const std::int64_t k : {1, 2, 3, 7, 8, 63, 64, 341, 1365}) {
        shapes.push_back(shapeOf({1, 64, 64, k}, type, layout));
        shapes.push_back(shapeOf({3, 17, 65, k}, type, layout));
    }
    for (const std::int64_t k : {1, 8, 33})
        for (const std::int64_t m : {1, 16, 17, 128})
            for (const std::int64_t n : {1, 16, 65, 128})
                shapes.push_back(shapeOf({m == n ? 5 : 2, m, n, k}, type, layout));
    return shapes;
}

/// All of C where that is little work, otherwise what a point is judged by.
std::vector<OutputIndex> elementsOf(const GemmShape& shape) {
    if (elementsOfC(shape) * shape.k > 1 << 18)
        return elementsToCheck(shape);
    std::vector<OutputIndex> all;
    for (std::int64_t i = 0; i < shape.batch; ++i)
        for (std::int64_t row = 0; row < shape.m; ++row)
            for (std::int64_t column = 0; column < shape.n; ++column)
                all.push_back({i, row, column});
    return all;
}

double dot(const OutputSample& sample) {
    return std::inner_product(sample.a.begin(), sample.a.end(), sample.b.begin(), 0.0);
}

/// How far stored normal numbers may lie apart that two devices made: a few steps of the type.
double operandTolerance(DataType type) {
    switch (type) {
    case DataType::F32:
        return 4e-6;
    case DataType::F16:
        return 0x1p-9;
    case DataType::E4m3:
    case DataType::E4m3Quantised:
        return 0x1p-3;
    default:
        return 0x1p-6;
    }
}

bool sameOperands(const std::vector<double>& ours, const std::vector<double>& theirs, DataType type) {
    return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(), [type](double x, double y) {
        return std::abs(x - y) <= operandTolerance(type) * std::max(1.0, std::abs(x));
    });
}

Result<Session::CheckedCall> compute(Session& session, const GemmShape& shape,
                                     const std::vector<OutputIndex>& elements) {
    if (const auto count = session.prepare(shape, Algorithm::Default); !count)
        return count.error();
    if (const auto kernel = session.select(0); !kernel)
        return kernel.error();
    return session.callOnce(elements);
}

/// Fails the test where the session's result is wrong, or is not what the reference computes.
void judge(Session& session, Session& reference, const GemmShape& shape) {
    const DataType type = shape.type;
    const QByteArray name = describe(shape);
    const std::vector<OutputIndex> elements = elementsOf(shape);
    const auto ours = compute(session, shape, elements);
    QVERIFY2(ours, (name + (ours ? "" : ours.error().reason.c_str())).constData());
    QVERIFY2(ours->callS > 0, name.constData());
    QCOMPARE(ours->samples.size(), elements.size());
    const std::string wrong = findWrongResult(type, ours->samples);
    QVERIFY2(wrong.empty(), (name + wrong.c_str()).constData());
    const auto theirs = compute(reference, shape, elements);
    QVERIFY(theirs);
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const OutputSample& sample = ours->samples[i];
        const OutputSample& right = theirs->samples[i];
        QCOMPARE(sample.a.size(), static_cast<std::size_t>(shape.k));
        QVERIFY2(sameOperands(sample.a, right.a, type) && sameOperands(sample.b, right.b, type),
                 name.constData());
        const double allowed =
            errorBound(type, sample) + errorBound(type, right) + std::abs(dot(sample) - dot(right));
        QVERIFY2(std::abs(sample.value - right.value) <= allowed, name.constData());
    }
}

} // namespace

/// What every backend computes, judged by double precision and by the reference.
class TestResults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyShapeIsRight_data();
    void everyShapeIsRight();
    void eitherOperandMayLieTransposed_data();
    void eitherOperandMayLieTransposed();
    void anotherShapeSpoilsNothing_data();
    void anotherShapeSpoilsNothing();
    void anotherTypeSpoilsNothing_data();
    void anotherTypeSpoilsNothing();
    void timingLeavesRightResults_data();
    void timingLeavesRightResults();

private:
    Conformance m_suite;
};

void TestResults::everyShapeIsRight_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<Layout>("layout");
    QTest::addColumn<DataType>("type");
    for (const DeviceInfo& device : m_suite.devices())
        for (const Layout layout : device.layouts)
            for (const TypeSupport& support : device.types)
                if (support.supported)
                    QTest::addRow("%s %s %s", device.id.c_str(), toString(layout), toString(support.type))
                        << QString::fromStdString(device.id) << layout << support.type;
}

void TestResults::everyShapeIsRight() {
    QFETCH(QString, id);
    QFETCH(Layout, layout);
    QFETCH(DataType, type);
    const std::vector<GemmShape> shapes = shapesFor(layout, type);
    const auto session = m_suite.open(id, requestFor(shapes));
    QVERIFY2(session, session ? "" : session.error().reason.c_str());
    const auto reference = m_suite.open(QStringLiteral("reference"), requestFor(shapes));
    QVERIFY(reference);
    for (const GemmShape& shape : shapes) {
        judge(**session, **reference, shape);
        if (QTest::currentTestFailed())
            return;
    }
}

void TestResults::eitherOperandMayLieTransposed_data() {
    m_suite.addDevices();
}

void TestResults::eitherOperandMayLieTransposed() {
    QFETCH(QString, id);
    for (const GemmExtents& extents : {GemmExtents{3, 17, 33, 20}, GemmExtents{1, 64, 64, 1}}) {
        GemmShape neither = contiguousGemm(extents, DataType::F32);
        GemmShape both = neither;
        both.a = {both.m * both.k, both.m, true};
        both.b = {both.k * both.n, both.k, true};
        GemmShape onlyA = both;
        onlyA.b = neither.b;
        GemmShape onlyB = both;
        onlyB.a = neither.a;
        const std::vector<GemmShape> shapes{neither, onlyA, onlyB, both};
        const auto session = m_suite.open(id, requestFor(shapes));
        const auto reference = m_suite.open(QStringLiteral("reference"), requestFor(shapes));
        QVERIFY(session && reference);
        for (const GemmShape& shape : shapes) {
            judge(**session, **reference, shape);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestResults::anotherShapeSpoilsNothing_data() {
    m_suite.addDevices();
}

void TestResults::anotherShapeSpoilsNothing() {
    QFETCH(QString, id);
    // Small inputs with a large result, and the other way round, turn by turn.
    const GemmShape wide = shapeOf({2, 128, 128, 3});
    const GemmShape deep = shapeOf({2, 16, 17, 1365}, DataType::F32, Layout::NT);
    const auto session = m_suite.open(id, requestFor({wide, deep}));
    QVERIFY(session);
    std::vector<double> first;
    for (int turn = 0; turn < 2; ++turn) {
        std::vector<double> values;
        for (const GemmShape& shape : {wide, deep}) {
            const auto call = compute(**session, shape, elementsOf(shape));
            QVERIFY(call);
            QCOMPARE(findWrongResult(DataType::F32, call->samples), std::string());
            const auto window = (*session)->time({3, 5}, {});
            QVERIFY(window);
            QCOMPARE(window->batchSeconds.size(), std::size_t{3});
            for (const OutputSample& sample : call->samples)
                values.push_back(sample.value);
        }
        if (turn == 0)
            first = values;
        QCOMPARE(values.size(), first.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            QVERIFY(std::abs(values[i] - first[i]) <= 1e-4 * std::max(1.0, std::abs(first[i])));
    }
}

void TestResults::anotherTypeSpoilsNothing_data() {
    m_suite.addDevices();
}

void TestResults::anotherTypeSpoilsNothing() {
    QFETCH(QString, id);
    // All that the device computes in, small and large, turn by turn in one session.
    std::vector<GemmShape> shapes;
    for (const TypeSupport& support : m_suite.device(id).types)
        if (support.supported) {
            shapes.push_back(shapeOf({2, 32, 48, 64}, support.type, Layout::NT));
            shapes.push_back(shapeOf({1, 128, 128, 256}, support.type, Layout::NT));
        }
    const auto session = m_suite.open(id, requestFor(shapes));
    const auto reference = m_suite.open(QStringLiteral("reference"), requestFor(shapes));
    QVERIFY(session && reference);
    for (int turn = 0; turn < 2; ++turn)
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            judge(**session, **reference, shapes[(i * 2 + i * 2 / shapes.size()) % shapes.size()]);
            if (QTest::currentTestFailed())
                return;
            QVERIFY((*session)->time({2, 3}, {}));
        }
}

void TestResults::timingLeavesRightResults_data() {
    m_suite.addDevices();
}

void TestResults::timingLeavesRightResults() {
    QFETCH(QString, id);
    const GemmShape shape = shapeOf({3, 65, 33, 64}, DataType::F32, Layout::Strided);
    const auto session = m_suite.open(id, requestFor({shape}));
    QVERIFY(session);
    QVERIFY((*session)->prepare(shape, Algorithm::Default));
    QVERIFY((*session)->select(0));
    for (int turn = 0; turn < 3; ++turn) {
        QVERIFY((*session)->time({2, 40}, {}));
        const auto call = (*session)->callOnce(elementsOf(shape));
        QVERIFY(call);
        QCOMPARE(findWrongResult(DataType::F32, call->samples), std::string());
    }
}

HEADROOM_TEST(TestResults, Nothing)

} // namespace headroom::testing::tst_results

#include "tst_results.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/model/operations.h"

#include <set>
#include <string>

namespace headroom::testing::tst_operations {

class TestOperations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachIsFoundByItsWordAlone();
    void eachIsToldInFull();
    void gemmsOfALayer_data();
    void gemmsOfALayer();
    void stridesReachEveryElementOnce_data();
    void stridesReachEveryElementOnce();
    void interleavedHeadsShareTheirRows();
    void whatALayerIsWithoutMoreWords();
};

namespace {

constexpr Layout kLayouts[] = {Layout::NN, Layout::NT, Layout::Strided};

} // namespace

void TestOperations::eachIsFoundByItsWordAlone() {
    std::set<std::string> words;
    for (const OperationInfo& info : allOperations()) {
        QVERIFY2(words.insert(info.word).second, info.word);
        QCOMPARE(&infoOf(info.operation), &info);
        QCOMPARE(std::string(toString(info.operation)), std::string(info.word));
        auto read = static_cast<Operation>(-1);
        QVERIFY(parse(info.word, read));
        QCOMPARE(read, info.operation);
        QVERIFY(!parse(std::string(info.word) + " ", read));
        QVERIFY(!parse("", read));
    }
}

void TestOperations::eachIsToldInFull() {
    for (const OperationInfo& info : allOperations()) {
        for (const char* text : {info.title, info.formula, info.meaning, info.lengths, info.classSymbol})
            QVERIFY2(text && *text, info.word);
        std::set<std::string> labels;
        for (const Layout layout : kLayouts) {
            QVERIFY2(labels.insert(info.layoutText(layout).label).second, info.word);
            QVERIFY2(*info.layoutText(layout).explanation, info.word);
        }
    }
}

/// batch, m, n, k by hand, for h = 4092, a = 12, s = 2048, b = 4.
void TestOperations::gemmsOfALayer_data() {
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<QList<qint64>>("extents");
    QTest::newRow("key-query-score") << Operation::KeyQueryScore << QList<qint64>{48, 2048, 2048, 341};
}

void TestOperations::gemmsOfALayer() {
    QFETCH(Operation, operation);
    QFETCH(QList<qint64>, extents);
    const GemmExtents expected{extents[0], extents[1], extents[2], extents[3]};
    const LayerShape layer = layerOf(4092, 12, 2048, 4);
    for (const Layout layout : kLayouts) {
        const GemmShape shape = infoOf(operation).gemm(layer, DataType::Bf16, layout);
        QVERIFY(static_cast<const GemmExtents&>(shape) == expected);
        QCOMPARE(shape.type, DataType::Bf16);
    }
}

void TestOperations::stridesReachEveryElementOnce_data() {
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<Layout>("layout");
    for (const OperationInfo& info : allOperations())
        for (const Layout layout : kLayouts)
            QTest::addRow("%s, %s", info.word, toString(layout)) << info.operation << layout;
}

void TestOperations::stridesReachEveryElementOnce() {
    QFETCH(Operation, operation);
    QFETCH(Layout, layout);
    const GemmShape shape = infoOf(operation).lay({3, 4, 5, 6}, DataType::F32, layout);
    const auto covers = [&](const OperandStrides& strides, std::int64_t rows, std::int64_t columns,
                            std::int64_t elements) {
        std::set<std::int64_t> places;
        for (std::int64_t entry = 0; entry < shape.batch; ++entry)
            for (std::int64_t row = 0; row < rows; ++row)
                for (std::int64_t column = 0; column < columns; ++column)
                    places.insert(strides.offset(entry, row, column));
        QCOMPARE(static_cast<std::int64_t>(places.size()), elements);
        QCOMPARE(*places.begin(), 0);
        QCOMPARE(*places.rbegin(), elements - 1);
    };
    covers(shape.a, shape.m, shape.k, elementsOfA(shape));
    covers(shape.b, shape.k, shape.n, elementsOfB(shape));
    covers(shape.c, shape.m, shape.n, elementsOfC(shape));
    QVERIFY(!shape.c.transposed);
    QCOMPARE(operandBytes(shape), (3 * 4 * 6 + 3 * 5 * 6 + 3 * 4 * 5) * 4);
    QCOMPARE(elements(shape), 3.0 * (4 * 6 + 5 * 6 + 4 * 5));
}

/// The score's strided layout is Megatron's: element (token, head, i) of one tensor [s, b·a, d].
void TestOperations::interleavedHeadsShareTheirRows() {
    const GemmShape shape =
        infoOf(Operation::KeyQueryScore).lay({3, 4, 4, 6}, DataType::F16, Layout::Strided);
    for (const OperandStrides& strides : {shape.a, shape.b}) {
        QCOMPARE(strides.batch, 6);
        QCOMPARE(strides.leading, 3 * 6);
    }
    QVERIFY(!shape.a.transposed);
    QVERIFY(shape.b.transposed);
}

void TestOperations::whatALayerIsWithoutMoreWords() {
    const LayerShape layer = layerOf(4096, 32, 2048, 4);
    QCOMPARE(layer.kvHeads, 32);
    QCOMPARE(layer.headDim, 128);
    QCOMPARE(layer.ffn, 16384);
    QCOMPARE(layer.vocab, 0);
    QCOMPARE(layer.tensorParallel, 1);
    QCOMPARE(layerOf(4096, 12, 1, 1).headDim, 341); // a picture's h may lie between two shapes
}

HEADROOM_TEST(TestOperations, Nothing)

} // namespace headroom::testing::tst_operations

#include "tst_operations.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/model/operations.h"

#include <algorithm>
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
    void conditionsAreSaid();
    void remarksTellTheCurve();
    void stridesReachEveryElementOnce_data();
    void stridesReachEveryElementOnce();
    void interleavedHeadsShareTheirRows();
    void whatALayerIsWithoutMoreWords();
};

namespace {

constexpr Pass kPasses[] = {Pass::Forward, Pass::Dgrad, Pass::Wgrad};

/// Llama-3.1 70B on eight devices, b = 1, s = 8192.
LayerShape llama70() {
    LayerShape layer = layerOf(8192, 64, 8192, 1);
    layer.kvHeads = 8;
    layer.ffn = 28672;
    layer.vocab = 128256;
    layer.tensorParallel = 8;
    return layer;
}

/// DeepSeek-V3 on one device, 4096 tokens.
LayerShape deepSeek() {
    LayerShape layer = layerOf(7168, 128, 4096, 1);
    layer.headDim = 192;
    layer.valueDim = 128;
    layer.ffn = 18432;
    layer.vocab = 129280;
    layer.experts = 256;
    layer.chosenExperts = 8;
    layer.expertFfn = 2048;
    layer.queryRank = 1536;
    layer.keyValueRank = 512;
    layer.ropeDim = 64;
    return layer;
}

/// The paper's layer, as the default chart asks for it.
LayerShape paper() {
    LayerShape layer = layerOf(4092, 12, 2048, 4);
    layer.vocab = 50257;
    return layer;
}

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
        for (const char* text : {info.title, info.meaning, info.lengths, info.classSymbol})
            QVERIFY2(text && *text, info.word);
        std::set<std::string> formulas;
        for (const Pass pass : kPasses) {
            const char* formula = info.formula[static_cast<std::size_t>(pass)];
            QVERIFY2(formula && formulas.insert(formula).second, info.word);
            std::set<std::string> labels;
            for (const Layout layout : info.layouts(pass)) {
                QVERIFY2(labels.insert(info.layoutText(layout, pass).label).second, info.word);
                QVERIFY2(*info.layoutText(layout, pass).explanation, info.word);
            }
        }
    }
}

/// batch, m, n, k of the forward GEMM, of dgrad and of wgrad, by hand.
void TestOperations::gemmsOfALayer_data() {
    QTest::addColumn<LayerShape>("layer");
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<QList<qint64>>("forward");
    QTest::addColumn<QList<qint64>>("dgrad");
    QTest::addColumn<QList<qint64>>("wgrad");
    const auto row = [](const char* name, const LayerShape& layer, Operation operation,
                        const QList<qint64>& forward, const QList<qint64>& dgrad,
                        const QList<qint64>& wgrad) {
        QTest::addRow("%s, %s", toString(operation), name) << layer << operation << forward << dgrad << wgrad;
    };
    using Op = Operation;
    row("paper", paper(), Op::KeyQueryScore, {48, 2048, 2048, 341}, {48, 2048, 341, 2048},
        {48, 2048, 341, 2048});
    row("paper", paper(), Op::AttentionOverValue, {48, 2048, 341, 2048}, {48, 2048, 2048, 341},
        {48, 2048, 341, 2048});
    row("paper", paper(), Op::Qkv, {1, 8192, 12276, 4092}, {1, 8192, 4092, 12276}, {1, 4092, 12276, 8192});
    row("paper", paper(), Op::OutputProjection, {1, 8192, 4092, 4092}, {1, 8192, 4092, 4092},
        {1, 4092, 4092, 8192});
    row("paper", paper(), Op::MlpUp, {1, 8192, 16368, 4092}, {1, 8192, 4092, 16368}, {1, 4092, 16368, 8192});
    row("paper", paper(), Op::MlpGateUp, {1, 8192, 32736, 4092}, {1, 8192, 4092, 32736},
        {1, 4092, 32736, 8192});
    row("paper", paper(), Op::MlpDown, {1, 8192, 4092, 16368}, {1, 8192, 16368, 4092},
        {1, 16368, 4092, 8192});
    row("paper", paper(), Op::Logits, {1, 8192, 50257, 4092}, {1, 8192, 4092, 50257}, {1, 4092, 50257, 8192});
    row("llama 70B", llama70(), Op::KeyQueryScore, {8, 8192, 8192, 128}, {8, 8192, 128, 8192},
        {8, 8192, 128, 8192});
    row("llama 70B", llama70(), Op::AttentionOverValue, {8, 8192, 128, 8192}, {8, 8192, 8192, 128},
        {8, 8192, 128, 8192});
    row("llama 70B", llama70(), Op::Qkv, {1, 8192, 1280, 8192}, {1, 8192, 8192, 1280}, {1, 8192, 1280, 8192});
    row("llama 70B", llama70(), Op::OutputProjection, {1, 8192, 8192, 1024}, {1, 8192, 1024, 8192},
        {1, 1024, 8192, 8192});
    row("llama 70B", llama70(), Op::MlpGateUp, {1, 8192, 7168, 8192}, {1, 8192, 8192, 7168},
        {1, 8192, 7168, 8192});
    row("llama 70B", llama70(), Op::MlpDown, {1, 8192, 8192, 3584}, {1, 8192, 3584, 8192},
        {1, 3584, 8192, 8192});
    row("llama 70B", llama70(), Op::Logits, {1, 8192, 16032, 8192}, {1, 8192, 8192, 16032},
        {1, 8192, 16032, 8192});
    row("DeepSeek-V3", deepSeek(), Op::KeyQueryScore, {128, 4096, 4096, 192}, {128, 4096, 192, 4096},
        {128, 4096, 192, 4096});
    row("DeepSeek-V3", deepSeek(), Op::AttentionOverValue, {128, 4096, 128, 4096}, {128, 4096, 4096, 128},
        {128, 4096, 128, 4096});
    row("DeepSeek-V3", deepSeek(), Op::OutputProjection, {1, 4096, 7168, 16384}, {1, 4096, 16384, 7168},
        {1, 16384, 7168, 4096});
    row("DeepSeek-V3", deepSeek(), Op::ExpertGateUp, {1, 128, 4096, 7168}, {1, 128, 7168, 4096},
        {1, 7168, 4096, 128});
    row("DeepSeek-V3", deepSeek(), Op::ExpertDown, {1, 128, 7168, 2048}, {1, 128, 2048, 7168},
        {1, 2048, 7168, 128});
    row("DeepSeek-V3", deepSeek(), Op::LatentDown, {1, 4096, 2112, 7168}, {1, 4096, 7168, 2112},
        {1, 7168, 2112, 4096});
    row("DeepSeek-V3", deepSeek(), Op::LatentQueryUp, {1, 4096, 24576, 1536}, {1, 4096, 1536, 24576},
        {1, 1536, 24576, 4096});
    row("DeepSeek-V3", deepSeek(), Op::LatentKeyValueUp, {1, 4096, 32768, 512}, {1, 4096, 512, 32768},
        {1, 512, 32768, 4096});
    row("DeepSeek-V3", deepSeek(), Op::AbsorbedQuery, {128, 4096, 512, 128}, {128, 4096, 128, 512},
        {128, 128, 512, 4096});
    row("DeepSeek-V3", deepSeek(), Op::AbsorbedValue, {128, 4096, 128, 512}, {128, 4096, 512, 128},
        {128, 512, 128, 4096});
}

void TestOperations::gemmsOfALayer() {
    QFETCH(LayerShape, layer);
    QFETCH(Operation, operation);
    QFETCH(QList<qint64>, forward);
    QFETCH(QList<qint64>, dgrad);
    QFETCH(QList<qint64>, wgrad);
    const OperationInfo& info = infoOf(operation);
    QCOMPARE(info.brokenConditions(layer), std::vector<std::string>{});
    const auto compare = [&](Pass pass, const QList<qint64>& by) {
        for (const Layout layout : info.layouts(pass)) {
            const GemmShape shape = info.gemm(layer, DataType::Bf16, layout, pass);
            QCOMPARE((QList<qint64>{shape.batch, shape.m, shape.n, shape.k}), by);
            QCOMPARE(shape.type, DataType::Bf16);
        }
        QVERIFY2(info.offers(info.asIssued[static_cast<std::size_t>(pass)], pass), toString(pass));
        QCOMPARE(info.issued(pass, DataType::Bf16), info.asIssued[static_cast<std::size_t>(pass)]);
        for (const DataType type : {DataType::E4m3, DataType::E4m3Quantised})
            QVERIFY(liesAlongK(info.gemm(layer, type, info.issued(pass, type), pass)));
        QCOMPARE(flop(info.extents(layer, pass)), flop(info.extents(layer))); // each costs what forward costs
    };
    compare(Pass::Forward, forward);
    compare(Pass::Dgrad, dgrad);
    compare(Pass::Wgrad, wgrad);
}

void TestOperations::conditionsAreSaid() {
    LayerShape layer = llama70();
    layer.ffn = 704;
    layer.tensorParallel = 3;
    const auto broken = [&](Operation operation) { return infoOf(operation).brokenConditions(layer); };
    QCOMPARE(broken(Operation::MlpDown), std::vector<std::string>{"f = 704 is not a multiple of t = 3"});
    QCOMPARE(broken(Operation::Qkv), (std::vector<std::string>{"a = 64 is not a multiple of t = 3",
                                                               "g = 8 is not a multiple of t = 3"}));
    QCOMPARE(broken(Operation::Logits), std::vector<std::string>{}); // 128256 = 3 · 42752
    layer.tensorParallel = 16;
    QCOMPARE(broken(Operation::Qkv), std::vector<std::string>{}); // two devices share a key/value head
    LayerShape mixture = deepSeek();
    mixture.seq = 100;
    QCOMPARE(infoOf(Operation::ExpertDown).brokenConditions(mixture),
             std::vector<std::string>{"T·k = 800 is not a multiple of E = 256"});
}

void TestOperations::remarksTellTheCurve() {
    LayerShape layer = llama70();
    layer.ffn = 704;
    layer.tensorParallel = 4;
    const OperationInfo& down = infoOf(Operation::MlpDown);
    QCOMPARE(down.remarks(layer, Pass::Forward, 64),
             std::vector<std::string>{"f/t = 176 = 16·11: on curve 16"});
    QCOMPARE(down.remarks(layer, Pass::Forward, 16), std::vector<std::string>{});
    layer.vocab = 50257;
    layer.tensorParallel = 1;
    QCOMPARE(infoOf(Operation::Logits).remarks(layer, Pass::Wgrad, 64),
             std::vector<std::string>{"v/t = 50257 is odd: on curve 1"});
    QCOMPARE(powerOfTwoDivisor(341), 1);
    QCOMPARE(powerOfTwoDivisor(340), 4);
    QCOMPARE(powerOfTwoDivisor(8192), 8192);
}

void TestOperations::stridesReachEveryElementOnce_data() {
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<Layout>("layout");
    for (const OperationInfo& info : allOperations())
        for (const Layout layout : {Layout::NN, Layout::NT, Layout::TN, Layout::Strided})
            if (std::ranges::any_of(kPasses, [&](Pass pass) { return info.offers(layout, pass); }))
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
    const GemmShape values =
        infoOf(Operation::AttentionOverValue).lay({3, 4, 6, 4}, DataType::F16, Layout::Strided);
    QCOMPARE(values.a, (OperandStrides{16, 4})); // probabilities lie head by head
    QCOMPARE(values.b, (OperandStrides{6, 18}));
}

void TestOperations::whatALayerIsWithoutMoreWords() {
    const LayerShape layer = layerOf(4096, 32, 2048, 4);
    QCOMPARE(layer.kvHeads, 32);
    QCOMPARE(layer.headDim, 128);
    QCOMPARE(layer.valueDim, 128);
    QCOMPARE(layer.kvSeq, 2048);
    QCOMPARE(layer.tokens(), 8192);
    QCOMPARE(layer.ffn, 16384);
    QCOMPARE(layer.vocab, 0);
    QCOMPARE(layer.tensorParallel, 1);
    QCOMPARE(layerOf(4096, 12, 1, 1).headDim, 341); // a picture's h may lie between two shapes
}

HEADROOM_TEST(TestOperations, Nothing)

} // namespace headroom::testing::tst_operations

#include "tst_operations.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/files/limits.h"
#include "engine/files/parse_json.h"

#include <sstream>
#include <sys/resource.h>

namespace headroom::testing::tst_parse_json {

using Json = nlohmann::json;

namespace {

QByteArray reasonOfText(std::string_view text) {
    const Result<Json> document = parseJson(text);
    return document ? QByteArray() : QByteArray::fromStdString(document.error().reason);
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    text.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        text += piece;
    return text;
}

/// The most memory this process ever held, MB.
long peakMegabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace

class TestParseJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsJson();
    void whiteSpaceWithinATextIsText();
    void refusesWithAPhrase_data();
    void refusesWithAPhrase();
    void memoryStaysBounded_data();
    void memoryStaysBounded();
    void rowsAreHandedOutOneByOne();
    void onlyTheRowsOfTheDocumentAreHandedOut();
    void rowsHaveLimitsOfTheirOwn();
    void findsANumberWithoutReadingOn();
};

void TestParseJson::readsWhatIsJson() {
    const Json expected = {{"a", {1, -2, 0.5, nullptr, true, "text"}}, {"b", {{"c", Json::array()}}}};
    for (const int indent : {-1, 0, 1, 8}) {
        const Result<Json> read = parseJson(expected.dump(indent));
        QVERIFY2(read, read ? "" : read.error().reason.c_str());
        QVERIFY(*read == expected);
    }
    QVERIFY(*parseJson("7") == Json(7));
    QVERIFY(*parseJson("1e308") == Json(1e308));
    QVERIFY(*parseJson(repeated("[", kMaxJsonDepth) + repeated("]", kMaxJsonDepth)) != Json());
}

/// However it is written in the file: what is read must be readable when it was written.
void TestParseJson::whiteSpaceWithinATextIsText() {
    for (const std::string& given :
         {std::string(2 * kMaxSpaceBytes, ' '), "\\\" " + std::string(2 * kMaxSpaceBytes, ' ') + "\"",
          std::string("\\")}) {
        const Json document = {{"note", given}};
        const Result<Json> read = parseJson(document.dump());
        QVERIFY2(read, read ? "" : read.error().reason.c_str());
        QVERIFY(*read == document);
    }
    // Behind a text it is none.
    QVERIFY(
        reasonOfText(R"(["a\\")" + std::string(kMaxSpaceBytes + 1, ' ') + "]").contains("of white space"));
}

void TestParseJson::refusesWithAPhrase_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* name, std::string text, const char* part) {
        QTest::newRow(name) << std::move(text) << QByteArray(part);
    };
    row("beyond a double", "[1e999]", "a number is too large, at byte");
    row("far below zero", R"({"a": -1e99999})", "a number is too large");
    row("empty", "", "it is empty");
    row("white", " \n\t ", "it is empty");
    row("cut", R"({"a": [1, 2)", "not valid JSON, or was cut short, at byte");
    row("two documents", "{} {}", "not valid JSON");
    row("infinity", "[Infinity]", "not valid JSON");
    row("bytes", "[\"\xff\xfe\"]", "not valid JSON");
    row("lone surrogate", R"(["\ud800"])", "not valid JSON");
    row("a zero byte", std::string("{\0}", 3), "not valid JSON");
    row("twice", R"({"heads": 1, "heads": 2})", R"(it gives "heads" twice)");
    row("twice, not to be shown", R"({"\u001b[2J": 1, "\u001b[2J": 2})",
        "it gives \"\xef\xbf\xbd[2J\" twice");
    row("deep", repeated("[", kMaxJsonDepth + 1), "deep within each other");
    row("deep objects", repeated(R"({"a":)", kMaxJsonDepth + 1), "deep within each other");
    row("many values", "[" + repeated("1,", kMaxJsonValues) + "1]", "more than 65536 values");
    row("long text", "[\"" + std::string(kMaxTextBytes + 1, 'x') + "\"]", "a text has 65537 bytes");
    row("long name", "{\"" + std::string(kMaxTextBytes + 1, 'x') + "\":1}", "a name has 65537 bytes");
    row("long number", "[" + std::string(100'000, '9') + "]", "a number is too large");
    row("blank", "[1," + std::string(kMaxSpaceBytes + 1, '\n') + "2]", "bytes of white space");
}

void TestParseJson::refusesWithAPhrase() {
    QFETCH(std::string, text);
    QFETCH(QByteArray, part);
    const QByteArray reason = reasonOfText(text);
    QVERIFY2(reason.contains(part), reason.constData());
    QVERIFY(reason.size() < 200);
}

void TestParseJson::memoryStaysBounded_data() {
    QTest::addColumn<QByteArray>("piece");
    // What a parser stacks up, what it allocates for each, and what it keeps for its own message.
    QTest::newRow("depth") << QByteArray("[");
    QTest::newRow("objects") << QByteArray("{\"a\":");
    QTest::newRow("lists") << QByteArray("[],");
    QTest::newRow("white space") << QByteArray("\n");
    QTest::newRow("white space between") << QByteArray("[],") + QByteArray(100, '\n');
}

void TestParseJson::memoryStaysBounded() {
    QFETCH(QByteArray, piece);
    constexpr std::size_t kBytes = 100 << 20;
    std::string text = R"({"measurements": [)";
    text += repeated(piece.toStdString(), (kBytes - text.size()) / static_cast<std::size_t>(piece.size()));
    const long before = std::max(peakMegabytes(), long{kBytes >> 20});
    const Result<Json> plain = parseJson(text);
    QVERIFY(!plain);
    std::size_t rows = 0;
    QVERIFY(!parseJson(text, [&rows](const Json&, std::size_t) { ++rows; }));
    QVERIFY(rows <= kMaxJsonValues);
    const long grown = peakMegabytes() - before;
    QVERIFY2(grown < 250, qPrintable(QStringLiteral("%1 MB").arg(grown)));
}

void TestParseJson::rowsAreHandedOutOneByOne() {
    const std::string text = R"({"a": 1, "measurements": [{"x": 1}, {"x": [2]}, 3], "z": [4]})";
    Json rows = Json::array();
    const Result<Json> rest = parseJson(text, [&rows](const Json& row, std::size_t position) {
        QCOMPARE(position, rows.size());
        rows.push_back(row);
    });
    QVERIFY2(rest, rest ? "" : rest.error().reason.c_str());
    QVERIFY(rows == Json::parse(text)["measurements"]);
    QVERIFY((*rest == Json{{"a", 1}, {"measurements", Json::array()}, {"z", {4}}}));
}

void TestParseJson::onlyTheRowsOfTheDocumentAreHandedOut() {
    for (const char* text :
         {R"({"a": {"measurements": [1]}})", R"([["measurements", [1]]])", R"({"measurements": 1})",
          R"({"measurements": {"measurements": [1]}})", "[[1]]"}) {
        std::size_t rows = 0;
        const Result<Json> document = parseJson(text, [&rows](const Json&, std::size_t) { ++rows; });
        QVERIFY2(document, text);
        QCOMPARE(rows, std::size_t{0});
        QVERIFY(*document == Json::parse(text));
    }
}

void TestParseJson::rowsHaveLimitsOfTheirOwn() {
    const auto parseRows = [](const std::string& row, std::size_t count) {
        std::string text = R"({"measurements": [)" + row;
        for (std::size_t i = 1; i < count; ++i)
            text += ',' + row;
        std::size_t rows = 0;
        const Result<Json> document = parseJson(text + "]}", [&rows](const Json&, std::size_t) { ++rows; });
        return std::pair(rows, document ? QByteArray() : QByteArray::fromStdString(document.error().reason));
    };
    QCOMPARE(parseRows(R"({"a":[1,2,3]})", kMaxMeasurements), std::pair(kMaxMeasurements, QByteArray()));
    QVERIFY(parseRows(R"({"a":1})", kMaxMeasurements + 1).second.contains("more than 100000 measurements"));
    QVERIFY(parseRows(R"({"a":[)" + repeated("1,", kMaxRowValues) + "1]}", 1)
                .second.contains("a measurement has more than 1000 values"));
    QVERIFY(parseRows("[1,2,3]", kMaxMeasurements).second.contains("more than 65536 values"));
}

void TestParseJson::findsANumberWithoutReadingOn() {
    const auto found = [](const std::string& text) {
        std::istringstream stream(text);
        const std::optional<NamedNumber> number = findNumber(stream, {"a", "b"});
        return number ? QByteArray::fromStdString(number->name + '=' + std::to_string(number->value))
                      : QByteArray();
    };
    QCOMPARE(found(R"({"x": {"a": 1}, "y": [{"b": 2}], "b": 3, "a": 4})"), QByteArray("b=3"));
    QCOMPARE(found(R"({"a": "1", "b": 2)"), QByteArray("b=2"));
    QCOMPARE(found(R"({"a": [1], "x": 2})"), QByteArray());
    QCOMPARE(found(R"({"a": {"x": 1}, "b": -2})"), QByteArray());
    QCOMPARE(found(R"({"a": 18446744073709551615, "b": 2.5})"), QByteArray());
    QCOMPARE(found(R"({"x": 1} {"a": 1})"), QByteArray());
    for (const char* none : {"", "1", "[1]", "\"a\"", "a=1", R"([{"a": 1}])", R"({"x")"})
        QCOMPARE(found(none), QByteArray());
    std::istringstream left("PNG {\"a\": 1}");
    QVERIFY(!findNumber(left, {"a"}));
    QVERIFY(left.tellg() < 2);
}

HEADROOM_TEST(TestParseJson, Nothing)

} // namespace headroom::testing::tst_parse_json

#include "tst_parse_json.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/files/limits.h"
#include "engine/io/run_file.h"
#include "tests/support/sample_run.h"
#include "tests/support/test_program.h"
#include "ui/runs/picture_runs.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <random>
#include <sys/stat.h>
#include <zlib.h>

namespace headroom::testing::tst_picture_runs {

using namespace headroom::ui;

namespace {

QImage blank() {
    QImage image(8, 8, QImage::Format_RGB32);
    image.fill(Qt::white);
    return image;
}

std::string pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "png"))
        qFatal("No PNG was written.");
    return bytes.toStdString();
}

std::string bigEndian(std::size_t value) {
    std::string bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>(value >> shift);
    return bytes;
}

std::string chunk(const std::string& type, const std::string& data) {
    const std::string checked = type + data;
    return bigEndian(data.size()) + checked +
           bigEndian(
               crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size())));
}

/// The picture with one more chunk before its end.
std::string with(const std::string& png, const std::string& added) {
    return png.substr(0, png.size() - 12) + added + png.substr(png.size() - 12);
}

std::string deflated(const std::string& bytes) {
    uLongf size = compressBound(bytes.size());
    std::string result(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(result.data()), &size,
                  reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 9) != Z_OK)
        qFatal("Nothing was compressed.");
    result.resize(size);
    return result;
}

QByteArray reasonOf(const Result<std::vector<std::string>>& files) {
    return files ? QByteArray() : QByteArray::fromStdString(files.error().reason);
}

Run runOfPoints(std::int64_t points) {
    SweepSpec spec = sampleSpec(1);
    spec.pointsPerCurve.reset();
    spec.hiddenMax = 12 * points;
    return sampleRun(spec);
}

} // namespace

class TestPictureRuns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsOfAnySizeComeBack_data();
    void runsOfAnySizeComeBack();
    void noTextIsTooLongForOtherReaders();
    void picturesOfTheFirstVersionOpen();
    void bombsStayBounded();
    void damageIsNamed();
    void tooMuchIsNotEmbedded();
    void whatIsNoFileIsRefused();
    void mutatedPictures();

private:
    QString write(const std::string& png) const {
        const QString path = m_folder.filePath(QStringLiteral("picture.png"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(png)) < 0)
            qFatal("The picture was not written.");
        return path;
    }

    QTemporaryDir m_folder;
};

void TestPictureRuns::runsOfAnySizeComeBack_data() {
    QTest::addColumn<int>("points");
    for (const int points : {1, 100, 20'000, 30'000})
        QTest::newRow(qPrintable(QString::number(points))) << points;
}

void TestPictureRuns::runsOfAnySizeComeBack() {
    QFETCH(int, points);
    const Run run = runOfPoints(points);
    QCOMPARE(run.measurements.size(), static_cast<std::size_t>(points));
    QImage image = blank();
    QVERIFY(embedRuns(image, {toJson(run), toJson(fullRun())}));
    const auto runs = runsInPicture(write(pngOf(image)));
    QVERIFY2(runs, runs ? "" : runs.error().reason.c_str());
    QCOMPARE(runs->size(), std::size_t{2});
    QVERIFY((*runs)[0] == run);
    QVERIFY((*runs)[1] == fullRun());
}

void TestPictureRuns::noTextIsTooLongForOtherReaders() {
    std::string text;
    while (text.size() < 9'000'000)
        text += "größer, 大, 🙂 ";
    QImage image = blank();
    QVERIFY(embedRuns(image, {text}));
    const std::string png = pngOf(image);
    QVERIFY(runFilesIn(png)->front() == text);
    const QImage read = QImage::fromData(QByteArray::fromStdString(png));
    QString together;
    QString key = QStringLiteral("Headroom run 1");
    for (int part = 2; !read.text(key).isEmpty(); ++part) {
        together += read.text(key);
        key = QStringLiteral("Headroom run 1, part %1").arg(part);
    }
    QVERIFY(together.toStdString() == text);
}

void TestPictureRuns::picturesOfTheFirstVersionOpen() {
    // One text a run, whatever its length; beyond Latin-1 it is stored in another way.
    // More than 8 MB, and one of each kind of text.
    for (const auto& [note, points] : {std::pair("plain", 9'000), {"größer", 10}, {"大", 10}}) {
        Run run = runOfPoints(points);
        run.context.notes = {note};
        QImage image = blank();
        image.setText(QStringLiteral("Title"), QStringLiteral("Attention"));
        const std::string text = nlohmann::json::parse(toJson(run)).dump(1);
        image.setText(QStringLiteral("Headroom run 1"), QString::fromStdString(text));
        image.setText(QStringLiteral("Headroom run 2"), QString::fromStdString(toJson(fullRun())));
        const auto runs = runsInPicture(write(pngOf(image)));
        QVERIFY2(runs, runs ? "" : runs.error().reason.c_str());
        QCOMPARE(runs->size(), std::size_t{2});
        QVERIFY(runs->front() == run);
    }
}

void TestPictureRuns::bombsStayBounded() {
    const std::string bomb = deflated(std::string(kMaxRunBytes + 1000, ' '));
    QVERIFY(bomb.size() < 1'000'000);
    const std::string key("Headroom run 1\0\0", 16);
    QVERIFY(
        reasonOf(runFilesIn(with(pngOf(blank()), chunk("zTXt", key + bomb)))).contains("more than any run"));
    // Each part within the limit, all together not.
    const std::string half = deflated(std::string(kMaxRunBytes / 2 + 1000, ' '));
    std::string png = pngOf(blank());
    for (const char* part : {"Headroom run 1", "Headroom run 1, part 2", "Headroom run 2"})
        png = with(png, chunk("zTXt", part + std::string(2, '\0') + half));
    QVERIFY(reasonOf(runFilesIn(png)).contains("more than any run"));
}

void TestPictureRuns::damageIsNamed() {
    const std::string plain = pngOf(blank());
    QVERIFY(runFilesIn(plain)->empty());
    QVERIFY(reasonOf(runFilesIn("")).contains("no PNG"));
    QVERIFY(reasonOf(runFilesIn(plain.substr(0, plain.size() - 1))).contains("damaged"));
    const std::string key("Headroom run 1\0\0", 16);
    QVERIFY(reasonOf(runFilesIn(with(plain, chunk("zTXt", key + "no zlib")))).contains("damaged"));
    std::string flipped = with(plain, chunk("tEXt", std::string("Headroom run 1\0{}", 17)));
    QCOMPARE(runFilesIn(flipped)->front(), std::string("{}"));
    flipped[flipped.size() - 17] = '[';
    QVERIFY(reasonOf(runFilesIn(flipped)).contains("damaged"));
    for (const char* type : {"tEXt", "zTXt", "iTXt"}) // nothing after the key
        QVERIFY(!runsInPicture(write(with(plain, chunk(type, "Headroom run 1")))));
    const auto run =
        runsInPicture(write(with(plain, chunk("tEXt", std::string("Headroom run 1\0[1e999]", 22)))));
    QVERIFY(!run);
    QVERIFY2(run.error().reason.find("a number is too large") != std::string::npos,
             run.error().reason.c_str());
}

void TestPictureRuns::tooMuchIsNotEmbedded() {
    QImage image = blank();
    const Outcome many = embedRuns(image, std::vector<std::string>(kMaxPictureRuns + 1, "{}"));
    QVERIFY(!many);
    const Outcome large = embedRuns(image, {std::string(kMaxRunBytes, ' '), " "});
    QVERIFY(!large);
    QVERIFY(image.textKeys().isEmpty());
}

void TestPictureRuns::whatIsNoFileIsRefused() {
    const QString pipe = m_folder.filePath(QStringLiteral("pipe.png"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    for (const QString& path : {pipe, m_folder.path(), QStringLiteral("/dev/zero")}) {
        const auto runs = runsInPicture(path);
        QVERIFY(!runs);
        QVERIFY2(runs.error().reason.find("it is not a file.") != std::string::npos,
                 runs.error().reason.c_str());
    }
}

void TestPictureRuns::mutatedPictures() {
    QImage image = blank();
    QVERIFY(embedRuns(image, {toJson(fullRun()), toJson(sampleRun(sampleSpec(1)))}));
    const std::string sound = pngOf(image);
    std::mt19937_64 random(1);
    int refused = 0;
    for (int i = 0; i < 1000; ++i) {
        std::string png = sound;
        switch (random() % 3) {
        case 0:
            png[random() % png.size()] = static_cast<char>(random());
            break;
        case 1:
            png.resize(random() % png.size());
            break;
        default:
            png.erase(random() % png.size(), random() % 30);
        }
        const auto files = runFilesIn(png);
        if (!files) {
            QVERIFY(!files.error().reason.empty());
            ++refused;
            continue;
        }
        for (const std::string& file : *files)
            QVERIFY(runFromJson(file));
    }
    QVERIFY(refused > 250 && refused < 1000);
}

HEADROOM_TEST(TestPictureRuns, EventLoop)

} // namespace headroom::testing::tst_picture_runs

#include "tst_picture_runs.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// Every target on every file of its corpus: what was found once stays mended, without a fuzzer.

#include "tests/fuzz/fuzz_target.h"
#include "tests/support/test_program.h"

#include <QDir>

namespace headroom::testing::tst_fuzz_corpus {

class TestFuzzCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void corpus_data();
    void corpus();
};

void TestFuzzCorpus::corpus_data() {
    QTest::addColumn<QString>("folder");
    for (const fuzzing::Target* target = fuzzing::firstTarget(); target != nullptr; target = target->next)
        QTest::newRow(target->name) << QStringLiteral(HEADROOM_FUZZ_CORPUS "/") + QLatin1String(target->name);
}

void TestFuzzCorpus::corpus() {
    QFETCH(QString, folder);
    const fuzzing::Target* target = fuzzing::firstTarget();
    while (!folder.endsWith(QLatin1Char('/') + QLatin1String(target->name)))
        target = target->next;
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
    QVERIFY2(!files.isEmpty(), qPrintable(folder));
    target->take({});
    for (const QFileInfo& info : files) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string bytes = file.readAll().toStdString();
        try {
            target->take(bytes);
        } catch (const fuzzing::BrokenInvariant& broken) {
            QFAIL(qPrintable(info.filePath() + QStringLiteral(": ") + QString::fromUtf8(broken.what())));
        }
    }
}

HEADROOM_TEST(TestFuzzCorpus, Nothing)

} // namespace headroom::testing::tst_fuzz_corpus

#include "tst_fuzz_corpus.moc"

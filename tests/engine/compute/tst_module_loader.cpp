// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#include "engine/compute/module_loader.h"
#include "engine/model/version.h"

namespace headroom::testing::tst_module_loader {

class TestModuleLoader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soundModuleIsLoaded();
    void everyFaultHasItsReason_data();
    void everyFaultHasItsReason();
    void whatAnArchiveLacksIsToBeUnpackedAnew();
    void aCutModuleIsToldAndNotLoaded();
    void whatTheVariableNamesIsToldWithIt();
    void nothingIsSearchedInTheCurrentFolder();
    void theModuleIsBesideTheProgramOrWhereTold();
    void theModuleMayLieInTheFolderOfLibraries();
    void librariesAreOfAModuleThatIsLoaded();
};

namespace {

std::string modulePath(const char* name) {
    return std::string(HEADROOM_TEST_MODULES) + "/module_" + name + ".so";
}

} // namespace

void TestModuleLoader::soundModuleIsLoaded() {
    const auto backend = loadBackendModule(modulePath("sound"));
    QVERIFY2(bool(backend), backend ? "" : backend.error().reason.c_str());
    QCOMPARE((*backend)->name(), "empty");
    QCOMPARE((*backend)->unavailable()->reason, std::string("it is a test."));
}

void TestModuleLoader::everyFaultHasItsReason_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("parts");
    const auto add = [](const char* name, const std::string& path, const QStringList& parts) {
        QTest::newRow(name) << QString::fromStdString(path) << parts;
    };
    add("absent", modulePath("absent"),
        {QStringLiteral("is not there"), QStringLiteral("CUDA Toolkit 12"),
         QStringLiteral("HEADROOM_CUDA_MODULE")});
    add("a folder", HEADROOM_TEST_MODULES, {QStringLiteral("is not there")});
    add("not a library", std::string(HEADROOM_NOT_A_MODULE),
        {QStringLiteral("is no library. Install it anew")});
    add("another library", modulePath("no_version"), {QStringLiteral("not a module of Headroom")});
    add("another version", modulePath("wrong_version"),
        {QStringLiteral("of another release"), QStringLiteral("interface has version 999"),
         QStringLiteral("Headroom %1 needs version %2")
             .arg(QLatin1String(programVersion()))
             .arg(kBackendInterfaceVersion),
         QStringLiteral("Install the module that came with this program")});
    add("no factory", modulePath("no_factory"), {QStringLiteral("offers no backend")});
    add("factory fails", modulePath("no_backend"), {QStringLiteral("offers no backend")});
    add("no cuBLAS", modulePath("needs_cublas"),
        {QStringLiteral("cuBLAS was not found (libcublas.so.99)"), QStringLiteral("LD_LIBRARY_PATH")});
    add("another library is missing", modulePath("needs_other"),
        {QStringLiteral("needs libother.so.99"), QStringLiteral("LD_LIBRARY_PATH")});
}

void TestModuleLoader::everyFaultHasItsReason() {
    QFETCH(const QString, path);
    QFETCH(const QStringList, parts);
    const auto backend = loadBackendModule(path.toStdString());
    QVERIFY(!backend);
    QCOMPARE(backend.error().status, Status::DeviceLost);
    const QString reason = QString::fromStdString(backend.error().reason);
    for (const QString& part : parts)
        QVERIFY2(reason.contains(part), qPrintable(reason));
    QVERIFY2(reason.endsWith(QLatin1Char('.')), qPrintable(reason));
}

void TestModuleLoader::whatAnArchiveLacksIsToBeUnpackedAnew() {
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("lib/headroom")));
    const auto backend =
        loadBackendModule(folder.filePath(QStringLiteral("bin/headroom_cuda.so")).toStdString());
    QVERIFY(!backend);
    const QString reason = QString::fromStdString(backend.error().reason);
    QVERIFY2(reason.contains(QStringLiteral("Unpack the archive anew")), qPrintable(reason));
    QVERIFY2(!reason.contains(QStringLiteral("package")), qPrintable(reason));
}

void TestModuleLoader::aCutModuleIsToldAndNotLoaded() {
    const QTemporaryDir folder;
    QFile whole(QString::fromStdString(modulePath("sound")));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray content = whole.readAll();
    for (const qsizetype size :
         {qsizetype{100}, qsizetype{1000}, content.size() / 4, content.size() / 2, content.size() - 1}) {
        const QString path = folder.filePath(QString::number(size));
        QFile cut(path);
        QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(content.left(size)) == size);
        cut.close();
        const auto backend = loadBackendModule(path.toStdString());
        QVERIFY(!backend);
        QCOMPARE(QString::fromStdString(backend.error().reason),
                 QStringLiteral("the GPU module %1 is cut off. Install it anew.").arg(path));
    }
}

void TestModuleLoader::whatTheVariableNamesIsToldWithIt() {
    const auto reasonOf = [](const char* path) {
        qputenv("HEADROOM_CUDA_MODULE", path);
        const auto backend = loadBackendModule(cudaModulePath());
        qunsetenv("HEADROOM_CUDA_MODULE");
        return backend ? std::string() : backend.error().reason;
    };
    QCOMPARE(
        reasonOf("here.so"),
        std::string("HEADROOM_CUDA_MODULE names here.so, which is no absolute path. Write it from / on."));
    const std::string then =
        ". Name the module, headroom_cuda.so, or unset the variable for the program's own.";
    QCOMPARE(reasonOf("/dev/null"), "HEADROOM_CUDA_MODULE names /dev/null, which is no file" + then);
    QCOMPARE(reasonOf("/nowhere/x.so"),
             "HEADROOM_CUDA_MODULE names /nowhere/x.so, which is not there" + then);
}

void TestModuleLoader::nothingIsSearchedInTheCurrentFolder() {
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(QStringLiteral(HEADROOM_TEST_MODULES)));
    for (const char* path : {"module_sound.so", "./module_sound.so", ""}) {
        const auto backend = loadBackendModule(path);
        QVERIFY(!backend);
        QVERIFY(backend.error().reason.find("absolute") != std::string::npos);
    }
    QVERIFY(QDir::setCurrent(before));
}

void TestModuleLoader::theModuleIsBesideTheProgramOrWhereTold() {
    qunsetenv("HEADROOM_CUDA_MODULE");
    QCOMPARE(QString::fromStdString(cudaModulePath()),
             QCoreApplication::applicationDirPath() + QStringLiteral("/headroom_cuda.so"));
    qputenv("HEADROOM_CUDA_MODULE", "/elsewhere/module.so");
    QCOMPARE(cudaModulePath(), std::string("/elsewhere/module.so"));
    qunsetenv("HEADROOM_CUDA_MODULE");
}

void TestModuleLoader::theModuleMayLieInTheFolderOfLibraries() {
    const QTemporaryDir prefix;
    const QDir programs(prefix.filePath(QStringLiteral("bin")));
    QVERIFY(programs.mkpath(QStringLiteral(HEADROOM_MODULE_FOLDER)));
    const std::string program = programs.filePath(QStringLiteral("headroom-engine")).toStdString();
    const QString beside = programs.filePath(QStringLiteral("headroom_cuda.so"));
    const QString installed =
        QDir::cleanPath(programs.filePath(QStringLiteral(HEADROOM_MODULE_FOLDER "/headroom_cuda.so")));
    const auto make = [](const QString& path) { return QFile(path).open(QIODevice::WriteOnly); };

    QCOMPARE(QString::fromStdString(cudaModulePathOf(program)), beside); // which the message names
    QVERIFY(make(installed));
    QCOMPARE(QString::fromStdString(cudaModulePathOf(program)), installed);
    QVERIFY(make(beside));
    QCOMPARE(QString::fromStdString(cudaModulePathOf(program)), beside);
}

void TestModuleLoader::librariesAreOfAModuleThatIsLoaded() {
    QCOMPARE(moduleLibraries(modulePath("absent")), std::string());
    QCOMPARE(moduleLibraries(modulePath("wrong_version")), std::string());
    QCOMPARE(moduleLibraries(modulePath("no_factory")), std::string()); // it does not say any
    QCOMPARE(moduleLibraries(modulePath("sound")), std::string("Nothing 1.0"));
}

HEADROOM_TEST(TestModuleLoader, EventLoop)

} // namespace headroom::testing::tst_module_loader

#include "tst_module_loader.moc"

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "tests/support/test_program.h"

#ifdef QT_WIDGETS_LIB
#include <QApplication>
#endif

#include <cstdio>
#include <vector>

namespace headroom::testing {

namespace {

const RegisteredTest*& firstTest() {
    static const RegisteredTest* first = nullptr;
    return first;
}

std::unique_ptr<QCoreApplication> applicationFor(Needs needs, int& argc, char** argv) {
    switch (needs) {
    case Needs::Nothing:
        return nullptr;
    case Needs::EventLoop:
        return std::make_unique<QCoreApplication>(argc, argv);
    case Needs::Windows:
#ifdef QT_WIDGETS_LIB
        return std::make_unique<QApplication>(argc, argv);
#else
        qFatal("this program was built without Qt Widgets");
#endif
    }
    return nullptr;
}

} // namespace

RegisteredTest::RegisteredTest(Make made, Needs needed, std::source_location where)
    : name(QFileInfo(QString::fromLocal8Bit(where.file_name())).completeBaseName().toLocal8Bit())
    , make(made)
    , needs(needed)
    , next(std::exchange(firstTest(), this)) {}

} // namespace headroom::testing

/// PROGRAM TEST [OPTION of Qt Test…]; without a test, their names.
int main(int argc, char** argv) {
    using namespace headroom::testing;
    const QByteArray wanted = argc > 1 ? argv[1] : "";
    for (const RegisteredTest* test = firstTest(); test; test = test->next) {
        if (test->name != wanted)
            continue;
        // The test's name is no option of Qt Test.
        std::vector<char*> arguments(argv, argv + argc);
        arguments.erase(arguments.begin() + 1);
        arguments.push_back(nullptr);
        int count = argc - 1;
        const auto application = applicationFor(test->needs, count, arguments.data());
        return QTest::qExec(test->make().get(), count, arguments.data());
    }
    std::fprintf(stderr, "usage: %s TEST [OPTION…], where the tests are:\n", argv[0]);
    for (const RegisteredTest* test = firstTest(); test; test = test->next)
        std::fprintf(stderr, "  %s\n", test->name.constData());
    return 2;
}

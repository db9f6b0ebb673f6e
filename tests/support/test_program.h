// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTest>

#include <memory>
#include <source_location>

namespace headroom::testing {

/// What a test's objects need to live in.
enum class Needs { Nothing, EventLoop, Windows };

/// One of the tests of a program, named after its source file; see HEADROOM_TEST.
struct RegisteredTest {
    using Make = std::unique_ptr<QObject> (*)();

    RegisteredTest(Make make, Needs needs, std::source_location where = std::source_location::current());

    QByteArray name;
    Make make;
    Needs needs;
    const RegisteredTest* next;
};

} // namespace headroom::testing

/// At the end of a test's source, instead of Qt Test's main: the tests of a folder are one program, which is
/// linked once and runs the one that its first argument names.
#define HEADROOM_TEST(Class, needs)                                                                          \
    static const ::headroom::testing::RegisteredTest registered##Class(                                      \
        [] { return std::unique_ptr<QObject>(std::make_unique<Class>()); },                                  \
        ::headroom::testing::Needs::needs);

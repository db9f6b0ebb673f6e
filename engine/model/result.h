// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace headroom {

/// What became of a point, and the kind of every error the engine reports.
enum class Status {
    Ok,          ///< measured, and its result passed the check
    CheckFailed, ///< the library's result was wrong: drawn as a failure, never as a throughput
    Unsupported, ///< the backend cannot compute this shape, type or layout
    OutOfMemory, ///< the operands do not fit
    DeviceLost,  ///< the device or its process went away
    Error,       ///< anything else; the reason says what
};

const char* toString(Status status);
/// Returns false, and leaves `status` alone, for a word that names none.
bool parse(std::string_view word, Status& status);

/// An error as a value: nothing is thrown across the backend interface.
struct Error {
    Status status = Status::Error;
    std::string reason; ///< a sentence a user can act on
};

/// Either a value or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& value() {
        assert(m_state.index() == 0);
        return *std::get_if<0>(&m_state);
    }
    const T& value() const {
        assert(m_state.index() == 0);
        return *std::get_if<0>(&m_state);
    }
    const Error& error() const {
        assert(m_state.index() == 1);
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

/// The result of an action that yields nothing.
using Outcome = Result<std::monostate>;
inline Outcome success() {
    return Outcome(std::monostate{});
}

} // namespace headroom

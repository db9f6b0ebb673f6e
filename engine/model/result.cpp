// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/result.h"

#include "engine/model/words.h"

namespace headroom {

namespace {

constexpr std::array<Word<Status>, 6> kStatuses{{
    {Status::Ok, "ok"},
    {Status::CheckFailed, "check-failed"},
    {Status::Unsupported, "unsupported"},
    {Status::OutOfMemory, "out-of-memory"},
    {Status::DeviceLost, "device-lost"},
    {Status::Error, "error"},
}};

} // namespace

const char* toString(Status status) {
    return textOf(kStatuses, status);
}

bool parse(std::string_view word, Status& status) {
    return valueOf(kStatuses, word, status);
}

} // namespace headroom

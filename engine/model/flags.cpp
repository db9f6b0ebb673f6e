// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/flags.h"

#include <algorithm>
#include <array>

namespace headroom {

namespace {

constexpr std::array<FlagInfo, 12> kAll{{
    {Flag::ClockLow, "clock-low", "clock well below the best of its kind of kernel", true},
    {Flag::Throttled, "throttled", "throttled by the driver", true},
    {Flag::IntervalWide, "interval-wide", "interval wider than asked for", false},
    {Flag::CapHit, "cap-hit", "stopped at the time limit", false},
    {Flag::LaunchBound, "launch-bound", "bound by the launch of the call", false},
    {Flag::AboveRoof, "above-roof", "above the roof: roof or measurement is wrong", false},
    {Flag::KernelChanged, "kernel-changed", "kernel changed during the measurement", false},
    {Flag::DeviceBusy, "device-busy", "device busy with other work", true},
    {Flag::ReferenceKernel, "reference-kernel", "the library's slow reference kernel", false},
    {Flag::ProcessorLost, "processor-lost", "threads lost the processor", true},
    {Flag::VisitsDiffer, "visits-differ", "the fastest visits to it do not agree", false},
    {Flag::ProcessorSlow, "processor-slow", "a core was shared with other work, or its clock was low", true},
}};

} // namespace

std::span<const FlagInfo> allFlags() {
    return kAll;
}

bool isDisturbed(Flags flags) {
    return std::ranges::any_of(
        kAll, [flags](const FlagInfo& info) { return info.isDisturbance && flags.has(info.flag); });
}

std::string toString(Flags flags) {
    std::string text;
    for (const FlagInfo& info : kAll) {
        if (!flags.has(info.flag))
            continue;
        if (!text.empty())
            text += '|';
        text += info.word;
    }
    return text;
}

bool parse(std::string_view words, Flags& flags) {
    Flags result;
    while (!words.empty()) {
        const std::size_t end = words.find('|');
        const auto info = std::ranges::find(kAll, words.substr(0, end), &FlagInfo::word);
        if (info == kAll.end())
            return false;
        result |= info->flag;
        if (end == std::string_view::npos)
            break;
        words.remove_prefix(end + 1);
        if (words.empty())
            return false;
    }
    flags = result;
    return true;
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/backends/cuda/chip.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace headroom::cuda {

namespace {

/// Dense FLOP per clock and multiprocessor. Each row reproduces a vendor's figure:
/// 7.0 V100 125, 7.5 T4 65, 8.0 A100 312, 8.6 A40 149.7, 8.7 Orin 42.5, 8.9 L4 121, 9.0 H100 SXM 989 (at
/// 1830 MHz), 10.0 B200 2250, 12.0 RTX PRO 6000 503 TFLOP/s in f16 with f32 accumulation. From 8.9 on tensor
/// cores multiply e4m3 twice as fast: L4 242, H100 SXM 1979, B200 4500 TFLOP/s.
struct Rates {
    int capability; ///< major · 10 + minor
    int half;       ///< f16, and bf16 from 8.0 on
    int tf32;
    int single; ///< f32
};
constexpr std::array kRates{
    Rates{70, 1024, 0, 128},     Rates{72, 1024, 0, 128},     Rates{75, 1024, 0, 128},
    Rates{80, 2048, 1024, 128},  Rates{86, 1024, 512, 256},   Rates{87, 2048, 1024, 256},
    Rates{89, 1024, 512, 256},   Rates{90, 4096, 2048, 256},  Rates{100, 8192, 4096, 256},
    Rates{103, 8192, 4096, 256}, Rates{110, 8192, 4096, 256}, Rates{120, 1024, 512, 256},
    Rates{121, 1024, 512, 256},
};

int capability(const Chip& chip) {
    return chip.major * 10 + chip.minor;
}

/// GeForce chips run tensor cores with f32 accumulation at half rate (RTX 2080 Ti: 53.8, RTX 4090: 165
/// TFLOP/s in f16).
bool isHalved(const Chip& chip) {
    return capability(chip) >= 75 && chip.name.find("GeForce") != std::string::npos;
}

bool hasE4m3(const Chip& chip) {
    return capability(chip) >= 89;
}

/// "…; this GPU has 7.5. Choose …" without the last word.
std::string needs(const Chip& chip, DataType type, const char* needed) {
    return std::string(toString(type)) + " needs compute capability " + needed + " or later; this GPU has " +
           std::to_string(chip.major) + "." + std::to_string(chip.minor) + ". Choose ";
}

} // namespace

int flopPerClock(const Chip& chip, DataType type) {
    const auto rates = std::ranges::find(kRates, capability(chip), &Rates::capability);
    if (rates == kRates.end())
        return 0;
    const int share = isHalved(chip) ? 2 : 1;
    switch (type) {
    case DataType::F32:
        return rates->single;
    case DataType::Tf32:
        return rates->tf32 / share;
    case DataType::Bf16:
        return chip.major >= 8 ? rates->half / share : 0;
    case DataType::F16:
        return rates->half / share;
    case DataType::E4m3:
    case DataType::E4m3Quantised:
        return hasE4m3(chip) ? 2 * rates->half / share : 0;
    case DataType::Mxfp8:
    case DataType::Nvfp4:
        return 0;
    }
    return 0;
}

std::string whyUnsupported(const Chip& chip, DataType type) {
    switch (type) {
    case DataType::F32:
    case DataType::F16:
        return {};
    case DataType::Bf16:
    case DataType::Tf32:
        return chip.major >= 8 ? std::string() : needs(chip, type, "8.0") + "f16 or f32.";
    case DataType::E4m3:
    case DataType::E4m3Quantised:
        return hasE4m3(chip) ? std::string() : needs(chip, type, "8.9") + "f16.";
    case DataType::Mxfp8:
    case DataType::Nvfp4:
        if (chip.major >= 10)
            return std::string("This program does not measure ") + toString(type) + " yet. Choose e4m3.";
        return needs(chip, type, "10.0") + (hasE4m3(chip) ? "e4m3." : "f16.");
    }
    return {};
}

Result<Roof> specifiedRoof(const Chip& chip, DataType type) {
    const int rate = flopPerClock(chip, type);
    if (rate == 0)
        return Error{Status::Unsupported, "The peak of compute capability " + std::to_string(chip.major) +
                                              "." + std::to_string(chip.minor) + " in " + toString(type) +
                                              " is not known to this program."};
    Roof roof;
    roof.type = type;
    roof.peakTflops = chip.multiprocessors * chip.clockHz * rate / 1e12;
    roof.clockMhz = chip.clockHz / 1e6;
    roof.bandwidthBytesPerS = 2 * chip.memoryClockHz * chip.busBits / 8;
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(), "specified: %d SM x %.0f MHz x %d FLOP, 2 x %.0f MHz x %d bit",
                  chip.multiprocessors, chip.clockHz / 1e6, rate, chip.memoryClockHz / 1e6, chip.busBits);
    roof.source = text.data();
    return roof;
}

double excessPower(const Roof& roof, const GemmShape& shape, double callS) {
    if (callS <= 0 || roof.peakTflops <= 0 || roof.bandwidthBytesPerS <= 0)
        return 1;
    const double arithmetic = tflops(flop(shape), callS) / roof.peakTflops;
    const double memory = static_cast<double>(operandBytes(shape)) / callS / roof.bandwidthBytesPerS;
    return std::clamp((1.6 * arithmetic + 0.3 * memory - 0.3) / 0.5, 0.0, 1.0);
}

std::uint64_t workspaceBytes(const Chip& chip) {
    constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20;
    if (chip.major >= 12)
        return 12 * kMebibyte;
    return (chip.major >= 9 ? 32 : 4) * kMebibyte;
}

std::string hardwareId(const Uuid& uuid, const std::string& pciBusId) {
    if (uuid == Uuid{})
        return "gpu-" + pciBusId;
    std::string id = "gpu";
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        const bool groupBegins = i == 0 || i == 4 || i == 6 || i == 8 || i == 10;
        std::array<char, 4> text{};
        std::snprintf(text.data(), text.size(), groupBegins ? "-%02x" : "%02x", unsigned{uuid[i]});
        id += text.data();
    }
    return id;
}

std::string whyNoAlgorithm(const GemmShape& shape) {
    if (!liesAlongK(shape))
        return "In e4m3 cuBLASLt needs both operands to lie along k: choose the layout nt.";
    std::string broken;
    const auto require = [&broken](const char* symbol, std::int64_t value, std::int64_t factor) {
        if (value % factor != 0)
            broken += (broken.empty() ? "" : " and ") + std::string(symbol) + " = " + std::to_string(value);
    };
    require("m", shape.m, 8);
    require("n", shape.n, 16);
    require("k", shape.k, 16);
    if (broken.empty())
        return "cuBLASLt has no algorithm for this shape in e4m3.";
    return "cuBLASLt offers no e4m3 kernel for this shape: it asks for n and k in multiples of 16, and m of "
           "8; here " +
           broken + ".";
}

} // namespace headroom::cuda

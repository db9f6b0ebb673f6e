// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/io/reproducer.h"

#include "engine/files/exact_number.h"
#include "engine/files/printable.h"
#include "engine/io/reproducer_texts.h"
#include "engine/measure/narrow_float.h"
#include "engine/sweep/budget_lines.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <vector>

namespace headroom {

namespace {

constexpr std::array<Word<Reproducer>, 2> kReproducerWords{
    {{Reproducer::PyTorch, "pytorch"}, {Reproducer::CublasLt, "cublaslt"}}};

/// What a type is called elsewhere.
struct TypeWords {
    const char* torch;
    const char* cpp;
    const char* cuda;
    const char* compute;
};

TypeWords wordsFor(DataType type) {
    switch (type) {
    case DataType::Tf32:
        return {"torch.float32", "float", "CUDA_R_32F", "CUBLAS_COMPUTE_32F_FAST_TF32"};
    case DataType::F16:
        return {"torch.float16", "__half", "CUDA_R_16F", "CUBLAS_COMPUTE_32F"};
    case DataType::Bf16:
        return {"torch.bfloat16", "__nv_bfloat16", "CUDA_R_16BF", "CUBLAS_COMPUTE_32F"};
    case DataType::E4m3:
        return {"torch.float8_e4m3fn", "__nv_fp8_e4m3", "CUDA_R_8F_E4M3", "CUBLAS_COMPUTE_32F"};
    case DataType::E4m3Quantised: // before it is quantised; cuBLASLt sees what comes of it
        return {"torch.bfloat16", "__nv_fp8_e4m3", "CUDA_R_8F_E4M3", "CUBLAS_COMPUTE_32F"};
    case DataType::F32:
    case DataType::Mxfp8:
    case DataType::Nvfp4: // refused before
        break;
    }
    return {"torch.float32", "float", "CUDA_R_32F", "CUBLAS_COMPUTE_32F"};
}

std::string figure(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", value);
    return text.data();
}

/// One line of a comment: a backslash at its end would go on to the next.
std::string commentLine(const std::string& text) {
    std::string line = printable(text);
    std::ranges::replace_if(
        line, [](char c) { return c == '\n' || c == '\t' || c == '\\'; }, ' ');
    return line;
}

std::string nameOfGemm(const PlannedPoint& point) {
    if (point.operation == Operation::Gemm)
        return point.label;
    const LayerShape& layer = point.layer;
    return titleOf(point.operation, point.pass) + " of a layer with h = " + std::to_string(layer.hidden) +
           ", a = " + std::to_string(layer.heads) + ", b = " + std::to_string(layer.batch) +
           ", s = " + std::to_string(layer.seq);
}

std::string shapeLine(const PlannedPoint& point) {
    const GemmShape& gemm = point.gemm;
    return "batch " + std::to_string(gemm.batch) + ", m " + std::to_string(gemm.m) + ", n " +
           std::to_string(gemm.n) + ", k " + std::to_string(gemm.k) + ", " + toString(gemm.type) +
           ", layout " + toString(point.layout);
}

std::vector<std::string> measuredLines(const Run& run, const Measurement& row) {
    const RunContext& context = run.context;
    const std::string where = context.device + ", " + context.backend +
                              (context.libraryVersion.empty() ? "" : ' ' + context.libraryVersion) +
                              (context.driverVersion.empty() ? "" : ", driver " + context.driverVersion);
    if (!row.ok())
        return {where + ": not measured. " + row.reason};
    std::vector<std::string> lines{where + ": " + figure(1e3 * row.time.medianS) + " ms, " +
                                   figure(row.throughputTflops()) + " TFLOP/s, algorithm " +
                                   toString(row.point.algorithm)};
    if (!row.kernel.empty())
        lines.push_back("Kernel: " + row.kernel);
    if (context.isOfProcessor())
        lines.emplace_back("That was a processor; this program runs the same on an NVIDIA GPU.");
    return lines;
}

/// What the program does otherwise than Headroom.
std::vector<std::string> differences(Reproducer in, const PlannedPoint& point) {
    std::vector<std::string> lines;
    const DataType type = point.gemm.type;
    const bool isBest = point.algorithm == Algorithm::Best;
    if (in == Reproducer::PyTorch) {
        if (multipliesE4m3(type)) {
            lines.emplace_back(
                "torch._scaled_mm asks cuBLASLt for one algorithm, as Headroom does, with fast "
                "accumulation and one scale a tensor.");
            if (point.gemm.batch > 1)
                lines.emplace_back("It has no batch: the batch is a loop here, and one call in Headroom.");
        }
        if (isBest)
            lines.emplace_back(
                "Headroom took the fastest of cuBLAS's and cuBLASLt's algorithms here; PyTorch "
                "takes the library's own choice and may run another kernel.");
        if (type == DataType::E4m3Quantised)
            lines.emplace_back("PyTorch's kernels that quantise are others than Headroom's.");
    } else {
        if (multipliesE4m3(type))
            lines.emplace_back(isBest
                                   ? "All of cuBLASLt's proposals are timed: Headroom took the fastest that "
                                     "was right."
                                   : "cuBLASLt's first proposal is timed, as Headroom does.");
        else
            lines.emplace_back(
                isBest ? "cuBLAS's own choice and all of cuBLASLt's proposals are timed: Headroom "
                         "took the fastest that was right."
                       : "Headroom measured cuBLAS's own choice; cuBLASLt's first proposal is "
                         "timed beside it, and may be another kernel.");
        if (type == DataType::E4m3Quantised)
            lines.emplace_back(
                "Headroom's time includes quantising A and B from bf16 in each call; this is the "
                "GEMM alone.");
    }
    lines.emplace_back("Results are not checked here, and a single median stands for Headroom's visits.");
    return lines;
}

std::string pyTorchCall(const GemmShape& gemm) {
    if (gemm.type == DataType::E4m3Quantised)
        return R"(

up = torch.tensor(@UP@, device="cuda")
down = 1 / up


def call(a, b, c):
    # Each call quantises its operands, by scales known beforehand.
    a, b = (a * up).to(torch.float8_e4m3fn), (b.mT * up).to(torch.float8_e4m3fn).mT
    for i in range(batch):
        torch._scaled_mm(a[i], b[i], scale_a=down, scale_b=down, out_dtype=out_dtype, use_fast_accum=True, out=c[i])
)";
    if (gemm.type == DataType::E4m3)
        return R"(

one = torch.ones((), device="cuda")


def call(a, b, c):
    for i in range(batch):
        torch._scaled_mm(a[i], b[i], scale_a=one, scale_b=one, out_dtype=out_dtype, use_fast_accum=True, out=c[i])
)";
    if (gemm.batch == 1)
        return "\n\ndef call(a, b, c):\n    torch.mm(a[0], b[0], out=c[0])\n";
    return "\n\ndef call(a, b, c):\n    torch.bmm(a, b, out=c)\n";
}

std::string pyTorchSettings(DataType type) {
    if (type == DataType::F32 || type == DataType::Tf32)
        return std::string("torch.backends.cuda.matmul.allow_tf32 = ") +
               (type == DataType::Tf32 ? "True" : "False") + "\n";
    return {};
}

using Values = std::map<std::string, std::string>;

void addStrides(Values& values, const std::string& name, const OperandStrides& operand) {
    values[name + "_BATCH"] = std::to_string(operand.batch);
    values[name + "_DOWN"] = std::to_string(operand.down());
    values[name + "_ACROSS"] = std::to_string(operand.across());
    values[name + "_LEADING"] = std::to_string(operand.leading);
    values[name + "_TRANSPOSED"] = operand.transposed ? "true" : "false";
}

Values valuesOf(const PlannedPoint& point) {
    const GemmShape& gemm = point.gemm;
    const TypeWords in = wordsFor(gemm.type);
    const TypeWords out = wordsFor(outputType(gemm.type));
    const bool isFp8 = multipliesE4m3(gemm.type);
    const bool isScaled = gemm.type == DataType::E4m3Quantised;
    Values values{{"INCLUDE", "#include"},
                  {"BATCH", std::to_string(gemm.batch)},
                  {"M", std::to_string(gemm.m)},
                  {"N", std::to_string(gemm.n)},
                  {"K", std::to_string(gemm.k)},
                  {"DTYPE", in.torch},
                  {"OUT_DTYPE", out.torch},
                  {"RANDOM", isFp8 ? "torch.float32" : in.torch},
                  {"SETTINGS", pyTorchSettings(gemm.type)},
                  {"CALL", pyTorchCall(gemm)},
                  {"UP", exactNumber(kE4m3Scale) + ".0"},
                  {"IN", in.cpp},
                  {"OUT", out.cpp},
                  {"CUDA_IN", in.cuda},
                  {"CUDA_OUT", out.cuda},
                  {"COMPUTE", in.compute},
                  {"FP8", isFp8 ? "true" : "false"},
                  {"SCALE", isScaled ? "1.0f / " + exactNumber(kE4m3Scale) : "1"},
                  {"PROPOSALS", point.algorithm == Algorithm::Best ? "16" : "1"}};
    addStrides(values, "A", gemm.a);
    addStrides(values, "B", gemm.b);
    return values;
}

/// The text with each @NAME@ replaced; replacements may have names of their own.
std::string filled(std::string text, const Values& values) {
    std::size_t from = 0;
    while (true) {
        const std::size_t at = text.find('@', from);
        const std::size_t end = at == std::string::npos ? at : text.find('@', at + 1);
        if (end == std::string::npos)
            return text;
        const auto value = values.find(text.substr(at + 1, end - at - 1));
        if (value == values.end()) {
            from = end;
            continue;
        }
        text.replace(at, end + 1 - at, value->second);
        from = at;
    }
}

Result<std::string> program(Reproducer in, const PlannedPoint& point, const std::vector<std::string>& told) {
    const DataType type = point.gemm.type;
    if (type == DataType::Mxfp8 || type == DataType::Nvfp4)
        return Error{Status::Unsupported, std::string("There is no program for ") + toString(type) + " yet."};
    if (multipliesE4m3(type) && !liesAlongK(point.gemm))
        return Error{Status::Unsupported,
                     "fp8 is computed where both operands lie along k alone: layout nt."};
    std::vector<std::string> lines{"Written by Headroom: one GEMM, C = A·B, timed by CUDA events."};
    if (const std::string name = nameOfGemm(point); !name.empty())
        lines.push_back(name);
    lines.push_back(shapeLine(point));
    lines.insert(lines.end(), told.begin(), told.end());
    const std::vector<std::string> otherwise = differences(in, point);
    lines.insert(lines.end(), otherwise.begin(), otherwise.end());
    std::string comment;
    for (const std::string& line : lines)
        comment += (comment.empty() ? "" : "\n") + std::string(in == Reproducer::PyTorch ? "# " : "// ") +
                   commentLine(line);
    // Comments come last: their texts are of files, and may look like a name.
    const std::string_view text = in == Reproducer::PyTorch ? kPyTorchText : kCublasLtText;
    std::string body = filled(std::string(text), valuesOf(point));
    constexpr std::string_view kComment = "@COMMENT@";
    body.replace(body.find(kComment), kComment.size(), comment);
    return body;
}

} // namespace

template <>
std::span<const Word<Reproducer>> wordsOf() {
    return kReproducerWords;
}

const char* toString(Reproducer in) {
    return textOf(kReproducerWords, in);
}

bool parse(std::string_view word, Reproducer& in) {
    return valueOf(kReproducerWords, word, in);
}

const char* nameOf(Reproducer in) {
    return in == Reproducer::PyTorch ? "PyTorch" : "cuBLASLt";
}

Result<std::string> reproduce(Reproducer in, const Run& run, const Measurement& row) {
    return program(in, row.point, measuredLines(run, row));
}

Result<std::string> reproduce(Reproducer in, const PlannedPoint& point) {
    return program(in, point, {});
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/environment.h"

#include <algorithm>
#include <array>
#include <unistd.h> // environ

namespace headroom {

namespace {

using enum VariableUse;

constexpr const char* kOwnThreads = "this program itself chooses its threads, their cores and how they wait";
constexpr const char* kWholeChip = "figures are those of the processor's whole instruction set";
constexpr const char* kAskedType = "rows are computed in the type that was asked for";
constexpr const char* kPlainCalls = "it changes what the library does in the calls that are timed";
constexpr const char* kPartOfGpu = "it may leave a part of the GPU only, and the roof is that of all of it";
constexpr const char* kTool = "a tool is loaded into the process, which may take time in the calls";
constexpr const char* kToolkit = "where files of a toolkit lie";
constexpr const char* kRespected = "recorded";

constexpr std::array kRules = std::to_array<VariableRule>({
    {"OMP_*", SetAside, "oneDNN", kOwnThreads},
    {"GOMP_*", SetAside, "oneDNN", kOwnThreads},
    {"KMP_*", SetAside, "oneDNN", kOwnThreads},
    {"ONEDNN_MAX_CPU_ISA", SetAside, "oneDNN", kWholeChip},
    {"DNNL_MAX_CPU_ISA", SetAside, "oneDNN", kWholeChip},
    {"ONEDNN_CPU_ISA_HINTS", SetAside, "oneDNN", kWholeChip},
    {"DNNL_CPU_ISA_HINTS", SetAside, "oneDNN", kWholeChip},
    {"ONEDNN_DEFAULT_FPMATH_MODE", SetAside, "oneDNN", kAskedType},
    {"DNNL_DEFAULT_FPMATH_MODE", SetAside, "oneDNN", kAskedType},
    {"ONEDNN_*", SetAside, "oneDNN", kPlainCalls}, // verbose lines, dumps, profiling
    {"DNNL_*", SetAside, "oneDNN", kPlainCalls},
    {"NVIDIA_TF32_OVERRIDE", SetAside, "cuBLAS", kAskedType},
    {"CUBLAS_EMULAT*", SetAside, "cuBLAS", kAskedType}, // f32 from products of bf16
    {"CUBLAS_*", Recorded, "cuBLAS", kRespected},
    {"CUBLASLT_*", Recorded, "cuBLAS", kRespected},
    {"CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", Told, "cuBLAS", kPartOfGpu},
    {"CUDA_INJECTION*", Told, "cuBLAS", kTool},
    {"CUDA_HOME", Ignored, "", kToolkit},
    {"CUDA_ROOT", Ignored, "", kToolkit},
    {"CUDA_PATH*", Ignored, "", kToolkit},
    {"CUDA_VERSION", Ignored, "", kToolkit},
    {"CUDA_CACHE_*", Ignored, "", kToolkit},
    {"CUDA_*", Recorded, "cuBLAS", kRespected}, // devices that a scheduler grants, launching, loading
    {"GLIBC_TUNABLES", Recorded, "", kRespected},
    {"LD_PRELOAD", Recorded, "", kRespected},
});

bool fits(std::string_view pattern, std::string_view name) {
    return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1)) : name == pattern;
}

std::string_view nameOf(std::string_view variable) {
    return variable.substr(0, variable.find('='));
}

/// Behind the null that ends `environ`.
constinit std::span<char*> g_setAside;

/// Puts what is set aside behind the end of the others. No library is ready yet: nothing is allocated.
void setAside(int, char**, char** variables) {
    char** end = variables;
    while (*end != nullptr)
        ++end;
    char** kept = variables;
    for (char** variable = variables; variable != end; ++variable) {
        const VariableRule* rule = ruleFor(nameOf(*variable));
        if (rule == nullptr || rule->use != SetAside)
            std::rotate(kept++, variable, variable + 1);
    }
    std::rotate(kept, end, end + 1); // the null that ended all
    g_setAside = {kept + 1, end + 1};
}

[[gnu::section(".preinit_array"), gnu::used]] void (*g_beforeLibraries)(int, char**, char**) = setAside;

/// The text as it may stand in files and on terminals, cut between two characters of UTF-8.
std::string recordOf(std::string_view variable) {
    std::string text(variable.substr(0, kMostVariableBytes));
    if (text.size() < variable.size()) {
        while (!text.empty() && (static_cast<unsigned char>(variable[text.size()]) & 0xC0u) == 0x80u)
            text.pop_back();
        text += "…";
    }
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
    return text;
}

/// The variables given, sorted by name, whose rule the function accepts.
template <class Accepts>
std::vector<std::string_view> given(Accepts accepts) {
    std::vector<std::string_view> variables;
    for (const char* variable : givenEnvironment()) {
        const VariableRule* rule = variable != nullptr ? ruleFor(nameOf(variable)) : nullptr;
        if (rule != nullptr && accepts(*rule))
            variables.emplace_back(variable);
    }
    std::ranges::sort(variables);
    if (variables.size() > kMostVariables)
        variables.resize(kMostVariables);
    return variables;
}

std::string noteOf(const VariableRule& rule, const std::vector<std::string>& variables) {
    std::string list;
    for (std::size_t i = 0; i < variables.size(); ++i)
        list += (i == 0 ? "" : i + 1 == variables.size() ? " and " : ", ") + variables[i];
    const bool one = variables.size() == 1;
    if (rule.use == SetAside)
        return list + (one ? " was" : " were") + " set aside: " + rule.reason + ".";
    return list + (one ? " is" : " are") + " respected: " + rule.reason + ".";
}

} // namespace

std::span<const VariableRule> variableRules() {
    return kRules;
}

const VariableRule* ruleFor(std::string_view name) {
    const auto rule =
        std::ranges::find_if(kRules, [name](const VariableRule& each) { return fits(each.pattern, name); });
    return rule == kRules.end() ? nullptr : &*rule;
}

std::vector<std::string> recordedEnvironment() {
    std::vector<std::string> records;
    for (const std::string_view variable :
         given([](const VariableRule& rule) { return rule.use != Ignored; }))
        records.push_back(recordOf(variable));
    return records;
}

std::vector<std::string> environmentNotes(std::string_view backend) {
    std::vector<std::string> notes;
    for (auto rule = kRules.begin(); rule != kRules.end(); ++rule) {
        if ((rule->use != Told && rule->use != SetAside) || rule->backend != backend)
            continue;
        const auto sameNote = [rule](const VariableRule& other) {
            return other.use == rule->use && other.reason == std::string_view(rule->reason) &&
                   other.backend == std::string_view(rule->backend);
        };
        if (std::any_of(kRules.begin(), rule, sameNote))
            continue;
        std::vector<std::string> variables;
        for (const std::string_view variable : given(sameNote))
            variables.push_back(recordOf(variable));
        if (!variables.empty())
            notes.push_back(noteOf(*rule, variables));
    }
    return notes;
}

std::vector<char*> givenEnvironment() {
    std::vector<char*> variables;
    for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
        variables.push_back(*variable);
    variables.insert(variables.end(), g_setAside.begin(), g_setAside.end());
    variables.push_back(nullptr);
    return variables;
}

} // namespace headroom

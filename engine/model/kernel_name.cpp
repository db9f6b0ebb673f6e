// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/model/kernel_name.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <vector>

namespace headroom {

namespace {

constexpr std::string_view kGrid = " grid ";
constexpr std::string_view kBlock = " block ";
constexpr std::string_view kNextLaunch = " + ";

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Where the template or parameter list that opens at `open` ends; the end of the text when it never does.
std::size_t closingBracket(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '<' || text[i] == '(')
            ++depth;
        else if ((text[i] == '>' || text[i] == ')') && --depth == 0)
            return i;
    }
    return text.size();
}

std::string_view withoutParameters(std::string_view name) {
    int depth = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '(' && depth == 0 && !name.substr(i).starts_with("(anonymous namespace)"))
            return name.substr(0, i);
        if (name[i] == '<' || name[i] == '(')
            ++depth;
        else if (name[i] == '>' || name[i] == ')')
            --depth;
    }
    return name;
}

/// "256x128" or "128x128x32": whole numbers joined by x. Empty when the token is something else.
std::vector<int> dimensions(std::string_view token) {
    std::vector<int> values;
    while (!token.empty()) {
        int value = 0;
        const auto [end, fault] = std::from_chars(token.data(), token.data() + token.size(), value);
        if (fault != std::errc() || value <= 0)
            return {};
        values.push_back(value);
        token.remove_prefix(static_cast<std::size_t>(end - token.data()));
        if (token.empty())
            break;
        if (token.front() != 'x' || token.size() == 1)
            return {};
        token.remove_prefix(1);
    }
    return values.size() >= 2 ? values : std::vector<int>();
}

std::vector<std::string_view> tokensOf(std::string_view name) {
    std::vector<std::string_view> tokens;
    while (!name.empty()) {
        const std::size_t end = name.find('_');
        if (end != 0)
            tokens.push_back(name.substr(0, end));
        name.remove_prefix(end == std::string_view::npos ? name.size() : end + 1);
    }
    return tokens;
}

std::string tileOf(const std::vector<std::string_view>& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        std::string_view token = tokens[i];
        if (token.starts_with("tilesize"))
            token.remove_prefix(8);
        const std::vector<int> tile = dimensions(token);
        if (tile.empty())
            continue;
        std::string text(token);
        if (tile.size() > 2)
            return text;
        // "256x128_32x3" and "128x256_…_stages_64x3": depth and number of stages.
        for (std::size_t next = i + 1; next < tokens.size(); ++next) {
            const bool named = tokens[next - 1] == "stages";
            const std::vector<int> depth = dimensions(tokens[next]);
            if (depth.size() == 2 && (named || next == i + 1))
                return text + "x" + std::to_string(depth.front());
        }
        return text;
    }
    return {};
}

int numberAfter(const std::vector<std::string_view>& tokens, std::string_view word) {
    for (const std::string_view token : tokens) {
        int value = 0;
        if (token.size() > word.size() && token.starts_with(word) &&
            std::from_chars(token.data() + word.size(), token.data() + token.size(), value).ptr ==
                token.data() + token.size() &&
            value > 0)
            return value;
    }
    return 0;
}

bool isArchitecture(std::string_view token) {
    return token.size() > 2 && token.starts_with("sm") && std::ranges::all_of(token.substr(2), isDigit);
}

std::string architectureOf(const std::vector<std::string_view>& tokens) {
    const auto named = std::ranges::find_if(tokens, isArchitecture);
    if (named != tokens.end())
        return " " + std::string(*named);
    const bool numbered = tokens.size() > 1 && std::ranges::all_of(tokens[1], isDigit);
    return numbered ? " sm" + std::string(tokens[1]) : std::string();
}

std::string familyOf(std::string_view function, const std::vector<std::string_view>& tokens) {
    if (tokens.empty())
        return {};
    for (const std::string_view family : {"nvjet", "cutlass3x", "cutlass"})
        if (tokens.front() == family)
            return std::string(family) + architectureOf(tokens);
    if (tokens.size() > 1 && isArchitecture(tokens[0]) && tokens[1] == "xmma")
        return "xmma " + std::string(tokens[0]);
    for (const std::string_view family : {"maxwell", "volta", "turing", "ampere", "hopper"})
        if (tokens.front() == family)
            return std::string(family);
    // Another kernel: its identifier, without namespaces and template arguments.
    std::string_view name = function.substr(0, function.find('<'));
    if (const std::size_t scope = name.rfind("::"); scope != std::string_view::npos)
        name.remove_prefix(scope + 2);
    return std::string(name);
}

/// Cuts `word` and what follows it off `text` and returns what follows.
std::string cutAfter(std::string_view& text, std::string_view word) {
    const std::size_t place = text.rfind(word);
    if (place == std::string_view::npos)
        return {};
    const std::string_view value = text.substr(place + word.size());
    if (dimensions(value).empty())
        return {};
    text = text.substr(0, place);
    return std::string(value);
}

} // namespace

std::string readableKernelName(std::string_view symbol) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> demangled(
        abi::__cxa_demangle(std::string(symbol).c_str(), nullptr, nullptr, &status), &std::free);
    if (status != 0 || !demangled)
        return std::string(symbol);
    std::string_view name = withoutParameters(demangled.get());
    if (name.starts_with("void "))
        name.remove_prefix(5);
    const std::size_t open = name.find('<');
    const std::string_view outer = name.substr(0, open);
    if (open != std::string_view::npos && (outer == "cutlass::Kernel" || outer == "cutlass::Kernel2")) {
        const std::size_t close = closingBracket(name, open);
        name = name.substr(open + 1, close - open - 1);
    }
    return std::string(name);
}

std::string kernelText(std::string_view function, std::string_view grid, std::string_view block) {
    std::string text(function);
    text.append(kGrid).append(grid).append(kBlock).append(block);
    return text;
}

KernelIdentity parseKernel(std::string_view text) {
    text = text.substr(0, text.find(kNextLaunch));
    KernelIdentity identity;
    identity.block = cutAfter(text, kBlock);
    identity.grid = cutAfter(text, kGrid);
    identity.function = text;
    const std::vector<std::string_view> tokens = tokensOf(text);
    identity.family = familyOf(text, tokens);
    if (text.find('<') == std::string_view::npos) {
        identity.tile = tileOf(tokens);
        identity.alignment = numberAfter(tokens, "align");
        if (identity.alignment == 0)
            identity.alignment = numberAfter(tokens, "ldg");
    }
    return identity;
}

std::string shortKernelName(std::string_view text) {
    const KernelIdentity identity = parseKernel(text);
    std::string name = identity.family;
    if (!identity.tile.empty())
        name += " " + identity.tile;
    if (identity.alignment > 0)
        name += " align" + std::to_string(identity.alignment);
    return name;
}

} // namespace headroom

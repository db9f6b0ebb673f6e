// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/files/parse_json.h"

#include "engine/files/json_reader.h"
#include "engine/files/limits.h"
#include "engine/files/printable.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace headroom {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kSpace = " \t\r\n";
constexpr const char* kRows = "measurements";
constexpr int kOutOfRange = 406; ///< of a number, in the library's numbering

Error refusal(const std::string& reason) {
    return {Status::Error, reason};
}

/// The parser keeps what it skips until the next text or number, and spells it out for its own error message.
/// Within a text white space is a part of it.
bool hasEndlessSpace(std::string_view text) {
    std::size_t inARow = 0;
    bool isInText = false;
    bool isEscaped = false;
    for (const char c : text) {
        if (c == '"' && !isEscaped)
            isInText = !isInText;
        isEscaped = isInText && c == '\\' && !isEscaped;
        const bool isSpace = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        inARow = isSpace && !isInText ? inARow + 1 : 0;
        if (inARow > kMaxSpaceBytes)
            return true;
    }
    return false;
}

/// Builds a document from the parser's events, and stops it at the first limit.
class Builder final : public nlohmann::json_sax<Json> {
public:
    explicit Builder(const RowReader* readRow) : m_readRow(readRow) {}

    Json take() { return std::move(m_root); }
    const std::string& fault() const { return m_fault; }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(std::int64_t value) override { return add(value); }
    bool number_unsigned(std::uint64_t value) override { return add(value); }
    bool number_float(double value, const std::string&) override { return add(value); }
    bool string(std::string& value) override {
        return isShort(value.size(), "a text") && add(std::move(value));
    }
    bool binary(Json::binary_t&) override { return refuse("it holds bytes that are no text"); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& name) override {
        if (!isShort(name.size(), "a name"))
            return false;
        if (m_open.back()->contains(name))
            return refuse("it gives " + inQuotes(printable(name)) + " twice in one object");
        m_name = std::move(name);
        return true;
    }

    bool parse_error(std::size_t byte, const std::string&,
                     const nlohmann::detail::exception& error) override {
        return refuse(error.id == kOutOfRange
                          ? "a number is too large, at byte " + std::to_string(byte)
                          : "it is not valid JSON, or was cut short, at byte " + std::to_string(byte));
    }

private:
    bool refuse(const std::string& reason) {
        if (m_fault.empty())
            m_fault = reason;
        return false;
    }

    bool isShort(std::size_t bytes, const char* what) {
        return bytes <= kMaxTextBytes ||
               refuse(std::string(what) + " has " + std::to_string(bytes) + " bytes; at most " +
                      std::to_string(kMaxTextBytes) + " are read");
    }

    bool mayAdd() {
        if (m_open.size() == 2 && m_rowsAreOpen && m_rows == kMaxMeasurements)
            return refuse("it has more than " + std::to_string(kMaxMeasurements) + " measurements");
        const bool inRow = m_rowsAreOpen && m_open.size() > 2;
        if (++(inRow ? m_rowValues : m_values) > (inRow ? kMaxRowValues : kMaxJsonValues))
            return refuse(inRow ? "a measurement has more than " + std::to_string(kMaxRowValues) + " values"
                                : "it has more than " + std::to_string(kMaxJsonValues) + " values");
        return true;
    }

    /// Puts a value where the parser stands; null where it may not.
    Json* put(Json value) {
        if (!mayAdd())
            return nullptr;
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Json& parent = *m_open.back();
        if (parent.is_object())
            return &(parent[m_name] = std::move(value));
        parent.push_back(std::move(value));
        return &parent.back();
    }

    bool add(Json value) {
        if (put(std::move(value)) == nullptr)
            return false;
        handOutRow();
        return true;
    }

    bool open(Json container) {
        if (m_open.size() == kMaxJsonDepth)
            return refuse("its lists and objects lie more than " + std::to_string(kMaxJsonDepth) +
                          " deep within each other");
        const bool areRows =
            m_readRow != nullptr && m_open.size() == 1 && container.is_array() && m_name == kRows;
        Json* opened = put(std::move(container));
        if (opened == nullptr)
            return false;
        m_open.push_back(opened);
        m_rowsAreOpen = m_rowsAreOpen || (areRows && m_open.front()->is_object());
        return true;
    }

    bool close() {
        m_open.pop_back();
        if (m_open.size() == 1)
            m_rowsAreOpen = false;
        handOutRow();
        return true;
    }

    /// Called after each value that is complete.
    void handOutRow() {
        if (!m_rowsAreOpen || m_open.size() != 2)
            return;
        Json& rows = *m_open.back();
        (*m_readRow)(rows.back(), m_rows++);
        // What has no name in it was not meant as a measurement, and counts as any other value.
        if (rows.back().is_object() && !rows.back().empty())
            --m_values;
        else
            m_values += m_rowValues;
        rows.clear();
        m_rowValues = 0;
    }

    const RowReader* m_readRow;
    Json m_root;
    std::vector<Json*> m_open; ///< the lists and objects around the place where the parser stands
    std::string m_name;        ///< of the value that comes next in an object
    std::string m_fault;
    std::size_t m_values = 0;
    std::size_t m_rowValues = 0; ///< of the row being read
    std::size_t m_rows = 0;
    bool m_rowsAreOpen = false;
};

/// Stops the parser at one of some fields of the document.
class NumberFinder final : public nlohmann::json_sax<Json> {
public:
    explicit NumberFinder(std::initializer_list<std::string_view> names) : m_names(names) {}

    std::optional<NamedNumber> take() { return std::move(m_found); }

    bool null() override { return goesOn(); }
    bool boolean(bool) override { return goesOn(); }
    bool number_integer(std::int64_t) override { return goesOn(); }
    bool number_unsigned(std::uint64_t value) override {
        if (m_wanted.empty() || value > std::uint64_t{std::numeric_limits<std::int64_t>::max()})
            return goesOn();
        m_found = NamedNumber{std::move(m_wanted), static_cast<std::int64_t>(value)};
        return false;
    }
    bool number_float(double, const std::string&) override { return goesOn(); }
    bool string(std::string&) override { return goesOn(); }
    bool binary(Json::binary_t&) override { return goesOn(); }
    bool start_object(std::size_t) override { return open(); }
    bool start_array(std::size_t) override { return m_depth > 0 && open(); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string& name) override {
        if (m_depth == 1 && std::ranges::find(m_names, name) != m_names.end())
            m_wanted = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

private:
    bool goesOn() {
        m_wanted.clear();
        return m_depth > 0;
    }
    bool open() {
        m_wanted.clear();
        ++m_depth;
        return true;
    }
    bool close() { return --m_depth > 0; }

    std::vector<std::string_view> m_names;
    std::string m_wanted; ///< the field whose value comes next, where it is one of those
    std::size_t m_depth = 0;
    std::optional<NamedNumber> m_found;
};

Result<Json> parse(std::string_view text, const RowReader* readRow) {
    if (text.find_first_not_of(kSpace) == std::string_view::npos)
        return refusal("it is empty");
    if (text.size() > kMaxRunBytes)
        return refusal("it has " + std::to_string(text.size()) + " bytes, more than any run");
    if (hasEndlessSpace(text))
        return refusal("it has more than " + std::to_string(kMaxSpaceBytes) +
                       " bytes of white space in a row");
    Builder builder(readRow);
    if (!Json::sax_parse(text, &builder))
        return refusal(builder.fault().empty() ? "it is not valid JSON" : builder.fault());
    return builder.take();
}

} // namespace

Result<Json> parseJson(std::string_view text) {
    return parse(text, nullptr);
}

Result<Json> parseJson(std::string_view text, const RowReader& readRow) {
    return parse(text, &readRow);
}

std::optional<NamedNumber> findNumber(std::istream& text, std::initializer_list<std::string_view> names) {
    NumberFinder finder(names);
    Json::sax_parse(text, &finder, Json::input_format_t::json, false);
    return finder.take();
}

} // namespace headroom

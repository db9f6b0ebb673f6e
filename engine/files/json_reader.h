// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/files/limits.h"
#include "engine/files/printable.h"
#include "engine/model/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace headroom {

/// A given word as a message quotes it: in quotes, the beginning where it is long.
inline std::string inQuotes(std::string_view given) {
    constexpr std::size_t kLongest = 60;
    if (given.size() <= kLongest)
        return '"' + std::string(given) + '"';
    return '"' + std::string(beginningOf(given, kLongest)) + "…\"";
}

/// Reads fields of one JSON object, keeping the first fault with its place ("measurements[3].time.median_s").
/// Once faulty it yields defaults, so that a reader can go through all fields and ask once. Unknown fields
/// are ignored.
class JsonReader {
public:
    using Json = nlohmann::json;

    /// `fault` collects the first fault; all readers of a document share it.
    JsonReader(const Json& object, std::string place, std::string& fault)
        : m_object(object), m_place(std::move(place)), m_fault(fault) {
        if (!m_object.is_object())
            refuse({}, "is not an object");
    }

    bool faulty() const { return !m_fault.empty(); }
    bool has(const char* key) const { return m_object.is_object() && m_object.contains(key); }

    bool isText(const char* key, std::string_view expected) const {
        return has(key) && m_object[key].is_string() &&
               m_object[key].get_ref<const std::string&>() == expected;
    }

    void refuse(std::string_view key, const std::string& reason) {
        if (m_fault.empty())
            m_fault = placeOf(key) + " " + reason;
    }

    /// As it may be shown: see printable().
    std::string text(const char* key) {
        const Json* value = find(key);
        return value ? shownText(*value, key) : std::string();
    }

    /// The same of an element of a list, which is called so.
    std::string shownText(const Json& value, std::string_view key) {
        if (!value.is_string()) {
            refuse(key, "is not a text");
            return {};
        }
        std::string shown = printable(value.get_ref<const std::string&>());
        if (shown.size() <= kMaxTextBytes)
            return shown;
        // What takes the place of one byte has three: it could not be read again.
        refuse(key, "has too many bytes that cannot be shown");
        return {};
    }

    std::int64_t integer(const char* key, std::int64_t low, std::int64_t high) {
        const Json* value = find(key);
        if (!value)
            return low;
        const bool fits = value->is_number_integer() &&
                          (!value->is_number_unsigned() ||
                           value->get<std::uint64_t>() <=
                               static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
        if (fits && value->get<std::int64_t>() >= low && value->get<std::int64_t>() <= high)
            return value->get<std::int64_t>();
        refuse(key, "is not a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        return low;
    }

    std::uint64_t unsignedInteger(const char* key) {
        const Json* value = find(key);
        if (!value)
            return 0;
        if (value->is_number_unsigned())
            return value->get<std::uint64_t>();
        refuse(key, "is not a whole number of at least 0");
        return 0;
    }

    bool flag(const char* key) {
        const Json* value = find(key);
        if (!value)
            return false;
        if (value->is_boolean())
            return value->get<bool>();
        refuse(key, "is neither true nor false");
        return false;
    }

    /// A number of at least 0: everything this program measures is one.
    double amount(const char* key, double high = kMaxAmount) {
        const Json* value = find(key);
        if (!value)
            return 0;
        const double given = value->is_number() ? value->get<double>() : -1;
        if (given >= 0 && given <= high)
            return given;
        refuse(key, given > high ? "is larger than any machine's" : "is not a number of at least 0");
        return 0;
    }

    /// A value that is written as a word, by the overload of parse() for its type.
    template <class T>
    T word(const char* key) {
        T value{};
        const std::string given = text(key);
        if (!faulty() && !parse(given, value))
            refuse(key, "has the unknown value " + inQuotes(given));
        return value;
    }

    JsonReader object(const char* key) {
        const Json* value = find(key);
        return JsonReader(value ? *value : emptyObject(), placeOf(key), m_fault);
    }

    const Json& array(const char* key, std::size_t most) {
        const Json* value = find(key);
        if (value && value->is_array() && value->size() <= most)
            return *value;
        refuse(key, value && value->is_array() ? "has " + std::to_string(value->size()) +
                                                     " entries; at most " + std::to_string(most) + " are read"
                                               : "is not a list");
        return emptyArray();
    }

    std::string placeOf(std::string_view key) const {
        if (key.empty())
            return m_place.empty() ? "the document" : m_place;
        return m_place.empty() ? std::string(key) : m_place + "." + std::string(key);
    }

private:
    const Json* find(const char* key) {
        if (faulty())
            return nullptr;
        const auto it = m_object.find(key);
        if (it != m_object.end())
            return &*it;
        refuse(key, "is missing");
        return nullptr;
    }

    static const Json& emptyObject() {
        static const Json value = Json::object();
        return value;
    }
    static const Json& emptyArray() {
        static const Json value = Json::array();
        return value;
    }

    const Json& m_object;
    std::string m_place;
    std::string& m_fault;
};

} // namespace headroom

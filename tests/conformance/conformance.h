// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backends/built_in.h"

#include <QtTest>

#include <algorithm>
#include <string>

namespace headroom {

/// The backends of this build, with what the suite asks of them again and again.
class Conformance {
public:
    const std::vector<DeviceInfo>& devices() const { return m_registry.devices(); }

    /// One row for each device.
    void addDevices() const {
        QTest::addColumn<QString>("id");
        for (const DeviceInfo& device : devices())
            QTest::newRow(device.id.c_str()) << QString::fromStdString(device.id);
    }

    /// The device of that id, with a cache so small that operands rotate over little memory.
    DeviceInfo device(const QString& id) const {
        DeviceInfo device = *m_registry.find(id.toStdString());
        device.cacheBytes = std::min<std::uint64_t>(device.cacheBytes, 1u << 20);
        return device;
    }

    Backend& backend(const QString& id) { return m_registry.backendOf(*m_registry.find(id.toStdString())); }

    Result<std::unique_ptr<Session>> open(const QString& id, const SessionRequest& request) {
        return backend(id).open(device(id), request);
    }

private:
    Registry m_registry = builtInRegistry();
};

inline SessionRequest requestFor(std::vector<GemmShape> shapes, int threads = 0) {
    SessionRequest request;
    request.shapes = std::move(shapes);
    request.threads = threads;
    request.dataSeed = 42;
    return request;
}

inline bool has(const DeviceInfo& device, DataType type) {
    return std::any_of(device.types.begin(), device.types.end(),
                       [&](const TypeSupport& support) { return support.type == type && support.supported; });
}

inline bool ready(Session& session, const GemmShape& shape) {
    return session.prepare(shape, Algorithm::Default) && session.select(0);
}

} // namespace headroom

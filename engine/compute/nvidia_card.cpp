// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

#include "engine/compute/nvidia_card.h"

#include <filesystem>
#include <fstream>

namespace headroom {

namespace {

namespace fs = std::filesystem;

std::string firstWordOf(const fs::path& file) {
    std::string word;
    std::ifstream(file) >> word;
    return word;
}

/// Of the bus, which shows a card without its driver, too, and in containers that were not given it.
bool isNvidiaDisplay(const fs::path& device) {
    return firstWordOf(device / "vendor") == "0x10de" && firstWordOf(device / "class").starts_with("0x03");
}

} // namespace

bool hasNvidiaCard(const std::string& root) {
    const fs::path system(root);
    std::error_code fault;
    for (const char* sign : {"dev/nvidiactl", "dev/nvidia0", "dev/dxg", "proc/driver/nvidia"})
        if (fs::exists(system / sign, fault))
            return true;
    fs::directory_iterator devices(system / "sys/bus/pci/devices", fault);
    for (; !fault && devices != fs::directory_iterator(); devices.increment(fault))
        if (isNvidiaDisplay(devices->path()))
            return true;
    return false;
}

} // namespace headroom

// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace headroom {

/// The clocks that the windows of one run ran at. A chip lowers its clock by itself the harder a kernel works
/// it, so a window is compared with others of the same kind that did at least as much a second: a clock that
/// such a window held, this one could have held too.
class ClockHistory {
public:
    /// `kind`: what keeps kernels of different power apart, the curve and the kernel's name.
    void add(const std::string& kind, double tflops, double clockMhz);
    /// The best clock to compare with; 0 where there is none yet.
    double reference(const std::string& kind, double tflops) const;

private:
    struct Window {
        double tflops;
        double clockMhz;
    };
    std::map<std::string, std::vector<Window>> m_windows;
};

} // namespace headroom

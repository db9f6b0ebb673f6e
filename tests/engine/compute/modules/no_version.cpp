// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// A library that is no module of Headroom.

extern "C" __attribute__((visibility("default"))) int somethingElse() {
    return 1;
}

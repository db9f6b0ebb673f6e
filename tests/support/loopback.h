// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace headroom::testing {

/// A port of the loopback interface that nobody has at the moment; 0 where there is none.
quint16 freePort();

/// Whether a server listens there.
bool answers(quint16 port);

} // namespace headroom::testing

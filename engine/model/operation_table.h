// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/model/operations.h"

namespace headroom {

/// The rows of allOperations(), each at the place of its Operation.
std::span<const OperationInfo> operationTable();

} // namespace headroom

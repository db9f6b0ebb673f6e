// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace headroom {

// What is read from files, from pictures and from other processes is data of unknown origin. These limits lie
// well above what the program writes itself, and low enough that whatever comes, reading it ends within
// seconds and within a few times its bytes of memory.

// ---- bytes

/// One run as JSON. 100,000 measurements, as many as a plan may have, take about 100 MB.
inline constexpr std::size_t kMaxRunBytes = std::size_t{256} << 20;
/// A journal, which is read line by line and holds a line for each visit to a point.
inline constexpr std::uintmax_t kMaxJournalBytes = std::uintmax_t{4} << 30;
/// A picture with the runs it carries, compressed: a JSON of ours shrinks to a tenth and less.
inline constexpr std::size_t kMaxPictureBytes = std::size_t{512} << 20;
/// A line of the engine's protocol or of a journal, without its end. A measurement takes about 1 KB, a
/// greeting that names sixteen devices 16 KB.
inline constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;
/// What a shell or a library may print before the greeting.
inline constexpr std::size_t kMaxNoiseBytes = std::size_t{64} << 10;
/// A cache of roofs: 64 entries of a few hundred bytes, 64 of a few KB.
inline constexpr std::size_t kMaxCacheBytes = std::size_t{1} << 20;
/// Places where devices are, as the user described them: some hundred bytes each.
inline constexpr std::size_t kMaxPlacesBytes = std::size_t{1} << 20;
/// Settings of the window: 64 KB a value at most, some twenty of a few hundred bytes in fact.
inline constexpr std::size_t kMaxSettingsBytes = std::size_t{1} << 20;

/// A table that a user wrote or another program printed: a list of GEMMs, others' results. A line takes some
/// 100 bytes.
inline constexpr std::size_t kMaxTableBytes = std::size_t{32} << 20;

/// A model's configuration, as published.
inline constexpr std::size_t kMaxConfigBytes = std::size_t{4} << 20;
/// What a program writes into the file that it locks a device by; of a longer text no more is read.
inline constexpr std::size_t kLongestLockText = 1024;
/// Of one line of it.
inline constexpr std::size_t kMaxLockValueBytes = 100;
/// A word of a command, a host's name, a scheduler's line that grants a job.
inline constexpr std::size_t kMaxWordBytes = 1000;
/// What the user calls a place: the first part of its devices' ids.
inline constexpr std::size_t kMaxPlaceNameBytes = 40;
/// The label of a GEMM in a list.
inline constexpr std::size_t kLongestLabel = 120;

// ---- JSON

/// Levels of lists and objects within each other: a run file has five.
inline constexpr std::size_t kMaxJsonDepth = 16;
/// Values of a document, its measurements apart. A greeting with sixteen devices has about 1,000; each takes
/// up to 200 bytes of memory.
inline constexpr std::size_t kMaxJsonValues = std::size_t{1} << 16;
/// Values of one measurement: it has about 50, and four for each visit.
inline constexpr std::size_t kMaxRowValues = 1000;
/// Bytes of one text. The longest are reasons that quote what an engine process printed.
inline constexpr std::size_t kMaxTextBytes = std::size_t{64} << 10;
/// White space in a row, which nothing but indenting puts there.
inline constexpr std::size_t kMaxSpaceBytes = 128;

// ---- counts

/// Measurements of a run, and points of a plan.
inline constexpr std::size_t kMaxMeasurements = 100'000;
inline constexpr auto kMaxPoints = static_cast<std::int64_t>(kMaxMeasurements);
/// Curves of a plan: more are no chart any more.
inline constexpr std::int64_t kMaxRatios = 64;
/// Values of one length that are compared: more take longer than anyone asks for advice.
inline constexpr std::int64_t kMostVariants = 64;
/// GEMMs of a list: a spec is one line of the engine's protocol.
inline constexpr std::size_t kMostListed = 2000;
/// Notes of a run: a few of its own, and one for each curve and device.
inline constexpr std::size_t kMaxNotes = 1000;
/// Roofs of a run: one for each type.
inline constexpr std::size_t kMaxRoofs = 64;
/// Places that the user described.
inline constexpr std::size_t kMaxPlaces = 1000;
/// Run files and journals of a folder that is followed: both of each of a thousand tasks, and as many again.
inline constexpr std::size_t kMaxFollowedFiles = 4000;
/// Rows in all of them: each point of a plan in a run file, in a journal, and measured anew.
inline constexpr std::size_t kMaxFollowedRows = 4 * kMaxMeasurements;
/// Runs that they make.
inline constexpr std::size_t kMaxFollowedRuns = 100;
/// Runs of one picture.
inline constexpr std::size_t kMaxPictureRuns = 64;
/// Devices of a machine: sixteen GPUs in seven parts each are 112.
inline constexpr std::size_t kMaxDevices = 256;
/// Entries of one list of a device, known or not.
inline constexpr std::size_t kMaxWords = 64;
/// Words of a command: what people write by hand.
inline constexpr std::size_t kMostCommandWords = 200;
/// GPUs of one job: each has a process of its own here.
inline constexpr int kMostJobTasks = 64;
/// Calibrations that are kept: more would come from a user who moves one home folder between many machines;
/// then the oldest go.
inline constexpr std::size_t kMaxCalibrations = 64;
/// Visits to one point, and those of them whose times are told: 24 at most, and some more after losses.
inline constexpr int kMaxVisits = 1'000'000;
inline constexpr std::size_t kMaxVisitTimes = 200;

// ---- numbers of a plan: far above any model, and low enough that every product of theirs fits into 64 bits

inline constexpr std::int64_t kMaxHeads = 65536;
/// h, f, v and their likes.
inline constexpr std::int64_t kMaxLength = std::int64_t{1} << 24;
inline constexpr std::int64_t kMaxSeq = std::int64_t{1} << 20;
inline constexpr std::int64_t kMaxBatch = 65536;
inline constexpr std::int64_t kMaxRatio = 65536;
/// Devices that share a layer.
inline constexpr std::int64_t kMaxSharing = 65536;
inline constexpr int kMaxThreads = 4096;

// ---- numbers that are read

/// A length of a GEMM or a layer: none of a valid plan comes near it, and the product of two fits into 64
/// bits.
inline constexpr std::int64_t kMaxExtent = std::int64_t{1} << 30;
inline constexpr std::int64_t kMaxGemmBatch = std::int64_t{1} << 40;
/// Elements of A, B and C together: as validate() allows, so that their bytes and strides fit into 64 bits.
inline constexpr double kMaxElements = 0x1p56;
inline constexpr std::int64_t kMaxCalls = std::int64_t{1} << 50;
/// Whatever else is counted: beyond any machine and any model, and far from overflow in a sum.
inline constexpr std::int64_t kMaxCount = std::int64_t{1} << 40;
/// Cores of a machine, threads of a run, and a version of the engine's protocol.
inline constexpr std::int64_t kMaxSmallCount = std::int64_t{1} << 20;
/// Visits that a device asks for.
inline constexpr std::int64_t kMaxWantedVisits = std::int64_t{1} << 10;
/// A version of a file's format.
inline constexpr std::int64_t kMaxFormat = std::int64_t{1} << 30;
/// Seconds, TFLOP/s, bytes/s, MHz: no figure of a machine comes near it, and no sum or product of two
/// overflows.
inline constexpr double kMaxAmount = 1e18;
/// The time of one call, seconds: no clock tells less, nobody waits for more.
inline constexpr double kMinCallS = 1e-12;
inline constexpr double kMaxCallS = 1e9;

} // namespace headroom

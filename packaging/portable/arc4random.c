// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What glibc has since 2.36, made of what older ones have: libstdc++ asks for the first (std::random_device),
// expat for the second.

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

void arc4random_buf(void* bytes, size_t count) {
    for (unsigned char* next = bytes; count > 0;) {
        const ssize_t got = getrandom(next, count, 0);
        if (got < 0 && errno != EINTR)
            abort();
        if (got > 0) {
            next += got;
            count -= (size_t)got;
        }
    }
}

uint32_t arc4random(void) {
    uint32_t value = 0;
    arc4random_buf(&value, sizeof value);
    return value;
}

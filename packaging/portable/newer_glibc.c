// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0

// What this machine's static libstdc++ and libgcc ask of a glibc newer than 2.31, made of what that one has.
// Linked into each program and module of the portable archive; nothing of it is seen outside of them.

#define _GNU_SOURCE
#include <link.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

// glibc 2.32: reference counts are always atomic.
char __libc_single_threaded = 0;

// glibc 2.35: where the unwinder finds the tables of the object that a program counter is in.
struct found_object {
    unsigned long long flags;
    void* begin;
    void* end;
    struct link_map* map;
    void* tables;
    unsigned long long reserved[7];
};

struct search {
    uintptr_t counter;
    struct found_object* result;
};

static int look_at(struct dl_phdr_info* info, size_t size, void* data) {
    const struct search* search = data;
    uintptr_t begin = UINTPTR_MAX;
    uintptr_t end = 0;
    void* tables = NULL;
    int holds = 0;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr)* part = &info->dlpi_phdr[i];
        const uintptr_t address = info->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_GNU_EH_FRAME)
            tables = (void*)address;
        if (part->p_type != PT_LOAD)
            continue;
        begin = address < begin ? address : begin;
        end = address + part->p_memsz > end ? address + part->p_memsz : end;
        holds = holds || (search->counter >= address && search->counter < address + part->p_memsz);
    }
    if (!holds || tables == NULL)
        return 0;
    *search->result = (struct found_object){.begin = (void*)begin, .end = (void*)end, .tables = tables};
    return 1;
}

int _dl_find_object(void* counter, struct found_object* result) {
    struct search search = {(uintptr_t)counter, result};
    return dl_iterate_phdr(look_at, &search) == 1 ? 0 : -1;
}

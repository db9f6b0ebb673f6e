// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later

// bin/headroom of the portable archive: opens the window, which is a module, after the libraries that are the
// system's own affair. Graphics drivers link to those, too, and ask for their own release's: where the system
// has one it is used, and the archive's only where there is none. No path that libraries are searched in says
// that, and a variable that did would reach ssh and whatever else the window starts.

#define _GNU_SOURCE
#include "spare_libraries.h" // written by window-archive.sh

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char archive[PATH_MAX]; // its folder

// Qt names files by UTF-8 alone, and would find none of its own.
static int is_utf8(const char* name) {
    const unsigned char* at = (const unsigned char*)name;
    while (*at != '\0') {
        int more = *at < 0x80 ? 0 : *at >= 0xc2 && *at < 0xe0 ? 1 : *at >= 0xe0 && *at < 0xf0 ? 2 : 3;
        if (*at >= 0xf5 || (more == 3 && *at < 0xf0))
            return 0;
        for (++at; more > 0; --more, ++at)
            if ((*at & 0xc0) != 0x80)
                return 0;
    }
    return 1;
}

static const char* in_archive(const char* relative) {
    static char path[PATH_MAX + 256];
    snprintf(path, sizeof path, "%s/%s", archive, relative);
    return path;
}

static int find_archive(void) {
    const ssize_t length = readlink("/proc/self/exe", archive, sizeof archive - 1);
    if (length <= 0 || (size_t)length == sizeof archive - 1)
        return 0;
    archive[length] = '\0';
    for (int level = 0; level < 2; ++level) { // bin/headroom
        char* slash = strrchr(archive, '/');
        if (slash == NULL)
            return 0;
        *slash = '\0';
    }
    return 1;
}

static void* open_library(const char* name) {
    return dlopen(name, RTLD_LAZY | RTLD_GLOBAL);
}

// Each needs only those before it. What is open already serves whoever asks for its name.
static void open_spare_libraries(void) {
    for (size_t i = 0; i < sizeof spare_libraries / sizeof *spare_libraries; ++i) {
        const struct spare_library* library = &spare_libraries[i];
        void* own = open_library(library->name);
        if (own != NULL && library->symbol != NULL &&
            dlvsym(own, library->symbol, library->version) == NULL) {
            dlclose(own);
            own = NULL;
        }
        if (own == NULL) {
            char relative[256];
            snprintf(relative, sizeof relative, "lib/headroom/spare/%s", library->name);
            open_library(in_archive(relative)); // whoever needs it says that it is missing
        }
    }
}

struct fonts {
    int count;
};

// Fonts of the archive, where fontconfig has no file to read or finds no font; told to it, not to the
// environment.
static void give_fonts(void) {
    int (*parse)(void*, const unsigned char*, int) = dlsym(RTLD_DEFAULT, "FcConfigParseAndLoad");
    void* (*create)(void) = dlsym(RTLD_DEFAULT, "FcConfigCreate");
    int (*use)(void*) = dlsym(RTLD_DEFAULT, "FcConfigSetCurrent");
    void* (*current)(void) = dlsym(RTLD_DEFAULT, "FcConfigGetCurrent");
    struct fonts* (*fonts_of)(void*, int) = dlsym(RTLD_DEFAULT, "FcConfigGetFonts");
    if (!parse || !create || !use || !current || !fonts_of)
        return;
    const int told = getenv("FONTCONFIG_FILE") != NULL || getenv("FONTCONFIG_PATH") != NULL;
    if (told || access("/etc/fonts/fonts.conf", R_OK) == 0) {
        const struct fonts* found = fonts_of(current(), 0);
        if (found != NULL && found->count > 0)
            return;
    }
    void* config = create();
    if (config != NULL &&
        parse(config, (const unsigned char*)in_archive("share/headroom/fonts/fonts.conf"), 1))
        use(config);
}

// xkbcommon gives Wayland no keyboard, and Qt ends with that, where there is no folder of layouts; it reads
// none of them, as the compositor sends what the keyboard is. In the environment, for want of another way:
// whoever is started from here has no layouts of the system's either.
static void give_keyboards(void) {
    if (access("/usr/share/X11/xkb", R_OK | X_OK) != 0)
        setenv("XKB_CONFIG_ROOT", in_archive("share/headroom/xkb"), 0);
}

// The window sets variables aside before any library reads them, which a module cannot: none are to be seen
// until then.
static void* open_window(int argc, char** argv) {
    char* none[] = {NULL};
    char** given = environ;
    environ = none;
    open_spare_libraries();
    void* window = dlopen(in_archive("lib/headroom/headroom-window.so"), RTLD_NOW | RTLD_GLOBAL);
    environ = given;
    if (window == NULL)
        return NULL;
    void (**before)(int, char**, char**) = dlsym(window, "headroom_before_libraries");
    void (**end)(int, char**, char**) = dlsym(window, "headroom_before_libraries_end");
    while (before != end)
        (*before++)(argc, argv, environ);
    return window;
}

int main(int argc, char** argv) {
    if (!find_archive()) {
        fputs("headroom: /proc/self/exe cannot be read, which says where the archive's libraries are.\n",
              stderr);
        return 2;
    }
    if (!is_utf8(archive)) {
        fprintf(stderr,
                "headroom: The folder %s has a name that is not UTF-8, in which Qt finds no file: give it "
                "another.\n",
                archive);
        return 2;
    }
    void* window = open_window(argc, argv);
    int (*window_main)(int, char**) = window != NULL ? dlsym(window, "main") : NULL;
    if (window_main == NULL) {
        fprintf(stderr,
                "headroom: %s\nThe archive's files belong together: unpack it anew, and leave them in their "
                "folder. It "
                "needs Linux on x86_64 with glibc " OLDEST_GLIBC " or later.\n",
                dlerror());
        return 2;
    }
    give_fonts();
    give_keyboards();
    return window_main(argc, argv);
}

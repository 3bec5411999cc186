#include "fault_vfs.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    sqlite3_file base;
    sqlite3_file *real;
} fault_file;

/* A change that was not synced: what the file held before it. */
typedef struct {
    fault_file *file;
    sqlite3_int64 size;
    sqlite3_int64 offset;
    int count;
    char *bytes;
} change;

enum call { call_read, call_write, call_change };

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;
static int kind, happened;
static long chosen, calls, syncs;
static change *changes;
static int change_count, change_capacity;

static void forget(int index) {
    free(changes[index].bytes);
    changes[index] = changes[--change_count];
}

/* Keeps the order of what remains, in which it would be undone. */
static void forget_file(fault_file *file) {
    int kept = 0;
    for (int index = 0; index < change_count; index++) {
        if (changes[index].file == file) {
            free(changes[index].bytes);
        } else {
            changes[kept++] = changes[index];
        }
    }
    change_count = kept;
}

void fault_arm(int new_kind, long call) {
    while (change_count > 0) forget(change_count - 1);
    kind = new_kind;
    chosen = call;
    happened = 0;
    calls = syncs = 0;
}

int fault_happened(void) { return happened; }
long fault_syncs(void) { return syncs; }

static void remember(fault_file *file, sqlite3_int64 offset, int count) {
    if (kind != fault_power || happened) return;
    change new = {.file = file, .offset = offset, .count = 0, .bytes = NULL};
    file->real->pMethods->xFileSize(file->real, &new.size);
    if (offset < new.size) {
        new.count = (int)(new.size - offset < count ? new.size - offset : count);
        new.bytes = malloc(new.count > 0 ? new.count : 1);
        file->real->pMethods->xRead(file->real, new.bytes, new.count, offset);
    }
    if (change_count == change_capacity) {
        change_capacity = change_capacity * 2 + 64;
        changes = realloc(changes, change_capacity * sizeof(change));
    }
    changes[change_count++] = new;
}

static void lose_changes(void) {
    while (change_count > 0) {
        change last = changes[change_count - 1];
        const sqlite3_io_methods *methods = last.file->real->pMethods;
        if (last.count > 0) methods->xWrite(last.file->real, last.bytes, last.count, last.offset);
        methods->xTruncate(last.file->real, last.size);
        forget(change_count - 1);
    }
}

/* Whether the call that is now made fails. `*begins` says whether it is the chosen one itself. */
static int fails(enum call call, int *begins) {
    *begins = 0;
    int counted = kind == fault_full ? call == call_write : kind == fault_io ? 1 : call != call_read;
    if (kind == fault_none || !counted) return 0;
    if (happened) return kind != fault_io;
    calls++;
    if (calls < chosen) return 0;
    happened = *begins = 1;
    return 1;
}

static int file_close(sqlite3_file *base) {
    fault_file *file = (fault_file *)base;
    forget_file(file);
    return file->real->pMethods->xClose(file->real);
}

static int file_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
    fault_file *file = (fault_file *)base;
    int begins;
    if (fails(call_read, &begins)) return SQLITE_IOERR_READ;
    return file->real->pMethods->xRead(file->real, bytes, count, offset);
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
    fault_file *file = (fault_file *)base;
    int begins;
    if (!fails(call_write, &begins)) {
        remember(file, offset, count);
        return file->real->pMethods->xWrite(file->real, bytes, count, offset);
    }
    if (begins && (kind == fault_kill || kind == fault_power)) {
        file->real->pMethods->xWrite(file->real, bytes, count / 2, offset);
        if (kind == fault_power) lose_changes();
    }
    return kind == fault_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    fault_file *file = (fault_file *)base;
    int begins;
    if (fails(call_change, &begins)) {
        if (begins) lose_changes();
        return SQLITE_IOERR_TRUNCATE;
    }
    sqlite3_int64 before = 0;
    file->real->pMethods->xFileSize(file->real, &before);
    if (before > size) remember(file, size, (int)(before - size));
    return file->real->pMethods->xTruncate(file->real, size);
}

static int file_sync(sqlite3_file *base, int flags) {
    fault_file *file = (fault_file *)base;
    int begins;
    (void)flags;
    if (fails(call_change, &begins)) {
        if (begins) lose_changes();
        return SQLITE_IOERR_FSYNC;
    }
    syncs++;
    forget_file(file);
    return SQLITE_OK;
}

#define REAL(base) ((fault_file *)(base))->real
#define PASS(method, ...) REAL(base)->pMethods->method(REAL(base), ##__VA_ARGS__)

static int file_size(sqlite3_file *base, sqlite3_int64 *size) { return PASS(xFileSize, size); }
static int file_lock(sqlite3_file *base, int lock) { return PASS(xLock, lock); }
static int file_unlock(sqlite3_file *base, int lock) { return PASS(xUnlock, lock); }
static int file_reserved(sqlite3_file *base, int *result) { return PASS(xCheckReservedLock, result); }
static int file_control(sqlite3_file *base, int operation, void *argument) { return PASS(xFileControl, operation, argument); }
static int file_sector(sqlite3_file *base) { return PASS(xSectorSize); }
static int file_device(sqlite3_file *base) { return PASS(xDeviceCharacteristics); }
static int file_shm_map(sqlite3_file *base, int page, int size, int extend, void volatile **map) {
    return PASS(xShmMap, page, size, extend, map);
}
static int file_shm_lock(sqlite3_file *base, int offset, int count, int flags) { return PASS(xShmLock, offset, count, flags); }
static void file_shm_barrier(sqlite3_file *base) { PASS(xShmBarrier); }
static int file_shm_unmap(sqlite3_file *base, int remove) { return PASS(xShmUnmap, remove); }

static const sqlite3_io_methods methods = {
    2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock, file_unlock, file_reserved,
    file_control, file_sector, file_device, file_shm_map, file_shm_lock, file_shm_barrier, file_shm_unmap, 0, 0,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags) {
    fault_file *file = (fault_file *)base;
    int begins;
    (void)vfs;
    file->base.pMethods = NULL;
    if (fails(call_change, &begins)) {
        if (begins) lose_changes();
        return SQLITE_CANTOPEN;
    }
    file->real = (sqlite3_file *)(file + 1);
    int code = real_vfs->xOpen(real_vfs, name, file->real, flags, out_flags);
    if (code == SQLITE_OK) file->base.pMethods = &methods;
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync_folder) {
    int begins;
    (void)vfs;
    if (fails(call_change, &begins)) {
        if (begins) lose_changes();
        return SQLITE_IOERR_DELETE;
    }
    return real_vfs->xDelete(real_vfs, name, sync_folder);
}

int fault_register(void) {
    if (real_vfs) return SQLITE_OK;
    real_vfs = sqlite3_vfs_find(NULL);
    fault_vfs = *real_vfs;
    fault_vfs.pNext = NULL;
    fault_vfs.zName = "fault";
    fault_vfs.szOsFile = (int)sizeof(fault_file) + real_vfs->szOsFile;
    fault_vfs.xOpen = vfs_open;
    fault_vfs.xDelete = vfs_delete;
    return sqlite3_vfs_register(&fault_vfs, 0);
}

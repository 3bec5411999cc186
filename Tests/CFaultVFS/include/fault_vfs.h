#ifndef FAULT_VFS_H
#define FAULT_VFS_H

/* A file layer for SQLite, registered as "fault", that passes every call on to the system's own layer until a chosen call
   fails. There is one fault at a time in the process. Files are not synced to the disk: that they would be is counted. */

enum fault_kind {
    /* Nothing fails; calls and syncs are counted. */
    fault_none = 0,
    /* From the chosen write on, the disk is full. */
    fault_full = 1,
    /* The chosen call fails, and no other. */
    fault_io = 2,
    /* At the chosen change the process is killed: half of a write is made, and no change after it. */
    fault_kill = 3,
    /* As fault_kill, and all changes that were not synced are lost too. */
    fault_power = 4,
};

/* Registers the layer; once is enough. Gives an SQLite result code. */
int fault_register(void);

/* Begins to count anew, and lets the call of that number fail (counted from 1, among those that the kind can fail). */
void fault_arm(int kind, long call);

/* Whether the fault has happened. */
int fault_happened(void);

/* How many times files were synced since the fault was armed. */
long fault_syncs(void);

#endif

#define _GNU_SOURCE
#include "CSystem.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int add_descriptors(posix_spawn_file_actions_t *actions, int input, int output, int errors) {
    int fault = posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);
    if (fault == 0) fault = posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
    if (fault == 0) fault = posix_spawn_file_actions_adddup2(actions, errors, STDERR_FILENO);
    if (fault == 0) fault = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
    return fault;
}

static int set_attributes(posix_spawnattr_t *attributes) {
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    int fault = posix_spawnattr_setsigdefault(attributes, &all);
    if (fault == 0) fault = posix_spawnattr_setsigmask(attributes, &none);
    if (fault == 0) fault = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    return fault;
}

int csystem_start(const char *command, int input, int output, int errors, pid_t *process) {
    posix_spawn_file_actions_t actions;
    int fault = posix_spawn_file_actions_init(&actions);
    if (fault != 0) return fault;
    posix_spawnattr_t attributes;
    fault = posix_spawnattr_init(&attributes);
    if (fault == 0) {
        fault = add_descriptors(&actions, input, output, errors);
        if (fault == 0) fault = set_attributes(&attributes);
        char *const words[] = {"sh", "-c", (char *)command, NULL};
        if (fault == 0) fault = posix_spawn(process, "/bin/sh", &actions, &attributes, words, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return fault;
}

/* Glibc has a call for it since 2.36, Linux since 5.3. */
int csystem_watch(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int csystem_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

const char *csystem_words_for_signal(int number) { return sigdescr_np(number); }

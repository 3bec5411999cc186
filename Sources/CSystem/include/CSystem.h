/* Calls of the system that Swift's Glibc module leaves out: starting programs, and watching descriptors. */

#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <sys/epoll.h>
#include <sys/types.h>

/* Starts `/bin/sh -c command` with these standard descriptors and no others, and with this process's environment.
   It leads a session, and with it a process group, of its own, has no terminal, and begins with all signals at their defaults
   and none blocked, whatever this process has made of them. Gives 0, or the number of the error. */
int csystem_start(const char *command, int input, int output, int errors, pid_t *process);

/* Returns a descriptor that is readable when the process has ended; negative, with errno, if that fails. */
int csystem_watch(pid_t process);

/* Makes a pipe that no other program inherits: its end to read from and its end to write to. Negative, with errno, if that fails. */
int csystem_pipe(int ends[2]);

/* The system's words for a signal; NULL for a number that is none. */
const char *csystem_words_for_signal(int number);

#endif

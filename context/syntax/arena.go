package syntax

/*
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>

// The GNU C library gives each thread a place of its own to allocate from, up
// to eight for each processor, and the room of freed trees stays in it: 35 MB
// after 36 files of 1 MB together. One place does for all: a parse takes much
// longer than the lock that threads then share. It must be said before there
// is a second thread.
__attribute__((constructor)) static void one_arena(void) { mallopt(M_ARENA_MAX, 1); }
#endif
*/
import "C"

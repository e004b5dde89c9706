/// What Swift does not see of the running program, for the command line alone: a library must not
/// decide it.
#ifndef CPROCESS_H
#define CPROCESS_H

/// Lets memory that is given back wait to be used again instead of going back to the system.
///
/// Every radiograph needs the same dozens of blocks of some megabytes. The system clears them page
/// by page each time they are asked for, which is a fifteenth of an audit's time.
void process_keep_memory(void);

/// Writes what is left to standard output. Returns 0, or the number of the error that this or any
/// earlier write met.
int process_finish_output(void);

#endif

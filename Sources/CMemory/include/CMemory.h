/// How the program's allocator treats memory that is given back: `mallopt`, which Swift does not
/// see, where there is one.
#ifndef CMEMORY_H
#define CMEMORY_H

/// Lets memory that is given back wait to be used again instead of going back to the system.
///
/// Every radiograph needs the same dozens of blocks of some megabytes. The system clears them page
/// by page each time they are asked for, which is a fifteenth of an audit's time.
void memory_keep_what_is_given_back(void);

#endif

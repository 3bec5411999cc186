// BatchEngine: the library. Public values such as amounts, counts and failures are declared in BatchCore, on the pure floors; a
// program that imports BatchEngine alone must be able to name them. What is not public there stays invisible.

@_exported public import BatchCore

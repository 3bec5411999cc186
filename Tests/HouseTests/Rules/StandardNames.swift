/// Names of members that the standard library, Foundation or Dispatch has too, so that such a name after a value points to no folder.
enum StandardNames {
    static let members: Set<String> = [
        "Type", "activate", "add", "address", "advanced", "allSatisfy", "allocate", "append", "async", "base", "baseAddress",
        "bigEndian", "bitPattern", "byteSwapped", "bytes", "cancel", "capacity", "clamped", "close", "compactMap", "contains", "count",
        "data", "days", "deallocate", "debugDescription", "deinitialize", "description", "distance", "drop", "dropFirst", "dropLast",
        "end", "endIndex", "enumerated", "error", "exchange", "exit", "exponent", "failure", "filter", "finish", "first", "firstMatch",
        "flatMap", "forEach", "formUnion", "get", "hasPrefix", "hasSuffix", "hash", "hashValue", "hours", "index", "indices",
        "infinity", "init", "initialize", "insert", "insertFirst", "intersection", "isASCII", "isEmpty", "isFinite", "isLetter",
        "isLowercase", "isMultiple", "isNaN", "isNumber", "isUppercase", "isWhitespace", "joined", "key", "keys", "last", "lazy",
        "leadingZeroBitCount", "lines", "littleEndian", "load", "lowerBound", "lowercased", "magnitude", "make", "map", "matches",
        "max", "merge", "merging", "milliseconds", "min", "minutes", "name", "nan", "nanoseconds", "next", "none", "nonzeroBitCount",
        "notify", "one", "open", "output", "overlaps", "path", "pointee", "popFirst", "popLast", "popMax", "popMin", "prefix",
        "prefixMatch", "range", "rawValue", "read", "reduce", "remove", "removeAll", "removeFirst", "removeLast", "replaceSubrange",
        "replacing", "reserveCapacity", "result", "resume", "reverse", "reversed", "round", "rounded", "run", "schedule", "seconds",
        "self", "set", "signal", "some", "sort", "sorted", "split", "start", "startIndex", "starts", "state", "store", "subtract",
        "subtracting", "success", "suffix", "sum", "suspend", "swapAt", "sync", "text", "trailingZeroBitCount", "trimming",
        "unicodeScalars", "union", "unordered", "update", "updateValue", "upperBound", "uppercased", "utf8", "value", "values", "wait",
        "wholeMatch", "withLock", "words", "write", "yield", "zero", "zip",
    ]
}

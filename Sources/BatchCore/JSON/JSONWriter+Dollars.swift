extension JSONWriter {
    /// An amount as an exact number, or null.
    package mutating func dollars(_ value: Dollars?) {
        if let value { raw(value.decimal.utf8) } else { null() }
    }
}

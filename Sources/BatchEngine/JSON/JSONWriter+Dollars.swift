extension JSONWriter {
    /// An amount as an exact number, or null.
    public mutating func dollars(_ value: Dollars?) {
        if let value { raw(value.decimal.utf8) } else { null() }
    }
}

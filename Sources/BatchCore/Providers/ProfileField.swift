/// A member of an object in profile files: its name, the property it sets, its reader and writer, and its documentation.
///
/// Each object of the file has one list of fields. The reader, the writer and the page about profile files are made from the lists.
struct ProfileField<Whole>: Sendable {
    /// The name in the file.
    let name: String
    /// The row of the documentation's table, in Markdown.
    let doc: String
    /// Sets the member's part of the whole; places faults in the reader.
    let read: @Sendable (JSONValue, inout ProfileFileReader, inout Whole) -> Void
    /// Writes the value; nil if the member is left out.
    let write: @Sendable (Whole) -> ((inout JSONWriter) -> Void)?

    init(
        _ name: String, _ doc: String, read: @escaping @Sendable (JSONValue, inout ProfileFileReader, inout Whole) -> Void,
        write: @escaping @Sendable (Whole) -> ((inout JSONWriter) -> Void)?
    ) {
        (self.name, self.doc, self.read, self.write) = (name, doc, read, write)
    }

    /// A member that sets one property.
    init<Value>(_ name: String, _ path: any WritableKeyPath<Whole, Value> & Sendable, _ form: ProfileForm<Value>, _ doc: String) {
        self.init(
            name, doc,
            read: { value, reader, whole in whole[keyPath: path] = form.read(value, name, &reader, whole[keyPath: path]) },
            write: { whole in
                let value = whole[keyPath: path]
                return form.omits(value) ? nil : { form.write(value, &$0) }
            })
    }

    /// Reads the members of an object into the whole, in the order of the file.
    static func read(_ value: JSONValue, _ fields: [Self], into whole: inout Whole, by reader: inout ProfileFileReader) {
        for (name, value) in reader.members(of: value, known: fields.map(\.name)) {
            fields.first { $0.name == name }?.read(value, &reader, &whole)
        }
    }

    /// Writes all members, in the order of the list.
    static func write(_ whole: Whole, _ fields: [Self], to writer: inout JSONWriter) {
        writer.beginObject()
        for field in fields {
            guard let write = field.write(whole) else { continue }
            writer.name(field.name)
            write(&writer)
        }
        writer.endObject()
    }
}

/// The form of one type of value in profile files: its reader and writer.
struct ProfileForm<Value>: Sendable {
    typealias Read = @Sendable (_ value: JSONValue, _ member: String, _ reader: inout ProfileFileReader, _ old: Value) -> Value

    /// Returns the value to set. If the reader has a new fault, the file is not used, so any value is allowed.
    let read: Read
    let write: @Sendable (Value, inout JSONWriter) -> Void
    /// Whether the member is left out for this value.
    let omits: @Sendable (Value) -> Bool

    init(
        read: @escaping Read, write: @escaping @Sendable (Value, inout JSONWriter) -> Void,
        omits: @escaping @Sendable (Value) -> Bool = { _ in false }
    ) {
        (self.read, self.write, self.omits) = (read, write, omits)
    }

    /// An object whose members change the old value.
    static func object(_ fields: [ProfileField<Value>]) -> Self {
        Self(
            read: { value, member, reader, old in
                guard reader.isObject(value, "\"\(member)\"") else { return old }
                var whole = old
                ProfileField.read(value, fields, into: &whole, by: &reader)
                return whole
            },
            write: { ProfileField.write($0, fields, to: &$1) })
    }

    /// The value, or null for nil. It replaces the old value completely.
    static func orNull<Wrapped: Sendable>(_ form: ProfileForm<Wrapped>, _ empty: Wrapped) -> Self where Value == Wrapped? {
        Self(
            read: { value, member, reader, _ in value.isNull ? nil : form.read(value, member, &reader, empty) },
            write: { if let value = $0 { form.write(value, &$1) } else { $1.null() } })
    }
}

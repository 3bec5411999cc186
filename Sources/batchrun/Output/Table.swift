/// Lays out rows of text in columns, for people. The last column takes the rest of the width and wraps.
struct Table {
    var header: [String]
    var rows: [[String]]

    func lines(width: Int, colour: Bool) -> [String] {
        let columns = header.count
        var widths = header.map(\.count)
        for row in rows { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) } }
        let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        widths[columns - 1] = min(widths[columns - 1], max(24, width - before))
        var lines = [Style.bold(Self.line(header, widths), if: colour)]
        for row in rows {
            let wrapped = Self.wrap(row[columns - 1], width: widths[columns - 1])
            lines.append(Self.line(row.dropLast() + [wrapped.first ?? ""], widths))
            for rest in wrapped.dropFirst() { lines.append(String(repeating: " ", count: before) + rest) }
        }
        return lines
    }

    private static func line(_ cells: some Sequence<String>, _ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: max(0, width - cell.count)) }
        var line = padded.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Breaks `text` between words into lines of at most `width` characters; a longer word gets a line to itself.
    static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}

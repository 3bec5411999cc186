/// The folders of `Sources`: the floor of each, the modules that it may import, and the neighbours that it may use.
enum House {
    struct Room {
        let floor: Int
        /// Other folders of the same floor that this one may use.
        var neighbours: Set<String> = []
        var imports: Set<String> = []
        /// Whether the room may use neither time, chance, concurrency nor the system.
        var isPure = false
    }

    /// Rooms by module and folder. A file at a module's top is in a room with the module's name.
    static let rooms: [String: Room] = [
        "BatchCore/Basics": Room(floor: 0, isPure: true),
        "BatchCore/JSON": Room(floor: 0, neighbours: ["BatchCore/Basics"], isPure: true),
        "BatchCore/Conversation": Room(floor: 1, isPure: true),
        "BatchCore/JobFile": Room(floor: 2, isPure: true),
        "BatchCore/Results": Room(floor: 2, neighbours: ["BatchCore/JobFile"], isPure: true),
        "BatchCore/APIs": Room(floor: 2, neighbours: ["BatchCore/Providers"], isPure: true),
        "BatchCore/Providers": Room(floor: 2, isPure: true),
        "BatchCore/Schedule": Room(floor: 2, imports: collections, isPure: true),
        "BatchCore/Ledger": Room(floor: 2, isPure: true),
        "BatchCore/Core": Room(floor: 3, imports: collections, isPure: true),
        "BatchEngine": Room(floor: 6),
        publicRoom(of: "BatchEngine"): Room(floor: 99),
        "BatchEngine/Engine": Room(floor: 4, imports: ["Dispatch", "Synchronization"]),
        "BatchEngine/Descriptors": Room(floor: 5, imports: world.union(["CSystem"])),
        "BatchEngine/Curl": Room(floor: 5, neighbours: ["BatchEngine/Descriptors"], imports: world.union(["CCurl", "CSystem"])),
        "BatchEngine/SQLite": Room(floor: 5, imports: world.union(["CSQLite"])),
        "BatchEngine/Files": Room(floor: 5, imports: world),
        "BatchEngine/Tools": Room(
            floor: 5, neighbours: ["BatchEngine/Descriptors", "BatchEngine/Files"], imports: world.union(["CSystem"])),
        "BatchEngine/Batch": Room(floor: 6, imports: ["Dispatch", "Glibc", "Histogram", "Synchronization"]),
        "ProviderSimulator/Settings": Room(floor: 4, isPure: true),
        "ProviderSimulator/Requests": Room(floor: 5, isPure: true),
        "ProviderSimulator/Replies": Room(floor: 6, isPure: true),
        "ProviderSimulator/Model": Room(floor: 7, isPure: true),
        "ProviderSimulator/HTTP": Room(floor: 8, imports: world.union(["FlyingFox", "FlyingSocks"])),
        "batchrun": Room(floor: 8, imports: face),
        "batchrun/Options": Room(floor: 7, imports: face),
        "batchrun/Commands": Room(floor: 7, imports: face),
        "batchrun/Output": Room(floor: 7, imports: face),
    ]

    /// The modules that each module may use.
    private static let modules: [String: Set<String>] = [
        "BatchCore": [], "BatchEngine": ["BatchCore"], "ProviderSimulator": ["BatchCore"],
        "batchrun": ["BatchCore", "BatchEngine", "ProviderSimulator"],
    ]

    private static let collections: Set = ["HeapModule", "DequeModule", "OrderedCollections"]
    private static let world: Set = ["Foundation", "Glibc", "Dispatch", "Synchronization"]
    /// Imports of the command, which parses arguments, writes to a terminal and receives signals.
    private static let face: Set = ["ArgumentParser", "Dispatch", "Glibc", "Synchronization"]

    /// A room for what a module makes public, beside the room that declares it.
    static func publicRoom(of module: String) -> String { "\(module)/public" }

    static func module(of room: String) -> String { String(room.split(separator: "/").first ?? "") }

    static func maySee(_ room: String, _ other: String) -> Bool {
        guard let here = rooms[room], let there = rooms[other] else { return false }
        if room == other || here.neighbours.contains(other) { return true }
        let (module, otherModule) = (module(of: room), module(of: other))
        switch (module, otherModule) {
        // The command may use its other folders; `CycleRules` checks their order. Of BatchEngine it uses only the `Batch` folder.
        case ("batchrun", "batchrun"): return here.floor == there.floor || there.floor < here.floor
        case ("batchrun", "BatchEngine"): return there.floor >= 6
        case _ where module != otherModule: return modules[module]?.contains(otherModule) == true && !isHidden(other, from: here, module)
        default: return there.floor < here.floor && !isHidden(other, from: here, module)
        }
    }

    static func mayImport(_ imported: String, in room: String) -> Bool {
        modules[module(of: room)]?.contains(imported) == true || rooms[room]?.imports.contains(imported) == true
    }

    /// Adapters use ports and values, not the core that drives them.
    private static func isHidden(_ other: String, from room: Room, _ module: String) -> Bool {
        module == "BatchEngine" && room.floor == 5 && other == "BatchCore/Core"
    }
}

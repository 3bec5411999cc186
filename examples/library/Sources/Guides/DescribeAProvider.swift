import BatchEngine

/// The code of the guide "Describe a provider".
enum DescribeAProvider {
    static func server() throws -> Batch {
        var options = BatchOptions()
        options.baseURL = "http://127.0.0.1:8000/v1"
        options.model = "qwen"
        let batch = try Batch("jobs.jsonl", options: options)
        return batch
    }

    static func profile() throws -> Batch {
        var options = BatchOptions()
        options.profiles = "providers.json"
        let batch = try Batch("jobs.jsonl", provider: "lab", options: options)
        return batch
    }
}

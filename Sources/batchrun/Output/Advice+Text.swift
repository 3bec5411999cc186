import BatchCore

extension Advice {
    /// The advice as one or two sentences, with the command's options.
    var sentence: String { remedy.map { "\(text) \($0.sentence)" } ?? text }

    /// The advice as the end of a sentence, with the command's options.
    var clause: String { remedy.map { "\(text), or \($0.clause)" } ?? text }
}

extension Remedy {
    fileprivate var sentence: String {
        switch self {
        case .retryFailed: "Then run again with --retry-failed."
        case .reasoningHistory(let history): "Run again with --retry-failed --reasoning-history \(history.rawValue)."
        case .lowerConcurrency: "If it repeats, lower --concurrency."
        case .connectTimeout, .idleTimeout, .attemptTimeout: "If it repeats, \(clause)."
        case .nameModel: "The option is --model."
        case .nameKeyVariable: "The option is --api-key-env."
        case .restartChanged, .describeProvider, .stream, .toolCommand, .toolTimeout, .leaveReplayOut: "Or \(clause)."
        }
    }

    fileprivate var clause: String {
        switch self {
        case .retryFailed: "run again with --retry-failed"
        case .reasoningHistory(let history): "run again with --reasoning-history \(history.rawValue)"
        case .restartChanged: "restart it with --restart-changed"
        case .nameModel: "give --model"
        case .nameKeyVariable: "name the variable with --api-key-env"
        case .describeProvider: "describe it in a file for --providers"
        case .lowerConcurrency: "lower --concurrency"
        case .stream: "give --stream"
        case .connectTimeout: "raise --connect-timeout"
        case .idleTimeout: "raise --idle-timeout"
        case .attemptTimeout: "raise --attempt-timeout"
        case .toolCommand: "answer with a program: --tool-command"
        case .toolTimeout: "raise --tool-timeout"
        case .leaveReplayOut: "run the line without --replay"
        }
    }
}

extension JobFault {
    /// `line 812, column 14: unknown member "turn"; did you mean "turns"?`
    var text: String { "line \(line), column \(column): \(message)\(hint.map { "; \($0.clause)" } ?? "")" }
}

/// A remark on a job before its first request, based on known facts about the provider or the model.
package struct JobRemark: Hashable, Sendable {
    package enum Weight: Hashable, Sendable {
        /// The job cannot be run as it is.
        case error
        /// The job can run, but a part of it has no effect, or another effect than it seems.
        /// - Parameters:
        ///   - code: one word for machines: `parameter_ignored`, …
        /// - kind: the same for all jobs with the same remark, so that it is shown once for all of them. The number of kinds depends on
        ///   the rules,
        /// not on the number of jobs.
        case warning(code: String, kind: String)
    }

    package var weight: Weight
    /// The place in the line; nil if it is the line as a whole.
    package var place: JobPlace?
    /// The remark, in words that continue a sentence.
    package var message: String
    /// What the user can do, as a clause that ends the message.
    package var hint: Advice?

    package init(_ weight: Weight = .error, at place: JobPlace? = nil, message: String, hint: Advice? = nil) {
        (self.weight, self.place, self.message, self.hint) = (weight, place, message, hint)
    }
}

/// A place in a job's line, named by its member.
package struct JobPlace: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case member(String)
        case element(Int)
    }

    /// Counted from 1; nil if the place is in no turn.
    package var turn: Int?
    /// The member of the turn, or of the job.
    package var member: String
    /// Whether the member belongs to the request. Such members are in `params` or, like `tools`, beside it.
    package var isParameter: Bool
    /// The path within the member's value.
    package var steps: [Step]

    package init(_ member: String, turn: Int? = nil) {
        (self.turn, self.member, isParameter, steps) = (turn, member, false, [])
    }

    package init(parameter: String, turn: Int? = nil, steps: [Step] = []) {
        (self.turn, member, isParameter, self.steps) = (turn, parameter, true, steps)
    }
}

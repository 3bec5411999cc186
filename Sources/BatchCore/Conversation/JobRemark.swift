/// A remark on a job before its first request, from what is known of the provider or the model.
package struct JobRemark: Hashable, Sendable {
    package enum Weight: Hashable, Sendable {
        /// The job cannot be run as it is.
        case error
        /// It can, but something in it does not do what it seems to.
        /// - Parameters:
        ///   - code: one word for machines: `parameter_ignored`, …
        ///   - kind: the same for all jobs with the same remark, so that it is shown once for all of them. As many kinds
        ///     as there are rules, however many jobs there are.
        case warning(code: String, kind: String)
    }

    package var weight: Weight
    /// The place in the line; nil if it is the line as a whole.
    package var place: JobPlace?
    /// In words that continue a sentence.
    package var message: String
    /// What the user may do about it, as a clause that ends the message.
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
    /// Whether the member is one of the request's, which stands in `params` or, as `tools` may, beside it.
    package var isParameter: Bool
    /// The way into the member's value.
    package var steps: [Step]

    package init(_ member: String, turn: Int? = nil) {
        (self.turn, self.member, isParameter, steps) = (turn, member, false, [])
    }

    package init(parameter: String, turn: Int? = nil, steps: [Step] = []) {
        (self.turn, member, isParameter, self.steps) = (turn, parameter, true, steps)
    }
}

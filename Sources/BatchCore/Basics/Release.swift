/// The version of batchrun.
package enum Release {
    /// The version that `--version` prints and that servers see in `user-agent`.
    package static let version = "0.1.0"
}

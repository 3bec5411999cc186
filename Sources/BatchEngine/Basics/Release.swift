/// Which batchrun this is.
public enum Release {
    /// As `batchrun --version` prints it and as servers see it in `user-agent`.
    public static let version = "0.1.0"
}

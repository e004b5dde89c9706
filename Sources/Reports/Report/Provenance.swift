/// How results came about: all that is needed to make them again.
public struct Provenance: Sendable, Equatable, Codable {
  /// A model file.
  public struct ModelSource: Sendable, Equatable, Codable {
    /// The model's name in tables.
    public let name: String
    /// The file as the user named it.
    public let path: String
    /// The SHA-256 of its bytes, in hexadecimal; empty where there is no file.
    public let sha256: String
    /// The SHA-256 of all weights, wherever they are stored.
    public let weightsSHA256: String
    /// What is done to a picture and to the outputs, as `inspect` says it, in order.
    public let preprocessing: [Setting]
  }

  /// A named value.
  public struct Setting: Sendable, Equatable, Codable {
    /// The name.
    public let name: String
    /// The value as text.
    public let value: String

    /// A setting.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The results folder, as seen by who reads it.
  public var folder: String
  /// The version of this tool that made the results.
  public let tool: String
  /// The models.
  public let models: [ModelSource]
  /// The explainers with their parameters.
  public let explainers: [Setting]
  /// The class explained, and whether randomised twins were.
  public let settings: [Setting]
  /// The manifest as the user named it.
  public let manifest: String
  /// The SHA-256 of the manifest's bytes.
  public let manifestSHA256: String
  /// How many rows that part of the manifest has; `nil` in results of earlier versions.
  public let rows: Int?
  /// The part of the manifest that was audited; `nil` for all of it.
  public let split: String?
  /// Where the masks are from, for example the manifest's column and how many rows have one.
  public let maskSource: String
  /// Of all that is drawn at random.
  public let seed: UInt64
  /// When the run began, ISO 8601 in UTC; `SOURCE_DATE_EPOCH` replaces the clock.
  public let time: String
  /// Operating system, processor architecture and number of cores.
  public let machine: String
  /// The command that makes the results again, quoted for a shell.
  public let command: String
}

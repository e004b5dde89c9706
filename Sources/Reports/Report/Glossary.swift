/// The definition of a figure.
public struct GlossaryEntry: Sendable, Equatable {
  /// Its name in tables.
  public let name: String
  /// Its name for a reader.
  public let title: String
  /// What it says, in a sentence.
  public let meaning: String
  /// How it is computed.
  public let formula: String
  /// Where it comes from; empty for our own.
  public let reference: String
}

/// Bad input in a file: the path and what is wrong with it.
public struct FileError: Error, Sendable, CustomStringConvertible {
  /// The file as the user named it.
  public let path: String
  /// What is wrong with it.
  public let diagnosis: Diagnosis

  /// An error about the file at `path`.
  public init(_ path: String, _ diagnosis: Diagnosis) {
    self.path = path
    self.diagnosis = diagnosis
  }

  /// `path: found, expected …. Remedy`
  public var description: String { "\(path): \(diagnosis)" }

  /// Runs `body` and adds `path` to any ``Diagnosable`` error it throws.
  public static func naming<Result>(
    _ path: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as any Diagnosable {
      throw FileError(path, error.diagnosis)
    }
  }
}

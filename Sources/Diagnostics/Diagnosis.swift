/// What a person needs to mend bad input: what was found, what was expected, what to do.
public struct Diagnosis: Sendable, Equatable {
  /// The fact, as a clause that can follow `file: `.
  public var found: String
  /// What would have been right, as a clause that can follow `expected `.
  public var expected: String?
  /// What to do about it, as a sentence.
  public var remedy: String?

  /// A diagnosis with its three parts; the last two may be absent.
  public init(_ found: String, expected: String? = nil, remedy: String? = nil) {
    self.found = found
    self.expected = expected
    self.remedy = remedy
  }
}

extension Diagnosis: CustomStringConvertible {
  /// The one place where errors become words: `found, expected …. Remedy`.
  public var description: String {
    var text = found
    if let expected { text += ", expected \(expected)" }
    if let remedy { text += ". \(remedy)" }
    return text
  }
}

/// An error that can say what is wrong in terms of the input, not of the code.
///
/// Lower rooms throw such errors with the facts they know; the room that knows the file
/// wraps them in a ``FileError``.
public protocol Diagnosable: Error, CustomStringConvertible {
  /// The facts in words.
  var diagnosis: Diagnosis { get }
}

extension Diagnosable {
  /// The rendered diagnosis.
  public var description: String { diagnosis.description }
}

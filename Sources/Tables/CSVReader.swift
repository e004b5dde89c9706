public import Diagnostics

/// Records of comma-separated values, read strictly as RFC 4180 describes them.
///
/// Line ends may be LF or CRLF and a byte order mark is skipped. Nothing is repaired: text after
/// a closing quote and a quote that is never closed are errors with their line.
public struct CSVReader: Sendable {
  /// A record and where it begins.
  public struct Record: Sendable, Equatable {
    /// The line of its first field, counted from 1.
    public let line: Int
    /// Its fields, unquoted.
    public let fields: [String]
  }

  /// The records, without empty lines.
  public private(set) var records: [Record] = []

  private var fields: [String] = []
  private var field: [UInt8] = []
  private var recordLine = 1

  /// Reads all records of UTF-8 `bytes`.
  ///
  /// - Throws: ``CSVError``.
  public init(_ bytes: some Collection<UInt8>) throws(CSVError) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw CSVError(.notUTF8, line: 1) }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var iterator = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : Array(bytes)
    if iterator.last != newline { iterator.append(newline) }
    try parse(iterator)
  }

  private enum State {
    case fieldStart, unquoted, quoted(since: Int), afterQuote
  }

  private mutating func parse(_ bytes: [UInt8]) throws(CSVError) {
    var state = State.fieldStart
    var line = 1
    for (index, byte) in bytes.enumerated() {
      let endsLine =
        byte == newline
        || byte == carriageReturn && bytes[min(index + 1, bytes.count - 1)] == newline
      switch state {
      case .quoted:
        if byte == quote { state = .afterQuote } else { field.append(byte) }
      case .afterQuote where byte == quote:
        field.append(quote)
        state = .quoted(since: line)
      case .fieldStart where byte == quote:
        state = .quoted(since: line)
      case .fieldStart, .unquoted, .afterQuote:
        if byte == comma {
          endField()
          state = .fieldStart
        } else if byte == newline {
          endRecord(nextLine: line + 1)
          state = .fieldStart
        } else if endsLine {
          break
        } else if byte == carriageReturn {
          throw CSVError(.loneCarriageReturn, line: line)
        } else if case .afterQuote = state {
          throw CSVError(.textAfterQuote, line: line)
        } else {
          field.append(byte)
          state = .unquoted
        }
      }
      if byte == newline { line += 1 }
    }
    if case .quoted(let start) = state { throw CSVError(.openQuote, line: start) }
  }

  private mutating func endField() {
    fields.append(String(decoding: field, as: UTF8.self))
    field = []
  }

  private mutating func endRecord(nextLine: Int) {
    let isEmptyLine = fields.isEmpty && field.isEmpty
    endField()
    if !isEmptyLine { records.append(Record(line: recordLine, fields: fields)) }
    fields = []
    recordLine = nextLine
  }
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

/// Text that is not comma-separated values.
public struct CSVError: Diagnosable, Equatable {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// The bytes are not UTF-8.
    case notUTF8
    /// A quoted field goes on after its closing quote.
    case textAfterQuote
    /// A quoted field is never closed.
    case openQuote
    /// A carriage return without a line feed, as old Macs end lines.
    case loneCarriageReturn
  }

  /// What is wrong.
  public let problem: Problem
  /// Where, counted from 1.
  public let line: Int

  init(_ problem: Problem, line: Int) {
    self.problem = problem
    self.line = line
  }

  /// The problem and its line.
  public var diagnosis: Diagnosis {
    switch problem {
    case .loneCarriageReturn:
      Diagnosis(
        "line \(line) has a carriage return without a line feed",
        expected: "lines that end in LF or CRLF",
        remedy: "Save it as plain CSV, not for old Macs.")
    case .notUTF8:
      Diagnosis("is not UTF-8 text", expected: "a CSV file", remedy: "Save it as UTF-8.")
    case .textAfterQuote:
      Diagnosis(
        "line \(line) has text after a closing quote", expected: "a comma or the end of the line",
        remedy: "Write a quote inside a quoted field as two quotes.")
    case .openQuote:
      Diagnosis(
        "the quote opened in line \(line) is never closed", expected: "a closing quote",
        remedy: "Write a quote inside a quoted field as two quotes.")
    }
  }
}

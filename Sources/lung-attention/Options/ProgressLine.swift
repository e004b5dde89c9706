import Foundation

/// A line on standard error that counts up and estimates the time left; silent when standard
/// error is not a terminal.
struct ProgressLine: ~Copyable {
  private let title: String
  private let total: Int
  private let start = ContinuousClock.now
  private let isShown = isatty(STDERR_FILENO) == 1

  init(_ title: String, total: Int) {
    self.title = title
    self.total = total
  }

  /// Shows that `done` of the total are done.
  func update(_ done: Int, note: String = "") {
    guard isShown, total > 0 else { return }
    let share = Double(done) / Double(total)
    let filled = Int(share * 24)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    let elapsed = Double((ContinuousClock.now - start).components.seconds)
    let left = done == 0 ? "" : " · \(Self.duration(elapsed / share - elapsed)) left"
    Self.print("\r\u{1B}[2K\(title) \(bar) \(done)/\(total)\(left) \(note)")
    if done == total { Self.print("\n") }
  }

  private static func duration(_ seconds: Double) -> String {
    let seconds = Int(seconds.rounded())
    return seconds < 90 ? "\(seconds) s" : "\((seconds + 30) / 60) min"
  }

  private static func print(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// Says something to the user that is no result, in the place of an unfinished progress line.
func note(_ text: String) {
  fflush(nil)
  let start = isatty(STDERR_FILENO) == 1 ? "\r\u{1B}[2K" : ""
  FileHandle.standardError.write(Data("\(start)\(text)\n".utf8))
}

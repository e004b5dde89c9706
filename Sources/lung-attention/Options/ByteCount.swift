import ArgumentParser

/// An amount of memory: `4096`, `512K`, `64M` or `2G`, in powers of 1024.
struct ByteCount: ExpressibleByArgument, Equatable {
  /// At least 1.
  let bytes: Int

  private static let units: [(suffix: Character, bytes: Int)] = [
    ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10),
  ]

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let unit = Self.units.first { argument.uppercased().last == $0.suffix }
    guard let number = Int(unit == nil ? argument : String(argument.dropLast())), number > 0
    else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit?.bytes ?? 1)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  /// The shortest way to write it.
  var defaultValueDescription: String {
    guard let unit = Self.units.first(where: { bytes % $0.bytes == 0 }) else { return "\(bytes)" }
    return "\(bytes / unit.bytes)\(unit.suffix)"
  }
}

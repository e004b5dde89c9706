package import Diagnostics
package import Foundation
internal import Synchronization
package import Tensors

/// Named tensors and texts in the safetensors format.
///
/// Only the tensors asked for are read, straight into their own memory.
package struct SafetensorsFile: Sendable {
  /// What the file says of its tensors.
  package let header: SafetensorsHeader
  private let source: ByteSource
  /// Where the tensors begin.
  private let dataStart: Int

  /// The file at `path`.
  ///
  /// - Throws: ``FileError`` with a ``SafetensorsError``'s diagnosis.
  package init(contentsOf path: String) throws(FileError) {
    let source = try ByteSource(contentsOf: path)
    do throws(SafetensorsError) {
      self = try SafetensorsFile(source)
    } catch {
      throw FileError(path, error.diagnosis)
    }
  }

  /// The file whose bytes are `contents`.
  package init(_ contents: Data) throws(SafetensorsError) {
    try self.init(ByteSource(contents))
  }

  private init(_ source: ByteSource) throws(SafetensorsError) {
    let lengthBytes = 8
    func foreign() -> SafetensorsError? {
      ForeignFormat.error(for: source.bytes(0..<ForeignFormat.signatureBytes))
    }
    guard source.count >= lengthBytes else {
      throw foreign() ?? .truncated(bytes: source.count, needed: UInt64(lengthBytes))
    }
    let length = source.bytes(0..<lengthBytes).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    guard length <= SafetensorsHeader.lengthLimit else {
      throw foreign() ?? .headerTooLarge(length)
    }
    guard length <= UInt64(source.count - lengthBytes) else {
      throw foreign() ?? .truncated(bytes: source.count, needed: length + UInt64(lengthBytes))
    }
    dataStart = lengthBytes + Int(length)
    header = try SafetensorsHeader(
      parsing: source.bytes(lengthBytes..<dataStart), dataBytes: source.count - dataStart)
    self.source = source
  }

  /// The tensor called `name`, as Float32.
  ///
  /// - Throws: ``SafetensorsError`` when there is none, when it does not hold floating-point
  ///   numbers of 16 to 64 bits, or when one of them is not finite as Float32.
  package func tensor(named name: String) throws(SafetensorsError) -> Tensor {
    guard let entry = header.entries[name] else { throw .missing(tensor: name) }
    guard entry.elementType.isForWeights else {
      throw .notWeights(entry.elementType, tensor: name)
    }
    return try Tensor.writeInLogicalOrder(Shape(entry.shape)) {
      floats throws(SafetensorsError) in
      guard read(entry, into: floats) else { throw .cutShort(tensor: name) }
      if let bad = floats.firstNotFinite { throw .notFinite(tensor: name, value: bad) }
    }
  }

  /// The tensors called `names`, in that order, read on several threads.
  ///
  /// - Throws: What ``tensor(named:)`` throws for the first of those that cannot be read.
  package func tensors(named names: [String]) throws(SafetensorsError) -> [Tensor] {
    let outcome = { @Sendable (name: String) -> Result<Tensor, SafetensorsError> in
      Result { () throws(SafetensorsError) in try tensor(named: name) }
    }
    // One that would keep a thread when all others have ended is read by all threads.
    let large = names.filter { (header.entries[$0]?.bytes.count ?? 0) > Self.largeBytes }
    let read = Dictionary(large.map { ($0, outcome($0)) }, uniquingKeysWith: { first, _ in first })
    let outcomes = ParallelLoop.map(names) { read[$0] ?? outcome($0) }
    return try outcomes.map { outcome throws(SafetensorsError) in try outcome.get() }
  }

  private static let largeBytes = 32 << 20
  /// Numbers read at once: as many as stay in the cache until they are converted.
  private static let pieceCount = 1 << 16

  /// Reads the numbers of `entry`; says whether they were all there.
  private func read(
    _ entry: SafetensorsHeader.Entry, into floats: UnsafeMutableBufferPointer<Float>
  ) -> Bool {
    guard let first = floats.baseAddress else { return true }
    nonisolated(unsafe) let start = first
    let size = entry.elementType.byteCount
    let isWhole = Atomic(true)
    ParallelLoop.run(floats.count, inBlocksOf: Self.pieceCount) { piece in
      withUnsafeTemporaryAllocation(byteCount: piece.count * size, alignment: 8) { bytes in
        if source.read(
          from: dataStart + entry.bytes.lowerBound + piece.lowerBound * size, into: bytes)
        {
          entry.elementType.convert(UnsafeRawBufferPointer(bytes), to: start + piece.lowerBound)
        } else {
          isWhole.store(false, ordering: .relaxed)
        }
      }
    }
    return isWhole.load(ordering: .relaxed)
  }
}

extension UnsafeMutableBufferPointer<Float> {
  /// The first NaN or infinity.
  fileprivate var firstNotFinite: Float? {
    let exponent: UInt32 = 0x7F80_0000
    for start in stride(from: 0, to: count, by: 4096) {
      let part = self[start..<Swift.min(start + 4096, count)]
      // Without a branch for each number the loop is vectorised.
      var largest: UInt32 = 0
      for number in part { largest = Swift.max(largest, number.bitPattern & exponent) }
      if largest == exponent { return part.first { !$0.isFinite } }
    }
    return nil
  }
}

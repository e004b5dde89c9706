package import Diagnostics
package import Foundation
internal import Synchronization
package import Tensors

/// Named tensors and texts in the safetensors format.
///
/// The file is mapped into memory, and only the tensors asked for are read.
package struct SafetensorsFile: Sendable {
  /// What the file says of its tensors.
  package let header: SafetensorsHeader
  /// The bytes after the header.
  private let data: Data

  /// The file at `path`.
  ///
  /// - Throws: ``FileError`` with a ``SafetensorsError``'s diagnosis.
  package init(contentsOf path: String) throws(FileError) {
    let contents = try Self.map(path)
    do throws(SafetensorsError) {
      self = try SafetensorsFile(contents)
    } catch {
      throw FileError(path, error.diagnosis)
    }
  }

  /// The file whose bytes are `contents`.
  package init(_ contents: Data) throws(SafetensorsError) {
    let lengthBytes = 8
    guard contents.count >= lengthBytes else {
      throw ForeignFormat.error(for: contents)
        ?? .truncated(bytes: contents.count, needed: UInt64(lengthBytes))
    }
    let length = contents.prefix(lengthBytes).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= SafetensorsHeader.lengthLimit else {
      throw ForeignFormat.error(for: contents) ?? .headerTooLarge(length)
    }
    guard length <= UInt64(contents.count - lengthBytes) else {
      throw ForeignFormat.error(for: contents)
        ?? .truncated(bytes: contents.count, needed: length + UInt64(lengthBytes))
    }
    let text = contents.dropFirst(lengthBytes).prefix(Int(length))
    data = contents.dropFirst(lengthBytes + Int(length))
    header = try SafetensorsHeader(parsing: text, dataBytes: data.count)
  }

  /// The tensor called `name`, as Float32.
  ///
  /// - Throws: ``SafetensorsError`` when there is none, when it does not hold floating-point
  ///   numbers of 16 to 64 bits, or when one of them is not finite as Float32.
  package func tensor(named name: String) throws(SafetensorsError) -> Tensor {
    guard let entry = header.entries[name] else { throw .missing(tensor: name) }
    let bytes = data.dropFirst(entry.bytes.lowerBound).prefix(entry.bytes.count)
    guard let values = bytes.withUnsafeBytes({ entry.elementType.floats(in: $0) }) else {
      throw .notWeights(entry.elementType, tensor: name)
    }
    if let bad = values.first(where: { !$0.isFinite }) {
      throw .notFinite(tensor: name, value: bad)
    }
    return Tensor(Shape(entry.shape), logicalOrder: values)
  }

  /// The tensors called `names`, in that order, read on several threads.
  ///
  /// - Throws: What ``tensor(named:)`` throws for the first of those that cannot be read.
  package func tensors(named names: [String]) throws(SafetensorsError) -> [Tensor] {
    let outcomes = Mutex([Int: Result<Tensor, SafetensorsError>]())
    ParallelLoop.run(names.count) { index in
      let outcome = Result { () throws(SafetensorsError) in try tensor(named: names[index]) }
      outcomes.withLock { $0[index] = outcome }
    }
    let finished = outcomes.withLock { $0 }
    var tensors: [Tensor] = []
    for index in names.indices {
      if let outcome = finished[index] { tensors.append(try outcome.get()) }
    }
    return tensors
  }

  private static func map(_ path: String) throws(FileError) -> Data {
    let location = URL(filePath: path).resolvingSymlinksInPath()
    let attributes = try? FileManager.default.attributesOfItem(atPath: location.path)
    let problem: Diagnosis
    switch attributes?[.type] as? FileAttributeType {
    case nil: problem = Diagnosis("there is no such file", remedy: "Check the path.")
    case .typeDirectory: problem = Diagnosis("it is a folder", expected: "a safetensors file")
    case .typeRegular:
      if let data = try? Data(contentsOf: location, options: .alwaysMapped) { return data }
      problem = Diagnosis("the file cannot be read", remedy: "Check its permissions.")
    default: problem = Diagnosis("it is no regular file", expected: "a safetensors file")
    }
    throw FileError(path, problem)
  }
}

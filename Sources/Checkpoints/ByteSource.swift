internal import Diagnostics
internal import Foundation

/// Bytes in memory or in a file, read piece by piece into the caller's memory.
///
/// A file is read and not mapped: its pages would count as memory of the process beside what is
/// made of them, and a file that is cut short while it is mapped ends the process.
struct ByteSource: Sendable {
  private enum Storage: Sendable {
    case memory(Data)
    case file(OpenFile)
  }

  /// How many bytes there are.
  let count: Int
  private let storage: Storage

  /// Bytes in memory.
  init(_ data: Data) {
    count = data.count
    storage = .memory(data)
  }

  /// The bytes of the regular file at `path`.
  init(contentsOf path: String) throws(FileError) {
    let location = URL(filePath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: location)
    let problem: Diagnosis
    switch attributes?[.type] as? FileAttributeType {
    case nil: problem = Diagnosis("there is no such file", remedy: "Check the path.")
    case .typeDirectory: problem = Diagnosis("it is a folder", expected: "a safetensors file")
    case .typeRegular:
      if let size = attributes?[.size] as? Int, let file = OpenFile(location) {
        count = size
        storage = .file(file)
        return
      }
      problem = Diagnosis("the file cannot be read", remedy: "Check its permissions.")
    default: problem = Diagnosis("it is no regular file", expected: "a safetensors file")
    }
    throw FileError(path, problem)
  }

  /// Copies the bytes from `start` on into all of `memory`.
  ///
  /// - Returns: Whether they were all there.
  func read(from start: Int, into memory: UnsafeMutableRawBufferPointer) -> Bool {
    switch storage {
    case .memory(let data):
      let bytes = data.dropFirst(start).prefix(memory.count)
      bytes.copyBytes(to: memory)
      return bytes.count == memory.count
    case .file(let file): return file.read(from: start, into: memory)
    }
  }

  /// The bytes `range`, fewer where the source ends before.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    let range = range.clamped(to: 0..<count)
    var bytes = [UInt8](repeating: 0, count: range.count)
    let isWhole = bytes.withUnsafeMutableBytes { read(from: range.lowerBound, into: $0) }
    return isWhole ? bytes : []
  }
}

/// A file held open, so that all is read from one version of it.
private final class OpenFile: Sendable {
  private let descriptor: Int32

  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  func read(from start: Int, into memory: UnsafeMutableRawBufferPointer) -> Bool {
    var done = 0
    while done < memory.count, let rest = memory.baseAddress.map({ $0 + done }) {
      let count = pread(descriptor, rest, memory.count - done, off_t(start + done))
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        return false
      }
    }
    return true
  }
}

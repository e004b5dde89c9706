internal import Diagnostics
internal import Foundation
internal import Imaging
internal import Synchronization
internal import Tables
internal import Tensors

/// A phantom data set on disk: `images/`, `masks/` (lungs), `markers/` (burnt-in letters) and
/// `manifest.csv`.
public struct PhantomFolder: Sendable {
  /// The folder, made when it is not there.
  public let path: String
  /// Columns of each picture.
  public let width: Int
  /// Rows of each picture.
  public let height: Int

  /// A folder for pictures of one size.
  public init(path: String, width: Int = 256, height: Int = 256) {
    self.path = path
    self.width = width
    self.height = height
  }

  /// Renders and writes `cases`, then the manifest.
  ///
  /// - Parameter progress: Called with the number of cases written so far.
  /// - Throws: ``FileError`` when a file cannot be written.
  public func write(_ cases: [PhantomCase], progress: (Int) -> Void = { _ in }) throws {
    for folder in ["images", "masks", "markers"] {
      let folder = "\(path)/\(folder)"
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw FileError(folder, Diagnosis("cannot be made", expected: "a folder for phantoms"))
      }
    }
    let block = 16
    for start in stride(from: 0, to: cases.count, by: block) {
      let part = Array(cases[start..<min(cases.count, start + block)])
      try write(block: part)
      progress(start + part.count)
    }
    let manifest = "\(path)/manifest.csv"
    do {
      try Manifest.csv(cases.map(row)).write(
        toFile: manifest, atomically: true, encoding: .utf8)
    } catch {
      throw FileError(manifest, Diagnosis("cannot be written"))
    }
  }

  private func write(block: [PhantomCase]) throws {
    let failures = Mutex([any Error]())
    ParallelLoop.run(block.count) { index in
      do { try write(block[index]) } catch { failures.withLock { $0.append(error) } }
    }
    if let first = failures.withLock({ $0.first }) { throw first }
  }

  private func write(_ phantom: PhantomCase) throws {
    let rendered = phantom.render(width: width, height: height)
    try rendered.image.writePNG(to: "\(path)/images/\(phantom.name).png")
    for (folder, mask) in [("masks", rendered.lungMask), ("markers", rendered.markerMask)] {
      try GrayImage(width: width, height: height, samples: mask.map { $0 ? 1 : 0 })
        .writePNG(to: "\(path)/\(folder)/\(phantom.name).png")
    }
  }

  private func row(_ phantom: PhantomCase) -> Case {
    Case(
      image: "images/\(phantom.name).png", maskPath: "masks/\(phantom.name).png",
      label: phantom.label.rawValue, source: phantom.source.name,
      patient: String(phantom.name.prefix { $0 != "-" }), view: "PA",
      split: phantom.split.rawValue)
  }
}

internal import Attention
internal import Statistics
internal import Tables
internal import Tensors

/// What the images of one source look like.
public struct SourceFigures: Sendable {
  /// The source; `nil` for images that name none.
  public let source: String?
  /// Its images that could be read.
  public let count: Int
  /// Their patients; an image without one stands for one of its own.
  public let patients: Int
  /// Width and height in pixels, the middle of each.
  public let medianSize: (width: Double, height: Double)
  /// How many different sizes there are.
  public let sizes: Int
  /// Width over height, the middle.
  public let aspect: Double
  /// Images by bits per sample.
  public let bitDepths: [Int: Int]
  /// Images by kind of file.
  public let formats: [String: Int]
  /// Images by view; an empty name for images that name none.
  public let views: [String: Int]
  /// The mean tone, 0…1, below which 0 %, 5 % … 100 % of an image's pixels lie.
  public let toneCurve: [Double]
  /// The middle sharpness, see ``PictureFacts/sharpness``.
  public let sharpness: Double?
  /// Images with a border.
  public let bordered: Int
  /// Images with burnt-in text.
  public let marked: Int
  /// Images with a lung mask that can be used.
  public let masked: Int

  /// The figures of the images of a source, at least one.
  init(_ source: String?, _ images: [(subject: Case, picture: PictureFacts)]) {
    let pictures = images.map(\.picture)
    func counts<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
      Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +)
    }
    self.source = source
    count = images.count
    patients = Set(images.map { CaseGroup(patientOf: $0.subject) }).count
    medianSize = (
      pictures.map { Double($0.extent.width) }.median ?? 0,
      pictures.map { Double($0.extent.height) }.median ?? 0
    )
    sizes = Set(pictures.map(\.extent)).count
    aspect = pictures.map { Double($0.extent.width) / Double($0.extent.height) }.median ?? 1
    bitDepths = counts(pictures.map(\.bitDepth))
    formats = counts(pictures.map(\.format))
    views = counts(images.map { $0.subject.view ?? "" })
    toneCurve = ToneCurve.shares.indices.map { place in
      pictures.map { Double($0.toneCurve[place]) }.mean ?? 0
    }
    sharpness = pictures.compactMap(\.sharpness).median
    bordered = pictures.count { $0.borderShare > 0 }
    marked = pictures.count { $0.markers > 0 }
    masked = pictures.count {
      if case .read(let findings) = $0.mask { !findings.contains(.empty) } else { false }
    }
  }
}

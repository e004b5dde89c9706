internal import Artifacts
public import Attention
internal import Diagnostics
internal import Foundation
internal import Imaging
public import Tables
public import Tensors

/// What a data-set audit remembers of one radiograph; the picture itself is not kept.
public struct PictureFacts: Sendable {
  /// What is known of the lung mask.
  public enum Mask: Sendable, Equatable {
    /// None is named.
    case none
    /// It cannot be read or does not fit; why.
    case unusable(String)
    /// It was read, and this is remarkable about it.
    case read([MaskFinding])
  }

  /// Height and width in pixels.
  public let extent: Extent
  /// Bits per sample.
  public let bitDepth: Int
  /// The file's kind by its name, such as `png` or `jpeg`.
  public let format: String
  /// The tones, 0…1, below which 0 %, 5 % … 100 % of the pixels lie.
  public let toneCurve: [Float]
  /// See ``PictureSharpness``; `nil` for a picture of one tone.
  public let sharpness: Double?
  /// The share of the picture that is border, 0…1.
  public let borderShare: Double
  /// How many pieces of burnt-in text were found.
  public let markers: Int
  /// The lung mask.
  public let mask: Mask

  /// The same for pictures with the same pixels.
  struct Pixels: Sendable, Hashable {
    let width: Int
    let height: Int
    let digest: UInt64
  }

  /// By what copies are recognised.
  struct Look: Sendable {
    let hash: PerceptualHash
    let detail: PictureDetail
  }

  let pixels: Pixels
  /// `nil` for a picture without detail.
  let look: Look?
  /// The picture without its lungs; `nil` where these are not known.
  let background: BackgroundThumbnail?

  /// Reads and measures a radiograph.
  ///
  /// - Throws: `FileError` when the image cannot be read; a mask that cannot is in ``mask``.
  public init(of subject: Case) throws {
    let image = try ImageFile.read(subject.imagePath)
    extent = image.extent
    bitDepth = image.bitDepth
    let suffix = (subject.imagePath as NSString).pathExtension.lowercased()
    format = suffix == "jpg" ? "jpeg" : suffix
    toneCurve = ToneCurve.quantiles(of: image.samples)
    sharpness = PictureSharpness.value(of: image)
    borderShare =
      PictureBorder(of: image).map {
        1 - Double($0.rows.count * $0.columns.count) / Double(image.extent.area)
      } ?? 0
    markers = TextMarkerDetector().markers(in: image).count
    pixels = Pixels(width: image.width, height: image.height, digest: Self.digest(image.samples))
    let small = image.resized(to: .square(BackgroundThumbnail.workingSide))
    let tiny = small.resized(to: .square(PerceptualHash.side)).samples
    look = PictureDetail(small).map { Look(hash: PerceptualHash(tiny), detail: $0) }
    let reading = Self.mask(of: subject, for: image.extent)
    switch reading {
    case .success(let reading?):
      mask = .read(reading.findings)
      background = BackgroundThumbnail(small, lungs: reading.mask)
    case .success(nil): (mask, background) = (.none, nil)
    case .failure(let error): (mask, background) = (.unusable("\(error)"), nil)
    }
  }

  private static func mask(
    of subject: Case, for extent: Extent
  ) -> Result<MaskReading?, any Error> {
    Result {
      guard let path = subject.maskPath else { return nil }
      let picture = try ImageFile.read(path)
      return try FileError.naming(path) { try MaskReading(of: picture, for: extent) }
    }
  }

  /// FNV-1a over the samples' bits.
  private static func digest(_ samples: [Float]) -> UInt64 {
    samples.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01B3 }
  }
}

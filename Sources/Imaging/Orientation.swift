/// How a stored picture must be turned to be upright: EXIF's tag 0x0112.
enum Orientation: Int, CaseIterable {
  case upright = 1
  case mirrored
  case upsideDown
  case upsideDownMirrored
  case transposed
  case needsClockwiseQuarterTurn
  case transverse
  case needsCounterclockwiseQuarterTurn

  /// Whether rows of the stored picture are columns of the upright one.
  private var swapsAxes: Bool { rawValue >= 5 }

  /// Whether the upright picture's columns run against the stored axis they come from.
  private var reversesX: Bool {
    switch self {
    case .mirrored, .upsideDown, .needsClockwiseQuarterTurn, .transverse: true
    default: false
    }
  }

  /// Whether the upright picture's rows run against the stored axis they come from.
  private var reversesY: Bool {
    switch self {
    case .upsideDown, .upsideDownMirrored, .transverse, .needsCounterclockwiseQuarterTurn: true
    default: false
    }
  }

  /// The stored picture turned upright.
  func upright(_ stored: GrayImage) -> GrayImage {
    guard self != .upright else { return stored }
    let width = swapsAxes ? stored.height : stored.width
    let height = swapsAxes ? stored.width : stored.height
    var samples: [Float] = []
    samples.reserveCapacity(width * height)
    for y in 0..<height {
      let v = reversesY ? height - 1 - y : y
      for x in 0..<width {
        let u = reversesX ? width - 1 - x : x
        samples.append(swapsAxes ? stored[v, u] : stored[u, v])
      }
    }
    return GrayImage(width: width, height: height, samples: samples, bitDepth: stored.bitDepth)
  }
}

extension Orientation {
  /// The orientation in a JPEG file's EXIF segment; upright when it states none or nonsense.
  init(exifIn jpeg: [UInt8]) {
    self = Orientation.exifSegment(of: jpeg).flatMap(Orientation.init(tiff:)) ?? .upright
  }

  /// The TIFF structure in the first APP1 segment that begins with `Exif\0\0`.
  private static func exifSegment(of jpeg: [UInt8]) -> ArraySlice<UInt8>? {
    let label: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]
    var position = 2
    while position + 4 <= jpeg.count, jpeg[position] == 0xFF {
      let marker = jpeg[position + 1]
      if marker == 0xFF {  // a fill byte
        position += 1
        continue
      }
      let length = Int(jpeg[position + 2]) << 8 | Int(jpeg[position + 3])
      let end = position + 2 + length
      // The header segments end where the scan or the file does.
      guard marker != 0xDA, marker != 0xD9, length >= 2, end <= jpeg.count else { return nil }
      let payload = jpeg[(position + 4)..<end]
      if marker == 0xE1, payload.starts(with: label) { return payload.dropFirst(label.count) }
      position = end
    }
    return nil
  }

  /// The orientation in the first directory of a TIFF structure.
  private init?(tiff: ArraySlice<UInt8>) {
    let littleEndian = tiff.starts(with: [0x49, 0x49])
    func integer(at offset: Int, bytes count: Int) -> Int? {
      guard offset >= 0, offset + count <= tiff.count else { return nil }
      let start = tiff.startIndex + offset
      let bytes = tiff[start..<(start + count)]
      let bigFirst = littleEndian ? Array(bytes.reversed()) : Array(bytes)
      return bigFirst.reduce(0) { $0 << 8 | Int($1) }
    }
    guard
      let directory = integer(at: 4, bytes: 4), let entries = integer(at: directory, bytes: 2)
    else { return nil }
    for entry in 0..<entries {
      let offset = directory + 2 + 12 * entry
      guard let tag = integer(at: offset, bytes: 2) else { return nil }
      if tag == 0x0112 {
        guard let value = integer(at: offset + 8, bytes: 2) else { return nil }
        self.init(rawValue: value)
        return
      }
    }
    return nil
  }
}

package import Imaging
internal import Statistics
internal import Tensors

/// The fine structure of a small picture, by which copies are told from chests that look alike.
///
/// A 64 × 64 picture less its Gaussian blur (σ = 2): ribs, vessels and letters remain, the shading
/// that all chests share does not. It is compared in 4 × 4 blocks, of which the middle one counts,
/// so that a frame or a letter in common makes no copy, nor a new one an original.
///
/// On 328 radiographs two patients agreed by at most 0.47 where their hashes are near; copies that
/// were re-encoded (JPEG, also at 128 × 128), resized to 70 or 224 pixels or changed in tone (gamma
/// 0.8 to 1.25) agreed by at least 0.96. Artificial chests, which are more alike, reached 0.91 in
/// 180,000 pairs.
package struct PictureDetail: Sendable {
  /// The side of the picture that is compared.
  package static let side = 64
  private static let blocks = 4
  private static let blockSide = side / blocks

  /// Block by block, of mean 0, stretched to ±127.
  private let values: [Int8]
  /// The length of each block's values; 0 for one without detail.
  private let lengths: [Double]

  /// The detail of a picture of 64 × 64; `nil` for one without any.
  package init?(_ picture: GrayImage) {
    precondition(picture.extent == .square(Self.side))
    let fine = zip(picture.samples, picture.blurred(sigma: 2).samples).map { $0 - $1 }
    var (values, lengths): ([Int8], [Double]) = ([], [])
    for row in 0..<Self.blocks {
      for column in 0..<Self.blocks {
        let block = Self.block(row, column, of: fine)
        values += block
        lengths.append(Double(Self.product(block[...], block[...])).squareRoot())
      }
    }
    guard lengths.contains(where: { $0 > 0 }) else { return nil }
    self.values = values
    self.lengths = lengths
  }

  private static func block(_ row: Int, _ column: Int, of fine: [Float]) -> [Int8] {
    var block: [Float] = []
    for y in row * blockSide..<(row + 1) * blockSide {
      block += fine[y * side + column * blockSide..<y * side + (column + 1) * blockSide]
    }
    let mean = block.reduce(0, +) / Float(block.count)
    let largest = block.reduce(0) { max($0, abs($1 - mean)) }
    // Less is the rounding of one tone.
    guard largest > 1e-5 else { return Array(repeating: 0, count: block.count) }
    return block.map { Int8((($0 - mean) / largest * 127).rounded()) }
  }

  private static func product(_ first: ArraySlice<Int8>, _ second: ArraySlice<Int8>) -> Int32 {
    zip(first, second).reduce(0) { $0 + Int32($1.0) * Int32($1.1) }
  }

  /// How far two pictures agree in detail, −1…1: the median over the blocks of the correlation, 0 in
  /// a block that has detail in one of them only. Blocks without detail in both are left out.
  package func agreement(with other: PictureDetail) -> Double {
    let size = Self.blockSide * Self.blockSide
    let correlations = lengths.indices.compactMap { block -> Double? in
      guard lengths[block] > 0 || other.lengths[block] > 0 else { return nil }
      guard lengths[block] > 0, other.lengths[block] > 0 else { return 0 }
      let range = block * size..<(block + 1) * size
      return Double(Self.product(values[range], other.values[range]))
        / (lengths[block] * other.lengths[block])
    }
    return min(1, max(-1, correlations.median ?? 0))
  }
}

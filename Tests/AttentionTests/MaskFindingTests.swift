import Attention
import Tensors
import Testing

@Suite("Mask findings")
struct MaskFindingTests {
  @Test("two lungs inside the image are fine")
  func good() {
    let mask = LungMask(
      ".........",
      ".##..##..",
      ".##..###.",
      ".##..###.",
      ".........")
    #expect(mask.findings == [])
    #expect(mask.transposed.findings == [])
  }

  @Test("empty and full masks are called that and nothing else")
  func emptyAndFull() {
    #expect(LungMask("...", "...").findings == [.empty])
    #expect(LungMask("###", "###").findings == [.full])
    #expect(LungMask("#").findings == [.full])
  }

  @Test("lung at any of the four borders")
  func border() {
    let inner = LungMask(".......", ".##.##.", ".##.##.", ".......")
    #expect(inner.findings == [])
    for position in [3, 7, 13, 24] {
      var pixels = inner.pixels
      pixels[position] = true
      #expect(
        LungMask(width: 7, height: 4, pixels: pixels).findings == [.touchesBorder],
        "pixel \(position)")
    }
  }

  @Test("one lung, and one lung with specks")
  func oneLung() {
    #expect(
      LungMask(
        "........",
        ".####...",
        ".####...",
        ".####.#.",
        "........"
      ).findings == [.oneLung])
    #expect(LungMask("......", ".###..", ".#.#..", ".###..", "......").findings == [.oneLung])
  }

  @Test("two lungs grown together are still two")
  func joined() {
    let mask = LungMask(
      ".........",
      ".##...##.",
      ".#######.",
      ".##...##.",
      ".##...##.",
      ".........")
    #expect(mask.findings == [])
  }

  @Test("parts that meet at a corner only are two, at an edge one")
  func connectivity() {
    #expect(LungMask("......", ".##...", "...##.", "......").findings == [])
    #expect(LungMask("......", ".###..", "...##.", "......").findings == [.oneLung])
  }

  @Test("a part with many arms is one part")
  func comb() {
    // Three teeth that meet only in the last row, then a spiral back: all one part.
    let mask = LungMask(
      ".........",
      ".#######.",
      ".#.......",
      ".#######.",
      ".......#.",
      ".#######.",
      ".........")
    #expect(mask.findings == [.oneLung])
  }

  @Test("one lung is found as by flood fill", arguments: UInt64(1)...60)
  func floodFill(seed: UInt64) {
    var random = RandomGenerator(seed: seed)
    let share = random.uniform(in: 0.45...0.75)
    let (width, height) = (3 + random.index(below: 12), 3 + random.index(below: 12))
    let pixels = (0..<width * height).map { _ in random.uniform() < share }
    let mask = LungMask(
      width: width, height: height, pixels: [true, false] + pixels.dropFirst(2))
    let lungPixels = mask.pixels.count(where: \.self)
    let lungs = mask.partAreasByFloodFill.count { $0 * 10 >= lungPixels }
    let runsPerRow = (0..<height).map { y in
      (0..<width).count { mask[$0, y] && ($0 == 0 || !mask[$0 - 1, y]) }
    }
    let isJoined = 2 * runsPerRow.count { $0 > 1 } >= runsPerRow.count { $0 > 0 }
    #expect(mask.findings.contains(.oneLung) == (lungs < 2 && !isJoined))
  }

  @Test(
    "areas beyond what lungs cover",
    arguments: [(4, true), (5, false), (70, false), (71, true)])
  func area(rows: Int, isImplausible: Bool) {
    // Two lungs of 10 columns each on 25 × 80: 1 % of the image per row.
    let pixels = (0..<80).flatMap { y in
      (0..<25).map { x in (2..<2 + rows).contains(y) && (1..<23).contains(x) && x % 11 != 0 }
    }
    let mask = LungMask(width: 25, height: 80, pixels: pixels)
    #expect(mask.findings == (isImplausible ? [.implausibleArea] : []))
  }

  @Test("names in tables are stable")
  func names() {
    #expect(
      MaskFinding.allCases.map(\.rawValue) == [
        "grey-mask", "mask-resized", "empty-mask", "full-mask", "mask-touches-border", "one-lung",
        "implausible-lung-area",
      ])
    #expect(
      UndefinedReason.allCases.map(\.rawValue) == [
        "non-finite-map", "blank-map", "all-negative", "no-mask", "empty-mask", "full-mask",
        "flat-map", "nothing-outside",
      ])
  }
}

extension LungMask {
  /// Areas of the edge-connected parts, straight from the definition.
  fileprivate var partAreasByFloodFill: [Int] {
    var seen = Set<Int>()
    return pixels.indices.compactMap { first in
      guard pixels[first], seen.insert(first).inserted else { return nil }
      var (open, area) = ([first], 0)
      while let index = open.popLast() {
        area += 1
        let (x, y) = (index % width, index / width)
        for (x, y) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
        where (0..<width).contains(x) && (0..<height).contains(y) && self[x, y] {
          if seen.insert(y * width + x).inserted { open.append(y * width + x) }
        }
      }
      return area
    }
  }
}

import Imaging
import Tensors
import Testing

@Suite("Geometry")
struct GeometryTests {
  private static let extents = [
    Extent(height: 20, width: 31), Extent(height: 31, width: 20), .square(16), .square(7),
    Extent(height: 3, width: 40), Extent(height: 1, width: 1), Extent(height: 50, width: 49),
  ]
  private static let networks = [Extent.square(16), Extent(height: 12, width: 18)]

  /// Rises by one per pixel along both axes, which bilinear resampling reproduces.
  private static func slope(_ extent: Extent) -> (down: GrayImage, across: GrayImage) {
    let indices = 0..<extent.area
    return (
      GrayImage(
        width: extent.width, height: extent.height,
        samples: indices.map { Float($0 / extent.width) }),
      GrayImage(
        width: extent.width, height: extent.height,
        samples: indices.map { Float($0 % extent.width) })
    )
  }

  @Test(
    "crop equals torchvision's Resize and CenterCrop",
    arguments: try Fixture.decode("center_crop.json", as: [ExpectedResampling].self))
  func torchvisionCrop(expected: ExpectedResampling) {
    let image = GrayImage(
      width: expected.sourceExtent.width, height: expected.sourceExtent.height,
      samples: ExpectedResampling.plane(expected.sourceExtent))
    let geometry = Geometry(
      original: image.extent, network: expected.targetExtent, fit: .crop)
    #expect(greatestDifference(geometry.prepare(image).samples, expected.values) < 1e-6)
  }

  @Test("stretch is plain resampling, and a map returns by PyTorch's interpolate")
  func stretch() throws {
    let recorded = try Fixture.decode("resampling.json", as: [ExpectedResampling].self)
    let expected = try #require(
      recorded.first { $0.source == [7, 7] && $0.target == [20, 13] && !$0.antialias })
    let geometry = Geometry(
      original: expected.targetExtent, network: .square(224), fit: .stretch)
    let map = geometry.project(ExpectedResampling.plane(.square(7)), grid: .square(7))
    #expect(map.extent == expected.targetExtent)
    #expect(greatestDifference(map.values, expected.values) < 1e-6)

    let image = GrayImage(width: 13, height: 20, samples: expected.values)
    #expect(geometry.prepare(image) == image.resized(to: .square(224)))
  }

  @Test(
    "a flat map stays flat wherever the network sees, and is 0 elsewhere",
    arguments: extents, Geometry.Fit.allCases)
  func flatMap(original: Extent, fit: Geometry.Fit) {
    for network in Self.networks {
      let geometry = Geometry(original: original, network: network, fit: fit)
      for grid in [Extent.square(1), .square(4), Extent(height: 5, width: 3), network] {
        let map = geometry.project(Array(repeating: 2, count: grid.area), grid: grid)
        let (rows, columns) = geometry.visible
        for y in 0..<original.height {
          for x in 0..<original.width {
            let expected: Float = rows.contains(y) && columns.contains(x) ? 2 : 0
            #expect(abs(map[x, y] - expected) < 1e-5)
          }
        }
      }
    }
  }

  @Test("only crop hides pixels, and only along one axis", arguments: extents)
  func visible(original: Extent) {
    for network in Self.networks {
      for fit in Geometry.Fit.allCases {
        let (rows, columns) = Geometry(original: original, network: network, fit: fit).visible
        let hidden = (original.height - rows.count, original.width - columns.count)
        #expect(hidden.0 == 0 || hidden.1 == 0)
        #expect(fit == .crop || hidden == (0, 0))
        #expect(!rows.isEmpty && !columns.isEmpty)
      }
    }
  }

  @Test(
    "there and back, every visible pixel returns to its place",
    arguments: extents, Geometry.Fit.allCases)
  func roundTrip(original: Extent, fit: Geometry.Fit) {
    // Enlarging is linear between pixel centres, so a slope comes back where it was, but for
    // the outer cells, where resampling holds the border's value.
    let geometry = Geometry(original: original, network: Extent(height: 120, width: 130), fit: fit)
    let slope = Self.slope(original)
    let margin = 2
    let (rows, columns) = geometry.visible
    let down = geometry.project(geometry.prepare(slope.down).samples, grid: geometry.network)
    let across = geometry.project(geometry.prepare(slope.across).samples, grid: geometry.network)
    for y in rows.dropFirst(margin).dropLast(margin) {
      for x in columns.dropFirst(margin).dropLast(margin) {
        #expect(abs(down[x, y] - Float(y)) < 0.02)
        #expect(abs(across[x, y] - Float(x)) < 0.02)
      }
    }
  }

  @Test("letterbox keeps the aspect ratio and pads with black, centred")
  func letterbox() {
    let white = GrayImage(width: 40, height: 20, repeating: 1)
    let view = Geometry(original: white.extent, network: .square(16), fit: .letterbox)
      .prepare(white)
    for y in 0..<16 {
      for x in 0..<16 {
        #expect(abs(view[x, y] - (4..<12 ~= y ? 1 : 0)) < 1e-6)
      }
    }
  }

  @Test("a single cell of a map lands on the pixels it came from", arguments: extents)
  func peak(original: Extent) {
    for fit in Geometry.Fit.allCases {
      let geometry = Geometry(original: original, network: .square(64), fit: fit)
      let (rows, columns) = geometry.visible
      let x = (columns.lowerBound + columns.upperBound) / 2
      let y = (rows.lowerBound + rows.upperBound) / 2
      var dot = GrayImage(width: original.width, height: original.height)
      dot[x, y] = 1
      let map = geometry.project(geometry.prepare(dot).samples, grid: geometry.network)
      let strongest = map.values.indices.max { map.values[$0] < map.values[$1] }
      #expect(strongest == y * original.width + x, "\(fit)")
    }
  }
}

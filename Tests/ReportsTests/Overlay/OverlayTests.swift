import Attention
import Imaging
import Reports
import Testing

@Suite("Overlay")
struct OverlayTests {
  static let annotation = OverlayAnnotation(
    file: "hospital/patient_00001234_0005_with_a_name_that_goes_on_and_on_and_on.png",
    prediction: "covid", probability: 0.973, target: "normal", method: "Grad-CAM",
    layer: "features.denseblock4.denselayer16.conv2", lungMass: 0.81, lungArea: 0.31,
    note: "mask touches the border; the area is outside the plausible range; one lung only")
  static let background = [UInt8]([0x12, 0x15, 0x1A])
  static let sizes = [(64, 64), (300, 120), (120, 500), (20, 900), (2400, 60), (1, 1), (700, 640)]

  /// A grey ramp, a bump of saliency at a point, and two upright lungs.
  private func subject(
    _ width: Int, _ height: Int, peak: (x: Int, y: Int)
  ) -> (image: GrayImage, map: PixelMap, mask: LungMask) {
    let places = (0..<width * height).map { (x: $0 % width, y: $0 / width) }
    return (
      GrayImage(
        width: width, height: height,
        samples: places.map { Float($0.x + $0.y) / Float(width + height) }, bitDepth: 16),
      PixelMap(
        width: width, height: height,
        values: places.map {
          let (dx, dy) = (Float($0.x - peak.x), Float($0.y - peak.y))
          return max(0, 0.02 - 0.1 * (dx * dx + dy * dy) / Float(width * height))
        }),
      LungMask(
        width: width, height: height,
        pixels: places.map {
          let across = 10 * $0.x / width
          return (across >= 1 && across < 4 || across >= 6 && across < 9)
            && $0.y > height / 8 && $0.y < height * 7 / 8
        })
    )
  }

  private func pixel(_ image: RGBImage, _ x: Int, _ y: Int) -> [UInt8] {
    let index = 3 * (y * image.width + x)
    return Array(image.pixels[index..<index + 3])
  }

  private func count(_ color: RGBColor, in image: RGBImage, rows: Range<Int>) -> Int {
    rows.reduce(0) { sum, y in
      sum
        + (0..<image.width).count {
          pixel(image, $0, y) == [color.red, color.green, color.blue]
        }
    }
  }

  @Test("clips nothing: the border around the caption stays empty", arguments: sizes)
  func nothingClipped(width: Int, height: Int) throws {
    let (image, map, mask) = subject(width, height, peak: (width - 1, 0))
    let scale = max(1, (255 + max(width, height)) / max(width, height))
    for isPanel in [false, true] {
      let picture =
        isPanel
        ? try Overlay.panel(image: image, map: map, mask: mask, annotation: Self.annotation)
        : try Overlay.render(image: image, map: map, mask: mask, annotation: Self.annotation)
      // The title row of a panel is no higher than a tenth of its pictures, or 60 pixels.
      let stripTop = scale * height + (isPanel ? max(60, scale * height / 10) : 0)
      for y in stripTop..<picture.height {
        for x in [0, 1, 2, 3, 4, picture.width - 3, picture.width - 2, picture.width - 1] {
          #expect(pixel(picture, x, y) == Self.background, "\(x) \(y)")
        }
      }
      for y in picture.height - 5..<picture.height {
        for x in 0..<picture.width { #expect(pixel(picture, x, y) == Self.background) }
      }
      // There is a caption at all.
      #expect(picture.height > scale * height + 60)
    }
  }

  @Test("keeps the radiograph's pixels, and enlarges only what is small", arguments: sizes)
  func size(width: Int, height: Int) throws {
    let (image, map, _) = subject(width, height, peak: (0, 0))
    let blank = PixelMap(width: width, height: height, values: map.values.map { _ in 0 })
    let picture = try Overlay.render(
      image: image, map: blank, mask: nil, annotation: Self.annotation)
    let scale = max(1, (255 + max(width, height)) / max(width, height))
    #expect(scale == 1 || max(width, height) < 256)
    let left = (picture.width - scale * width) / 2
    #expect(left == 0 || picture.width < 400)
    for y in 0..<scale * height {
      for x in 0..<scale * width {
        let tone = UInt8(image[x / scale, y / scale] * 255 + 0.5)
        guard pixel(picture, left + x, y) == [tone, tone, tone] else {
          Issue.record("pixel \(x), \(y) changed")
          return
        }
      }
    }
  }

  @Test(
    "paints nothing for a map without a positive value",
    arguments: [Float(0), -1, .nan, -.infinity, .infinity])
  func undefinedMap(value: Float) throws {
    let (image, map, mask) = subject(300, 300, peak: (0, 0))
    let empty = PixelMap(width: 300, height: 300, values: map.values.map { _ in value })
    let blank = PixelMap(width: 300, height: 300, values: map.values.map { _ in 0 })
    for lungs in [nil, mask] {
      let (shown, reference) = (
        try Overlay.render(image: image, map: empty, mask: lungs, annotation: Self.annotation),
        try Overlay.render(image: image, map: blank, mask: lungs, annotation: Self.annotation)
      )
      #expect(
        shown.pixels.prefix(3 * shown.width * 300) == reference.pixels.prefix(3 * shown.width * 300)
      )
    }
  }

  @Test("leaves the radiograph where there is no saliency, and hides it at the maximum")
  func blending() throws {
    let image = GrayImage(width: 400, height: 400, repeating: 0.4)
    let values = (0..<400 * 400).map {
      Float($0 % 400 < 200 ? 0 : $0 % 400 < 210 ? 0.05 : 1) * 1e-20
    }
    let map = PixelMap(width: 400, height: 400, values: values)
    for colorMap in ColorMap.allCases {
      let picture = try Overlay.render(
        image: image, map: map, mask: nil, annotation: Self.annotation,
        style: OverlayStyle(colorMap: colorMap, opacity: 1))
      let top = colorMap.color(at: 1)
      #expect(pixel(picture, 10, 390) == [102, 102, 102])
      #expect(pixel(picture, 390, 390) == [top.red, top.green, top.blue])
      let faint = pixel(picture, 205, 390)
      #expect(faint.allSatisfy { abs(Int($0) - 102) <= 4 })
    }
  }

  @Test("shows by the arrow's colour whether the strongest point is in the lungs")
  func arrowColor() throws {
    let (inside, outside, neutral) = (
      RGBColor(0x5FE3F2), RGBColor(0xFF4F8B), RGBColor(0xFFFFFF)
    )
    let (image, mapInside, mask) = subject(400, 400, peak: (100, 200))
    let mapOutside = subject(400, 400, peak: (200, 60)).map
    func arrow(_ color: RGBColor, _ map: PixelMap, _ mask: LungMask?) throws -> Bool {
      let picture = try Overlay.render(
        image: image, map: map, mask: mask, annotation: Self.annotation)
      return count(color, in: picture, rows: 0..<400) > 150
    }
    #expect(try arrow(outside, mapOutside, mask))
    #expect(try !arrow(outside, mapInside, mask))
    #expect(try arrow(inside, mapInside, nil) == false)
    #expect(try arrow(neutral, mapOutside, nil))
    let noLung = LungMask(width: 400, height: 400, pixels: Array(repeating: false, count: 160_000))
    #expect(try arrow(neutral, mapOutside, noLung))
    let everywhere = LungMask(
      width: 400, height: 400, pixels: Array(repeating: true, count: 160_000))
    #expect(try arrow(inside, mapOutside, everywhere))
  }

  @Test("draws the contour on the mask's border, and nowhere else")
  func contour() throws {
    let image = GrayImage(width: 400, height: 300, repeating: 0.5)
    let map = PixelMap(width: 400, height: 300, values: Array(repeating: 0, count: 120_000))
    let (columns, rows) = (100..<250, 80..<220)
    let mask = LungMask(
      width: 400, height: 300,
      pixels: (0..<120_000).map { columns.contains($0 % 400) && rows.contains($0 / 400) })
    let picture = try Overlay.render(
      image: image, map: map, mask: mask, annotation: Self.annotation)
    func isChanged(_ x: Int, _ y: Int) -> Bool { pixel(picture, x, y) != [128, 128, 128] }
    for y in 0..<300 {
      for x in 0..<400 where isChanged(x, y) {
        let (dx, dy) = (
          min(abs(x - columns.lowerBound), abs(x + 1 - columns.upperBound)),
          min(abs(y - rows.lowerBound), abs(y + 1 - rows.upperBound))
        )
        #expect(min(dx, dy) <= 2 && x >= 97 && x <= 252 && y >= 77 && y <= 222)
      }
    }
    for y in rows.dropFirst(8).dropLast(8) {
      // Half of the line on either side of the edge.
      #expect(pixel(picture, 99, y) == pixel(picture, 100, y) && isChanged(99, y))
      #expect(pixel(picture, 249, y) == pixel(picture, 250, y) && isChanged(250, y))
    }
    for x in columns.dropFirst(8).dropLast(8) {
      #expect(pixel(picture, x, 79) == pixel(picture, x, 80) && isChanged(x, 80))
    }
  }

  @Test("is the same every time")
  func deterministic() throws {
    let (image, map, mask) = subject(500, 420, peak: (400, 33))
    let (first, second) = (
      try Overlay.render(image: image, map: map, mask: mask, annotation: Self.annotation),
      try Overlay.render(image: image, map: map, mask: mask, annotation: Self.annotation)
    )
    #expect(first == second)
  }

  @Test("survives numbers that are none")
  func notNumbers() throws {
    let (_, map, mask) = subject(300, 300, peak: (20, 20))
    let samples = (0..<90_000).map { [Float.nan, .infinity, -.infinity, 7][$0 % 4] }
    var values = map.values
    values[7] = .nan
    values[8] = .infinity
    var annotation = OverlayAnnotation(file: "", method: "")
    annotation.lungMass = .nan
    annotation.probability = .infinity
    annotation.note = "   "
    let picture = try Overlay.render(
      image: GrayImage(width: 300, height: 300, samples: samples),
      map: PixelMap(width: 300, height: 300, values: values), mask: mask, annotation: annotation,
      style: OverlayStyle(opacity: .nan))
    #expect(picture.height > 300)
  }

  @Test("refuses a map or a mask of another image")
  func mismatch() {
    let (image, map, mask) = subject(30, 20, peak: (0, 0))
    let other = subject(20, 30, peak: (0, 0))
    #expect(throws: OverlayError.mapExtent(other.map.extent, image: image.extent)) {
      try Overlay.render(image: image, map: other.map, mask: mask, annotation: Self.annotation)
    }
    #expect(throws: OverlayError.maskExtent(other.mask.extent, image: image.extent)) {
      try Overlay.panel(image: image, map: map, mask: other.mask, annotation: Self.annotation)
    }
  }

  @Test("panel shows radiograph, map and overlay from left to right")
  func panel() throws {
    let (image, map, mask) = subject(300, 260, peak: (150, 130))
    let picture = try Overlay.panel(
      image: image, map: map, mask: mask, annotation: Self.annotation,
      style: OverlayStyle(colorMap: .viridis))
    #expect(picture.width > 3 * 300)
    let margin = (picture.width - 900) / 4
    let row = 200
    let samples = (0..<3).map { pixel(picture, margin + $0 * (300 + margin) + 3, row) }
    let low = ColorMap.viridis.color(at: 0)
    // Far from the peak: a grey tone, the map's lowest colour, the same grey tone.
    #expect(samples[0][0] == samples[0][1] && samples[0] == samples[2])
    #expect(samples[1] == [low.red, low.green, low.blue])
  }
}

import Artifacts
import Attention
import Diagnostics
import Imaging
import Phantoms
import Tensors
import Testing
import Variants

@Suite("Variants of a radiograph")
struct VariantMakerTests {
  /// A phantom with its true lungs and letters, and a grey frame at both sides.
  private static func radiograph(_ width: Int, _ height: Int) throws -> AnnotatedRadiograph {
    let phantom = PhantomCase(seed: 1, patient: 1, label: .covid, source: .north, split: .test)
      .render(width: width, height: height)
    let letters = try #require(PixelBox(of: phantom.markerMask, width: width))
    let marker = TextMarker(rows: letters.rows, columns: letters.columns, confidence: 1)
    var framed = phantom.image
    for index in framed.samples.indices
    where min(index % width, width - 1 - index % width) < 4 { framed.samples[index] = 0.6 }
    return try AnnotatedRadiograph(
      framed, lungs: LungMask(width: width, height: height, pixels: phantom.lungMask),
      markers: [marker], border: PictureBorder(of: framed))
  }

  @Test(
    "change their area and nothing else, whatever the fill", arguments: VariantKind.allCases,
    [(96, 96), (97, 71), (64, 131)])
  func areaOnly(kind: VariantKind, size: (Int, Int)) throws {
    let radiograph = try Self.radiograph(size.0, size.1)
    for fill in Fill.allCases {
      for dilation in [-1, 0, 3] {
        let maker = VariantMaker(fill: fill, dilation: dilation, seed: 5)
        let area = try maker.area(of: kind, in: radiograph)
        let variant = try maker.variant(kind, of: radiograph)
        #expect(variant.image == radiograph.image.filling(area, with: fill, seed: 5))
        #expect(variant.note == nil)
        #expect((variant.image == radiograph.image) == (kind == .full))
        #expect(area.contains(true) == (kind != .full) && area.contains(false))
      }
    }
  }

  @Test("removing and keeping a part share the picture between them")
  func complements() throws {
    let radiograph = try Self.radiograph(90, 100)
    let maker = VariantMaker(dilation: 4)
    for (removed, only) in [
      (VariantKind.lungsRemoved, VariantKind.lungsOnly), (.boxRemoved, .boxOnly),
    ] {
      let area = try maker.area(of: removed, in: radiograph)
      #expect(try maker.area(of: only, in: radiograph) == area.map(!))
    }
    let lungs = try #require(radiograph.lungs)
    #expect(try VariantMaker().area(of: .lungsRemoved, in: radiograph) == lungs.pixels)
    let box = try VariantMaker().area(of: .boxRemoved, in: radiograph)
    #expect(!zip(lungs.pixels, box).contains { $0 && !$1 })
    #expect(box.count { $0 } > lungs.pixels.count { $0 })
  }

  @Test("dilation grows the part and a negative one shrinks it")
  func dilation() throws {
    let radiograph = try Self.radiograph(90, 100)
    for kind in [VariantKind.lungsRemoved, .boxRemoved, .markerRemoved] {
      let counts = try [-2, 0, 1, 6].map { pixels in
        try VariantMaker(dilation: pixels).area(of: kind, in: radiograph).count { $0 }
      }
      #expect(counts == counts.sorted() && Set(counts).count == 4)
    }
  }

  @Test("a marker's area covers its letters, and little else")
  func marker() throws {
    let radiograph = try Self.radiograph(128, 128)
    let letters = PhantomCase(seed: 1, patient: 1, label: .covid, source: .north, split: .test)
      .render(width: 128, height: 128).markerMask
    let area = try VariantMaker().area(of: .markerRemoved, in: radiograph)
    #expect(!zip(letters, area).contains { $0 && !$1 })
    #expect(area.count { $0 } < 128 * 128 / 20)
    let erased = try VariantMaker().variant(.markerRemoved, of: radiograph).image
    #expect(!area.indices.contains { area[$0] && erased.samples[$0] > 0.9 })
  }

  @Test("without marker or border the picture stays and the note says so")
  func nothingToRemove() throws {
    let image = GrayImage(width: 20, height: 10, repeating: 0.5)
    let radiograph = try AnnotatedRadiograph(image, lungs: nil, markers: [], border: nil)
    for (kind, note) in [
      (VariantKind.markerRemoved, VariantNote.noMarker), (.borderRemoved, .noBorder),
    ] {
      let variant = try VariantMaker(dilation: 3).variant(kind, of: radiograph)
      #expect(variant.image == image && variant.note == note)
    }
    #expect(try VariantMaker().variant(.full, of: radiograph).note == nil)
  }

  private static let lungKinds: [VariantKind] = [.lungsRemoved, .lungsOnly, .boxRemoved, .boxOnly]

  @Test("what cannot be made is an error, never a copy", arguments: lungKinds)
  func impossible(kind: VariantKind) throws {
    let image = GrayImage(width: 30, height: 20, repeating: 0.5)
    func error(_ lungs: LungMask?, dilation: Int = 0) throws -> VariantError? {
      let radiograph = try AnnotatedRadiograph(image, lungs: lungs, markers: [], border: nil)
      return #expect(throws: VariantError.self) {
        try VariantMaker(dilation: dilation).variant(kind, of: radiograph)
      }
    }
    func mask(_ isLung: (Int, Int) -> Bool) -> LungMask {
      LungMask(width: 30, height: 20, pixels: (0..<600).map { isLung($0 % 30, $0 / 30) })
    }
    let part = [.lungsRemoved, .lungsOnly].contains(kind) ? "lungs" : "box"
    #expect(try error(nil) == .noMask(kind))
    #expect(try error(mask { _, _ in false }) == .emptyMask(kind))
    #expect(try error(mask { _, _ in true }) == .everything(kind, part: part, pixels: 0))
    let small = mask { x, y in (10..<14).contains(x) && (8..<12).contains(y) }
    #expect(try error(small, dilation: -3) == .nothing(kind, part: part, pixels: -3))
    #expect(try error(small, dilation: 99) == .everything(kind, part: part, pixels: 99))
    let text = try #require(try error(small, dilation: 99)).description
    #expect(text.contains(kind.rawValue) && text.contains("99 pixels"))
  }

  @Test("a mask of another size is refused")
  func wrongSize() {
    let mask = LungMask(width: 3, height: 4, pixels: Array(repeating: true, count: 12))
    #expect(throws: MaskSizeError.self) {
      try AnnotatedRadiograph(
        GrayImage(width: 4, height: 3), lungs: mask, markers: [], border: nil)
    }
  }

  @Test("a 16-bit radiograph stays one, and no fill goes below its darkest sample")
  func deep() throws {
    let shallow = try Self.radiograph(60, 50)
    let radiograph = try AnnotatedRadiograph(
      GrayImage(
        width: 60, height: 50, samples: shallow.image.samples.map { 0.01 + $0 / 16 },
        bitDepth: 16),
      lungs: shallow.lungs, markers: shallow.markers, border: shallow.border)
    let darkest = try #require(radiograph.image.samples.min())
    for fill in Fill.allCases {
      let variant = try VariantMaker(fill: fill).variant(.lungsRemoved, of: radiograph)
      #expect(variant.image.bitDepth == 16)
      #expect(variant.image.samples.allSatisfy { $0 >= darkest - 1e-6 })
    }
  }
}

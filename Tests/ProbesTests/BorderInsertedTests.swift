import LungAttention
import Testing

@Suite("Frames of other images")
struct BorderInsertedTests {
  private typealias Frame = (top: Int, bottom: Int, left: Int, right: Int)

  private static let side = LinearModel.side
  private static let plain = picture(width: side, height: side)
  private static let framed = picture(
    width: side, height: side, frame: (top: 4, bottom: 3, left: 5, right: 2))

  /// A picture of rising tones within a frame whose pixels all differ a little.
  private static func picture(
    width: Int, height: Int, frame: Frame = (0, 0, 0, 0), bitDepth: Int = 8
  ) -> GrayImage {
    let (rows, columns) = (frame.top..<height - frame.bottom, frame.left..<width - frame.right)
    return GrayImage(
      width: width, height: height,
      samples: (0..<width * height).map { index in
        let (y, x) = index.quotientAndRemainder(dividingBy: width)
        return rows.contains(y) && columns.contains(x)
          ? 0.2 + 0.3 * Float(x + y) / Float(width + height)
          : 0.9 + Float(index) / Float(width * height) / 300
      }, bitDepth: bitDepth)
  }

  private static func frame(of image: GrayImage, name: String = "donor.png") throws -> Cutout {
    Cutout(frame: try #require(PictureBorder(of: image)), on: image, of: Case(image: name))
  }

  private static func view(of image: GrayImage, fit: Geometry.Fit = .stretch) -> NetworkView {
    NetworkView(
      windowed: image, lungs: nil,
      geometry: Geometry(original: image.extent, network: .square(side), fit: fit),
      antialias: true)
  }

  private static func outcome(
    of image: GrayImage, frames: [Cutout], by model: Model, fit: Geometry.Fit = .stretch
  ) throws -> ProbeOutcome {
    let view = view(of: image, fit: fit)
    var loans = Prober.Loans()
    loans.frames = frames
    let outcomes = try Prober(model: model).outcomes(
      of: ProbeSubject(
        view: view, artifacts: PictureArtifacts(of: image), original: image.extent, map: nil),
      loans: loans, before: ProbeAnswer(try model.predict(view.image), target: 0, of: model),
      target: 0)
    return try #require(outcomes.probes.first { $0.kind == .borderInserted })
  }

  @Test("a frame is copied pixel by pixel, and the image inside it is not touched")
  func exact() throws {
    let (image, area) = try #require(
      try Self.frame(of: Self.framed).inserted(into: Self.view(of: Self.plain)))
    let border = try #require(PictureBorder(of: Self.framed))
    #expect(area == border.area(width: Self.side, height: Self.side))
    for index in area.indices {
      let source = area[index] ? Self.framed : Self.plain
      #expect(image.samples[index] == source.samples[index])
    }
  }

  @Test(
    "its sides are as large a share of the image as of the donor, of any shape and depth",
    arguments: [8, 16])
  func shares(bitDepth: Int) throws {
    let donor = Self.picture(
      width: 64, height: 96, frame: (top: 9, bottom: 6, left: 4, right: 0), bitDepth: bitDepth)
    let (image, area) = try #require(
      try Self.frame(of: donor).inserted(into: Self.view(of: Self.plain)))
    for (index, isFrame) in area.enumerated() {
      let (y, x) = index.quotientAndRemainder(dividingBy: Self.side)
      #expect(isFrame == (y < 3 || y >= 30 || x < 2))
      // Nothing of what the donor shows inside comes along.
      #expect(isFrame ? image.samples[index] > 0.899 : image.samples[index] == Self.plain[x, y])
    }
  }

  @Test("of a frame that the network crops, what it sees is lent; where it sees none, nothing")
  func cropped() throws {
    func inserted(_ frame: Frame) throws -> [Bool]? {
      let donor = Self.picture(width: 96, height: 32, frame: frame)
      return try Self.frame(of: donor).inserted(into: Self.view(of: Self.plain, fit: .crop))?.area
    }
    #expect(try inserted((top: 0, bottom: 0, left: 10, right: 9)) == nil)
    let area = try #require(try inserted((top: 4, bottom: 0, left: 10, right: 36)))
    for (index, isFrame) in area.enumerated() {
      let (y, x) = index.quotientAndRemainder(dividingBy: Self.side)
      #expect(isFrame == (y < 4 || x >= 28))
    }
  }

  @Test("a frame lies around the picture, not around its letterbox")
  func letterboxed() throws {
    let view = Self.view(of: Self.picture(width: 64, height: 32), fit: .letterbox)
    let (image, area) = try #require(try Self.frame(of: Self.framed).inserted(into: view))
    for index in area.indices {
      let (y, x) = index.quotientAndRemainder(dividingBy: Self.side)
      let isPicture = (8..<24).contains(y)
      #expect(area[index] == (isPicture && (y < 10 || y >= 23 || x < 5 || x >= 30)))
      #expect(isPicture || image.samples[index] == 0)
    }
  }

  @Test("what cannot be done says why, and a donor whose frame is not seen gives way to the next")
  func obstacles() throws {
    let model = try LinearModel.model([LinearModel.nothing, LinearModel.nothing])
    func obstacle(_ image: GrayImage, _ frames: [Cutout], _ fit: Geometry.Fit) throws
      -> ProbeObstacle?
    {
      guard
        case .failure(let obstacle) = try Self.outcome(
          of: image, frames: frames, by: model, fit: fit
        ).result
      else { return nil }
      return obstacle
    }
    let seen = try Self.frame(of: Self.framed, name: "seen.png")
    let cropped = try Self.frame(
      of: Self.picture(width: 96, height: 32, frame: (top: 0, bottom: 0, left: 10, right: 9)))
    #expect(try obstacle(Self.framed, [seen], .stretch) == .hasBorder)
    #expect(try obstacle(Self.plain, [], .stretch) == .noDonor)
    #expect(try obstacle(Self.plain, [cropped], .crop) == .noDonor)
    let outcome = try Self.outcome(
      of: Self.plain, frames: [cropped, seen], by: model, fit: .crop)
    #expect(outcome.effect != nil && outcome.donor == "seen.png")
  }

  @Test("a network that keys on the frame is found, one that sees the rest alone is not")
  func networks() throws {
    let border = try #require(PictureBorder(of: Self.framed))
    let area = border.area(width: Self.side, height: Self.side)
    func effect(_ weights: [Float]) throws -> ProbeEffect {
      let model = try LinearModel.model([weights, LinearModel.nothing])
      let frames = [try Self.frame(of: Self.framed)]
      return try #require(try Self.outcome(of: Self.plain, frames: frames, by: model).effect)
    }
    let keyed = try effect(area.map { ($0 ? -1 : 1) / 64 })
    // The control continues the image, which is dark.
    #expect(try keyed.logit < 10 * -abs(#require(keyed.controlLogit)))
    #expect(try #require(keyed.probability) < -0.3)
    // Neither frame nor control changes a pixel inside.
    let indifferent = try effect(area.map { $0 ? 0 : 1 / 64 })
    #expect(indifferent.logit == 0 && indifferent.controlLogit == 0)
  }

  @Test("the frame comes from another patient, of another class first, then of another source")
  func ranking() throws {
    func frame(_ name: String, _ label: String, _ source: String, patient: String? = nil) throws
      -> Cutout
    {
      let subject = Case(image: name, label: label, source: source, patient: patient)
      return Cutout(
        frame: try #require(PictureBorder(of: Self.framed)), on: Self.framed, of: subject)
    }
    let frames = [
      try frame("same.png", "normal", "north"), try frame("source.png", "normal", "south"),
      try frame("class.png", "covid", "north"), try frame("both.png", "covid", "south"),
      try frame("own.png", "covid", "south", patient: "p"),
    ]
    let subject = Case(image: "image.png", label: "normal", source: "north", patient: "p")
    #expect(
      frames.ranked(for: subject, seed: 1).map(\.donor.image)
        == ["both.png", "class.png", "source.png", "same.png"])
  }
}

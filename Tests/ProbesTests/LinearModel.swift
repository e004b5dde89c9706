import LungAttention

/// A network whose logits are weighted sums of pixels, so that what a probe does can be foretold.
enum LinearModel {
  static let side = 32

  /// A model of one channel; `weights` has a plane of `side`² for each class.
  static func model(
    _ weights: [[Float]], activation: OutputActivation? = nil
  ) throws -> Model {
    let classes = weights.count
    let weight = Parameter(
      "sum.weight", [classes, 1, side, side], .weight(fanIn: side * side))
    var graph = Graph()
    let sums = graph.add(
      Convolution(window: .square(side)), to: [graph.input, graph.add(weight)], name: "sum")
    _ = graph.add(Flatten(), to: [sums], name: "flatten")
    return try Model(
      name: "linear",
      network: Network(
        graph: graph,
        parameters: ["sum.weight": Tensor(weight.shape, logicalOrder: weights.flatMap(\.self))]),
      input: InputSpecification(
        size: .square(side), channels: 1, mean: [0], standardDeviation: [1]),
      classNames: (0..<classes).map { "class\($0)" }, activation: activation)
  }

  /// A plane that is 1 in a box.
  static func box(rows: Range<Int>, columns: Range<Int>, weight: Float = 1) -> [Float] {
    (0..<side * side).map {
      rows.contains($0 / side) && columns.contains($0 % side) ? weight : 0
    }
  }

  static let nothing = [Float](repeating: 0, count: side * side)

  /// Two lungs, columns 6…12 and 19…25, rows 8…24.
  static let lungs = LungMask(
    width: side, height: side,
    pixels: (0..<side * side).map {
      (8..<25).contains($0 / side)
        && ((6..<13).contains($0 % side) || (19..<26).contains($0 % side))
    })

  /// Grey tissue, bright lungs, a white marker in rows 1…4 and columns 26…30.
  static let image: GrayImage = {
    var image = GrayImage(width: side, height: side, repeating: 0.25)
    for index in image.samples.indices where lungs.pixels[index] { image.samples[index] = 0.75 }
    for row in 1..<5 { for column in 26..<31 { image[column, row] = 1 } }
    return image
  }()

  static let marker = TextMarker(rows: 1..<5, columns: 26..<31, confidence: 1)

  static func subject(
    lungs: LungMask? = lungs, markers: [TextMarker] = [marker], image: GrayImage = image
  ) -> ProbeSubject {
    let geometry = Geometry(original: image.extent, network: .square(side), fit: .stretch)
    return ProbeSubject(
      view: NetworkView(windowed: image, lungs: lungs, geometry: geometry, antialias: true),
      artifacts: PictureArtifacts(markers: markers, border: nil), original: image.extent, map: nil)
  }

  /// The outcome of each probe about class 0.
  static func outcomes(
    of subject: ProbeSubject, by model: Model, image: GrayImage = image, fill: Fill = .inpaint
  ) throws -> [ProbeKind: ProbeOutcome] {
    let before = ProbeAnswer(try model.predict(image), target: 0, of: model)
    let found = try Prober(model: model, fill: fill).outcomes(
      of: subject, before: before, target: 0)
    return Dictionary(uniqueKeysWithValues: found.probes.map { ($0.kind, $0) })
  }
}

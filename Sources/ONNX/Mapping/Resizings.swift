internal import Foundation
internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Interpolation to other sizes.
  static let resizings: [String: OperatorMapping] = [
    "Resize": .single(resize),
    // The forerunner of Resize: scales only, from the corner, rounding down.
    "Upsample": .single(resize),
  ]

  private static func resize(_ node: NodeReader, _ assembly: inout GraphAssembly) throws -> Value {
    let input = try node.input(0)
    let request = try ResizeRequest(node, sizes: input.sizes)
    var axes: [ResizeAxis?] = Array(repeating: nil, count: input.rank)
    var view = false
    if case .feature(let feature) = input { view = feature.isChannelsLast }
    for change in request.changes {
      let axis =
        if case .feature(let feature) = input { feature.storedAxis(change.axis) } else {
          change.axis
        }
      axes[axis] = ResizeAxis(
        input: change.input, output: change.output, scale: change.scale, mode: request.mode,
        coordinates: request.coordinates(change), antialias: request.antialias,
        excludesOutside: request.excludesOutside)
    }
    return try assembly.apply(
      Resize(axes: axes), to: [input.seen(channelsLast: false)], for: node
    ).seen(channelsLast: view)
  }
}

/// What a `Resize` node asks for, whichever version of the operator it is.
private struct ResizeRequest {
  /// An axis whose size or content changes.
  struct Change {
    let axis: Int
    let input: Int
    let output: Int
    let scale: Double
    /// The part of the axis that is resized, as shares of it.
    let part: (start: Double, end: Double)
  }

  let changes: [Change]
  let mode: ResizeAxis.Mode
  let antialias: Bool
  let excludesOutside: Bool
  private let coordinateName: String
  private let extrapolation: Float

  private static let largestSize = 1 << 20

  init(_ node: NodeReader, sizes: [Probed<Int>]) throws {
    let isOld = node.operatorType == "Upsample" || node.opset < 11
    antialias = try node.integer("antialias", default: 0) != 0
    excludesOutside = try node.integer("exclude_outside", default: 0) != 0
    extrapolation = try node.real("extrapolation_value", default: 0)
    coordinateName = try node.text(
      "coordinate_transformation_mode", default: isOld ? "asymmetric" : "half_pixel")
    mode = try Self.mode(of: node, isOld: isOld)
    guard Self.coordinates[coordinateName] != nil || coordinateName == "tf_crop_and_resize" else {
      throw node.error(
        "has the coordinates '\(coordinateName)'",
        expected: (Self.coordinates.keys.sorted() + ["tf_crop_and_resize"])
          .joined(separator: ", "))
    }
    let axes = try (node.integers("axes") ?? Array(sizes.indices)).map {
      try node.axis($0, rank: sizes.count)
    }
    var parts = axes.map { _ in (start: 0.0, end: 1.0) }
    if coordinateName == "tf_crop_and_resize", let region = try node.reals(1) {
      guard region.count == 2 * axes.count else {
        throw node.error("has a region of \(region.count) numbers", expected: "\(2 * axes.count)")
      }
      parts = axes.indices.map { (Double(region[$0]), Double(region[$0 + axes.count])) }
    }
    changes = try Self.changes(node, axes, sizes, parts, isOld: isOld)
  }

  /// How places in the output become places in the input along a changed axis.
  func coordinates(_ change: Change) -> ResizeAxis.Coordinates {
    Self.coordinates[coordinateName]
      ?? .tfCropAndResize(
        start: change.part.start, end: change.part.end, extrapolation: extrapolation)
  }

  private static let coordinates: [String: ResizeAxis.Coordinates] = [
    "half_pixel": .halfPixel, "half_pixel_symmetric": .halfPixelSymmetric,
    "pytorch_half_pixel": .pytorchHalfPixel, "align_corners": .alignCorners,
    "asymmetric": .asymmetric, "tf_half_pixel_for_nn": .tfHalfPixelForNN,
  ]

  private static func mode(of node: NodeReader, isOld: Bool) throws -> ResizeAxis.Mode {
    switch try node.text("mode", default: "nearest") {
    case "nearest":
      let roundings: [String: ResizeAxis.Rounding] = [
        "round_prefer_floor": .preferFloor, "round_prefer_ceil": .preferCeil, "floor": .floor,
        "ceil": .ceil,
      ]
      let name = try node.text(
        "nearest_mode", default: isOld ? "floor" : "round_prefer_floor")
      guard let rounding = roundings[name] else {
        throw node.error(
          "rounds by '\(name)'", expected: roundings.keys.sorted().joined(separator: ", "))
      }
      return .nearest(rounding)
    case "linear": return .linear
    case "cubic": return .cubic(a: Double(try node.real("cubic_coeff_a", default: -0.75)))
    case let name:
      throw node.error("resizes by '\(name)'", expected: "nearest, linear or cubic")
    }
  }

  /// The sizes that the node asks for, given as such or as scales.
  private static func changes(
    _ node: NodeReader, _ axes: [Int], _ sizes: [Probed<Int>],
    _ parts: [(start: Double, end: Double)], isOld: Bool
  ) throws -> [Change] {
    func check(_ count: Int, _ what: String) throws {
      guard count == axes.count else {
        throw node.error("has \(count) \(what)", expected: "\(axes.count)")
      }
    }
    func change(_ place: Int, output: Double, scale: Double) throws -> Change? {
      let axis = axes[place]
      let isWhole = parts[place] == (0, 1)
      guard let input = sizes[axis].fixed else {
        guard scale == 1, isWhole else { throw node.dependsOnBatch("size") }
        return nil
      }
      guard output >= 0, output <= Double(largestSize), scale > 0 || output == 0 else {
        throw node.error("resizes axis \(axis) to \(output)", expected: "the size of an image")
      }
      if Int(output) == input, scale == 1, isWhole { return nil }
      return Change(
        axis: axis, input: input, output: Int(output), scale: scale, part: parts[place])
    }
    let scaleInput = isOld ? 1 : 2
    let scales = try node.reals(scaleInput) ?? node.reals("scales") ?? []
    if !scales.isEmpty {
      try check(scales.count, "scales")
      return try axes.indices.compactMap { place in
        let scale = Double(scales[place])
        let share = parts[place].end - parts[place].start
        return try change(
          place, output: (Double(sizes[axes[place]].first) * share * scale).rounded(.down),
          scale: scale)
      }
    }
    guard let wanted = try node.probedIntegers(3) else {
      throw node.error("says neither scales nor sizes")
    }
    try check(wanted.first.count, "sizes")
    let policy = try node.text("keep_aspect_ratio_policy", default: "stretch")
    let ratios = axes.indices.map { Double(wanted.first[$0]) / Double(sizes[axes[$0]].first) }
    let common: Double?
    switch policy {
    case "stretch": common = nil
    case "not_larger": common = ratios.min()
    case "not_smaller": common = ratios.max()
    default:
      throw node.error(
        "keeps the aspect ratio by '\(policy)'", expected: "stretch, not_larger or not_smaller")
    }
    return try axes.indices.compactMap { place in
      let output = common.map {
        ($0 * Double(sizes[axes[place]].first)).rounded(.toNearestOrAwayFromZero)
      }
      return try change(
        place, output: output ?? Double(wanted.first[place]), scale: common ?? ratios[place])
    }
  }
}

internal import Networks
internal import Tensors

extension OperatorMapping {
  /// Operators that move elements along their axes.
  static let movements: [String: OperatorMapping] = [
    "Transpose": .single(transpose),
    "Concat": .single(concatenate),
    "Split": OperatorMapping(split),
    "Slice": .single(slice),
    "Gather": .single(gather),
    "GatherND": .single(gatherSlices),
    "Pad": .single(pad),
    "Tile": .single { node, assembly in
      let input = try assembly.plainInput(0, of: node)
      guard let repeats = try node.integers(1), repeats.count == input.rank,
        repeats.allSatisfy({ 0...1 << 24 ~= $0 })
      else { throw node.error("has repeats of another number", expected: "\(input.rank)") }
      return try assembly.apply(Tile(repeats: repeats), to: [input], for: node)
    },
    "DepthToSpace": .single { node, assembly in
      let mode = try node.text("mode", default: "DCR")
      guard ["DCR", "CRD"].contains(mode) else {
        throw node.error("has the mode '\(mode)'", expected: "DCR or CRD")
      }
      let movement = DepthToSpace(
        blockSize: try node.integer("blocksize", default: 1),
        order: mode == "DCR" ? .depthFirst : .columnRow)
      return try assembly.apply(movement, to: [try assembly.plainInput(0, of: node)], for: node)
    },
    "SpaceToDepth": .single(spaceToDepth),
  ]

  private static func spaceToDepth(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let size = try node.integer("blocksize", default: 1)
    let depth = try assembly.apply(SpaceToDepth(blockSize: size), to: [input], for: node)
    guard try node.text("mode", default: "DCR") == "CRD", let channels = input.sizes[1].fixed
    else { return depth }
    // The places of a block vary fastest, instead of the channels.
    let block = size * size
    let order = (0..<channels * block).map { $0 % block * channels + $0 / block }
    return try assembly.apply(
      Gather(axis: 1, indices: order, indexShape: [order.count]), to: [depth], for: node)
  }

  /// Between the two orders of an image's axes nothing is moved, only seen otherwise.
  private static func transpose(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let input = try node.input(0)
    let permutation =
      try node.integers("perm") ?? Array((0..<input.rank).reversed())
    guard permutation.sorted() == Array(0..<input.rank) else {
      throw node.error(
        "has the permutation \(permutation)", expected: "each axis of \(input.rank) once")
    }
    if case .feature(let feature) = input {
      if permutation == Array(0..<input.rank) { return input }
      if !feature.isChannelsLast, permutation == [0, 2, 3, 1] {
        return input.seen(channelsLast: true)
      }
      if feature.isChannelsLast {
        if permutation == [0, 3, 1, 2] { return input.seen(channelsLast: false) }
        let axes = permutation.map(feature.storedAxis)
        return try assembly.apply(
          Transpose(permutation: axes), to: [input.seen(channelsLast: false)], for: node)
      }
    }
    return try assembly.apply(Transpose(permutation: permutation), to: [input], for: node)
  }

  private static func concatenate(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> Value {
    let inputs = try node.inputs.indices.map { try node.input($0) }
    guard let first = inputs.first else { throw node.error("has no inputs") }
    let axis = try node.axis(try node.integer("axis", default: 1), rank: first.rank)
    let views = inputs.map { value in
      if case .feature(let feature) = value { feature.isChannelsLast } else { false }
    }
    if views.allSatisfy({ $0 }), case .feature(let feature) = first {
      let result = try assembly.apply(
        Concatenation(axis: feature.storedAxis(axis)),
        to: inputs.map { $0.seen(channelsLast: false) }, for: node)
      return result.seen(channelsLast: true)
    }
    let type = inputs.first { if case .feature = $0 { true } else { false } }?.type
    var plain: [Value] = []
    for input in inputs { plain.append(try assembly.plain(input, for: node)) }
    return try assembly.apply(
      Concatenation(axis: axis), to: plain, as: type ?? first.type, for: node)
  }

  private static func split(
    _ node: NodeReader, _ assembly: inout GraphAssembly
  ) throws -> [Value?] {
    let input = try node.input(0)
    let axis = try node.axis(try node.integer("axis", default: 0), rank: input.rank)
    guard let size = input.sizes[axis].fixed else { throw node.dependsOnBatch("axis") }
    let parts = node.proto.output.count
    let sizes: [Int]
    if let listed = try node.integers(1) ?? node.integers("split") {
      sizes = listed
    } else {
      let count = try node.integer("num_outputs", default: parts)
      guard count > 0, count <= max(size, parts) else {
        throw node.error("splits \(size) cells into \(count) parts")
      }
      // The last part may be smaller.
      let share = (size + count - 1) / count
      sizes = (0..<count).map { max(0, min(share, size - $0 * share)) }
    }
    guard sizes.allSatisfy({ 0...size ~= $0 }), sizes.reduce(0, +) == size,
      sizes.count >= parts
    else {
      throw node.error("splits \(size) cells into \(sizes)", expected: "parts that add up")
    }
    var start = 0
    return try sizes.map { count in
      defer { start += count }
      return try assembly.slice(
        input, axis: axis, Slice.Range(start: start, count: count, step: 1), for: node)
    }
  }

  private static func slice(_ node: NodeReader, _ assembly: inout GraphAssembly) throws -> Value {
    let input = try node.input(0)
    guard let starts = try node.probedIntegers(1) ?? node.integers("starts").map(Probed.fixed),
      let ends = try node.probedIntegers(2) ?? node.integers("ends").map(Probed.fixed)
    else { throw node.error("does not say where it starts and ends") }
    let count = starts.first.count
    let listed = try node.integers(3) ?? node.integers("axes") ?? Array(0..<count)
    let steps = try node.integers(4) ?? Array(repeating: 1, count: count)
    guard ends.first.count == count, listed.count == count, steps.count == count else {
      throw node.error("has lists of different lengths")
    }
    var result = input
    _ = try node.axes(listed, rank: input.rank)
    for (place, axis) in try listed.map({ try node.axis($0, rank: input.rank) }).enumerated() {
      let (sizes, first, last) = (input.sizes[axis].pair, starts.pair, ends.pair)
      let ranges = try (
        sliceRange(sizes.0, first.0[place], last.0[place], steps[place], node),
        sliceRange(sizes.1, first.1[place], last.1[place], steps[place], node)
      )
      // All of an axis, whatever the batch, is no slice.
      if ranges.0 == Slice.Range(start: 0, count: sizes.0, step: 1),
        ranges.1 == Slice.Range(start: 0, count: sizes.1, step: 1)
      {
        continue
      }
      guard ranges.0 == ranges.1, sizes.0 == sizes.1 else { throw node.dependsOnBatch("slice") }
      result = try assembly.slice(result, axis: axis, ranges.0, for: node)
    }
    return result
  }

  /// Python's slice of a list of `size`, with ONNX's clamping.
  private static func sliceRange(
    _ size: Int, _ start: Int, _ end: Int, _ step: Int, _ node: NodeReader
  ) throws -> Slice.Range {
    guard step != 0, step != .min else { throw node.error("has a step of \(step)") }
    // From the end when negative, then within the bounds for the direction.
    func place(_ index: Int, _ bounds: ClosedRange<Int>) -> Int {
      min(max(index < 0 ? index + size : index, bounds.lowerBound), bounds.upperBound)
    }
    let (first, distance): (Int, Int)
    if step > 0 {
      first = place(start, 0...size)
      distance = place(end, 0...size) - first
    } else {
      guard size > 0 else { return Slice.Range(start: 0, count: 0, step: step) }
      first = place(start, 0...size - 1)
      distance = first - place(end, -1...size - 1)
    }
    let count = distance <= 0 ? 0 : (distance - 1) / abs(step) + 1
    return Slice.Range(start: first, count: count, step: step)
  }

  private static func gather(_ node: NodeReader, _ assembly: inout GraphAssembly) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let axis = try node.axis(try node.integer("axis", default: 0), rank: input.rank)
    let places = try node.constant(1)
    guard let listed = places.integers?.fixed else { throw node.dependsOnBatch("index") }
    guard let size = input.sizes[axis].fixed else { throw node.dependsOnBatch("axis") }
    let indices = try listed.map { try node.place(Int($0), of: size) }
    return try assembly.apply(
      Gather(axis: axis, indices: indices, indexShape: places.shape.dimensions), to: [input],
      for: node)
  }

  private static func pad(_ node: NodeReader, _ assembly: inout GraphAssembly) throws -> Value {
    let input = try assembly.plainInput(0, of: node)
    let pads = try node.integers(1) ?? node.integers("pads") ?? node.integers("paddings") ?? []
    let axes = try (node.integers(3) ?? Array(0..<input.rank)).map {
      try node.axis($0, rank: input.rank)
    }
    guard pads.count == 2 * axes.count, pads.allSatisfy({ abs($0) <= 1 << 30 }) else {
      throw node.error(
        "has pads \(pads.prefix(16))", expected: "\(2 * axes.count) sizes of an image")
    }
    var (before, after) = (
      Array(repeating: 0, count: input.rank), Array(repeating: 0, count: input.rank)
    )
    for (place, axis) in axes.enumerated() {
      (before[axis], after[axis]) = (pads[place], pads[place + axes.count])
    }
    let fill: Float
    if let constant = try node.optionalConstant(2) {
      // A fill left empty is 0; an integer too large to be exact is refused.
      guard let tensor = constant.tensor else {
        throw node.error("fills with a number that is not exact in Float32")
      }
      fill = tensor.logicalElements.first ?? 0
    } else {
      fill = try node.real("value", default: 0)
    }
    let mode: Pad.Mode
    switch try node.text("mode", default: "constant") {
    case "constant": mode = .constant(fill)
    case "reflect": mode = .reflect
    case "edge": mode = .edge
    case "wrap": mode = .wrap
    case let other:
      throw node.error("pads by '\(other)'", expected: "constant, reflect, edge or wrap")
    }
    return try assembly.apply(
      Pad(before: before, after: after, mode: mode), to: [input], for: node)
  }
}

extension GraphAssembly {
  /// Part of a value along one axis that the file sees.
  mutating func slice(
    _ value: Value, axis: Int, _ range: Slice.Range, for node: NodeReader
  ) throws -> Value {
    var axis = axis
    var isView = false
    if case .feature(let feature) = value {
      axis = feature.storedAxis(axis)
      isView = feature.isChannelsLast
    }
    var ranges: [Slice.Range?] = Array(repeating: nil, count: value.rank)
    ranges[axis] = range
    return try apply(Slice(ranges: ranges), to: [value.seen(channelsLast: false)], for: node)
      .seen(channelsLast: isView)
  }
}

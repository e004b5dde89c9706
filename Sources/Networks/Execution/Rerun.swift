public import Tensors

/// Runs a network again and again on one image with a rectangle replaced, and computes only what
/// the rectangle can have changed.
///
/// The unchanged image's activations are kept. At each operator a changed rectangle of the input
/// gives a changed rectangle of the output, which alone is computed, from the changed values and
/// the kept ones around them; many rectangles are computed together. Operators that see the whole
/// image, such as a global mean, are computed in full from there on.
/// (Nakandala, Kumar & Papakonstantinou, "Incremental and approximate inference for faster
/// occlusion-based deep CNN explanations", 2019; here only its exact part.)
///
/// Kernels are chosen whose outputs depend, to the last bit, on the inputs in their window alone;
/// results therefore equal those of ``Network/output(for:recomputable:)`` bit for bit.
public struct Rerun: Sendable {
  private let plan: Plan
  private let base: [PlanValue?]
  /// The network's answer for the unchanged image, `[1, K]`.
  public let output: Tensor

  /// Runs `network` on `image`, `[1, C, H, W]`, and keeps what every operator gave.
  ///
  /// - Throws: ``ShapeError`` when the network cannot take the image.
  /// - Precondition: The network takes several samples at once.
  public init(_ network: Network, on image: Tensor) throws(ShapeError) {
    precondition(!network.takesOneSample && image.shape.rank == 4 && image.shape.batch == 1)
    plan = try network.plans.plan(
      of: network, for: image.shape, keeping: network.keepingOutput, isLocalToTheBit: true)
    base = plan.run(image, keepingAll: true)
    output = base[network.graph.output.index]?.tensor ?? Tensor([1, 0])
  }

  /// The rectangles in which `replacement` differs from the image at all: each cut down to the
  /// cells that do.
  public func changes(in windows: [Region], to replacement: Tensor) -> [Region] {
    guard let image = base[0]?.patches else { return windows }
    let patches = cut(windows, from: Patches(replacement))
    return PatchDifference(patches, image).regions
  }

  /// The network's answers, `[windows, K]`, when each window in turn shows `replacement`.
  ///
  /// - Parameter replacement: Of the image's shape.
  public func outputs(replacing windows: [Region], by replacement: Tensor) -> Tensor {
    var values: [Value?] = Array(repeating: nil, count: plan.shapes.count)
    values[0] = .patches(cut(windows, from: Patches(replacement)))
    for (index, step) in plan.steps.enumerated() {
      values[step.node] = value(of: step, from: values, windows.count)
      for node in plan.released[index] { values[node] = nil }
    }
    let node = plan.output
    return whole(values[node] ?? .unchanged, of: node, windows.count)
  }

  /// Bytes that a window of the greatest effect occupies while it is run.
  public func memory(for window: Extent) -> Int {
    let map = plan.shapes[0].extent
    let (top, left) = ((map.height - window.height) / 2, (map.width - window.width) / 2)
    let centre = Region(
      rows: max(0, top)..<min(map.height, top + window.height),
      columns: max(0, left)..<min(map.width, left + window.width))
    var regions: [Int: Region] = [0: centre]
    var live: [Int: Int] = [0: centre.area * plan.shapes[0].channels]
    var peak = 0
    for (index, step) in plan.steps.enumerated() {
      let shape = plan.shapes[step.node]
      var read = 0
      if case .kernel(let kernel, let inputs) = step.work {
        let region = changed(by: kernel, inputs.map { regions[$0] ?? .empty }, map: shape.extent)
        regions[step.node] = region
        live[step.node] = region.area * shape.channels
        for input in inputs {
          let map = plan.shapes[input]
          read += kernel.reach.needed(for: region, input: map.extent).area * map.channels
        }
      } else {
        if shape.rank == 4 { regions[step.node] = Region(of: shape.extent) }
        live[step.node] = shape.count
        read = step.sources.reduce(0) { $0 + plan.shapes[$1].count }
      }
      peak = max(peak, live.values.reduce(read, +))
      for node in plan.released[index] { live[node] = nil }
    }
    return peak * MemoryLayout<Float>.stride
  }
}

extension Rerun {
  /// A node's value for several windows.
  private enum Value {
    /// That of the unchanged image, for each.
    case unchanged
    /// What changed, for each.
    case patches(Patches)
    /// All of it, for each: `[windows, …]`.
    case whole(Tensor)
  }

  private func value(of step: Plan.Step, from values: [Value?], _ count: Int) -> Value {
    switch step.work {
    case .alias(let node): return values[node] ?? .unchanged
    case .whole(let `operator`, let inputs):
      if step.sources.allSatisfy({ isUnchanged(values[$0]) }) { return .unchanged }
      return .whole(
        `operator`.apply(
          inputs.map {
            switch $0 {
            case .value(let node): whole(values[node] ?? .unchanged, of: node, count)
            case .parameter(let tensor): tensor
            }
          }))
    case .kernel(let kernel, let inputs):
      let shape = plan.shapes[step.node]
      let held = inputs.map { regions(of: values[$0] ?? .unchanged, node: $0, count) }
      let touched = (0..<count).map { window in
        changed(by: kernel, held.map { $0[window] }, map: shape.extent)
      }
      if touched.allSatisfy(\.isEmpty) { return .unchanged }
      let output = Patches(touched, of: shape.extent, channels: shape.channels)
      if kernel is ChannelConcatenation {
        concatenate(inputs, values, into: output)
        return .patches(output)
      }
      let sources = inputs.enumerated().map { index, node in
        source(
          values[node] ?? .unchanged, of: node, for: touched,
          reach: index == 0 ? kernel.reach : .pointwise)
      }
      kernel.run(sources, into: output)
      if case .pointwise = kernel.reach { return .patches(output) }
      guard let base = base[step.node]?.patches else { return .patches(output) }
      return .patches(output.cropped(to: PatchDifference(output, base).regions))
    }
  }

  /// Writes each input's channels, changed or kept, straight to their place.
  private func concatenate(_ inputs: [Int], _ values: [Value?], into output: Patches) {
    var channel = 0
    for node in inputs {
      let channels = plan.shapes[node].channels
      let part = Patches(
        output.regions, of: output.map, channels: channels, stride: output.channels,
        offset: channel, in: output.storage)
      PatchCopy(
        from: patches(values[node] ?? .unchanged, of: node, output.regions.count),
        over: base[node]?.patches
      ).fill(part)
      channel += channels
    }
  }

  /// A node's value as patches, empty where nothing changed.
  private func patches(_ value: Value, of node: Int, _ count: Int) -> Patches {
    switch value {
    case .patches(let changed): return changed
    case .whole(let tensor): return Patches(tensor)
    case .unchanged:
      let shape = plan.shapes[node]
      return Patches(
        Array(repeating: .empty, count: count), of: shape.extent, channels: shape.channels)
    }
  }

  /// What a kernel can have changed, given what changed of its inputs.
  private func changed(by kernel: any PatchKernel, _ inputs: [Region], map: Extent) -> Region {
    inputs.dropFirst().reduce(kernel.reach.changed(inputs[0], output: map)) { $0.union($1) }
  }

  private func isUnchanged(_ value: Value?) -> Bool {
    if case .unchanged = value ?? .unchanged { true } else { false }
  }

  private func regions(of value: Value, node: Int, _ count: Int) -> [Region] {
    switch value {
    case .unchanged: Array(repeating: .empty, count: count)
    case .patches(let patches): patches.regions
    case .whole: Array(repeating: Region(of: plan.shapes[node].extent), count: count)
    }
  }

  /// What a kernel reads of an input to compute `regions`.
  private func source(
    _ value: Value, of node: Int, for regions: [Region], reach: Reach
  ) -> Patches {
    let shape = plan.shapes[node]
    let needed = regions.map { reach.needed(for: $0, input: shape.extent) }
    let patches = patches(value, of: node, regions.count)
    let isEnough =
      switch reach {
      case .pointwise: patches.isCompact && patches.regions == needed
      case .window, .whole: zip(patches.regions, needed).allSatisfy { $0.contains($1) }
      }
    return isEnough ? patches : cut(needed, from: base[node]?.patches, beneath: patches)
  }

  /// All of a node's value for each window.
  private func whole(_ value: Value, of node: Int, _ count: Int) -> Tensor {
    switch value {
    case .whole(let tensor): return tensor
    case .unchanged:
      guard let tensor = base[node]?.tensor else { return Tensor([count, 0]) }
      return Tensor(concatenating: Array(repeating: tensor, count: count))
    case .patches(let patches):
      let map = Array(repeating: Region(of: patches.map), count: count)
      return cut(map, from: base[node]?.patches, beneath: patches).tensor
    }
  }

  /// Patches of `regions`: the map of the unchanged image, over it the changed patches.
  private func cut(
    _ regions: [Region], from map: Patches?, beneath patches: Patches? = nil
  ) -> Patches {
    let shape = (patches?.map ?? map?.map ?? .square(0), patches?.channels ?? map?.channels ?? 0)
    let result = Patches(regions, of: shape.0, channels: shape.1)
    let nothing = Patches(
      Array(repeating: .empty, count: regions.count), of: shape.0, channels: shape.1)
    PatchCopy(from: patches ?? nothing, over: map).fill(result)
    return result
  }
}

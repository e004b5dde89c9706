package import Tensors

/// A network made ready for inputs of one shape: its operators joined where one kernel can do the
/// work of several, their parameters rearranged, and the place of every result known.
///
/// Made once for each network and shape by ``PlanCache``.
struct Plan: Sendable {
  /// One kernel, or one operator that has none.
  struct Step: Sendable {
    /// What is run.
    enum Work: Sendable {
      /// A kernel on the values `inputs`.
      case kernel(any PatchKernel, inputs: [Int])
      /// An operator on whole tensors.
      case whole(any Operator, inputs: [Input])
      /// Nothing: the value of another node.
      case alias(of: Int)
    }

    /// An input of an operator without kernel.
    enum Input: Sendable {
      case value(Int)
      case parameter(Tensor)
    }

    /// The node whose value this is.
    let node: Int
    let work: Work

    /// The nodes that are read.
    var sources: [Int] {
      switch work {
      case .kernel(_, let inputs): inputs
      case .whole(_, let inputs):
        inputs.compactMap { if case .value(let node) = $0 { node } else { nil } }
      case .alias(let node): [node]
      }
    }
  }

  /// Where a node's channels begin in the buffer of a concatenation that it is part of.
  struct Place: Hashable, Sendable {
    let concatenation: Int
    let channel: Int
  }

  /// The node of the network's answer.
  let output: Int
  /// The shapes of all nodes, followed by those of values that no node has.
  let shapes: [Shape]
  /// The steps in order.
  let steps: [Step]
  /// For each step, the nodes that nobody reads after it.
  let released: [[Int]]
  /// Nodes that are written straight into a concatenation.
  let places: [Int: Place]

  /// - Parameter keep: For each node, whether its value is wanted.
  init(output: Int, shapes: [Shape], steps: [Step], keep: [Bool]) {
    self.output = output
    self.shapes = shapes
    self.steps = steps
    var lastUse: [Int: Int] = [:]
    for (index, step) in steps.enumerated() {
      lastUse[step.node] = max(lastUse[step.node] ?? 0, index)
      for source in step.sources { lastUse[source] = index }
    }
    var released: [[Int]] = Array(repeating: [], count: steps.count)
    for (node, index) in lastUse where node >= keep.count || !keep[node] {
      released[index].append(node)
    }
    self.released = released
    places = Self.places(in: steps, shapes: shapes)
  }

  /// Finds the nodes that can be written into the concatenation which reads them.
  ///
  /// The last concatenation is looked at first: in a DenseNet it holds all the others.
  private static func places(in steps: [Step], shapes: [Shape]) -> [Int: Place] {
    let computed = Set(
      steps.compactMap { step in
        if case .kernel = step.work { step.node } else { nil }
      })
    var places: [Int: Place] = [:]
    for step in steps.reversed() {
      guard case .kernel(let kernel, let inputs) = step.work, kernel is ChannelConcatenation
      else { continue }
      var channels: [Int] = []
      var first = 0
      for input in inputs {
        channels.append(first)
        first += shapes[input].channels
      }
      if places[step.node] == nil, let place = places[inputs[0]],
        zip(inputs, channels).allSatisfy({ input, channel in
          places[input]
            == Place(concatenation: place.concatenation, channel: place.channel + channel)
        })
      {
        // All its parts already lie side by side in a larger one.
        places[step.node] = place
        continue
      }
      let own = places[step.node] ?? Place(concatenation: step.node, channel: 0)
      places[step.node] = own
      for (input, channel) in zip(inputs, channels)
      where computed.contains(input) && places[input] == nil {
        places[input] = Place(
          concatenation: own.concatenation, channel: own.channel + channel)
      }
    }
    return places
  }
}

/// A node's value while a plan runs.
enum PlanValue {
  case patches(Patches)
  case tensor(Tensor)

  /// The value as `[N, …]`.
  ///
  /// - Precondition: Patches fill their maps.
  var tensor: Tensor {
    switch self {
    case .patches(let patches): patches.tensor
    case .tensor(let tensor): tensor
    }
  }

  /// The value as patches.
  ///
  /// - Precondition: It is `[N, C, H, W]`.
  var patches: Patches {
    switch self {
    case .patches(let patches): patches
    case .tensor(let tensor): Patches(tensor)
    }
  }
}

extension Plan {
  /// Runs the network.
  ///
  /// - Parameter keepingAll: Whether the value of every step is kept.
  /// - Returns: The values that are kept, by node.
  func run(_ input: Tensor, keepingAll: Bool = false) -> [PlanValue?] {
    var values: [PlanValue?] = Array(repeating: nil, count: shapes.count)
    var buffers: [Int: TensorStorage] = [:]
    values[0] = .tensor(input)
    for (index, step) in steps.enumerated() {
      switch step.work {
      case .alias(let node): values[step.node] = values[node]
      case .whole(let `operator`, let inputs):
        values[step.node] = .tensor(
          `operator`.apply(
            inputs.compactMap {
              switch $0 {
              case .value(let node): values[node]?.tensor
              case .parameter(let tensor): tensor
              }
            }))
      case .kernel(let kernel, let inputs):
        let output = patches(for: step.node, in: &buffers)
        let sources = inputs.compactMap { values[$0]?.patches }
        if kernel is ChannelConcatenation {
          concatenate(inputs, sources, to: step.node, output)
        } else {
          kernel.run(sources, into: output)
        }
        values[step.node] = .patches(output)
      }
      for node in released[index] where !keepingAll {
        values[node] = nil
        // From here the values of its parts alone keep a concatenation's memory.
        buffers[node] = nil
      }
    }
    return values
  }

  /// Memory for the whole maps of a node, perhaps a part of a concatenation's.
  private func patches(for node: Int, in buffers: inout [Int: TensorStorage]) -> Patches {
    let shape = shapes[node]
    let regions = Array(repeating: Region(of: shape.extent), count: shape.batch)
    guard let place = places[node] else {
      return Patches(regions, of: shape.extent, channels: shape.channels)
    }
    let whole = shapes[place.concatenation]
    let storage = buffers[place.concatenation] ?? TensorStorage(count: whole.count)
    buffers[place.concatenation] = storage
    return Patches(
      regions, of: shape.extent, channels: shape.channels, stride: whole.channels,
      offset: place.channel, in: storage)
  }

  /// Copies the parts of a concatenation that were not written into it.
  private func concatenate(
    _ inputs: [Int], _ sources: [Patches], to node: Int, _ output: Patches
  ) {
    guard let own = places[node] else { return }
    var channel = 0
    for (input, source) in zip(inputs, sources) {
      if places[input]
        != Place(concatenation: own.concatenation, channel: own.channel + channel)
      {
        let part = Patches(
          output.regions, of: output.map, channels: source.channels, stride: output.stride,
          offset: own.channel + channel, in: output.storage)
        ChannelConcatenation().run([source], into: part)
      }
      channel += source.channels
    }
  }
}

extension Network {
  /// What a plan for inputs of one shape came to.
  package struct PlanSummary {
    /// The nodes computed by a kernel, with the kernel's name.
    package let kernels: [(node: String, kernel: String)]
    /// The concatenations that others are written into.
    package let buffers: Set<String>
  }

  /// What the plan for inputs of shape `input` came to.
  package func planSummary(for input: Shape) throws(ShapeError) -> PlanSummary {
    let plan = try plans.plan(of: self, for: input, keeping: keepingOutput)
    func name(_ node: Int) -> String {
      node < graph.nodes.count ? graph.nodes[node].name : ""
    }
    return PlanSummary(
      kernels: plan.steps.compactMap { step in
        guard case .kernel(let kernel, _) = step.work else { return nil }
        return (name(step.node), "\(type(of: kernel))")
      },
      buffers: Set(plan.places.values.map { name($0.concatenation) }))
  }
}

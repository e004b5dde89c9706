internal import Tensors

/// Turns a graph into the steps of a plan: chooses kernels and joins operators.
struct Planner {
  private let network: Network
  /// The shapes of all nodes, and of values that are in the plan only.
  private(set) var shapes: [Shape]
  private let keep: [Bool]
  private let kernels: KernelCache
  private let isLocalToTheBit: Bool
  private var readers: [[Int]]
  private var steps: [Int: Plan.Step] = [:]
  /// Nodes whose work another step does.
  private var joined: Set<Int> = []

  /// - Parameters:
  ///   - shapes: Of all nodes.
  ///   - keep: For each node, whether its value is wanted.
  ///   - isLocalToTheBit: Whether parts of maps will be computed anew.
  init(
    network: Network, shapes: [Shape], keep: [Bool], kernels: KernelCache, isLocalToTheBit: Bool
  ) {
    self.isLocalToTheBit = isLocalToTheBit
    self.network = network
    self.shapes = shapes
    self.keep = keep
    self.kernels = kernels
    readers = Array(repeating: [], count: network.graph.nodes.count)
    for id in network.graph.nodeIDs {
      for source in network.graph.inputs(of: id) { readers[source.index].append(id.index) }
    }
  }

  /// The steps in an order in which they can run.
  mutating func plan() -> [Plan.Step] {
    for id in network.graph.nodeIDs where !joined.contains(id.index) {
      guard case .apply(let `operator`, let inputs) = network.graph[id].source else { continue }
      let sources = inputs.map(\.index)
      if let dropout = `operator` as? Dropout, dropout.seed == nil {
        steps[id.index] = Plan.Step(node: id.index, work: .alias(of: sources[0]))
      } else if !addPooledProjection(`operator`, at: id.index, sources),
        !addKernel(`operator`, at: id.index, sources)
      {
        steps[id.index] = Plan.Step(
          node: id.index,
          work: .whole(
            `operator`,
            inputs: sources.map { source in
              parameter(source).map { .parameter($0) } ?? .value(source)
            }))
      }
    }
    return steps.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Adds the operator's kernel, with as much of what follows as it can do.
  private mutating func addKernel(
    _ operator: any Operator, at node: Int, _ sources: [Int]
  ) -> Bool {
    guard let local = `operator` as? any LocalOperator, shapes[node].rank == 4,
      shapes[node].count > 0, sources.allSatisfy({ parameter($0) != nil || shapes[$0].rank == 4 })
    else { return false }
    let operands = sources.map { KernelInput(shapes[$0], numbers: parameter($0)) }
    let values = sources.filter { parameter($0) == nil }
    for tail in tails(of: local, at: node) {
      guard
        let kernel = kernels.kernel(
          of: local, node: node, for: operands, output: shapes[node],
          demand: KernelDemand(epilogue: tail.epilogue, isLocalToTheBit: isLocalToTheBit))
      else { continue }
      joined.formUnion(tail.nodes)
      let last = tail.nodes.last ?? node
      let (scaled, inputs) = scalingInput(of: kernel, values)
      steps[last] = Plan.Step(
        node: last, work: .kernel(scaled, inputs: inputs + (tail.residual.map { [$0] } ?? [])))
      return true
    }
    return false
  }

  /// A pointwise convolution that also does the scaling before it, if it alone reads that: the
  /// scaled maps are then never stored.
  private mutating func scalingInput(
    of kernel: any PatchKernel, _ inputs: [Int]
  ) -> (any PatchKernel, [Int]) {
    guard let convolution = kernel as? PointwiseConvolution, let source = inputs.first,
      onlyReader(of: source) != nil, let step = steps[source],
      case .kernel(let before, let sources) = step.work, let scaling = before as? ChannelScaling
    else { return (kernel, inputs) }
    steps[source] = nil
    return (convolution.scalingInput(by: scaling), sources)
  }

  /// Adds a 1×1 convolution and the mean over windows of its output in the other order: the mean
  /// of weighted sums is the weighted sum of means, of which there are fewer.
  private mutating func addPooledProjection(
    _ operator: any Operator, at node: Int, _ sources: [Int]
  ) -> Bool {
    guard let convolution = `operator` as? Convolution, convolution.window.isPointwise,
      convolution.groups == 1, let next = onlyReader(of: node),
      case .apply(let reader, _) = network.graph.nodes[next].source,
      let pool = reader as? AveragePool, pool.window.padding == .zero, !pool.window.roundsUp,
      pool.window.stride.area > 1
    else { return false }
    let input = shapes[sources[0]]
    let pooled = pool.window.pooledShape(of: input)
    let operands =
      [KernelInput(pooled)]
      + sources.dropFirst().map {
        KernelInput(shapes[$0], numbers: parameter($0))
      }
    let demand = KernelDemand(isLocalToTheBit: isLocalToTheBit)
    guard input.rank == 4, pooled.count > 0,
      let mean = pool.kernel(for: [KernelInput(input)], output: pooled, demand: demand),
      let projection = kernels.kernel(
        of: convolution, node: node, for: operands, output: shapes[next], demand: demand)
    else { return false }
    shapes.append(pooled)
    // In the place of the convolution, as that is no step of its own any more.
    steps[node] = Plan.Step(
      node: shapes.count - 1, work: .kernel(mean, inputs: [sources[0]]))
    steps[next] = Plan.Step(node: next, work: .kernel(projection, inputs: [shapes.count - 1]))
    joined.insert(next)
    return true
  }

  /// What follows an operator and could be done by its kernel.
  private struct Tail {
    var nodes: [Int] = []
    var epilogue = Epilogue()
    var residual: Int?
  }

  /// Everything that could follow in one kernel, the most first.
  private func tails(of operator: any LocalOperator, at node: Int) -> [Tail] {
    guard let fusing = `operator` as? any FusingOperator else { return [Tail()] }
    var result: [Tail] = []
    if fusing.fusesResidual, let sum = onlyReader(of: node),
      case .apply(let reader, let inputs) = network.graph.nodes[sum].source, reader is Add,
      let residual = inputs.map(\.index).first(where: { $0 != node }),
      parameter(residual) == nil, shapes[residual] == shapes[node]
    {
      var tail = Tail(nodes: [sum], residual: residual)
      tail.epilogue.addsResidual = true
      result.append(clamped(tail, after: sum))
    }
    result.append(clamped(Tail(), after: node))
    if result[result.count - 1].nodes.count == 1 { result.append(Tail()) }
    return result
  }

  /// `tail` with the clamp that follows `node`, if one does.
  private func clamped(_ tail: Tail, after node: Int) -> Tail {
    guard let next = onlyReader(of: node),
      case .apply(let reader, _) = network.graph.nodes[next].source,
      let clamp = reader as? any ClampingOperator
    else { return tail }
    var tail = tail
    tail.nodes.append(next)
    (tail.epilogue.lower, tail.epilogue.upper) = clamp.bounds
    return tail
  }

  /// The one node that reads `node`, unless `node` is wanted itself or that one is joined already.
  private func onlyReader(of node: Int) -> Int? {
    guard readers[node].count == 1, !keep[node], !joined.contains(readers[node][0]) else {
      return nil
    }
    return readers[node][0]
  }

  private func parameter(_ node: Int) -> Tensor? {
    guard case .parameter(let parameter) = network.graph.nodes[node].source else { return nil }
    return network.parameters[parameter.name]
  }
}

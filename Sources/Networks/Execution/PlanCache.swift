internal import Synchronization
internal import Tensors

/// The plans of a network, each made when an input of its shape first comes.
final class PlanCache: Sendable {
  private struct Key: Hashable {
    let input: Shape
    let keep: [Bool]
    let isLocalToTheBit: Bool
  }

  /// Plans differ in little but their shapes; the rearranged parameters are shared.
  private let plans = Mutex<[Key: Plan]>([:])
  private let kernels = KernelCache()
  /// A network that sees images of ever new sizes keeps no more plans than this.
  private let capacity = 16

  /// The plan for inputs of shape `input`.
  ///
  /// - Parameter isLocalToTheBit: Whether parts of maps will be computed anew.
  /// - Throws: ``ShapeError`` when the network cannot take that shape.
  func plan(
    of network: Network, for input: Shape, keeping keep: [Bool], isLocalToTheBit: Bool = false
  ) throws(ShapeError) -> Plan {
    let key = Key(input: input, keep: keep, isLocalToTheBit: isLocalToTheBit)
    // Whoever comes meanwhile waits: to rearrange the same weights twice would take their memory
    // twice.
    return try plans.withLock { plans throws(ShapeError) in
      if let plan = plans[key] { return plan }
      let byNode = try network.graph.shapes(forInput: input)
      let shapes = network.graph.nodeIDs.map { byNode[$0] ?? [] }
      var planner = Planner(
        network: network, shapes: shapes, keep: keep, kernels: kernels,
        isLocalToTheBit: isLocalToTheBit)
      let steps = planner.plan()
      // Not the network itself, which holds this cache: neither would ever be given back.
      let plan = Plan(
        output: network.graph.output.index, shapes: planner.shapes, steps: steps, keep: keep)
      if plans.count >= capacity { plans.removeAll() }
      plans[key] = plan
      return plan
    }
  }
}

/// The kernels of a network's operators, shared by its plans.
final class KernelCache: Sendable {
  private struct Key: Hashable {
    let node: Int
    let epilogue: Epilogue
    let variant: KernelVariant
  }

  private let kernels = Mutex<[Key: any PatchKernel]>([:])

  /// The kernel of `operator`, which is the node `node`, or `nil` when it has none.
  func kernel(
    of operator: any LocalOperator, node: Int, for operands: [KernelInput], output: Shape,
    demand: KernelDemand
  ) -> (any PatchKernel)? {
    let key = Key(
      node: node, epilogue: demand.epilogue,
      variant: `operator`.variant(for: operands.map(\.shape), output: output, demand: demand))
    if let kernel = kernels.withLock({ $0[key] }) { return kernel }
    guard let kernel = `operator`.kernel(for: operands, output: output, demand: demand) else {
      return nil
    }
    kernels.withLock { $0[key] = kernel }
    return kernel
  }
}

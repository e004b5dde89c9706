import LungAttention

/// Answers requests; models and inputs stay in memory between them.
struct Engine {
  private var models: [String: Model] = [:]
  private var inputs: [String: Tensor] = [:]

  mutating func answer(_ request: Request) throws -> Reply {
    let model = try model(at: request.model)
    let input = try input(at: request.inputs, shape: Shape(request.shape))
    return try ParallelLoop.$threads.withValue(request.threads) {
      if request.task == .training { return try train(request, model, input) }
      let run = try work(request, model, input)
      for _ in 0..<request.warmups { _ = try run() }
      var reply = Reply()
      var result: [Float] = []
      for _ in 0..<request.repeats {
        let time = try ContinuousClock().measure { result = try run() }
        reply.seconds.append(time / .seconds(1))
      }
      if let path = request.output { try NumberFile.write(result, to: path) }
      return reply
    }
  }

  private func train(_ request: Request, _ model: Model, _ images: Tensor) throws -> Reply {
    let steps = try TrainingSteps(request.warmups + request.repeats, of: model, images: images)
    if let path = request.output { try NumberFile.write(steps.losses, to: path) }
    return Reply(seconds: Array(steps.seconds.dropFirst(request.warmups)))
  }

  /// What is timed: from normalised input to logits or maps.
  private func work(
    _ request: Request, _ model: Model, _ input: Tensor
  ) throws -> () throws -> [Float] {
    func network(for explainer: (any Explainer)?) throws -> Network {
      let kept = try explainer?.layers(in: model.network.graph) ?? []
      return model.foldingBatchNormalizations(keeping: kept).network
    }
    func maps(_ explainer: any Explainer) throws -> () throws -> [Float] {
      let network = try network(for: explainer)
      let targets = Array(repeating: Target.index(request.target), count: input.shape.batch)
      return {
        try explainer.explain(input, targets: targets, in: network).flatMap(\.values)
      }
    }
    let (window, stride) = (request.window ?? 16, request.stride ?? 8)
    switch request.task {
    case .forward:
      let network = try network(for: nil)
      return { try network.output(for: input).logicalElements }
    case .gradcam:
      return try maps(ActivationMap())
    case .occlusion, .fullOcclusion:
      return try maps(
        Occlusion(
          window: .square(window), stride: .square(stride), baseline: .value(0),
          recomputation: request.task == .occlusion ? .changed : .everything,
          memory: request.memory ?? Occlusion().memory))
    case .training:
      preconditionFailure("training measures its own steps")
    }
  }

  private mutating func model(at path: String) throws -> Model {
    if let known = models[path] { return known }
    let model = try ModelFile.read(path)
    models[path] = model
    return model
  }

  private mutating func input(at path: String, shape: Shape) throws -> Tensor {
    if let known = inputs[path] { return known }
    let input = Tensor(shape, logicalOrder: try NumberFile.read(path, count: shape.count))
    inputs[path] = input
    return input
  }
}

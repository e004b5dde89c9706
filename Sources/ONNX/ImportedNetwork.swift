internal import Diagnostics
package import Networks
package import Tensors

/// The network in a file, ready to run.
package struct ImportedNetwork: Sendable {
  /// A function at the end of the network that turns logits into probabilities.
  package enum Activation: Sendable {
    case softmax, sigmoid
  }

  /// From `[N, C, H, W]` to `[N, K]`: class scores before any softmax or sigmoid.
  package let network: Network
  /// The activation that the file had at its end, which is cut off here.
  package let activation: Activation?
  /// What a user should know about how the file was read.
  package let notes: [String]
}

extension ONNXFile {
  /// Builds the network for images of a size.
  ///
  /// Everything that does not depend on the image is computed, nodes that the answer does not
  /// need are left out, and channels-last graphs are brought to `[N, C, H, W]`. The network takes
  /// any number of images, unless the file has the number 1 written into its constants.
  ///
  /// - Throws: ``ONNXError`` when the file is damaged, uses what is not supported, or cannot take
  ///   such images.
  package func network(channels: Int, extent: Extent) throws -> ImportedNetwork {
    guard input.batch ?? 1 == 1 else {
      // Such a file may still take any batch; if it does not, no image fits it alone.
      do {
        return try build(channels: channels, extent: extent, probe: .open)
      } catch let error as ONNXError {
        throw ONNXError(
          "the file takes \(input.batch ?? 1) images at a time: \(error)",
          expected: "any number, or 1", remedy: "Export it with a batch size of 1.")
      }
    }
    do {
      return try build(channels: channels, extent: extent, probe: .open)
    } catch let error as ONNXError {
      guard let fixed = try? build(channels: channels, extent: extent, probe: .only(1)) else {
        throw error
      }
      return fixed
    }
  }

  private func build(
    channels: Int, extent: Extent, probe: BatchProbe
  ) throws -> ImportedNetwork {
    let isFixed = probe.sizes.0 == probe.sizes.1
    let image = Shape([1, channels, extent.height, extent.width])
    let assembly = GraphAssembly(
      inputShape: Probed(image.withBatch(probe.sizes.0), image.withBatch(probe.sizes.1)),
      probe: probe, declaredBatch: isFixed ? nil : input.batch)
    var reading = GraphReading(
      assembly: assembly, reading: TensorReading(externalData: ExternalData(folder: folder)),
      opset: opset, functions: model.functions)
    let images = Value.feature(assembly.input(type: .float))
    reading.define(input.name, as: images.seen(channelsLast: input.isChannelsLast))
    let outputs = model.graph.output.map(\.name)
    guard let chosen = outputs.first else { throw ONNXError("the network has no output") }
    try reading.read(
      nodes: model.graph.node, initializers: model.graph.initializer, outputs: [chosen])
    let head = try OutputHead(try reading.value(chosen), name: chosen, in: reading.assembly)
    var notes: [String] = []
    if outputs.count > 1 {
      let others = outputs.dropFirst().map { "'\($0.printable)'" }.joined(separator: ", ")
      notes.append(
        "Of several outputs the first, '\(chosen.printable)', is explained, not \(others).")
    }
    return try head.network(takesOneSample: isFixed, notes: notes)
  }
}

internal import Diagnostics

/// What each of ONNX's operators becomes.
///
/// A mapping follows the operator's text in the ONNX specification; differences between versions
/// are decided where they matter, by ``NodeReader/opset``.
struct OperatorMapping: Sendable {
  typealias Convert = @Sendable (NodeReader, inout GraphAssembly) throws -> [Value?]

  /// Gives the node's outputs; those it does not give are undefined.
  let convert: Convert

  /// A mapping to several outputs.
  init(_ convert: @escaping Convert) { self.convert = convert }

  /// A mapping to one output.
  static func single(
    _ convert: @escaping @Sendable (NodeReader, inout GraphAssembly) throws -> Value
  ) -> OperatorMapping {
    OperatorMapping { [try convert($0, &$1)] }
  }

  /// By operator.
  static let all: [String: OperatorMapping] = [
    activations, arithmetic, convolutions, poolings, normalizations, products, reductions,
    movements, reshapings, resizings, shapeArithmetic,
  ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

  /// The operators that can be read, sorted.
  static var operatorTypes: [String] { all.keys.sorted() + ["If"] }

  /// The outputs of `node`.
  static func values(
    of node: NodeReader, in assembly: inout GraphAssembly
  ) throws -> [Value?] {
    guard node.isStandard else {
      throw ONNXError(
        "\(node.operatorType) '\(node.name)' is an operator of '\(node.proto.domain)'",
        expected: "ONNX's own operators",
        remedy: "Export the model without optimisation for a runtime.")
    }
    guard let mapping = all[node.operatorType] else { throw unsupported(node) }
    return try mapping.convert(node, &assembly)
  }

  private static func unsupported(_ node: NodeReader) -> ONNXError {
    let alternative =
      alternatives[node.operatorType]
      ?? nearestName(to: node.operatorType, among: all.keys.sorted()).map {
        "The nearest operator that is supported is \($0)."
      }
    return ONNXError(
      "the operator \(node.operatorType) of node '\(node.name)' is not supported",
      remedy: alternative
        ?? "Export a convolutional network for inference, without its pre- and postprocessing.")
  }

  /// What to use in the place of operators that people meet.
  private static let alternatives = [
    "GatherElements": "Gather with constant indices is supported.",
    "ScatterND": "Where and Concat are supported; assign without indexing in the model.",
    "ScatterElements": "Where and Concat are supported; assign without indexing in the model.",
    "Einsum": "MatMul, Transpose and ReduceSum are supported; write the product with them.",
    "Attention": "MatMul and Softmax are supported; export with opset_version=17.",
    "LpPool": "AveragePool and Pow are supported.",
    "MaxUnpool": "Resize and ConvTranspose are supported.",
    "GridSample": "Resize is supported.",
    "RMSNormalization": "ReduceMean, Pow and Div are supported; export with opset_version=17.",
    "QLinearConv": "Conv is supported: export the model before quantisation.",
    "ConvInteger": "Conv is supported: export the model before quantisation.",
    "QuantizeLinear": "Export the model before quantisation.",
    "DequantizeLinear": "Export the model before quantisation.",
    "DynamicQuantizeLinear": "Export the model before quantisation.",
    "NonMaxSuppression": "Export the classifier without detection postprocessing.",
    "TopK": "Export the model without its postprocessing.",
    "ArgMax": "Export the model without its postprocessing: up to the class scores.",
    "Loop": "Export with fixed sizes, so that no loop remains.",
    "Scan": "Export with fixed sizes, so that no loop remains.",
    "LSTM": "Recurrent networks are not supported; export the convolutional part.",
    "GRU": "Recurrent networks are not supported; export the convolutional part.",
    "RNN": "Recurrent networks are not supported; export the convolutional part.",
  ]
}
